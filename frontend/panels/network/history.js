// The curves of a training: what its frames said, thinned out as they become many.

import { toNumber } from '../../format.js';

/** More points than a small plot has dots are not kept. */
export const MOST = 600;

/**
 * @typedef {object} Moment
 * @property {number} at epochs, with the part of the one that is under way
 * @property {number} train
 * @property {number} test
 * @property {number[]} norms of the gradient, by layer
 * @property {number[]} ratios how far the last step went beside the weights, by layer
 * @property {number[]} zeros part of the units that are always 0, by layer
 */

/**
 * The history with one more frame. Going back to an earlier epoch forgets what came after it.
 * @param {Moment[]} history
 * @param {TrainingFrame} frame
 * @param {number} steps of an epoch
 * @returns {Moment[]}
 */
export function withFrame(history, frame, steps) {
  const moment = momentOf(frame, steps);
  const before = history.at(-1);
  const kept =
    before && before.at < moment.at ? history : history.filter(({ at }) => at < moment.at);
  const all = [...kept, moment];
  return all.length > MOST ? thinned(all) : all;
}

/** Every second one; the first and the last always. @param {Moment[]} all */
function thinned(all) {
  return all.filter((_, index) => index % 2 === 0 || index === all.length - 1);
}

/**
 * @param {TrainingFrame} frame
 * @param {number} steps
 * @returns {Moment}
 */
function momentOf({ epoch, batch, train_loss, test_loss, layers }, steps) {
  return {
    at: epoch + batch / steps,
    train: toNumber(train_loss),
    test: toNumber(test_loss),
    norms: layers.map((layer) => numberOr(layer.gradient_norm)),
    ratios: layers.map((layer) => numberOr(layer.update_ratio)),
    zeros: layers.map(({ zeros }) => zeros),
  };
}

/** @param {ApiNumber | null} value */
const numberOr = (value) => (value === null ? Number.NaN : toNumber(value));

/**
 * Updates in an epoch.
 * @param {NetworkData} data
 */
export function stepsOf({ training, spec }) {
  const size = spec.training?.batch_size ?? 10;
  return Math.max(1, Math.floor(training / Math.min(size, training)));
}

/**
 * A curve as the points of an SVG polyline, its values on a logarithmic scale; gaps where there is
 * no positive number.
 * @param {number[]} values
 * @param {number} width
 * @param {number} height
 * @returns {string[]} one text for each unbroken piece
 */
export function sparkline(values, width, height) {
  const logs = values.map((value) => (value > 0 && value < Infinity ? Math.log10(value) : NaN));
  const known = logs.filter((log) => !Number.isNaN(log));
  if (!known.length) return [];
  const low = Math.min(...known);
  // A curve that hardly moves is drawn flat.
  const span = Math.max(Math.max(...known) - low, 0.5);
  return polylines(
    logs.map((log) => (log - low) / span),
    width,
    height,
  );
}

/**
 * A curve as the points of SVG polylines, one for each unbroken piece.
 * @param {number[]} heights 0 … 1; NaN is a gap
 * @param {number} width
 * @param {number} height
 * @returns {string[]}
 */
export function polylines(heights, width, height) {
  const across = width / Math.max(1, heights.length - 1);
  /** @type {string[][]} */
  const pieces = [[]];
  heights.forEach((part, index) => {
    if (Number.isNaN(part)) pieces.push([]);
    else {
      const y = height - 1 - part * (height - 2);
      pieces[pieces.length - 1].push(`${(index * across).toFixed(1)},${y.toFixed(1)}`);
    }
  });
  return pieces.filter((piece) => piece.length).map((piece) => piece.join(' '));
}

/**
 * A histogram as the outline of its bars, over what is as far from 0 on both sides; null where
 * there is nothing to draw.
 * @param {Histogram} histogram
 * @param {number} width
 * @param {number} height
 * @returns {{path: string, most: number} | null}
 */
export function spread({ low, high, counts }, width, height) {
  if (low === null || high === null) return null;
  const most = Math.max(Math.abs(low), Math.abs(high));
  const highest = Math.max(...counts);
  const x = (/** @type {number} */ value) => ((value / (most || 1) + 1) / 2) * width;
  const bar = Math.max((x(high) - x(low)) / counts.length, 1);
  const tops = counts.map((count, index) => {
    const y = height - (count / highest) * (height - 1);
    return `V${y.toFixed(1)}H${(x(low) + (index + 1) * bar).toFixed(1)}`;
  });
  return { path: `M${x(low).toFixed(1)},${height}${tops.join('')}V${height}`, most };
}
