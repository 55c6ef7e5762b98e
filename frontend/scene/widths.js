// How wide a river is: one monotone scale for the whole picture.

/** Pixels: where rivers stand apart, and where they crowd. */
export const WIDEST = 22;
export const WIDEST_IN_CROWDS = 13;
const NARROWEST = 1.4;
/** On the linear scale, smaller rivers than this share of the largest look alike. */
const TOLD_APART = NARROWEST / WIDEST;
const MOST_DECADES = 8;

/**
 * @typedef {object} WidthScale
 * @property {'linear' | 'log'} kind
 * @property {number} largest
 * @property {number} smallest on the log scale: what is as narrow as can be
 * @property {number} widest in pixels
 */

/**
 * @param {number[]} amounts magnitudes in the picture, positive and finite ones count
 * @param {Scale} wanted
 * @param {number} [widest]
 * @returns {WidthScale}
 */
export function scaleFor(amounts, wanted, widest = WIDEST) {
  const seen = amounts.filter((amount) => amount > 0 && Number.isFinite(amount));
  const largest = seen.reduce((most, each) => Math.max(most, each), 0) || 1;
  const least = seen.reduce((small, each) => Math.min(small, each), largest);
  const smallest = Math.max(least, largest / 10 ** MOST_DECADES);
  return { kind: kindFor(seen, largest, wanted), largest, smallest, widest };
}

/**
 * Linear as long as most rivers can be told apart on it.
 * @param {number[]} seen
 * @param {number} largest
 * @param {Scale} wanted
 */
function kindFor(seen, largest, wanted) {
  if (wanted !== 'auto') return wanted;
  const small = seen.filter((amount) => amount < TOLD_APART * largest).length;
  return small > seen.length / 3 ? 'log' : 'linear';
}

/**
 * Pixels for a magnitude; 0 for 0.
 * @param {WidthScale} scale
 * @param {number} amount
 */
export function widthOf({ kind, largest, smallest, widest }, amount) {
  const size = Math.abs(amount);
  if (size === 0) return 0;
  if (!Number.isFinite(size)) return widest / 2;
  if (kind === 'linear') return Math.max(NARROWEST, (widest * size) / largest);
  const decades = Math.max(Math.log10(largest / smallest), 1);
  const above = 1 - Math.log10(largest / size) / decades;
  return Math.max(NARROWEST, 2 + (widest - 2) * above);
}

/**
 * Three or four round magnitudes for the legend, largest first.
 * @param {WidthScale} scale
 */
export function samples({ kind, largest, smallest }) {
  const top = roundDown(largest);
  if (kind === 'linear') return [top, roundDown(top / 3), roundDown(top / 10)];
  const decades = Math.max(Math.log10(largest / smallest), 1);
  const step = decades < 2 ? 3 : 10 ** Math.round(decades / 3);
  const least = (0.3 * largest) / 10 ** decades;
  return [top, ...[1, 2, 3].map((count) => roundDown(top / step ** count))].filter(
    (amount) => amount >= least,
  );
}

/**
 * The largest of 1, 2, 3 or 5 times a power of ten that is not above.
 * @param {number} amount
 */
function roundDown(amount) {
  const power = 10 ** Math.floor(Math.log10(amount * (1 + 1e-12)));
  const first = [5, 3, 2, 1].find((digit) => digit * power <= amount * (1 + 1e-12)) ?? 1;
  return Number((first * power).toPrecision(1));
}
