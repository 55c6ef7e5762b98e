// The legend of the map: sample widths, the two signs, and what the marks mean. In screen pixels.

import { short } from '../../format.js';
import { samples, widthOf } from '../../scene/widths.js';
import { d, roundedBox } from '../shapes.js';
import { valveSigns } from './legend-valves.js';

const LINE = 20;
const BAR = 44;
export const LEGEND_WIDTH = 194;
/** Of the card around it. */
const PADDING = 10;

/**
 * @param {import('../../scene/waters.js').Waters} waters
 * @param {number} zoom
 * @param {Point} at the upper left corner
 * @returns {import('../shapes.js').Shape[]}
 */
export function legend({ scale }, zoom, { x, y }) {
  const shown = samples(scale);
  const heights = shown.map((amount) => Math.max(LINE, drawn(scale, amount, zoom) + 8));
  let top = y + 26;
  const bars = shown.flatMap((amount, index) => {
    const middle = top + heights[index] / 2;
    top += heights[index];
    return sample(x, middle, amount, drawn(scale, amount, zoom));
  });
  return [
    write(x, y + 12, `width of a river: |gradient|, ${scale.kind}`, { italic: true, size: 12.5 }),
    ...bars,
    ...signs(x, top + 14),
    ...bedSigns(x, top + 36),
    write(x, top + 68, 'valve: local gradient', { italic: true, size: 12.5 }),
    ...valveSigns({ x, y: top + 88 }, LEGEND_WIDTH),
  ];
}

/**
 * The sheet of paper that the legend lies on, for where it lies over the picture.
 * @param {import('../../scene/waters.js').Waters} waters
 * @param {number} zoom
 * @param {Point} at
 * @returns {import('../shapes.js').Shape}
 */
export function legendCard(waters, zoom, { x, y }) {
  const size = cardSize(waters, zoom);
  return {
    kind: 'path',
    d: roundedBox({ x: x - PADDING, y: y - PADDING, ...size }, 3),
    fill: 'paper',
    stroke: 'hairline',
    width: 0.8,
    opacity: 0.94,
  };
}

/** @param {import('../../scene/waters.js').Waters} waters @param {number} zoom */
export const cardSize = (waters, zoom) => ({
  width: LEGEND_WIDTH + 2 * PADDING,
  height: legendHeight(waters, zoom) + 2 * PADDING,
});

/** @param {import('../../scene/waters.js').Waters} waters @param {number} zoom */
export function legendHeight({ scale }, zoom) {
  const bars = samples(scale).map((amount) => Math.max(LINE, drawn(scale, amount, zoom) + 8));
  return 26 + bars.reduce((sum, each) => sum + each, 0) + 108;
}

/**
 * The width on the screen: from however far away, a river is a line.
 * @param {import('../../scene/widths.js').WidthScale} scale
 * @param {number} amount
 * @param {number} zoom
 */
const drawn = (scale, amount, zoom) => Math.max(1, widthOf(scale, amount) * zoom);

/**
 * @param {number} x
 * @param {number} y
 * @param {number} amount
 * @param {number} width
 * @returns {import('../shapes.js').Shape[]}
 */
function sample(x, y, amount, width) {
  const box = { x, y: y - width / 2, width: BAR, height: width };
  return [
    { kind: 'path', d: roundedBox(box, 1), fill: 'water-positive' },
    write(x + BAR + 10, y + 4, short(amount), { figures: true, size: 11 }),
  ];
}

/**
 * @param {number} x
 * @param {number} y
 * @returns {import('../shapes.js').Shape[]}
 */
function signs(x, y) {
  const box = (/** @type {number} */ left) => ({ x: left, y: y - 5, width: 24, height: 9 });
  const lines = [2, 8, 14, 20].map((shift) => d('M', x + 84 + shift, y - 4, 'l', 3, 7)).join(' ');
  return [
    { kind: 'path', d: roundedBox(box(x), 1), fill: 'water-positive' },
    write(x + 30, y + 4, 'positive', {}),
    { kind: 'path', d: roundedBox(box(x + 84), 1), fill: 'water-negative' },
    { kind: 'path', d: lines, stroke: 'water-negative-light', width: 1 },
    write(x + 114, y + 4, 'negative', {}),
  ];
}

/**
 * @param {number} x
 * @param {number} y
 * @returns {import('../shapes.js').Shape[]}
 */
function bedSigns(x, y) {
  const line = d('M', x, y, 'h', 24);
  return [
    { kind: 'path', d: line, stroke: 'ink-quiet', width: 1.1, dash: [3, 5] },
    write(x + 30, y + 4, 'dry: 0', {}),
    {
      kind: 'path',
      d: d('M', x + 84, y, 'h', 6, 'm', 4, 0, 'h', 5, 'm', 4, 0, 'h', 5),
      stroke: 'broken',
      width: 6,
    },
    write(x + 114, y + 4, 'NaN or ∞', {}),
  ];
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {Partial<import('../shapes.js').TextShape>} more
 * @returns {import('../shapes.js').Shape}
 */
function write(x, y, text, more) {
  return { kind: 'text', x, y, text, size: 12, fill: 'ink', ...more };
}
