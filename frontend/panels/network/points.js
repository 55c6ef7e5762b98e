// The example that is shown: read from the picture's own inputs, so that nothing else can disagree.

import { toNumber } from '../../format.js';

/**
 * @typedef {object} Shown
 * @property {number[]} row
 * @property {number[]} targets
 */

/**
 * The example in a trace; null where its inputs are no flat row of numbers.
 * @param {Trace} trace
 * @returns {Shown | null}
 */
export function shownExample({ model, numbers }) {
  const values = new Map();
  for (let node = 0; node < model.nodes; node += 1) {
    if (model.kinds[node] === 0) values.set(model.names[node], numbers.raw.values[node]);
  }
  if (values.has('X')) return fromArrays(values.get('X'), values.get('y'));
  const targets = numbered(values, 'target');
  const row = numbered(values, 'x');
  return row.length ? { row: row.map(toNumber), targets: targets.map(toNumber) } : null;
}

/**
 * @param {ApiValue} x
 * @param {ApiValue} y
 * @returns {Shown | null}
 */
function fromArrays(x, y) {
  if (!Array.isArray(x) || !Array.isArray(y)) return null;
  const [row, targets] = [x[0], y[0]];
  if (!Array.isArray(row) || !Array.isArray(targets) || row.some(Array.isArray)) return null;
  const plain = (/** @type {ApiValue[]} */ list) =>
    list.map((value) => toNumber(/** @type {ApiNumber} */ (value)));
  return { row: plain(row), targets: plain(targets) };
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
