// A scene is what is visible of a trace: placed, with beds, and with the time at which things happen.

import { bedsOf, headOf } from './beds.js';
import { collapse, operandsOf, representatives } from './collapse.js';
import { gateRuns } from './gates.js';
import { labelPlaces } from './labels.js';
import { sizesOf, subtitle } from './sizes.js';
import { WIDEST } from './widths.js';

/**
 * A stretch of the timeline: from, to.
 * @typedef {[number, number]} Span
 *
 * @typedef {object} SceneNode
 * @property {string} key
 * @property {number} node
 * @property {number} group
 * @property {'input' | 'constant' | 'operation' | 'group' | 'neuron'} kind
 * @property {import('./layout.js').Box} box
 * @property {import('./gates.js').Run[]} runs
 * @property {string} subtitle
 * @property {string[]} within keys of the open groups around it, inner ones first
 * @property {Span} span when its value is computed
 * @property {number[]} operands rivers that leave it, in the order of operands
 * @property {number[]} uses rivers that end at it, in the order of the backward pass
 *
 * @typedef {object} River
 * @property {string} key
 * @property {number[]} edges
 * @property {number} source scene node at which it ends
 * @property {number} target scene node at which it begins
 * @property {import('./curves.js').Bed} bed
 * @property {Span} span when the water runs down
 * @property {import('./labels.js').LabelPlace} label where its valve's number stands
 *
 * @typedef {object} Plot
 * @property {string} key that its group has where it is closed
 * @property {number} group
 * @property {import('./layout.js').Box} box
 *
 * @typedef {object} Scene
 * @property {Direction} direction
 * @property {number} width
 * @property {number} height
 * @property {SceneNode[]} nodes
 * @property {River[]} rivers
 * @property {Plot[]} plots
 * @property {import('./collapse.js').Visible} visible
 * @property {number} output scene node
 * @property {number} forwardSteps
 * @property {boolean} crowded somewhere rivers must be narrow to lie beside each other
 */

/**
 * What is to be placed for a view.
 * @param {Trace} trace
 * @param {ReadonlySet<string>} closed
 * @param {Direction} direction
 */
export function plan(trace, closed, direction) {
  const { model } = trace;
  const visible = collapse(model, closed);
  const labels = visible.nodes.map((node) => gateRuns(trace, node));
  return {
    model,
    visible,
    labels,
    sizes: sizesOf(model, visible, labels, direction),
    direction,
    closed,
  };
}

/**
 * @param {ReturnType<typeof plan>} planned
 * @param {import('./layout.js').Layout} layout
 * @returns {Scene}
 */
export function sceneOf({ model, visible, labels, sizes, direction, closed }, layout) {
  const representative = representatives(model, closed);
  const spans = spansOf(model, representative);
  const round = sizes.map((size) => size.round);
  const beds = bedsOf(visible, layout, direction, round);
  const places = labelPlaces(beds, visible, layout.nodes);
  const rivers = visible.edges.map(({ key, edges, source, target }, index) => ({
    key,
    edges,
    source,
    target,
    bed: beds[index],
    span: spans.backward(visible.nodes[target]),
    label: places[index],
  }));
  const [operands, uses] = [operandsOf(visible), usesOf(rivers, visible)];
  const nodes = visible.nodes.map((node, index) => ({
    ...sceneNode(model, node),
    box: layout.nodes[index],
    runs: labels[index],
    span: spans.forward(node),
    operands: operands[index],
    uses: uses[index],
  }));
  return {
    direction,
    width: layout.width,
    height: layout.height,
    nodes,
    rivers,
    plots: plotsOf(model, visible, layout),
    visible,
    output: visible.nodes.findIndex(
      (node) => representative[node.node] === representative[model.output],
    ),
    forwardSteps: model.forward.length,
    crowded: nodes.some((node) => isCrowded(node, direction)),
  };
}

/**
 * @param {Model} model
 * @param {import('./collapse.js').VisibleNode} visible
 */
function sceneNode(model, visible) {
  const { key, node, group, parent } = visible;
  const kind = kindOf(model, visible);
  return {
    key,
    node,
    group,
    kind,
    subtitle: subtitle(model, visible),
    within: around(model, parent),
  };
}

/**
 * The keys of a group and those around it, inner ones first.
 * @param {Model} model
 * @param {number} group
 */
function around({ groups }, group) {
  const keys = [];
  for (let each = group; each >= 0; each = groups[each].parent) {
    keys.push(`group:${groups[each].path}`);
  }
  return keys;
}

/**
 * @param {Model} model
 * @param {import('./collapse.js').Visible} visible
 * @param {import('./layout.js').Layout} layout
 * @returns {Plot[]}
 */
function plotsOf({ groups }, { open }, { plots }) {
  return open.flatMap((group) => {
    const box = plots.get(group);
    return box ? [{ key: `group:${groups[group].path}`, group, box }] : [];
  });
}

/** @param {SceneNode} node @param {Direction} direction */
function isCrowded({ box, operands, uses }, direction) {
  const side = direction === 'down' ? box.width : box.height;
  return Math.max(operands.length, uses.length) * WIDEST > side;
}

/**
 * @param {Model} model
 * @param {import('./collapse.js').VisibleNode} node
 */
function kindOf({ kinds, groups }, { node, group }) {
  if (group >= 0 && groups[group].kind === 'neuron') return /** @type {const} */ ('neuron');
  if (group >= 0) return /** @type {const} */ ('group');
  return /** @type {const} */ (['input', 'constant', 'operation'])[kinds[node]];
}

/**
 * The rivers that end at each visible node, in the order of the backward pass.
 * @param {River[]} rivers
 * @param {import('./collapse.js').Visible} visible
 */
function usesOf(rivers, { nodes, edges }) {
  const uses = nodes.map(() => /** @type {number[]} */ ([]));
  for (const [index, { source }] of edges.entries()) uses[source].push(index);
  for (const list of uses) list.sort((one, other) => rivers[one].span[0] - rivers[other].span[0]);
  return uses;
}

/** Never: a step that does not happen. @type {Span} */
const NEVER = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
/** @type {Span} */
const ALWAYS = [Number.NEGATIVE_INFINITY, 0];

/**
 * When things happen: the steps inside a closed group happen as one.
 * @param {Model} model
 * @param {Int32Array} representative
 */
function spansOf(model, representative) {
  const forward = runs(model.forward, representative, 0);
  const backward = runs(model.backward, representative, model.forward.length);
  return {
    /** @param {import('./collapse.js').VisibleNode} node @returns {Span} */
    forward: (node) =>
      holdsInputsOnly(model, node) ? ALWAYS : (forward.get(representative[node.node]) ?? NEVER),
    /** @param {import('./collapse.js').VisibleNode} node @returns {Span} */
    backward: (node) => backward.get(representative[node.node]) ?? NEVER,
  };
}

/**
 * @param {Model} model
 * @param {import('./collapse.js').VisibleNode} visible
 */
function holdsInputsOnly({ kinds, groups }, { node, group }) {
  return group < 0 ? kinds[node] !== 2 : groups[group].nodes === 0;
}

/**
 * From the first to the last step of each representative.
 * @param {Int32Array} nodeOfStep
 * @param {Int32Array} representative
 * @param {number} offset
 */
function runs(nodeOfStep, representative, offset) {
  /** @type {Map<number, Span>} */
  const spans = new Map();
  nodeOfStep.forEach((node, step) => {
    const key = representative[node];
    const span = spans.get(key);
    if (span) span[1] = offset + step + 1;
    else spans.set(key, [offset + step, offset + step + 1]);
  });
  return spans;
}

/**
 * How far a stretch of time is over: 0 … 1.
 * @param {Span} span
 * @param {number} position
 */
export function progress([from, to], position) {
  if (position >= to) return 1;
  return position <= from ? 0 : (position - from) / (to - from);
}

/**
 * Where the gradient springs: above the output's head.
 * @param {Scene} scene
 */
export function springOf({ nodes, output, direction }) {
  const head = headOf(nodes[output].box, direction);
  return direction === 'down'
    ? { from: { x: head.x, y: head.y - 34 }, to: head }
    : { from: { x: head.x + 34, y: head.y }, to: head };
}
