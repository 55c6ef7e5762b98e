// Numbers and names as people read them.

/**
 * Four significant digits with a real minus sign, as the picture shows numbers; large whole
 * numbers keep their places.
 * @param {number} value
 * @returns {string}
 */
export function short(value) {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return scientific(value);
  return minus(size < 9999.5 ? trimmed(value.toPrecision(4)) : value.toFixed(0));
}

/** Two digits, for what is only to be judged. @param {number} value */
export const rough = (value) => short(Number(value.toPrecision(2)));

/** @param {number} value */
function scientific(value) {
  const [digits, power] = value.toExponential(3).split('e');
  return `${minus(trimmed(digits))}e${minus(String(Number(power)))}`;
}

/** @param {string} digits */
function trimmed(digits) {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

/** @param {string} text */
function minus(text) {
  return text.replace('-', '−');
}

/**
 * All digits of a float64.
 * @param {ApiNumber} value
 */
export function full(value) {
  return minus(String(value)).replace('Infinity', '∞');
}

/**
 * The number behind what the API sends.
 * @param {ApiNumber} value
 */
export function toNumber(value) {
  return typeof value === 'number' ? value : Number(value);
}

/**
 * A value of any shape in a few characters.
 * @param {ApiValue | undefined} value
 */
export function brief(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return `${shapeOf(value).join('×')} array`;
  return short(toNumber(value));
}

/**
 * @param {ApiValue} value
 * @returns {number[]}
 */
export function shapeOf(value) {
  if (Array.isArray(value)) return [value.length, ...(value.length ? shapeOf(value[0]) : [])];
  return value !== null && typeof value === 'object' ? value.shape : [];
}

/**
 * A name as formulas write it: "h_10" and "h10" are h₁₀.
 * @param {string} name
 */
export function symbol(name) {
  const [, base, digits] = SUBSCRIPT.exec(name) ?? [];
  return base ? base + digits.replace(/\d/g, (digit) => LOWERED[Number(digit)]) : name;
}

/**
 * A sentence with its names as formulas write them; functions keep theirs.
 * @param {string} sentence
 */
export function typeset(sentence) {
  return sentence.replace(/(?<![\p{L}\p{N}_.])\p{L}[\p{L}\p{N}_]*(?![\p{L}\p{N}_(])/gu, symbol);
}

/** The digits below the line. */
export const LOWERED = '₀₁₂₃₄₅₆₇₈₉';
const SUBSCRIPT = /^(\p{L}+)_?(\d+)$/u;

/** @param {number} count */
export function grouped(count) {
  return count.toLocaleString('en').replaceAll(',', ' ');
}
