// A river as a ribbon: its width at every place, and its outline. The moving water draws the same
// ribbon on the graphics card; see water/shaders.js.

import { pointAt } from '../scene/curves.js';
import { widthOf } from '../scene/widths.js';

/** Half the length over which the width changes at the valve. */
export const VALVE_REACH = 7;
const STEP = 5;
/** Paper left free along each bank. */
export const CASING = 2;
/** Short lines at the banks of negative water up to a width, how far apart, and how far they reach. */
export const BARBS = { narrow: 8, every: 12, reach: 2.6 };
/** The lines along the shores of wide rivers: how far off the bank, and how strong. */
export const SHORE_LINES = [
  { off: 4, strength: 0.36 },
  { off: 7.2, strength: 0.23 },
  { off: 11.2, strength: 0.13 },
];

/**
 * @param {import('../scene/waters.js').Water} water
 * @param {import('../scene/widths.js').WidthScale} scale
 */
export function ribbonWidths(water, scale) {
  return { before: widthOf(scale, water.before), after: widthOf(scale, water.after) };
}

/**
 * @param {{before: number, after: number}} widths
 * @param {number} valve
 * @param {number} distance
 */
export function widthAt({ before, after }, valve, distance) {
  const t = Math.min(Math.max((distance - valve + VALVE_REACH) / (2 * VALVE_REACH), 0), 1);
  return before + (after - before) * t * t * (3 - 2 * t);
}

/**
 * The outline of a part of a ribbon, as a closed ring of points.
 * @param {import('../scene/curves.js').Bed} bed
 * @param {{before: number, after: number}} widths
 * @param {number} from
 * @param {number} to
 * @param {number} [margin] added at each bank
 * @returns {Point[]}
 */
export function outline(bed, widths, from, to, margin = 0) {
  const left = [];
  const right = [];
  const count = Math.max(2, Math.ceil((to - from) / STEP));
  for (let index = 0; index <= count; index += 1) {
    const distance = from + ((to - from) * index) / count;
    const { x, y, dx, dy } = pointAt(bed, distance);
    const half = widthAt(widths, bed.valve, distance) / 2 + margin;
    left.push({ x: x + dy * half, y: y - dx * half });
    right.push({ x: x - dy * half, y: y + dx * half });
  }
  return [...left, ...right.reverse()];
}

/** From this width on arrow heads stand in the water. */
const ROOM_FOR_ARROWS = 8;

/**
 * Small arrow heads that show the direction where nothing moves: in the water, or fewer and larger
 * ones around it where it is narrow.
 * @param {import('../scene/curves.js').Bed} bed
 * @param {{before: number, after: number}} widths
 * @param {number} to how far the water has come
 * @returns {{points: Point[], inside: boolean}[]}
 */
export function chevrons(bed, widths, to) {
  const found = [];
  for (let distance = 14; distance < to - 6; ) {
    const width = widthAt(widths, bed.valve, distance);
    const inside = width >= ROOM_FOR_ARROWS;
    if (Math.abs(distance - bed.valve) >= 12) {
      const half = inside ? width * 0.32 : width / 2 + 2.5;
      found.push({ points: arrowHead(pointAt(bed, distance), half), inside });
    }
    distance += inside ? 22 : 44;
  }
  return found;
}

/**
 * @param {{x: number, y: number, dx: number, dy: number}} tip
 * @param {number} half
 */
function arrowHead({ x, y, dx, dy }, half) {
  return [
    { x: x - dx * half + dy * half, y: y - dy * half - dx * half },
    { x, y },
    { x: x - dx * half - dy * half, y: y - dy * half + dx * half },
  ];
}
