// What is written on a gate: the operation with the constants it absorbed, as in x², 1/x, +1.

import { short, toNumber } from '../format.js';
import { edgesAt } from './model.js';

/**
 * A piece of a typeset label: `raised` for an exponent, `variable` for what stands in italics.
 * @typedef {{text: string, raised?: boolean, variable?: boolean}} Run
 */

/** How an infix gate reads when its left or its right operand is the constant c. */
const WITH_CONSTANT = /** @type {Record<string, [(c: string) => Run[], (c: string) => Run[]]>} */ ({
  add: [(c) => [{ text: `${c} +` }], (c) => [{ text: `+ ${c}` }]],
  subtract: [(c) => [{ text: `${c} − x` }], (c) => [{ text: `− ${c}` }]],
  multiply: [(c) => [{ text: `${c} ×` }], (c) => [{ text: `× ${c}` }]],
  divide: [(c) => [{ text: `${c}/x` }], (c) => [{ text: `÷ ${c}` }]],
  power: [
    (c) => [{ text: c }, { text: 'x', raised: true }],
    (c) => [{ text: 'x' }, { text: c, raised: true }],
  ],
});

/**
 * @param {Trace} trace
 * @param {import('./collapse.js').VisibleNode} visible
 * @returns {Run[]}
 */
export function gateRuns(trace, visible) {
  return plainRuns(trace, visible).flatMap(lettered);
}

/**
 * A letter that stands alone is a variable.
 * @param {Run} run
 * @returns {Run[]}
 */
function lettered({ text, raised }) {
  const parts = text.split(/(?<![\p{L}\d_])(\p{L}\d?)(?![\p{L}\d_])/u);
  return parts
    .map((part, place) => ({ text: part, raised, variable: place % 2 === 1 }))
    .filter((part) => part.text);
}

/**
 * @param {Trace} trace
 * @param {import('./collapse.js').VisibleNode} visible
 * @returns {Run[]}
 */
function plainRuns({ model, numbers }, { node, group, constants }) {
  if (group >= 0) return groupRuns(model.groups[group]);
  if (model.kinds[node] !== 2) return [{ text: model.symbols[node] }];
  const infix = WITH_CONSTANT[model.operations[node] ?? ''];
  if (infix && constants.length === 1) {
    return infix[constants[0]](constantText(model, numbers, node, constants[0]));
  }
  return raisedLetters(model.labels[node]);
}

/** @param {Group} group @returns {Run[]} */
function groupRuns({ gate, label }) {
  return gate ? raisedLetters(gate) : [{ text: label }];
}

/**
 * @param {Model} model
 * @param {Numbers} numbers
 * @param {number} node
 * @param {number} position
 */
function constantText(model, numbers, node, position) {
  const edge = edgesAt(model.operands, node).find((each) => model.edgePort[each] === position);
  const value = numbers.raw.values[model.edgeSource[/** @type {number} */ (edge)]];
  const isScalar = typeof value === 'number' || typeof value === 'string';
  return isScalar ? short(toNumber(value)) : 'c';
}

/**
 * "xʸ" is x to the y.
 * @param {string} label
 * @returns {Run[]}
 */
function raisedLetters(label) {
  const exponent = label.indexOf('ʸ');
  if (exponent < 0) return [{ text: label }];
  return [{ text: label.slice(0, exponent) }, { text: 'y', raised: true }];
}

/** @param {Run[]} runs */
export const textOf = (runs) => runs.map((run) => run.text).join('');
