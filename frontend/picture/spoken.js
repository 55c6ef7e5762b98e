// What a screen reader says of a node, a river or a group: name, operation, numbers.

import { shapeOf, short } from '../format.js';
import { amount } from '../scene/arrays.js';
import { progress } from '../scene/scene.js';
import { gradientText, valueText } from './marks/figures.js';

/** @typedef {import('../scene/scene.js').SceneNode} SceneNode */

/**
 * @param {import('./sheet.js').Sheet} sheet
 * @param {number} index of a scene node
 */
export function spokenNode(sheet, index) {
  const { scene, trace, position } = sheet;
  const node = scene.nodes[index];
  const known = progress(node.span, position) === 1;
  const value = trace.numbers.raw.values[node.node];
  const gradient = gradientText(sheet, index);
  const shape = isArray(value) ? shapeOf(value) : null;
  return [
    whatItIs(trace, node),
    known ? `value ${spokenNumber(shape, valueText(sheet, node))}` : 'not computed yet',
    gradient ? `gradient ${spokenNumber(shape, gradient.text)}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/**
 * "‖1.03‖" is for the eye.
 * @param {number[] | null} shape
 * @param {string} text
 */
function spokenNumber(shape, text) {
  if (!text.startsWith('‖')) return text;
  return `${shape ? `${spokenShape(shape)}, ` : ''}norm ${text.replaceAll('‖', '')}`;
}

/** @param {number[]} shape */
function spokenShape(shape) {
  if (shape.length === 1) return `vector of ${shape[0]}`;
  return `${shape.join(' by ')} ${shape.length === 2 ? 'matrix' : 'array'}`;
}

/** @param {ApiValue} value @returns {value is ApiValue[] | ApiSummary} */
const isArray = (value) => typeof value === 'object' && value !== null;

/**
 * @param {import('./sheet.js').Sheet} sheet
 * @param {number} index of a river
 */
export function spokenRiver({ trace, scene, waters, position }, index) {
  const { source, target, span } = scene.rivers[index];
  const name = (/** @type {number} */ node) => nameOf(trace, scene.nodes[node]);
  const way = `river from ${name(target)} to ${name(source)}`;
  const { before, beforeTone, flow, state } = waters.rivers[index];
  if (state === 'none') return `${way}: no gradient comes here`;
  if (progress(span, position) < 1) return `${way}: nothing has flowed yet`;
  const upstream = isArray(trace.numbers.raw.gradients[scene.nodes[target].node])
    ? `norm ${short(before)}`
    : short(beforeTone < 0 ? -before : before);
  return `${way}: upstream ${upstream}, ${spokenValve(waters.rivers[index])}, flow ${spokenFlow(flow)}, ${weather(state, flow)}`;
}

/** @param {import('../scene/waters.js').Water} water */
function spokenValve({ local, many }) {
  if (many) return 'local gradient of many numbers';
  return local === null ? 'local gradient not known' : `local gradient ${short(local)}`;
}

/** @param {ApiValue} flow */
function spokenFlow(flow) {
  return isArray(flow) ? `norm ${short(amount(flow))}` : short(amount(flow));
}

/**
 * @param {string} state
 * @param {ApiValue} flow
 */
function weather(state, flow) {
  if (state === 'dry') return 'dry';
  if (state === 'broken') return 'broken';
  if (isArray(flow)) return 'many numbers';
  return Number(flow) < 0 ? 'negative' : 'positive';
}

/**
 * @param {Trace} trace
 * @param {SceneNode} node
 */
function nameOf({ model }, { node, group }) {
  return group >= 0
    ? `${model.groups[group].kind} ${model.groups[group].label}`
    : model.symbols[node];
}

/**
 * @param {Trace} trace
 * @param {SceneNode} node
 */
function whatItIs(trace, { node, group, kind }) {
  const { model } = trace;
  if (group >= 0) return `group ${spokenGroup(trace, group)}`;
  if (kind !== 'operation') return `${kind} ${model.symbols[node]}`;
  return `${model.symbols[node]}: ${(model.operations[node] ?? '').replaceAll('_', ' ')}`;
}

/**
 * @param {Trace} trace
 * @param {number} group
 */
export function spokenGroup({ model }, group) {
  const { kind, label, nodes, members } = model.groups[group];
  return nodes ? `${kind} ${label} of ${nodes} operations` : `${members} inputs ${label}`;
}
