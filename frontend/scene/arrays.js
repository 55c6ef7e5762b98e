// What an array is in a picture: its norm is how much flows, its tone which sign prevails.

/**
 * A signed number for a scalar, the Euclidean norm for an array, NaN for nothing.
 * @param {ApiValue | undefined} value
 * @returns {number}
 */
export function amount(value) {
  if (typeof value === 'number') return value;
  if (value === null || value === undefined) return Number.NaN;
  if (typeof value === 'string') return Number(value);
  if (!Array.isArray(value)) return Number(value.norm);
  let squares = 0;
  for (const part of value) squares += amount(part) ** 2;
  return Math.sqrt(squares);
}

/**
 * The share of positive numbers minus the share of negative ones, each by its size: −1 … 1.
 * @param {ApiValue | undefined} value
 * @returns {number}
 */
export function tone(value) {
  if (value === null || value === undefined || typeof value === 'string') return toneOfName(value);
  if (typeof value === 'number') return value < 0 ? -1 : 1;
  if (!Array.isArray(value)) return toneOfSummary(value);
  const [positive, negative] = shares(value);
  const all = positive + negative;
  return all > 0 ? (positive - negative) / all : 1;
}

/** @param {string | null | undefined} name */
function toneOfName(name) {
  return name === '-Infinity' ? -1 : 1;
}

/** @param {ApiSummary} summary */
function toneOfSummary({ min, max, mean }) {
  if (min === null || max === null || mean === null || min >= 0) return 1;
  if (max <= 0) return -1;
  return mean / Math.max(-min, max);
}

/**
 * @param {ApiValue[]} values
 * @returns {[number, number]}
 */
function shares(values) {
  let positive = 0;
  let negative = 0;
  for (const value of values) {
    if (Array.isArray(value)) {
      const [more, less] = shares(value);
      positive += more;
      negative += less;
    } else if (typeof value === 'number') {
      if (value > 0) positive += value;
      else negative -= value;
    }
  }
  return [positive, negative];
}

/**
 * Whether some number in it is NaN or infinite.
 * @param {ApiValue | undefined} value
 * @returns {boolean}
 */
export function isBroken(value) {
  if (typeof value === 'string') return true;
  if (Array.isArray(value)) return value.some(isBroken);
  return typeof value === 'object' && value !== null && value.nonfinite > 0;
}
