// What people type for a number, and how far a slider reaches.

/**
 * A number as people write it, or null.
 * @param {string} text
 * @param {[number, number]} [range] the least and the greatest that is taken
 */
export function numberIn(text, range = [-Infinity, Infinity]) {
  const plain = text.trim().replaceAll('−', '-').replaceAll(' ', '');
  if (!plain) return null;
  const value = Number(plain);
  return Number.isFinite(value) && value >= range[0] && value <= range[1] ? value : null;
}

/**
 * How far the slider reaches around a value: a round number that leaves room on both sides.
 * @param {number} value
 */
export function reachOf(value) {
  const size = Math.abs(value);
  if (!Number.isFinite(size) || size <= 2.5) return 5;
  return roundUp(2 * size);
}

/** @param {number} value */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = [1, 2, 5, 10].find((each) => each * power >= value * (1 - 1e-12)) ?? 10;
  return digit * power;
}

/**
 * @param {string} text
 * @returns {{value: ApiValue} | {error: string}}
 */
export function arrayIn(text) {
  let value;
  try {
    value = JSON.parse(text.replaceAll('−', '-'));
  } catch {
    return { error: 'This is not a list of numbers: write [1, 2] or [[1, 2], [3, 4]].' };
  }
  return wrong(value) ?? { value };
}

/**
 * @param {unknown} value
 * @returns {{error: string} | null}
 */
function wrong(value) {
  const bad = firstOther(value);
  if (bad !== undefined) return { error: `${JSON.stringify(bad)} is not a number.` };
  const shapes = new Set(rows(value).map((row) => row.length));
  return shapes.size > 1
    ? { error: `All rows need the same length; here are ${[...shapes].join(' and ')}.` }
    : null;
}

/** @param {unknown} value @returns {unknown} */
function firstOther(value) {
  if (typeof value === 'number') return undefined;
  if (!Array.isArray(value)) return value;
  return value.map(firstOther).find((each) => each !== undefined);
}

/** @param {unknown} value @returns {unknown[][]} the innermost lists */
function rows(value) {
  if (!Array.isArray(value)) return [];
  return value.some(Array.isArray) ? value.flatMap(rows) : [value];
}

/**
 * Nested lists, a row on a line.
 * @param {ApiValue} value
 * @returns {string}
 */
export function arrayText(value) {
  if (!Array.isArray(value)) return JSON.stringify(value);
  if (!value.some(Array.isArray)) return JSON.stringify(value).replaceAll(',', ', ');
  return `[${value.map(arrayText).join(',\n ')}]`;
}
