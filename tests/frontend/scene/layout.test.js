import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collapse } from '../../../frontend/scene/collapse.js';
import { depth, toElk } from '../../../frontend/scene/layout.js';
import { plan } from '../../../frontend/scene/scene.js';
import { sizesOf } from '../../../frontend/scene/sizes.js';
import { closedAtStart } from '../../../frontend/scene/start.js';
import { allClosed, laidOut } from '../helpers/scenes.js';
import { loop, NAMES, traceNamed } from '../helpers/traces.js';

const DEPTHS = [
  ['fan-out', 4],
  ['dead-relu', 6],
  ['vanishing', 31],
];

for (const [name, nodes] of DEPTHS) {
  test(`${name} is ${nodes} nodes deep`, () => {
    assert.equal(depth(collapse(traceNamed(name).model, new Set())), nodes);
  });
}

test('a closed program is flat', () => {
  const trace = loop(1);
  assert.equal(depth(collapse(trace.model, allClosed(trace))), 2);
});

/** All that the layout is asked to place. */
const placed = (root) => (root.children ?? []).flatMap((each) => [each, ...placed(each)]);

for (const direction of ['down', 'right']) {
  for (const name of NAMES) {
    test(`${name}, ${direction}: every node and river is handed over once`, () => {
      const trace = traceNamed(name);
      const planned = plan(trace, closedAtStart(trace.model), direction);
      const graph = toElk(planned);
      const ids = placed(graph).map(({ id }) => id);
      const { nodes, edges, open } = planned.visible;
      assert.equal(new Set(ids).size, nodes.length + open.length);
      assert.equal(graph.edges.length, edges.length);
      const ends = new Set([
        ...ids,
        ...placed(graph).flatMap(({ ports = [] }) => ports.map(({ id }) => id)),
      ]);
      for (const { sources, targets } of graph.edges) {
        assert.ok(ends.has(sources[0]) && ends.has(targets[0]));
      }
    });

    test(`${name}, ${direction}: nothing lies on anything else, all of it on the sheet`, async () => {
      const trace = traceNamed(name);
      const scene = await laidOut(trace, closedAtStart(trace.model), direction);
      const boxes = scene.nodes.map(({ box }) => box);
      for (const [at, box] of boxes.entries()) {
        assert.ok(box.x >= 0 && box.y >= 0);
        assert.ok(box.x + box.width <= scene.width && box.y + box.height <= scene.height);
        for (const other of boxes.slice(at + 1)) assert.ok(!overlap(box, other));
      }
    });
  }
}

const overlap = (one, other) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

const UPPER = { down: ({ y }) => y, right: ({ x }) => -x };

for (const direction of ['down', 'right']) {
  test(`${direction}: every river runs down from its gate to its operand`, async () => {
    const trace = traceNamed('seed-staged');
    const { nodes, rivers } = await laidOut(trace, new Set(), direction);
    const upper = UPPER[direction];
    for (const { source, target } of rivers) {
      assert.ok(upper(nodes[target].box) < upper(nodes[source].box));
    }
  });
}

const ORDERED = new Set(['subtract', 'divide', 'power']);

test('operands stand in their order where order matters', async () => {
  for (const name of NAMES) {
    const trace = traceNamed(name);
    const { nodes, rivers } = await laidOut(trace, new Set());
    for (const { node, operands } of nodes) {
      if (!ORDERED.has(trace.model.operations[node])) continue;
      const starts = operands.map((river) => rivers[river].bed.pieces[0]);
      assert.deepEqual(
        starts,
        starts.toSorted((one, other) => one - other),
        `${name} n${node}`,
      );
    }
  }
});

test('plots lie around what is in them', async () => {
  const trace = traceNamed('seed-staged');
  const scene = await laidOut(trace, new Set());
  for (const { group, box } of scene.plots) {
    const inside = scene.visible.nodes.flatMap(({ parent }, at) =>
      parent === group ? [scene.nodes[at].box] : [],
    );
    assert.ok(inside.length > 0);
    for (const { x, y, width, height } of inside) {
      assert.ok(x >= box.x && x + width <= box.x + box.width);
      assert.ok(y >= box.y && y + height <= box.y + box.height);
    }
  }
});

test('the room a node takes does not depend on its numbers', () => {
  const trace = traceNamed('seed-staged');
  const { visible, labels, sizes } = plan(trace, new Set(), 'down');
  const numbers = { ...trace.numbers, gradient: trace.numbers.gradient.map((each) => each * 1e9) };
  assert.deepEqual(plan({ ...trace, numbers }, new Set(), 'down').sizes, sizes);
  assert.deepEqual(sizesOf(trace.model, visible, labels), sizes);
});

test('where several rivers end there is room for their sum', () => {
  const trace = traceNamed('seed');
  const { visible, sizes } = plan(trace, new Set(), 'down');
  const x = visible.nodes.findIndex(({ key }) => key === 'n0');
  assert.equal(sizes[x].uses, 3);
  const single = sizes.find(({ uses }) => uses === 1);
  assert.ok(sizes[x].height > single.height);
});
