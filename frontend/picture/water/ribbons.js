// The rivers as still shapes: for export and print, for reduced motion, and below the moving lines
// of the canvas painter.

import { bedThrough } from '../../scene/beds.js';
import { progress, springOf } from '../../scene/scene.js';
import { widthOf } from '../../scene/widths.js';
import { chevrons, outline, ribbonWidths, SHORE_LINES, widthAt } from '../ribbon.js';
import { d, polygon, polyline } from '../shapes.js';

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
  return stretch(bed, { before: width, after: width }, 0, bed.length, springTone);
}

/**
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
  if (to === 0 || water.state === 'none' || !Number.isFinite(water.before)) return [];
  const widths = ribbonWidths(water, waters.scale);
  const valve = Math.min(bed.valve, to);
  const above = stretch(bed, widths, 0, valve, water.beforeTone);
  if (to <= bed.valve || water.state === 'dry') return above;
  if (water.state === 'broken') return [...above, shards(bed, widths, valve, to)];
  return [
    ...above,
    ...stretch(bed, widths, valve, to, water.afterTone),
    ...arrows(bed, widths, to),
  ];
}

/**
 * @param {import('../../scene/beds.js').Bed} bed
 * @param {{before: number, after: number}} widths
 * @param {number} from
 * @param {number} to
 * @param {number} tone
 * @returns {import('../shapes.js').Shape[]}
 */
function stretch(bed, widths, from, to, tone) {
  const colour = tone < 0 ? 'water-negative' : 'water-positive';
  const body = polygon(outline(bed, widths, from, to));
  /** @type {import('../shapes.js').Shape[]} */
  const shapes = [
    { kind: 'path', d: polygon(outline(bed, widths, from, to, 2)), fill: 'paper' },
    { kind: 'path', d: body, fill: colour },
  ];
  if (tone < 0) shapes.push(hatching(bed, widths, from, to));
  return [...shores(bed, widths, from, to, colour), ...shapes];
}

/**
 * The lines along the shores of a wide river.
 * @param {import('../../scene/beds.js').Bed} bed
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
 * @param {import('../../scene/beds.js').Bed} bed
 * @param {{before: number, after: number}} widths
 * @param {number} from
 * @param {number} to
 * @returns {import('../shapes.js').Shape}
 */
function hatching(bed, widths, from, to) {
  const lines = [];
  for (let at = from + 4; at < to - 2; at += 6) {
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
    return arrows(bed, ribbonWidths(water, waters.scale), progress(span, position) * bed.length);
  });
}

/**
 * @param {import('../../scene/beds.js').Bed} bed
 * @param {{before: number, after: number}} widths
 * @param {number} to
 * @returns {import('../shapes.js').Shape[]}
 */
function arrows(bed, widths, to) {
  return chevrons(bed, widths, to).map((points) => ({
    kind: 'path',
    d: polyline(points),
    stroke: 'card',
    width: 1.5,
  }));
}

/**
 * Broken water: pieces with gaps.
 * @param {import('../../scene/beds.js').Bed} bed
 * @param {{before: number, after: number}} widths
 * @param {number} from
 * @param {number} to
 * @returns {import('../shapes.js').Shape}
 */
function shards(bed, widths, from, to) {
  const pieces = [];
  for (let at = from; at < to; at += 9) {
    pieces.push(polygon(outline(bed, widths, at, Math.min(at + 5.5, to))));
  }
  return { kind: 'path', d: pieces.join(' '), fill: 'broken' };
}
