// Plain sentences for what the server has not explained: the start, the rest, and closed groups,
// whose sentence is made of the flows that can be seen.

import { short } from '../../format.js';
import { amount } from '../../scene/arrays.js';
import { edgesAt, INPUT } from '../../scene/model.js';
import { equation, sizeName } from '../sizes.js';

/** @typedef {import('./moment.js').Run} Run */

const MOST_NAMED = 5;
const SAME = 1e-9;

/** @param {Trace} trace */
export function startSentence(trace) {
  const inputs = inputsOf(trace.model).map(valued(trace));
  const given = inputs.length ? ` The inputs are ${listed(inputs)}.` : '';
  return `Nothing is computed yet.${given}`;
}

/** @param {Trace} trace */
export function restSentence({ model, numbers }) {
  const top = model.symbols[model.output];
  const gradients = inputsOf(model).map((node) =>
    equation(`∂${top}/∂${model.symbols[node]}`, numbers.raw.gradients[node]),
  );
  const shown = gradients.length ? `; ${listed(gradients, ', ')}` : '';
  return `At rest: ${equation(top, numbers.value)}${shown}.`;
}

/**
 * @param {Trace} trace
 * @param {Run} run
 */
export function runSentence(trace, run) {
  if (run.phase === 'forward') return forwardSentence(trace, run);
  return backwardSentence(trace, run);
}

/**
 * @param {Trace} trace
 * @param {Run} run
 */
function forwardSentence(trace, { node, group }) {
  const { model } = trace;
  const name = valued(trace);
  if (group < 0) {
    const operands = listed(operandsOf(model, node).map(name));
    return operands ? `${name(node)}, from ${operands}.` : `${name(node)}.`;
  }
  const { inputs, outputs } = model.groups[group];
  const gives = `gives ${listed((outputs.length ? outputs : [node]).map(name))}.`;
  const what = `The ${kindName(model.groups[group])}`;
  return inputs.length
    ? `${what} takes ${listed(inputs.map(name))} and ${gives}`
    : `${what} ${gives}`;
}

/** @param {Group} group */
export function kindName({ kind, label }) {
  return kind === 'part' ? `part ${label}` : `${kind} ${label}`;
}

/**
 * @param {Trace} trace
 * @param {Run} run
 */
function backwardSentence(trace, run) {
  const flows = flowsOut(trace, run);
  const named = flows.slice(0, MOST_NAMED).map((flow) => flowSentence(trace, run, flow));
  if (!named.length) return 'Nothing flows on from here: it has only constants.';
  const more = flows.length - named.length;
  return named.join(' ') + (more > 0 ? ` So do ${more} more.` : '');
}

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
function total(numbers, edges) {
  return edges.reduce((sum, edge) => sum + numbers.flow[edge], 0);
}

/**
 * @param {Trace} trace
 * @param {Run} run
 * @param {OutFlow} flow
 */
function flowSentence(trace, run, flow) {
  const { model, numbers } = trace;
  const target = `∂${model.symbols[model.output]}/∂${model.symbols[flow.node]}`;
  const through =
    run.group < 0 ? model.symbols[run.node] : `the ${kindName(model.groups[run.group])}`;
  const shape = model.shapes[flow.node];
  if (shape) return `${target} gets a flow, a ${sizeName(shape)}, from ${through}.`;
  const gets = `${target} gets ${product(trace, run, flow)} from ${through}`;
  const before = earlierFlows(model, flow.node, run.first).map((edge) => numbers.flow[edge]);
  if (!before.length) return `${gets}.`;
  const sum = before.reduce((all, each) => all + each, flow.amount);
  return `${gets}; it had ${listed(before.map(short))} already, so it is now ${short(sum)}.`;
}

/**
 * "0.5121 × 0.01766 = 0.009046" where one upstream gradient went through one valve.
 * @param {Trace} trace
 * @param {Run} run
 * @param {OutFlow} flow
 */
function product({ model, numbers }, run, flow) {
  const local = localGradient(model, numbers, run, flow);
  const upstream = numbers.gradient[run.group < 0 ? run.node : model.groups[run.group].outputs[0]];
  const whole = upstream * local;
  const fits = Math.abs(whole - flow.amount) <= SAME * Math.max(1, Math.abs(flow.amount));
  if (!fits) return short(flow.amount);
  return `${short(upstream)} × ${short(local)} = ${short(flow.amount)}`;
}

/**
 * @param {Model} model
 * @param {Numbers} numbers
 * @param {Run} run
 * @param {OutFlow} flow
 */
function localGradient(model, numbers, { group }, { node, edges }) {
  if (group < 0) return edges.reduce((sum, edge) => sum + numbers.local[edge], 0);
  const { outputs, inputs } = model.groups[group];
  const derivatives = numbers.raw.group_derivatives[group];
  if (outputs.length !== 1 || !derivatives) return Number.NaN;
  return amount(derivatives[0][inputs.indexOf(node)]);
}

/**
 * The edges over which a node had contributions before a backward step, in their order.
 * @param {Model} model
 * @param {number} node
 * @param {number} step
 */
export function earlierFlows(model, node, step) {
  const stepOf = (/** @type {number} */ edge) => model.backwardStep[model.edgeTarget[edge]];
  return [...edgesAt(model.uses, node)]
    .filter((edge) => stepOf(edge) >= 0 && stepOf(edge) < step)
    .sort((one, other) => stepOf(one) - stepOf(other));
}

/** @param {Model} model */
export function inputsOf(model) {
  const nodes = [];
  for (let node = 0; node < model.nodes; node += 1) {
    if (model.kinds[node] === INPUT) nodes.push(node);
  }
  return nodes.sort((one, other) => compareNames(model.symbols[one], model.symbols[other]));
}

/**
 * @param {string} one
 * @param {string} other
 */
function compareNames(one, other) {
  return one.localeCompare(other, 'en', { numeric: true });
}

/**
 * @param {Model} model
 * @param {number} node
 */
function operandsOf(model, node) {
  return [...edgesAt(model.operands, node)]
    .map((edge) => model.edgeSource[edge])
    .filter((source) => model.kinds[source] !== 1);
}

/**
 * @param {Trace} trace
 * @returns {(node: number) => string}
 */
function valued({ model, numbers }) {
  return (node) => equation(model.symbols[node], numbers.raw.values[node]);
}

/**
 * "a, b and c", and how many more.
 * @param {string[]} words
 * @param {string} [last]
 */
function listed(words, last = ' and ') {
  if (words.length <= MOST_NAMED) {
    return words.length < 2
      ? (words[0] ?? '')
      : `${words.slice(0, -1).join(', ')}${last}${words[words.length - 1]}`;
  }
  return `${words.slice(0, MOST_NAMED).join(', ')} and ${words.length - MOST_NAMED} more`;
}
