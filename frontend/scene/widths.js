// How wide a river is: one monotone scale for the whole picture.

/** Pixels: where rivers stand apart, and where they crowd. */
export const WIDEST = 22;
export const WIDEST_IN_CROWDS = 13;
const NARROWEST = 1.4;
/** On the linear scale, smaller rivers than this share of the largest look alike. */
const TOLD_APART = NARROWEST / WIDEST;
const MOST_DECADES = 8;
/** What is beyond a scale that is held is wider, but not by more than this. */
const MOST_BEYOND = 1.5;

/**
 * @typedef {object} WidthScale
 * @property {'linear' | 'log'} kind
 * @property {number} largest
 * @property {number} smallest on the log scale: what is as narrow as can be
 * @property {number} widest in pixels
 * @property {{from: WidthScale, share: number}} [leaving] another scale that it comes from, and how
 *   much of that is left
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
 * The scale that was there, as long as what is seen now can be told apart on it too: so rivers widen
 * and narrow under the finger, and not the scale.
 * @param {WidthScale} held
 * @param {WidthScale} now
 */
export function heldScale(held, now) {
  const grows = now.largest / held.largest;
  const fits = grows <= MOST_BEYOND && grows >= 1 / 3 && held.widest === now.widest;
  return fits ? held : now;
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
 * @returns {number}
 */
export function widthOf(scale, amount) {
  const width = plainWidth(scale, amount);
  const { leaving } = scale;
  return leaving ? width + leaving.share * (widthOf(leaving.from, amount) - width) : width;
}

/**
 * Another scale on the way from one to the other: all widths lie between.
 * @param {WidthScale} from
 * @param {WidthScale} to
 * @param {number} t 0 … 1
 * @returns {WidthScale}
 */
export function scaleBetween(from, to, t) {
  const same = ['kind', 'largest', 'smallest', 'widest'].every(
    (name) => from[/** @type {'kind'} */ (name)] === to[/** @type {'kind'} */ (name)],
  );
  if (t >= 1 || same) return to;
  // What is left of an even older scale is let go, so that scales do not pile up.
  return { ...to, leaving: { from: { ...from, leaving: undefined }, share: 1 - t } };
}

/**
 * @param {WidthScale} scale
 * @param {number} amount
 */
function plainWidth({ kind, largest, smallest, widest }, amount) {
  const size = Math.abs(amount);
  if (size === 0) return 0;
  if (!Number.isFinite(size)) return widest / 2;
  const most = MOST_BEYOND * widest;
  if (kind === 'linear') return Math.min(Math.max(NARROWEST, (widest * size) / largest), most);
  const decades = Math.max(Math.log10(largest / smallest), 1);
  const above = 1 - Math.log10(largest / size) / decades;
  return Math.min(Math.max(NARROWEST, 2 + (widest - 2) * above), most);
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
