// What is visible: a closed group stands for everything inside it. A pure function of the graph and
// the set of closed groups. The numbers of what is visible are read off the members' own.

import { CONSTANT, edgesAt } from './model.js';

/** More beds than this between two groups are one. */
const MOST_BEDS = 8;

/**
 * What stands for each node: itself (index ≥ 0), or its outermost closed group (−2 − group).
 * @param {Model} model
 * @param {ReadonlySet<string>} closed
 * @returns {Int32Array}
 */
export function representatives({ groups, groupOf, nodes }, closed) {
  const outermost = outermostClosed(groups, closed);
  const result = new Int32Array(nodes);
  for (let node = 0; node < nodes; node += 1) {
    const group = groupOf[node];
    result[node] = group < 0 || outermost[group] < 0 ? node : -2 - outermost[group];
  }
  return result;
}

/**
 * For each group the outermost closed one of it and those around it, or -1.
 * @param {Group[]} groups
 * @param {ReadonlySet<string>} closed
 */
function outermostClosed(groups, closed) {
  const result = new Int32Array(groups.length).fill(-3);
  /** @param {number} start */
  const find = (start) => {
    const way = [];
    let group = start;
    while (group >= 0 && result[group] === -3) {
      way.push(group);
      group = groups[group].parent;
    }
    let found = group < 0 ? -1 : result[group];
    for (const each of way.reverse()) {
      if (found < 0 && closed.has(groups[each].path)) found = each;
      result[each] = found;
    }
  };
  for (let group = 0; group < groups.length; group += 1) find(group);
  return result;
}

/**
 * A node that can be seen: a node of the graph, or a closed group.
 * @typedef {object} VisibleNode
 * @property {string} key "n4" or "group:sigy"
 * @property {number} node the node, or for a group the one that its value is read from
 * @property {number} group the closed group, or -1
 * @property {number} parent the open group it stands in, or -1
 * @property {number[]} constants for an operation: operand positions that are constants
 *
 * An edge that can be seen. Several edges into one closed group from one node are one.
 * @typedef {object} VisibleEdge
 * @property {string} key
 * @property {number[]} edges the edges it stands for
 * @property {number} source index of a visible node
 * @property {number} target
 * @property {number} from the node of the graph whose value goes along it
 * @property {number} port order among the target's operands
 *
 * @typedef {object} Visible
 * @property {VisibleNode[]} nodes
 * @property {VisibleEdge[]} edges
 * @property {number[]} open the open groups that have visible members, outer ones first
 */

/**
 * @param {Model} model
 * @param {ReadonlySet<string>} closed
 * @returns {Visible}
 */
export function collapse(model, closed) {
  const representative = representatives(model, closed);
  const indexes = new Map();
  /** @type {VisibleNode[]} */
  const nodes = [];
  for (let node = 0; node < model.nodes; node += 1) {
    if (isAbsorbed(model, node)) continue;
    const key = representative[node];
    if (indexes.has(key)) continue;
    indexes.set(key, nodes.length);
    nodes.push(key >= 0 ? plainNode(model, node) : closedGroup(model, -2 - key));
  }
  const edges = visibleEdges(model, representative, indexes, nodes);
  return { nodes, edges, open: openGroups(model, nodes) };
}

/**
 * A constant is part of the gate that uses it: x², 1/x.
 * @param {Model} model
 * @param {number} node
 */
function isAbsorbed(model, node) {
  return model.kinds[node] === CONSTANT && node !== model.output;
}

/**
 * @param {Model} model
 * @param {number} node
 * @returns {VisibleNode}
 */
function plainNode(model, node) {
  const constants = [];
  for (const edge of edgesAt(model.operands, node)) {
    if (model.kinds[model.edgeSource[edge]] === CONSTANT) constants.push(model.edgePort[edge]);
  }
  return { key: `n${node}`, node, group: -1, parent: model.groupOf[node], constants };
}

/**
 * @param {Model} model
 * @param {number} group
 * @returns {VisibleNode}
 */
function closedGroup(model, group) {
  const { path, outputs, first, parent } = model.groups[group];
  const node = outputs[outputs.length - 1] ?? first;
  return { key: `group:${path}`, node, group, parent, constants: [] };
}

/**
 * @param {Model} model
 * @param {Int32Array} representative
 * @param {Map<number, number>} indexes
 * @param {VisibleNode[]} nodes
 */
function visibleEdges(model, representative, indexes, nodes) {
  /** @type {VisibleEdge[]} */
  const edges = [];
  const ofGroups = new Map();
  for (let edge = 0; edge < model.edges; edge += 1) {
    const from = model.edgeSource[edge];
    const to = representative[model.edgeTarget[edge]];
    const within = representative[from] === to;
    if (isAbsorbed(model, from) || within) continue;
    const source = /** @type {number} */ (indexes.get(representative[from]));
    const target = /** @type {number} */ (indexes.get(to));
    const { group } = nodes[target];
    const origin = originOf(model, representative[from], from);
    const key = group < 0 ? `e${edge}` : `${origin}>${nodes[target].key}`;
    const known = group < 0 ? undefined : ofGroups.get(key);
    if (known) known.edges.push(edge);
    else {
      const port = group < 0 ? model.edgePort[edge] : operandOrder(model, group, from);
      const made = { key, edges: [edge], source, target, from, port };
      ofGroups.set(key, made);
      edges.push(made);
    }
  }
  return edges;
}

/**
 * What a river is told apart by where it ends: the node; but to a folder, and to a group of which
 * very many values go out, all runs in one bed.
 * @param {Model} model
 * @param {number} representative
 * @param {number} from
 */
function originOf({ groups }, representative, from) {
  const group = representative < -1 ? groups[-2 - representative] : null;
  const inOne = group && (group.kind === 'part' || group.outputs.length > MOST_BEDS);
  return inOne ? group.path : `n${from}`;
}

/**
 * @param {Model} model
 * @param {number} group
 * @param {number} from
 */
function operandOrder(model, group, from) {
  const place = model.groups[group].inputs.indexOf(from);
  return place < 0 ? from : place;
}

/**
 * @param {Model} model
 * @param {VisibleNode[]} nodes
 */
function openGroups({ groups }, nodes) {
  const found = new Set();
  for (const { parent } of nodes) {
    const way = [];
    for (let group = parent; group >= 0 && !found.has(group); group = groups[group].parent) {
      way.push(group);
    }
    for (const group of way.reverse()) found.add(group);
  }
  return [...found];
}

/**
 * The edges into each visible node, in the order of the operands.
 * @param {Visible} visible
 */
export function operandsOf({ nodes, edges }) {
  const operands = nodes.map(() => /** @type {number[]} */ ([]));
  for (const [index, edge] of edges.entries()) operands[edge.target].push(index);
  for (const list of operands) list.sort((one, other) => edges[one].port - edges[other].port);
  return operands;
}
