// A small trace for tests, as the server sends it: g = s · s with s = x + y is a group; f = g · x,
// at x = 3 and y = −1.

import { traceOf } from '../../../frontend/scene/model.js';

const PLACE = { line: 1, column: 0, end_line: 1, end_column: 5 };

const node = (id, operation, name, group = null) => ({
  id,
  kind: operation ? 'operation' : 'input',
  operation,
  name,
  symbol: name,
  label: operation ?? name,
  group,
  shape: [],
  ...PLACE,
});
const edge = (id, source, target, port) => ({ id, source, target, port });

const GRAPH = {
  nodes: [
    node('n0', null, 'x'),
    node('n1', null, 'y'),
    node('n2', 'add', 's', 'g'),
    node('n3', 'multiply', 'g', 'g'),
    node('n4', 'multiply', 'f'),
  ],
  edges: [
    edge('e0', 'n0', 'n2', 0),
    edge('e1', 'n1', 'n2', 1),
    edge('e2', 'n2', 'n3', 0),
    edge('e3', 'n2', 'n3', 1),
    edge('e4', 'n3', 'n4', 0),
    edge('e5', 'n0', 'n4', 1),
  ],
  groups: [
    {
      path: 'g',
      kind: 'statement',
      label: 'g',
      parent: null,
      inputs: ['n0', 'n1'],
      outputs: ['n3'],
      ...PLACE,
    },
  ],
  output: 'n4',
  comments: {},
};

const NUMBERS = {
  values: [3, -1, 2, 4, 12],
  gradients: [16, 12, 12, 3, 1],
  local_gradients: [1, 1, 2, 2, 3, 4],
  flows: [12, 12, 6, 6, 3, 4],
  group_derivatives: [[[4, 4]]],
};

const STEPS = {
  forward: [{ node: 'n2' }, { node: 'n3' }, { node: 'n4' }],
  backward: [
    { node: 'n4', edges: ['e4', 'e5'], accumulates: [] },
    { node: 'n3', edges: ['e2', 'e3'], accumulates: ['e3'] },
    { node: 'n2', edges: ['e0', 'e1'], accumulates: ['e0'] },
  ],
};

export const smallTrace = () =>
  traceOf({
    value: 12,
    gradients: { x: 16, y: 12 },
    graph: GRAPH,
    numbers: NUMBERS,
    steps: STEPS,
    assumed: {},
    broken: null,
    language: 'python',
  });

/** One input, used by as many gates, from each of which a flow of 1 comes back, the first one first. */
export const fanOut = (uses) => {
  const gates = Array.from({ length: uses }, (_, index) => index + 1);
  const ids = gates.map((gate) => `n${gate}`);
  return traceOf({
    value: 1,
    gradients: { x: uses },
    graph: {
      nodes: [node('n0', null, 'x'), ...ids.map((id) => node(id, 'sin', id))],
      edges: gates.map((gate) => edge(`e${gate - 1}`, 'n0', `n${gate}`, 0)),
      groups: [],
      output: ids[uses - 1],
      comments: {},
    },
    numbers: {
      values: [1, ...gates],
      gradients: [uses, ...gates.map(() => 1)],
      local_gradients: gates.map(() => 1),
      flows: gates.map(() => 1),
      group_derivatives: [],
    },
    steps: {
      forward: ids.map((id) => ({ node: id })),
      backward: gates.map((gate) => ({
        node: `n${gate}`,
        edges: [`e${gate - 1}`],
        accumulates: gate > 1 ? [`e${gate - 1}`] : [],
      })),
    },
    assumed: {},
    broken: null,
    language: 'python',
  });
};
