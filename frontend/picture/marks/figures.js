// The numbers in a node, in four significant digits, as they stand at a position of the timeline.

import { brief, short } from '../../format.js';
import { amount, isBroken } from '../../scene/arrays.js';
import { progress } from '../../scene/scene.js';
import { MOST_SUMMANDS } from '../../scene/sizes.js';
import { sum, summands } from '../../scene/waters.js';

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {import('../../scene/scene.js').SceneNode} node
 */
export function valueText({ trace, scene }, { node, group }) {
  const outputs = group < 0 ? [node] : trace.model.groups[group].outputs;
  if (outputs.length > 1 && scene.nodes.length > 0) return `${outputs.length} values`;
  const value = trace.numbers.raw.values[node];
  return typeof value === 'object' ? norm(value) : brief(value);
}

/**
 * An array by its shape's norm.
 * @param {ApiValue} value
 */
function norm(value) {
  return `‖${short(amount(value))}‖`;
}

/**
 * The gradient as far as it is known: the sum of what has arrived; null before anything has.
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 * @returns {{text: string, negative: boolean, broken: boolean, whole: boolean} | null} whole:
 *   nothing more will arrive
 */
export function gradientText(sheet, index) {
  const found = gradientNow(sheet, index);
  if (found === null) return null;
  const whole = isWhole(sheet, index);
  if (Array.isArray(found) || (typeof found === 'object' && found !== null)) {
    return { text: norm(found), negative: false, broken: isBroken(found), whole };
  }
  const value = Number(found);
  return { text: short(value), negative: value < 0, broken: !Number.isFinite(value), whole };
}

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 * @returns {ApiValue}
 */
function gradientNow(sheet, index) {
  const { scene, trace, position } = sheet;
  const { node, group } = scene.nodes[index];
  if (position < scene.forwardSteps || (group >= 0 && severalOutputs(trace, group))) return null;
  const whole = trace.numbers.raw.gradients[node];
  if (isWhole(sheet, index)) return whole;
  const here = arrived(sheet, index);
  return here.length ? sum(here.map(({ water }) => water.flow)) : null;
}

/**
 * Whether all contributions have arrived.
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 */
function isWhole(sheet, index) {
  const { scene, trace, position } = sheet;
  if (index === scene.output) return true;
  if (position >= scene.forwardSteps + trace.model.backward.length) return true;
  const expected = summands(scene, sheet.waters, index).length;
  return expected > 0 && arrived(sheet, index).length === expected;
}

/**
 * @param {Trace} trace
 * @param {number} group
 */
const severalOutputs = ({ model }, group) => model.groups[group].outputs.length > 1;

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 */
function arrived({ scene, waters, position }, index) {
  return summands(scene, waters, index).filter(
    ({ river }) => progress(scene.rivers[river].span, position) === 1,
  );
}

/**
 * What the rivers that have arrived brought: each at the place where it ends.
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 * @returns {{x: number, text: string}[]}
 */
export function summandTexts(sheet, index) {
  const { scene, position } = sheet;
  if (position < scene.forwardSteps) return [];
  const { uses, box } = scene.nodes[index];
  const here = arrived(sheet, index);
  const middle = box.x + box.width / 2;
  if (uses.length > MOST_SUMMANDS || here.some(({ water }) => typeof water.flow === 'object')) {
    return [{ x: middle, text: `+= ${here.length} of ${uses.length} flows` }];
  }
  const placed = here
    .map(({ river, water }) => ({ x: mouthOf(scene.rivers[river].bed), flow: Number(water.flow) }))
    .sort((one, other) => one.x - other.x);
  const text = (/** @type {number} */ flow, /** @type {number} */ place) => signed(flow, !place);
  if (scene.direction === 'down') {
    return placed.map(({ x, flow }, place) => ({ x, text: text(flow, place) }));
  }
  return [{ x: middle, text: placed.map(({ flow }, place) => text(flow, place)).join(' ') }];
}

/** @param {import('../../scene/curves.js').Bed} bed */
const mouthOf = ({ pieces }) => pieces[pieces.length - 2];

/**
 * @param {number} value
 * @param {boolean} first
 */
function signed(value, first) {
  if (first) return short(value);
  return value < 0 ? `− ${short(-value)}` : `+ ${short(value)}`;
}
