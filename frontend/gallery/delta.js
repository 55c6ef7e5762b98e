// A trace with as many rivers as asked: two layers, each node of one joined to each of the other.

import { traceOf } from '../scene/model.js';

/** @typedef {{nodes: ApiNode[], edges: ApiEdge[], flows: number[], gradients: number[]}} Parts */

const NOWHERE = { line: null, column: null, end_line: null, end_column: null };

/**
 * @param {number} rivers about so many
 * @returns {Trace}
 */
export function deltaWith(rivers) {
  const width = Math.max(2, Math.round(Math.sqrt(rivers / 2)));
  /** @type {Parts} */
  const parts = { nodes: [], edges: [], flows: [], gradients: [] };
  const inputs = Array.from({ length: width }, (_, at) => put(parts, `x${at}`, []));
  const inner = Array.from({ length: width }, (_, at) => put(parts, `h${at}`, inputs));
  const outer = Array.from({ length: width }, (_, at) => put(parts, `y${at}`, inner));
  put(parts, 'f', outer);
  return traceOf(documentOf(parts));
}

/**
 * @param {Parts} parts
 * @param {string} name
 * @param {number[]} operands
 */
function put({ nodes, edges, flows, gradients }, name, operands) {
  const index = nodes.length;
  const isInput = operands.length === 0;
  nodes.push({
    ...NOWHERE,
    id: `n${index}`,
    kind: isInput ? 'input' : 'operation',
    operation: isInput ? null : 'add',
    name,
    symbol: name,
    label: isInput ? name : '+',
    group: null,
    shape: [],
  });
  gradients.push(1);
  for (const [port, source] of operands.entries()) {
    edges.push({ id: `e${edges.length}`, source: `n${source}`, target: `n${index}`, port });
    flows.push(Math.sin(7 * edges.length) / operands.length);
  }
  return index;
}

/**
 * @param {Parts} parts
 * @returns {ApiTrace}
 */
function documentOf({ nodes, edges, flows, gradients }) {
  const steps = nodes.flatMap(({ id, kind }) => (kind === 'operation' ? [id] : []));
  return {
    value: 1,
    gradients: {},
    graph: { nodes, edges, groups: [], output: `n${nodes.length - 1}`, comments: {} },
    numbers: { values: gradients, gradients, local_gradients: flows, flows, group_derivatives: [] },
    steps: {
      forward: steps.map((node) => ({ node })),
      backward: steps.toReversed().map((node) => ({ node, edges: [], accumulates: [] })),
    },
    assumed: {},
    broken: null,
    language: 'python',
  };
}
