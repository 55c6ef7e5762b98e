// What is lit in the source: the step that happens, what is selected, and what is pointed at.

import { indexOf } from '../../scene/model.js';
import * as store from '../../store.js';
import { moment } from '../time/moment.js';
import { spanOf } from './places.js';

/** @typedef {import('./places.js').Span & {kind: 'step' | 'selected' | 'pointed'}} Lit */

/** @returns {Lit[]} */
export function litSpans() {
  const { value: trace } = store.trace;
  if (!trace || store.problem.value) return [];
  const { run, phase } = moment.value;
  const step = run && phase !== 'rest' ? placeOfRun(trace.model, run) : null;
  const places = [
    { kind: /** @type {const} */ ('step'), place: step },
    { kind: /** @type {const} */ ('selected'), place: placeOf(trace.model, store.selection.value) },
    { kind: /** @type {const} */ ('pointed'), place: placeOf(trace.model, store.hover.value) },
  ];
  return places.flatMap(({ kind, place }) => {
    const span = place ? spanOf(store.source.value, place) : null;
    return span && span.to > span.from ? [{ ...span, kind }] : [];
  });
}

/**
 * @param {Model} model
 * @param {import('../time/moment.js').Run} run
 */
function placeOfRun(model, { group, node }) {
  return group < 0 ? placeOfNode(model, node) : placeOfGroup(model.groups[group]);
}

/**
 * @param {Model} model
 * @param {Pointed | null} pointed
 */
export function placeOf(model, pointed) {
  if (!pointed) return null;
  if (pointed.kind === 'node') return placeOfNode(model, indexOf(pointed.id));
  if (pointed.kind === 'edge') return placeOfNode(model, model.edgeTarget[indexOf(pointed.id)]);
  const group = model.groups.find(({ path }) => path === pointed.id);
  return group ? placeOfGroup(group) : null;
}

/**
 * @param {Model} model
 * @param {number} node
 */
function placeOfNode({ places }, node) {
  return places.subarray(4 * node, 4 * node + 4);
}

/** @param {Group} group */
function placeOfGroup({ line, column, endLine, endColumn }) {
  return [line, column, endLine, endColumn];
}

/** Where the problem is, in the text that was sent. */
export function problemSpan() {
  const { value: problem } = store.problem;
  if (!problem?.line) return null;
  const { line, column, end_line: endLine, end_column: endColumn } = problem;
  return spanOf(store.source.value, [line, column ?? 0, endLine ?? line, endColumn ?? column ?? 0]);
}
