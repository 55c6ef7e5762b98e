// A valve on each river: the local gradient. Its gates stand as far apart as the water that leaves;
// at 0 they are shut; above 1 it is a pump; where the sign flips it carries a lozenge.

import { short } from '../../format.js';
import { pointAt } from '../../scene/beds.js';
import { labelMiddle } from '../../scene/labels.js';
import { progress } from '../../scene/scene.js';
import { ribbonWidths } from '../ribbon.js';
import { ellipse, polygon, polyline } from '../shapes.js';

const LEAF = 8;
const WHEEL = 5;
/** Beside more rivers than this there is no room for numbers, unless one looks closely. */
const MOST_NUMBERED = 3;
/** The width of a figure. */
const DIGIT = 6.4;

/**
 * @typedef {ReturnType<typeof frameOf>} Frame
 */

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
  const known = position >= scene.forwardSteps;
  const frame = frameOf(river.bed, ribbonWidths(water, waters.scale));
  const passed = progress(river.span, position) > 0;
  const notYet = known ? 0.75 : 0.45;
  const shapes = known || passed ? opening(frame, water) : neutral(frame);
  const label = known && hasNumber(sheet, index) ? number(river, water, frame) : [];
  return [...shapes, ...label].map((shape) => ({ ...shape, opacity: passed ? 1 : notYet }));
}

/**
 * Whether there is room for a valve's number, or it is asked for.
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 */
function hasNumber({ scene, detail, pointed }, index) {
  const { target, source, edges } = scene.rivers[index];
  const [gate, operand] = [scene.nodes[target], scene.nodes[source]];
  const asked = pointed.some(
    ({ id }) => id === gate.key || id === operand.key || edges.some((edge) => id === `e${edge}`),
  );
  if (asked || detail.closeUp) return true;
  const most = gate.kind === 'neuron' ? 2 : MOST_NUMBERED;
  return detail.labels && gate.operands.length <= most && operand.uses.length <= MOST_NUMBERED;
}

/**
 * The place of a valve: `along` and `across` the water, and how far the banks are.
 * @param {import('../../scene/beds.js').Bed} bed
 * @param {{before: number, after: number}} widths
 */
function frameOf(bed, { before, after }) {
  const { x, y, dx, dy } = pointAt(bed, bed.valve);
  const narrow = Math.max(Math.min(before, after) / 2, 1.2);
  const bank = Math.max(before, after) / 2;
  /** @param {number} along @param {number} across @returns {Point} */
  const at = (along, across) => ({
    x: x + dx * along - dy * across,
    y: y + dy * along + dx * across,
  });
  return { at, narrow, bank, x, y };
}

/**
 * @param {Frame} frame
 * @param {import('../../scene/waters.js').Water} water
 * @returns {import('../shapes.js').Shape[]}
 */
function opening(frame, { local }) {
  if (Number.isNaN(local)) return sluice(frame);
  const flip = local < 0 ? lozenge(frame) : [];
  const size = Math.abs(local);
  if (size === 0) return [...shut(frame), ...flip];
  if (!Number.isFinite(local) || size > 1) return [...pump(frame), ...flip];
  return [...(size === 1 ? open(frame) : leaves(frame)), ...flip];
}

/** How far a valve reaches to each side. @param {number} local @param {Frame} frame */
function reachOf(local, { narrow, bank }) {
  const size = Math.abs(local);
  if (size > 1) return bank + 2 * WHEEL + 1.5;
  return size === 1 || size === 0 ? Math.max(bank, 6) + 4 : Math.max(narrow + LEAF, bank);
}

/** Two leaves that leave the water its way. @param {Frame} frame @returns {import('../shapes.js').Shape[]} */
function leaves({ at, narrow }) {
  return [-1, 1].map((side) => ({
    kind: 'path',
    d: polygon([
      at(0, side * (narrow + 0.5)),
      at(-LEAF * 0.6, side * (narrow + LEAF)),
      at(LEAF * 0.6, side * (narrow + LEAF)),
    ]),
    fill: 'card',
    stroke: 'ink',
    width: 1.1,
  }));
}

/** The leaves swung open along the banks: all passes. @param {Frame} frame @returns {import('../shapes.js').Shape[]} */
function open({ at, bank }) {
  return [-1, 1].map((side) => ({
    kind: 'path',
    d: polyline([at(-LEAF * 0.7, side * (bank + 3)), at(LEAF * 0.7, side * (bank + 3))]),
    stroke: 'ink',
    width: 2,
  }));
}

/** A bar across the bed. @param {Frame} frame @returns {import('../shapes.js').Shape[]} */
function shut({ at, bank }) {
  const reach = Math.max(bank, 6) + 4;
  return [
    { kind: 'path', d: polyline([at(0, -reach), at(0, reach)]), stroke: 'card', width: 7 },
    { kind: 'path', d: polyline([at(0, -reach), at(0, reach)]), stroke: 'ink', width: 3.2 },
  ];
}

/** A wheel house at both banks that lifts the water. @param {Frame} frame @returns {import('../shapes.js').Shape[]} */
function pump({ at, bank }) {
  return [-1, 1].flatMap((side) => {
    const centre = at(0, side * (bank + 1.5 + WHEEL));
    return [
      {
        kind: /** @type {const} */ ('path'),
        d: ellipse(centre.x, centre.y, WHEEL),
        fill: 'card',
        stroke: 'ink',
        width: 1.1,
      },
      {
        kind: /** @type {const} */ ('path'),
        d: polygon([
          at(3, side * (bank + 1.5 + WHEEL)),
          at(-2, side * (bank + 1.5 + WHEEL) - 2.6),
          at(-2, side * (bank + 1.5 + WHEEL) + 2.6),
        ]),
        fill: 'ink',
      },
    ];
  });
}

/** Many numbers at once: a comb across the bed. @param {Frame} frame @returns {import('../shapes.js').Shape[]} */
function sluice({ at, bank }) {
  const reach = Math.max(bank, 4) + 3;
  return [-3, 0, 3].map((along) => ({
    kind: 'path',
    d: polyline([at(along, -reach), at(along, reach)]),
    stroke: 'ink',
    width: 1,
  }));
}

/** The sign turns here. @param {Frame} frame @returns {import('../shapes.js').Shape[]} */
function lozenge({ at }) {
  const corners = [at(-5.5, 0), at(0, 5.5), at(5.5, 0), at(0, -5.5)];
  return [
    { kind: 'path', d: polygon(corners), fill: 'card', stroke: 'ink', width: 1.1 },
    { kind: 'path', d: polyline([at(0, -2.6), at(0, 2.6)]), stroke: 'ink', width: 1.5 },
  ];
}

/** Nothing is known yet. @param {Frame} frame @returns {import('../shapes.js').Shape[]} */
function neutral({ at }) {
  return [-1, 1].map((side) => ({
    kind: 'path',
    d: polygon([at(0, side * 1.2), at(-4, side * 7), at(4, side * 7)]),
    fill: 'paper',
    stroke: 'ink-quiet',
    width: 0.8,
  }));
}

/**
 * @param {import('../../scene/scene.js').River} river
 * @param {import('../../scene/waters.js').Water} water
 * @param {Frame} frame
 * @returns {import('../shapes.js').Shape[]}
 */
function number({ bed, label }, { local }, frame) {
  if (Number.isNaN(local)) return [];
  const text = `×\u2009${short(local)}`;
  const room = { width: text.length * DIGIT, height: 9 };
  const { x, y } = labelMiddle(bed, label, room, reachOf(local, frame));
  return [
    {
      kind: 'text',
      x,
      y: y + 4,
      anchor: 'middle',
      text,
      size: 11,
      figures: true,
      fill: 'ink',
      halo: 'paper',
    },
  ];
}
