// The rivers as still shapes: for export and print, for reduced motion, and below the moving lines
// of the canvas painter.

import { bedThrough } from '../../scene/curves.js';
import { progress, springOf } from '../../scene/scene.js';
import { widthOf } from '../../scene/widths.js';
import { BARBS, CASING, chevrons, outline, ribbonWidths, SHORE_LINES, widthAt } from '../ribbon.js';
import { d, polygon, polyline } from '../shapes.js';

/** @typedef {{from: number, to: number, tone: number}} Stretch a part of a river, and its sign */

/**
 * @param {import('../../scene/scene.js').Scene} scene
 * @param {import('../../scene/waters.js').Waters} waters
 * @param {number} position
 * @returns {import('../shapes.js').Shape[]}
 */
export function ribbons(scene, waters, position) {
  const source = position >= scene.forwardSteps ? springRibbon(scene, waters) : [];
  const rivers = scene.rivers.flatMap((_, index) => ribbon(scene, waters, position, index));
  const isShore = (/** @type {import('../shapes.js').Shape} */ { opacity }) =>
    opacity !== undefined;
  const all = [...source, ...rivers];
  return [...all.filter(isShore), ...all.filter((shape) => !isShore(shape))];
}

/**
 * @param {import('../../scene/scene.js').Scene} scene
 * @param {import('../../scene/waters.js').Waters} waters
 * @returns {import('../shapes.js').Shape[]}
 */
function springRibbon(scene, { spring, springTone, scale }) {
  const { from, to } = springOf(scene);
  const bed = bedThrough([from, to], scene.direction);
  const width = widthOf(scale, spring);
  const part = { from: 0, to: bed.length, tone: springTone };
  const widths = { before: width, after: width };
  return Number.isFinite(spring) ? stretch(bed, widths, part) : [shards(bed, widths, part)];
}

/**
 * The water before the valve, and after it, as far as it has come.
 * @param {import('../../scene/scene.js').Scene} scene
 * @param {import('../../scene/waters.js').Waters} waters
 * @param {number} position
 * @param {number} index
 * @returns {import('../shapes.js').Shape[]}
 */
function ribbon(scene, waters, position, index) {
  const { bed, span } = scene.rivers[index];
  const water = waters.rivers[index];
  const to = progress(span, position) * bed.length;
  if (to === 0 || water.state === 'none') return [];
  const widths = shownWidths(water, waters.scale);
  const before = { from: 0, to: Math.min(bed.valve, to), tone: water.beforeTone };
  const after = { from: bed.valve, to, tone: water.afterTone };
  const shapes = Number.isFinite(water.before)
    ? stretch(bed, widths, before)
    : [shards(bed, widths, before)];
  if (to <= bed.valve || water.state === 'dry') return shapes;
  if (water.state === 'broken') return [...shapes, shards(bed, widths, after)];
  return [...shapes, ...stretch(bed, widths, after), ...arrows(bed, widths, water, to)];
}

/**
 * Water before a shut valve keeps its width.
 * @param {import('../../scene/waters.js').Water} water
 * @param {import('../../scene/widths.js').WidthScale} scale
 */
function shownWidths(water, scale) {
  const { before, after } = ribbonWidths(water, scale);
  return { before, after: water.state === 'dry' ? before : after };
}

/**
 * @param {import('../../scene/curves.js').Bed} bed
 * @param {{before: number, after: number}} widths
 * @param {Stretch} part
 * @returns {import('../shapes.js').Shape[]}
 */
function stretch(bed, widths, { from, to, tone }) {
  const colour = tone < 0 ? 'water-negative' : 'water-positive';
  const body = polygon(outline(bed, widths, from, to));
  /** @type {import('../shapes.js').Shape[]} */
  const shapes = [
    { kind: 'path', d: polygon(outline(bed, widths, from, to, CASING)), fill: 'paper' },
    { kind: 'path', d: body, fill: colour },
  ];
  if (tone < 0) shapes.push(barbs(bed, widths, from, to), hatching(bed, widths, from, to));
  return [...shores(bed, widths, from, to, colour), ...shapes];
}

/**
 * Short lines at the banks tell negative water apart where it is narrow.
 * @param {import('../../scene/curves.js').Bed} bed
 * @param {{before: number, after: number}} widths
 * @param {number} from
 * @param {number} to
 * @returns {import('../shapes.js').Shape}
 */
function barbs(bed, widths, from, to) {
  const lines = [];
  for (let at = from + BARBS.every / 2; at < to - BARBS.reach; at += BARBS.every) {
    if (widthAt(widths, bed.valve, at) > BARBS.narrow) continue;
    const bank = outline(bed, widths, at, at + BARBS.reach);
    const beyond = outline(bed, widths, at, at + BARBS.reach, BARBS.reach);
    const [left, right] = [bank.length / 2 - 1, bank.length / 2];
    lines.push(
      polyline([bank[left], beyond[0]]),
      polyline([bank[right], beyond[beyond.length - 1]]),
    );
  }
  return { kind: 'path', d: lines.join(' '), stroke: 'water-negative', width: 1 };
}

/**
 * The lines along the shores of a wide river.
 * @param {import('../../scene/curves.js').Bed} bed
 * @param {{before: number, after: number}} widths
 * @param {number} from
 * @param {number} to
 * @param {string} stroke
 * @returns {import('../shapes.js').Shape[]}
 */
function shores(bed, widths, from, to, stroke) {
  const width = widthAt(widths, bed.valve, (from + to) / 2);
  const share = Math.min(Math.max((width - 3) / 9, 0), 1);
  if (share === 0 || to - from < 4) return [];
  return SHORE_LINES.map(({ off, strength }) => {
    const ring = outline(bed, widths, from, to, off);
    const banks = [ring.slice(0, ring.length / 2), ring.slice(ring.length / 2)];
    const opacity = strength * share;
    return { kind: 'path', d: banks.map(polyline).join(' '), stroke, width: 0.9, opacity };
  });
}

/**
 * Negative water is hatched.
 * @param {import('../../scene/curves.js').Bed} bed
 * @param {{before: number, after: number}} widths
 * @param {number} from
 * @param {number} to
 * @returns {import('../shapes.js').Shape}
 */
function hatching(bed, widths, from, to) {
  const lines = [];
  for (let at = from + 4; at < to - 2; at += 6) {
    if (widthAt(widths, bed.valve, at) <= BARBS.narrow) continue;
    const ring = outline(bed, widths, at, Math.min(at + 3, to), -0.8);
    const [left, right] = [ring[0], ring[ring.length / 2]];
    lines.push(d('M', left.x, left.y, 'L', right.x, right.y));
  }
  return { kind: 'path', d: lines.join(' '), stroke: 'water-negative-light', width: 0.9 };
}

/**
 * The arrow heads alone, for moving water that is asked to stand still.
 * @param {import('../../scene/scene.js').Scene} scene
 * @param {import('../../scene/waters.js').Waters} waters
 * @param {number} position
 * @returns {import('../shapes.js').Shape[]}
 */
export function stillArrows(scene, waters, position) {
  return scene.rivers.flatMap(({ bed, span }, index) => {
    const water = waters.rivers[index];
    if (water.state !== 'flowing' || progress(span, position) === 0) return [];
    const to = progress(span, position) * bed.length;
    return arrows(bed, ribbonWidths(water, waters.scale), water, to);
  });
}

/**
 * Arrow heads in the water, or where it is narrow around it.
 * @param {import('../../scene/curves.js').Bed} bed
 * @param {{before: number, after: number}} widths
 * @param {import('../../scene/waters.js').Water} water
 * @param {number} to
 * @returns {import('../shapes.js').Shape[]}
 */
function arrows(bed, widths, { afterTone }, to) {
  const colour = afterTone < 0 ? 'water-negative' : 'water-positive';
  return chevrons(bed, widths, to).map(({ points, inside }) => ({
    kind: 'path',
    d: polyline(points),
    stroke: inside ? 'card' : colour,
    width: 1.5,
  }));
}

/**
 * Broken water: pieces with gaps.
 * @param {import('../../scene/curves.js').Bed} bed
 * @param {{before: number, after: number}} widths
 * @param {Stretch} part
 * @returns {import('../shapes.js').Shape}
 */
function shards(bed, widths, { from, to }) {
  const pieces = [];
  for (let at = from; at < to; at += 9) {
    pieces.push(polygon(outline(bed, widths, at, Math.min(at + 5.5, to))));
  }
  return { kind: 'path', d: pieces.join(' '), fill: 'broken' };
}
