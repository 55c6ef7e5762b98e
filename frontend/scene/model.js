// The API's document in columns: small to keep, quick to walk, cheap to send between threads.

import { amount, isBroken, tone } from './arrays.js';
import { withChunks } from './chunks.js';

const KINDS = { input: 0, constant: 1, operation: 2 };
export const INPUT = KINDS.input;
export const CONSTANT = KINDS.constant;

/** @param {string} id "n12" → 12 */
export const indexOf = (id) => Number(id.slice(1));
/** @param {number} index */
export const nodeId = (index) => `n${index}`;
/** @param {number} index */
export const edgeId = (index) => `e${index}`;

/**
 * @param {ApiTrace} document
 * @returns {Trace}
 */
export function traceOf(document) {
  const model = modelOf(document);
  return { model, numbers: numbersOf(document, model) };
}

/**
 * @param {ApiTrace} document
 * @returns {Model}
 */
function modelOf({ graph, steps, language }) {
  const { nodes, edges } = graph;
  const edgeSource = Int32Array.from(edges, (edge) => indexOf(edge.source));
  const edgeTarget = Int32Array.from(edges, (edge) => indexOf(edge.target));
  const forward = Int32Array.from(steps.forward, (step) => indexOf(step.node));
  const backward = Int32Array.from(steps.backward, (step) => indexOf(step.node));
  return withChunks({
    nodes: nodes.length,
    edges: edges.length,
    ...nodeColumns(graph),
    edgeSource,
    edgeTarget,
    edgePort: Int32Array.from(edges, (edge) => edge.port),
    operands: adjacency(edgeTarget, nodes.length),
    uses: adjacency(edgeSource, nodes.length),
    output: indexOf(graph.output),
    forward,
    backward,
    forwardStep: inverse(forward, nodes.length),
    backwardStep: inverse(backward, nodes.length),
    comments: graph.comments,
    language,
  });
}

/** @param {ApiTrace['graph']} graph */
function nodeColumns({ nodes, groups }) {
  const groupIndex = new Map(groups.map((group, index) => [group.path, index]));
  return {
    kinds: Uint8Array.from(nodes, (node) => KINDS[node.kind]),
    names: nodes.map((node) => node.name),
    symbols: nodes.map((node) => node.symbol),
    operations: nodes.map((node) => node.operation),
    labels: nodes.map((node) => node.label),
    shapes: nodes.map((node) => (node.shape.length ? node.shape : null)),
    groupOf: Int32Array.from(nodes, ({ group }) =>
      group === null ? -1 : (groupIndex.get(group) ?? -1),
    ),
    places: placesOf(nodes),
    groups: groups.map((group) => groupOf(group, groupIndex)),
  };
}

/** @param {ApiNode[]} nodes */
function placesOf(nodes) {
  const places = new Int32Array(4 * nodes.length);
  nodes.forEach((node, index) => {
    places.set(
      [node.line ?? 0, node.column ?? 0, node.end_line ?? 0, node.end_column ?? 0],
      4 * index,
    );
  });
  return places;
}

/**
 * @param {ApiGroup} group
 * @param {Map<string, number>} groupIndex
 * @returns {Group}
 */
function groupOf(group, groupIndex) {
  return {
    path: group.path,
    kind: group.kind,
    label: group.label,
    gate: group.gate ?? null,
    parent: group.parent === null ? -1 : (groupIndex.get(group.parent) ?? -1),
    inputs: group.inputs.map(indexOf),
    outputs: group.outputs.map(indexOf),
    groups: [],
    nodes: 0,
    members: 0,
    first: -1,
    line: group.line ?? 0,
    column: group.column ?? 0,
    endLine: group.end_line ?? 0,
    endColumn: group.end_column ?? 0,
    derivatives: group.derivatives ?? null,
  };
}

/**
 * @param {Int32Array} ends the node of each edge
 * @param {number} nodes
 * @returns {Adjacency}
 */
export function adjacency(ends, nodes) {
  const start = new Int32Array(nodes + 1);
  for (const node of ends) start[node + 1] += 1;
  for (let node = 0; node < nodes; node += 1) start[node + 1] += start[node];
  const next = start.slice();
  const edges = new Int32Array(ends.length);
  ends.forEach((node, edge) => {
    edges[next[node]] = edge;
    next[node] += 1;
  });
  return { start, edges };
}

/**
 * @param {Adjacency} of
 * @param {number} node
 */
export function edgesAt(of, node) {
  return of.edges.subarray(of.start[node], of.start[node + 1]);
}

/**
 * @param {Int32Array} nodeOfStep
 * @param {number} nodes
 */
function inverse(nodeOfStep, nodes) {
  const steps = new Int32Array(nodes).fill(-1);
  nodeOfStep.forEach((node, step) => {
    steps[node] = step;
  });
  return steps;
}

/**
 * @param {ApiTrace} document
 * @param {Model} model
 * @returns {Numbers}
 */
function numbersOf(document, model) {
  const { values, gradients, local_gradients: local, flows } = document.numbers;
  return {
    raw: document.numbers,
    value: document.value,
    gradients: document.gradients,
    assumed: document.assumed,
    gradient: Float64Array.from(gradients, amount),
    local: Float64Array.from(local, amount),
    flow: Float64Array.from(flows, amount),
    flowTone: Float32Array.from(flows, tone),
    gradientTone: Float32Array.from(gradients, tone),
    valid: Uint8Array.from(flows, (flow) => (flow === null ? 0 : 1)),
    broken: brokenNode(document, values),
    forward: document.steps.forward.map((step) => step.explanation),
    backward: document.steps.backward.map((step) => step.explanation),
    accumulates: accumulating(document, model.edges),
    findings: document.findings ?? [],
  };
}

/**
 * @param {ApiTrace} document
 * @param {ApiValue[]} values
 */
function brokenNode(document, values) {
  return document.broken === null ? values.findIndex(isBroken) : indexOf(document.broken);
}

/**
 * @param {ApiTrace} document
 * @param {number} edges
 */
function accumulating({ steps }, edges) {
  const marks = new Uint8Array(edges);
  for (const step of steps.backward) for (const edge of step.accumulates) marks[indexOf(edge)] = 1;
  return marks;
}
