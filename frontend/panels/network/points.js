// The example that is shown: read from the picture's own inputs, so that nothing else can disagree.

import { toNumber } from '../../format.js';
import { placeIn, shapeOfLists } from './names.js';

/**
 * @typedef {object} Shown
 * @property {number[]} row one number after the other
 * @property {number[]} shape of the row: one size for plain numbers, [time, features] of a
 *   sequence, [height, width, channels] of an image
 * @property {number[]} targets
 */

/**
 * The example in a trace; null where its numbers are not all there.
 * @param {Trace} trace
 * @param {number[]} shape of an example
 * @returns {Shown | null}
 */
export function shownExample({ model, numbers }, shape) {
  const values = new Map();
  for (let node = 0; node < model.nodes; node += 1) {
    if (model.kinds[node] === 0) values.set(model.names[node], numbers.raw.values[node]);
  }
  if (values.has('X')) return fromArrays(values.get('X'), values.get('y'));
  const targets = numbered(values, 'target').map(toNumber);
  const row = shape.length > 1 ? placed(values, shape) : numbered(values, 'x');
  if (!row.length || row.includes(undefined)) return null;
  const known = /** @type {ApiNumber[]} */ (row).map(toNumber);
  return { row: known, shape: shape.length > 1 ? shape : [row.length], targets };
}

/**
 * @param {ApiValue} x
 * @param {ApiValue} y
 * @returns {Shown | null}
 */
function fromArrays(x, y) {
  if (!Array.isArray(x) || !Array.isArray(y)) return null;
  const [row, targets] = [x[0], y[0]];
  if (!Array.isArray(row) || !Array.isArray(targets)) return null;
  const plain = (/** @type {any[]} */ list) => list.flat(Number.POSITIVE_INFINITY).map(toNumber);
  return { row: plain(row), shape: shapeOfLists(row), targets: plain(targets) };
}

/**
 * x1_1_1, x1_1_2, … of an image or a sequence.
 * @param {Map<string, ApiNumber>} values
 * @param {number[]} shape
 */
function placed(values, shape) {
  const size = shape.reduce((product, each) => product * each, 1);
  return Array.from({ length: size }, (_, at) => values.get(`x${placeIn(shape, at).join('_')}`));
}

/**
 * x1, x2, … as far as they go; or what has the name alone.
 * @param {Map<string, ApiNumber>} values
 * @param {string} head
 * @returns {ApiNumber[]}
 */
function numbered(values, head) {
  const only = values.get(head);
  if (only !== undefined) return [only];
  /** @type {ApiNumber[]} */
  const found = [];
  for (let at = 1; values.has(`${head}${at}`); at += 1) {
    found.push(/** @type {ApiNumber} */ (values.get(`${head}${at}`)));
  }
  return found;
}

/**
 * The number of the example that stands at a place exactly; −1 for none.
 * @param {[number, number][] | null} points
 * @param {number[]} row
 */
export function indexOfPoint(points, row) {
  return points?.findIndex(([x, y]) => x === row[0] && y === row[1]) ?? -1;
}

/**
 * The nearest point to a place of the plane, or −1 where none is within reach.
 * @param {[number, number][]} points
 * @param {{x: number, y: number}} place
 * @param {number} reach
 */
export function nearestPoint(points, place, reach) {
  let best = -1;
  let least = reach * reach;
  points.forEach(([x, y], index) => {
    const distance = (x - place.x) ** 2 + (y - place.y) ** 2;
    if (distance <= least) [best, least] = [index, distance];
  });
  return best;
}

/**
 * How far the plane reaches around all points: Playground's 6, unless they lie further out.
 * @param {[number, number][]} points
 */
export function extentOf(points) {
  const most = points.reduce((far, [x, y]) => Math.max(far, Math.abs(x), Math.abs(y)), 0);
  return most > 0 && most <= 6 ? 6 : most * 1.2 || 1;
}

/**
 * Where a target or an output lies between one class and the other: −1 … 1.
 * @param {number} value
 * @param {NetworkData['labels']} labels
 * @param {boolean} isTarget classes are numbered 0 and 1; of outputs their difference is given
 */
export function sideOf(value, labels, isTarget) {
  const from01 = labels === 'probability' || (labels === 'one_hot' && isTarget);
  const side = from01 ? 2 * value - 1 : value;
  return Number.isNaN(side) ? 0 : Math.max(-1, Math.min(1, side));
}
