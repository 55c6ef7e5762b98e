// How much room each visible node needs. Figures are monospaced, so text needs no measuring; and
// the room does not depend on the numbers, so that nothing moves when an input does.

import { textOf } from './gates.js';

export const FIGURE = 11.5; // font sizes, px
export const SMALL_FIGURE = 10.5;
export const ROW = 17;
export const SUMMANDS_ROW = 16;
export const PADDING = 9;
export const FIGURES_WIDTH = 72; // "−1.235e−12" at FIGURE
const PORT_GAP = 28;
const MOST_SIDE = 420;
export const MOST_SUMMANDS = 3;
/** What a river brings is written where it ends. */
export const SUMMAND_WIDTH = 66;
/** A neuron is a circle. */
const NEURON = 84;

/**
 * @typedef {object} Size
 * @property {number} width
 * @property {number} height
 * @property {number} uses how many rivers end here
 * @property {boolean} round a circle
 */

/**
 * @param {Model} model
 * @param {import('./collapse.js').Visible} visible
 * @param {import('./gates.js').Run[][]} labels
 * @param {Direction} [direction]
 * @returns {Size[]}
 */
export function sizesOf(model, visible, labels, direction = 'down') {
  const uses = new Int32Array(visible.nodes.length);
  const operands = new Int32Array(visible.nodes.length);
  for (const { source, target } of visible.edges) {
    uses[source] += 1;
    operands[target] += 1;
  }
  return visible.nodes.map((node, index) => {
    if (isNeuron(model, node)) {
      return { width: NEURON, height: NEURON, uses: uses[index], round: true };
    }
    const ports = Math.max(operands[index], uses[index]);
    const left = Math.max(labelWidth(labels[index]), nameWidth(model, node));
    return boxFor(left, uses[index], ports, direction);
  });
}

/**
 * @param {number} left width of what is written at the left
 * @param {number} uses
 * @param {number} ports how many rivers begin or end at one side
 * @param {Direction} direction
 * @returns {Size}
 */
function boxFor(left, uses, ports, direction) {
  const summands = uses > 1 ? Math.min(uses, MOST_SUMMANDS) : 0;
  const text = Math.max(
    2 * PADDING + left + 8 + FIGURES_WIDTH,
    summands * SUMMAND_WIDTH + 2 * PADDING,
  );
  const lines = 2 * ROW + 8 + (summands ? SUMMANDS_ROW : 0);
  const side = Math.min(ports * PORT_GAP, MOST_SIDE);
  const [width, height] =
    direction === 'down' ? [Math.max(text, side), lines] : [text, Math.max(lines, side)];
  return { width: Math.ceil(width), height, uses, round: false };
}

/**
 * @param {Model} model
 * @param {import('./collapse.js').VisibleNode} node
 */
const isNeuron = ({ groups }, { group }) => group >= 0 && groups[group].kind === 'neuron';

/** @param {import('./gates.js').Run[]} runs */
function labelWidth(runs) {
  const text = textOf(runs);
  return Math.max(14, text.length <= 3 ? text.length * 11 : text.length * 8.2);
}

/**
 * @param {Model} model
 * @param {import('./collapse.js').VisibleNode} node
 */
function nameWidth(model, node) {
  return subtitle(model, node).length * 6;
}

/**
 * The second line at the left: the name, or how much is inside.
 * @param {Model} model
 * @param {import('./collapse.js').VisibleNode} node
 */
export function subtitle(model, { node, group }) {
  if (group >= 0) return groupSubtitle(model.groups[group]);
  const name = model.kinds[node] === 2 ? (model.names[node] ?? '') : '';
  return [name, shapeText(model.shapes[node])].filter(Boolean).join(' ');
}

/** @param {Group} group */
function groupSubtitle({ gate, label, nodes, members }) {
  if (nodes === 0) return `${members} inputs`;
  return gate ? label : `${nodes} gates`;
}

/** @param {number[] | null} shape */
const shapeText = (shape) => (shape ? shape.join('×') : '');
