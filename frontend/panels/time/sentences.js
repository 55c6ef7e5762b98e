// Plain sentences for what the server has not explained: the start, the rest, and closed groups,
// whose sentence is made of the flows that can be seen.

import { grouped, short, symbol, typeset } from '../../format.js';
import { edgesAt, INPUT } from '../../scene/model.js';
import { MOST_SUMMANDS } from '../../scene/sizes.js';
import { equation, sizeName } from '../sizes.js';
import { earlierFlows, flowsOut, localGradient, total } from './flows.js';

/** @typedef {import('./moment.js').Run} Run */
/** @typedef {import('./flows.js').OutFlow} OutFlow */

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
  const top = symbol(model.symbols[model.output]);
  const gradients = inputsOf(model).map((node) =>
    equation(derivativeName(model, node), numbers.raw.gradients[node]),
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
  // A neuron's label says already what it is.
  if (label.startsWith(`${kind} `)) return typeset(label);
  return `${kind} ${typeset(label)}`;
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
 * @param {Trace} trace
 * @param {Run} run
 * @param {OutFlow} flow
 */
function flowSentence(trace, run, flow) {
  const { model } = trace;
  const target = derivativeName(model, flow.node);
  const through =
    run.group < 0 ? symbol(model.symbols[run.node]) : `the ${kindName(model.groups[run.group])}`;
  const shape = model.shapes[flow.node];
  if (shape) return `${target} gets a flow, a ${sizeName(shape)}, from ${through}.`;
  const gets = `${target} gets ${product(trace, run, flow)} from ${through}`;
  return `${gets}${already(trace, flow, run.first)}.`;
}

/**
 * What the gradient had before.
 * @param {Trace} trace
 * @param {OutFlow} flow
 * @param {number} step
 */
function already({ model, numbers }, { node, amount: flow }, step) {
  const edges = earlierFlows(model, node, step);
  if (!edges.length) return '';
  const before = total(numbers, edges);
  const summands =
    edges.length >= MOST_SUMMANDS
      ? `${short(before)} from ${grouped(edges.length)} flows`
      : listed(edges.map((edge) => short(numbers.flow[edge])));
  return `; it had ${summands} already, so it is now ${short(before + flow)}`;
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
 * "∂f/∂h₁₀".
 * @param {Model} model
 * @param {number} node
 */
export function derivativeName({ symbols, output }, node) {
  return `∂${symbol(symbols[output])}/∂${symbol(symbols[node])}`;
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
  return (node) => equation(symbol(model.symbols[node]), numbers.raw.values[node]);
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
