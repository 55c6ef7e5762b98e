import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amount } from '../../../frontend/scene/arrays.js';
import { collapse, representatives } from '../../../frontend/scene/collapse.js';
import { edgesAt } from '../../../frontend/scene/model.js';
import { closedAtStart } from '../../../frontend/scene/start.js';
import { sum } from '../../../frontend/scene/waters.js';
import { allClosed } from '../helpers/scenes.js';
import { loop, NAMES, traceNamed } from '../helpers/traces.js';

const READABLE = 150;
const views = (trace) => [
  ['open', new Set()],
  ['as at the start', closedAtStart(trace.model)],
  ['closed', allClosed(trace)],
];

/** The flows of all rivers that end at a visible node. */
function arriving({ edges }, { numbers }, index) {
  const ends = edges.filter(({ source }) => source === index).flatMap((edge) => edge.edges);
  return ends.filter((edge) => numbers.valid[edge]).map((edge) => numbers.raw.flows[edge]);
}

function assertIsSum(gradient, flows) {
  const total = amount(flows.length ? sum(flows) : 0);
  if (!Number.isFinite(gradient)) assert.equal(Number.isFinite(total), false);
  else assert.ok(Math.abs(total - gradient) <= 1e-9 * Math.max(1, Math.abs(gradient)));
}

for (const name of NAMES) {
  const trace = traceNamed(name);
  for (const [how, closed] of views(trace)) {
    test(`${name}, ${how}: every gradient is the sum of what arrives`, () => {
      const visible = collapse(trace.model, closed);
      visible.nodes.forEach(({ node, group }, index) => {
        const outputs = group < 0 ? 1 : trace.model.groups[group].outputs.length;
        const isEnd = node === trace.model.output || trace.model.kinds[node] === 1;
        if (isEnd || outputs !== 1 || trace.numbers.raw.gradients[node] === null) return;
        assertIsSum(trace.numbers.gradient[node], arriving(visible, trace, index));
      });
    });

    test(`${name}, ${how}: every edge is seen once, or is inside, or comes from a constant`, () => {
      const { model } = trace;
      const visible = collapse(model, closed);
      const stands = representatives(model, closed);
      const seen = visible.edges.flatMap(({ edges }) => edges);
      assert.equal(new Set(seen).size, seen.length);
      const expected = [...model.edgeSource.keys()].filter((edge) => {
        const [source, target] = [model.edgeSource[edge], model.edgeTarget[edge]];
        return model.kinds[source] !== 1 && stands[source] !== stands[target];
      });
      assert.deepEqual(
        seen.toSorted((one, other) => one - other),
        expected,
      );
    });

    test(`${name}, ${how}: operands keep their order`, () => {
      const { edges, nodes } = collapse(trace.model, closed);
      nodes.forEach(({ node, group }, index) => {
        if (group >= 0) return;
        const ports = edges.filter(({ target }) => target === index).map(({ port }) => port);
        assert.deepEqual(ports, ports.toSorted());
        assert.ok(ports.length <= edgesAt(trace.model.operands, node).length);
      });
    });
  }
}

test('a group is closed with all that is in it', () => {
  const { model } = traceNamed('seed-staged');
  const keys = collapse(model, new Set(['sigy'])).nodes.map(({ key }) => key);
  assert.ok(keys.includes('group:sigy'));
  assert.ok(!keys.includes('group:sigx'));
  assert.ok(keys.includes('n14'), 'sigx is open');
  assert.ok(!keys.includes('n6'), 'sigy is closed');
});

test('the seed opens as its eight stages and two inputs', () => {
  const { model } = traceNamed('seed-staged');
  assert.equal(collapse(model, closedAtStart(model)).nodes.length, 10);
});

const LARGE = [
  ['10,000 nodes in iterations', loop(5000)],
  ['10,000 nodes in a row', loop(5000, { inGroups: false })],
  ['300 nodes in a row', loop(150, { inGroups: false })],
];

for (const [name, trace] of LARGE) {
  test(`${name} are readable at the start`, () => {
    const { nodes } = collapse(trace.model, closedAtStart(trace.model));
    assert.ok(nodes.length <= READABLE, `${nodes.length} nodes`);
    assert.ok(nodes.length >= 3, `${nodes.length} nodes`);
  });
}
