// Traces to test with: of examples, as the API answers them, and of programs of any size.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { traceOf } from '../../../frontend/scene/model.js';

const folder = path.join(import.meta.dirname, '../data');

export const NAMES = readdirSync(folder).map((file) => path.basename(file, '.json'));

export function documentNamed(name) {
  return JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
}

export function traceNamed(name) {
  return traceOf(documentNamed(name));
}

/**
 * `h = x`, then `h = sin(h) * a` as often as asked: two nodes an iteration, which is a group of its
 * own, in a row; `inGroups: false` leaves the groups out.
 */
export function loop(iterations, { inGroups = true } = {}) {
  const nodes = [input(0, 'x'), input(1, 'a')];
  const edges = [];
  const groups = [];
  let before = 0;
  for (let i = 0; i < iterations; i += 1) {
    const [sine, product] = [nodes.length, nodes.length + 1];
    const group = inGroups ? `i=${i}` : null;
    nodes.push(operation(sine, 'sin', group), operation(product, 'multiply', group));
    edges.push(
      edge(edges.length, before, sine, 0),
      edge(edges.length + 1, sine, product, 0),
      edge(edges.length + 2, 1, product, 1),
    );
    if (inGroups) groups.push(iteration(i, [before, 1], [product]));
    before = product;
  }
  return traceOf(documentOf(nodes, edges, groups));
}

const id = (index) => `n${index}`;
const nowhere = { line: null, column: null, end_line: null, end_column: null };

function input(index, name) {
  const place = { ...nowhere, id: id(index), shape: [], group: null };
  return { ...place, kind: 'input', operation: null, name, symbol: name, label: name };
}

function operation(index, name, group) {
  const place = { ...nowhere, id: id(index), shape: [], group };
  const words = { operation: name, name: null, symbol: `t${index}`, label: name };
  return { ...place, ...words, kind: 'operation' };
}

const edge = (index, source, target, port) => ({
  id: `e${index}`,
  source: id(source),
  target: id(target),
  port,
});

function iteration(i, inputs, outputs) {
  const ends = { inputs: inputs.map(id), outputs: outputs.map(id) };
  return {
    ...nowhere,
    ...ends,
    path: `i=${i}`,
    kind: 'iteration',
    label: `i = ${i}`,
    parent: null,
  };
}

/** Every local gradient is 1, so every gradient is the number of ways to the output. */
function documentOf(nodes, edges, groups) {
  const ones = edges.map(() => 1);
  const steps = nodes.flatMap(({ kind, id: node }) => (kind === 'operation' ? [{ node }] : []));
  const uses = edges.filter(({ source }) => source === 'n1').length;
  return {
    value: 1,
    gradients: { x: 1, a: uses },
    graph: { nodes, edges, groups, output: nodes[nodes.length - 1].id, comments: {} },
    numbers: {
      values: nodes.map(() => 1),
      gradients: nodes.map((_, index) => (index === 1 ? uses : 1)),
      local_gradients: ones,
      flows: ones,
      group_derivatives: groups.map(() => null),
    },
    steps: {
      forward: steps,
      backward: steps.toReversed().map(({ node }) => ({ node, edges: [], accumulates: [] })),
    },
    assumed: {},
    broken: null,
    language: 'python',
  };
}
