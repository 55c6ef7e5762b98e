// The rivers as columns of numbers for the graphics card: one row for each piece of a bed.

import { bedThrough, divided } from '../../scene/curves.js';
import { springOf } from '../../scene/scene.js';
import { widthOf } from '../../scene/widths.js';
import { VALVE_REACH } from '../ribbon.js';

/** Numbers in a row: four points, then four groups of four. See shaders.js. */
export const ROW = 24;
/** Among more rivers than this nobody sees lines along the shores, or to the pixel where one turns. */
export const MANY = 500;
/** Pixels a second for the slowest and the fastest current. */
const SLOW = 14;
const FAST = 70;

/**
 * @param {import('../../scene/scene.js').Scene} scene
 * @param {import('../../scene/waters.js').Waters} waters
 * @returns {Float32Array}
 */
export function columnsOf(scene, waters) {
  const rivers = [
    springRow(scene, waters),
    ...scene.rivers.map((_, at) => riverRow(scene, waters, at)),
  ];
  const flowing = rivers.filter((river) => river.after > 0 || river.before > 0);
  const rows = flowing.reduce((sum, { bed }) => sum + bed.lengths.length, 0);
  const data = new Float32Array(rows * ROW);
  let row = 0;
  flowing.forEach((river, seed) => {
    row = writePieces(data, row, river, seed);
  });
  return data;
}

/**
 * @typedef {object} Row
 * @property {import('../../scene/curves.js').Bed} bed
 * @property {number} before widths in pixels
 * @property {number} after
 * @property {number} beforeTone
 * @property {number} afterTone
 * @property {import('../../scene/scene.js').Span} span
 * @property {number} beforeSpeed
 * @property {number} afterSpeed
 * @property {number} brokenBefore
 * @property {number} brokenAfter
 */

/**
 * @param {import('../../scene/scene.js').Scene} scene
 * @param {import('../../scene/waters.js').Waters} waters
 * @param {number} index
 * @returns {Row}
 */
function riverRow(scene, { rivers, scale }, index) {
  const water = rivers[index];
  const { bed, span } = scene.rivers[index];
  const visible = water.state === 'flowing' || water.state === 'broken' || water.state === 'dry';
  return {
    bed: scene.rivers.length > MANY ? bed : partedAtValve(bed),
    span,
    before: visible ? widthOf(scale, water.before) : 0,
    after: visible ? widthOf(scale, water.after) : 0,
    beforeTone: water.beforeTone,
    afterTone: water.afterTone,
    beforeSpeed: speedOf(scale, water.before),
    afterSpeed: speedOf(scale, water.after),
    brokenBefore: Number(!Number.isFinite(water.before)),
    brokenAfter: Number(water.state === 'broken'),
  };
}

/**
 * Where the water changes at the valve it has pieces of its own, so that it does just there.
 * @param {import('../../scene/curves.js').Bed} bed
 */
function partedAtValve(bed) {
  const reach = VALVE_REACH + 1;
  return divided(divided(bed, Math.max(bed.valve - reach, 0)), bed.valve + reach);
}

/**
 * The spring's own short river onto the output.
 * @param {import('../../scene/scene.js').Scene} scene
 * @param {import('../../scene/waters.js').Waters} waters
 * @returns {Row}
 */
function springRow(scene, { spring, springTone, scale }) {
  const { from, to } = springOf(scene);
  const width = widthOf(scale, spring);
  const { forwardSteps } = scene;
  return {
    bed: bedThrough([from, to], scene.direction),
    span: [forwardSteps - 0.5, forwardSteps],
    before: width,
    after: width,
    beforeTone: springTone,
    afterTone: springTone,
    beforeSpeed: speedOf(scale, spring),
    afterSpeed: speedOf(scale, spring),
    brokenBefore: Number(!Number.isFinite(spring)),
    brokenAfter: Number(!Number.isFinite(spring)),
  };
}

/**
 * The current quickens slowly with the magnitude.
 * @param {import('../../scene/widths.js').WidthScale} scale
 * @param {number} amount
 */
function speedOf({ largest }, amount) {
  if (!(amount > 0) || !Number.isFinite(amount)) return 0;
  const share = Math.max(0, 1 + Math.log10(amount / largest) / 4);
  return SLOW + (FAST - SLOW) * share;
}

/**
 * @param {Float32Array} data
 * @param {number} first row
 * @param {Row} river
 * @param {number} seed
 */
function writePieces(data, first, river, seed) {
  const { bed, before, after, beforeTone, afterTone, span, beforeSpeed, afterSpeed } = river;
  let start = 0;
  bed.lengths.forEach((length, piece) => {
    const at = (first + piece) * ROW;
    data.set(bed.pieces.subarray(8 * piece, 8 * piece + 8), at);
    data.set([start, start + length, bed.length, bed.valve], at + 8);
    data.set([before, after, beforeTone, afterTone], at + 12);
    data.set([span[0], span[1], beforeSpeed, afterSpeed], at + 16);
    data.set([seed, river.brokenBefore, river.brokenAfter, 0], at + 20);
    start += length;
  });
  return first + bed.lengths.length;
}
