// The legend's row of valves: how each sign looks, and the local gradient that it stands for.

import { roundedBox } from '../shapes.js';
import { comb, leaves, lozenge, pump } from './gate-signs.js';

/**
 * @param {Point} at the middle of the row's left end
 * @param {number} width
 * @returns {import('../shapes.js').Shape[]}
 */
export function valveSigns({ x, y }, width) {
  const shown = [
    { text: '× 0', sign: (/** @type {Frame} */ frame) => leaves(0, frame), after: 0, at: 0.05 },
    { text: '× ½', sign: (/** @type {Frame} */ frame) => leaves(0.5, frame), after: 3.5, at: 0.21 },
    { text: '× 1', sign: (/** @type {Frame} */ frame) => leaves(1, frame), after: 7, at: 0.37 },
    { text: '× 3', sign: (/** @type {Frame} */ frame) => pump(3, frame), after: 10, at: 0.57 },
    { text: '× −1', sign: turned, after: 7, at: 0.78 },
    { text: '× […]', sign: comb, after: 7, at: 0.95 },
  ];
  return shown.flatMap(({ text, sign, after, at }) => {
    const centre = { x: x + width * at, y };
    return [
      ...stub(centre, after, text === '× −1'),
      ...sign(frameAt(centre, Math.max(7, after) / 2)),
      caption(centre, text),
    ];
  });
}

/**
 * @param {Point} centre
 * @param {string} text
 * @returns {import('../shapes.js').Shape}
 */
const caption = ({ x, y }, text) => ({
  kind: 'text',
  x,
  y: y + 23,
  text,
  size: 10,
  figures: true,
  fill: 'ink',
  anchor: 'middle',
});

/** @typedef {import('./gate-signs.js').Frame} Frame */

/** @param {Frame} frame */
const turned = (frame) => [...leaves(1, frame), ...lozenge(frame)];

/**
 * A valve in water that runs down.
 * @param {Point} centre
 * @param {number} bank
 * @returns {Frame}
 */
const frameAt = ({ x, y }, bank) => ({
  bank,
  at: (along, across) => ({ x: x - across, y: y + along }),
});

/**
 * A short river of width 7 through a valve, and how wide it leaves.
 * @param {Point} centre
 * @param {number} after
 * @param {boolean} turns
 * @returns {import('../shapes.js').Shape[]}
 */
function stub({ x, y }, after, turns) {
  const part = (
    /** @type {number} */ top,
    /** @type {number} */ width,
    /** @type {string} */ fill,
  ) => ({
    kind: /** @type {const} */ ('path'),
    d: roundedBox({ x: x - width / 2, y: top, width, height: 11 }, 0),
    fill,
  });
  const above = part(y - 11, 7, 'water-positive');
  return after ? [above, part(y, after, turns ? 'water-negative' : 'water-positive')] : [above];
}
