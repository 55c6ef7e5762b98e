// What flows out of the steps that are seen as one, and what flowed before.

import { amount } from '../../scene/arrays.js';
import { edgesAt } from '../../scene/model.js';

/** @typedef {import('./moment.js').Run} Run */

const MOST_SORTED = 1000;

/**
 * What leaves the run's nodes towards nodes outside of its group: one flow a node.
 * @typedef {{node: number, edges: number[], amount: number}} OutFlow
 * @param {Trace} trace
 * @param {Run} run
 * @returns {OutFlow[]}
 */
export function flowsOut({ model, numbers }, { first, last, group }) {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (let step = first; step <= last; step += 1) {
    for (const edge of edgesAt(model.operands, model.backward[step])) {
      const source = model.edgeSource[edge];
      if (!numbers.valid[edge] || isInside(model, source, group)) continue;
      const edges = found.get(source);
      if (edges) edges.push(edge);
      else found.set(source, [edge]);
    }
  }
  return [...found].map(([node, edges]) => ({ node, edges, amount: total(numbers, edges) }));
}

/**
 * @param {Model} model
 * @param {number} node
 * @param {number} group
 */
function isInside({ groupOf, groups }, node, group) {
  let at = group < 0 ? -1 : groupOf[node];
  while (at >= 0 && at !== group) at = groups[at].parent;
  return group >= 0 && at === group;
}

/**
 * @param {Numbers} numbers
 * @param {number[]} edges
 */
export function total(numbers, edges) {
  return edges.reduce((sum, edge) => sum + numbers.flow[edge], 0);
}

/**
 * @param {Model} model
 * @param {Numbers} numbers
 * @param {Run} run
 * @param {OutFlow} flow
 */
export function localGradient(model, numbers, { group }, { node, edges }) {
  if (group < 0) return edges.reduce((sum, edge) => sum + numbers.local[edge], 0);
  const { outputs, inputs } = model.groups[group];
  const derivatives = numbers.raw.group_derivatives[group];
  if (outputs.length !== 1 || !derivatives) return Number.NaN;
  return amount(derivatives[0][inputs.indexOf(node)]);
}

/**
 * The edges over which a node had contributions before a backward step: in their order, unless
 * there are very many.
 * @param {Model} model
 * @param {number} node
 * @param {number} step
 */
export function earlierFlows(model, node, step) {
  const stepOf = (/** @type {number} */ edge) => model.backwardStep[model.edgeTarget[edge]];
  const edges = [...edgesAt(model.uses, node)].filter(
    (edge) => stepOf(edge) >= 0 && stepOf(edge) < step,
  );
  if (edges.length > MOST_SORTED) return edges;
  return edges.sort((one, other) => stepOf(one) - stepOf(other));
}
