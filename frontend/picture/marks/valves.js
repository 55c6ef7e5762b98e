// A valve on each river: the local gradient, as a sign and, where there is room, as a number.

import { short } from '../../format.js';
import { pointAt } from '../../scene/curves.js';
import { labelMiddle } from '../../scene/labels.js';
import { edgeId } from '../../scene/model.js';
import { progress } from '../../scene/scene.js';
import { ribbonWidths } from '../ribbon.js';
import { ALL, comb, cross, leaves, lozenge, posts, pump, reachOf } from './gate-signs.js';

/** Beside more rivers than this there is no room for numbers, unless one looks closely. */
const MOST_NUMBERED = 3;
/** The width of a figure. */
const DIGIT = 6.4;
const NOT_YET = 0.75;

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @returns {import('../shapes.js').Shape[]}
 */
export function valves(sheet) {
  return sheet.scene.rivers.flatMap((_, river) => valve(sheet, river));
}

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 * @returns {import('../shapes.js').Shape[]}
 */
function valve(sheet, index) {
  const { scene, waters, position, detail } = sheet;
  const river = scene.rivers[index];
  const water = waters.rivers[index];
  if (water.state === 'none' || !detail.valves) return [];
  const frame = frameOf(river.bed, ribbonWidths(water, waters.scale));
  if (position < scene.forwardSteps) return posts(frame);
  const label = hasNumber(sheet, index) ? number(river, water, frame) : [];
  const opacity = progress(river.span, position) > 0 ? 1 : NOT_YET;
  return [...sign(water, frame), ...label].map((shape) => ({ ...shape, opacity }));
}

/**
 * @param {import('../../scene/waters.js').Water} water
 * @param {import('./gate-signs.js').Frame} frame
 */
function sign({ local, many }, frame) {
  if (many) return comb(frame);
  if (local === null) return posts(frame);
  if (Number.isNaN(local)) return cross(frame);
  const size = Math.abs(local);
  const gate = size > 1 + ALL ? pump(size, frame) : leaves(size, frame);
  return local < 0 ? [...gate, ...lozenge(frame)] : gate;
}

/**
 * Whether there is room for a valve's number, or it is asked for.
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 */
function hasNumber({ scene, detail, pointed }, index) {
  const { target, source, edges } = scene.rivers[index];
  const [gate, operand] = [scene.nodes[target], scene.nodes[source]];
  const keys = [gate.key, operand.key, ...edges.map(edgeId)];
  const asked = pointed.size > 0 && keys.some((key) => pointed.has(key));
  if (asked || detail.closeUp) return true;
  const most = gate.kind === 'neuron' ? 2 : MOST_NUMBERED;
  return detail.labels && gate.operands.length <= most && operand.uses.length <= MOST_NUMBERED;
}

/**
 * @param {import('../../scene/curves.js').Bed} bed
 * @param {{before: number, after: number}} widths
 * @returns {import('./gate-signs.js').Frame}
 */
function frameOf(bed, { before, after }) {
  const { x, y, dx, dy } = pointAt(bed, bed.valve);
  return {
    bank: Math.max(before, after) / 2,
    at: (along, across) => ({ x: x + dx * along - dy * across, y: y + dy * along + dx * across }),
  };
}

/**
 * @param {import('../../scene/scene.js').River} river
 * @param {import('../../scene/waters.js').Water} water
 * @param {import('./gate-signs.js').Frame} frame
 * @returns {import('../shapes.js').Shape[]}
 */
function number({ bed, label }, { local }, frame) {
  if (local === null) return [];
  const text = `×\u2009${short(local)}`;
  const room = { width: text.length * DIGIT, height: 9 };
  const { x, y } = labelMiddle(bed, label, room, reachOf(Math.abs(local), frame));
  return [
    {
      kind: 'text',
      x,
      y: y + 4,
      anchor: 'middle',
      text,
      size: 11,
      figures: true,
      fill: Number.isNaN(local) ? 'broken' : 'ink',
      halo: 'paper',
    },
  ];
}
