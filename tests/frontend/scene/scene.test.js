import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pointAt } from '../../../frontend/scene/curves.js';
import { riverAt } from '../../../frontend/scene/hits.js';
import { progress, springOf } from '../../../frontend/scene/scene.js';
import { closedAtStart } from '../../../frontend/scene/start.js';
import { stopsOf } from '../../../frontend/scene/stops.js';
import { laidOut, lastPosition } from '../helpers/scenes.js';
import { NAMES, traceNamed } from '../helpers/traces.js';

const PROGRESS = [
  [[2, 4], 1, 0],
  [[2, 4], 2, 0],
  [[2, 4], 3, 0.5],
  [[2, 4], 4, 1],
  [[2, 4], 9, 1],
  [[Number.NEGATIVE_INFINITY, 0], 0, 1],
  [[Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 9, 0],
];

for (const [span, position, share] of PROGRESS) {
  test(`at ${position}, ${span} is over by ${share}`, () => {
    assert.equal(progress(span, position), share);
  });
}

for (const name of NAMES) {
  const trace = traceNamed(name);
  for (const closed of [new Set(), closedAtStart(trace.model)]) {
    test(`${name}, ${closed.size} closed: time passes gate by gate, up and down again`, async () => {
      const { nodes, rivers, forwardSteps } = await laidOut(trace, closed);
      const stops = new Set(stopsOf(trace.model, closed));
      for (const { span, kind } of nodes) {
        if (kind === 'input' || kind === 'constant') assert.equal(progress(span, 0), 1);
        else assert.ok(stops.has(span[0]) && stops.has(span[1]) && span[1] <= forwardSteps);
      }
      for (const { span, source, target } of rivers) {
        assert.ok(progress(nodes[source].span, nodes[target].span[0]) === 1, 'operands come first');
        if (!Number.isFinite(span[0])) continue;
        assert.ok(stops.has(span[0]) && stops.has(span[1]) && span[0] >= forwardSteps);
        assert.equal(progress(span, lastPosition(trace)), 1);
      }
    });
  }
}

test('connections are what the rivers say', async () => {
  const { nodes, rivers } = await laidOut(traceNamed('seed-staged'), new Set());
  nodes.forEach(({ operands, uses }, node) => {
    for (const river of operands) assert.equal(rivers[river].target, node);
    for (const river of uses) assert.equal(rivers[river].source, node);
  });
  const all = nodes.flatMap(({ operands }) => operands);
  assert.equal(all.length, rivers.length);
});

test('the spring is where the flow begins', async () => {
  for (const direction of ['down', 'right']) {
    const scene = await laidOut(traceNamed('seed'), new Set(), direction);
    const { from, to } = springOf(scene);
    const { x, y, width } = scene.nodes[scene.output].box;
    if (direction === 'down') assert.ok(from.y < to.y && to.y === y && from.y >= 0);
    else assert.ok(from.x > to.x && to.x === x + width);
  }
});

test('a point on a river is on that river, or on one that lies over it', async () => {
  const scene = await laidOut(traceNamed('seed-staged'), new Set());
  scene.rivers.forEach(({ bed }, river) => {
    const found = riverAt(scene, () => 6, pointAt(bed, bed.valve), 2);
    const distance = (other) => {
      const here = pointAt(bed, bed.valve);
      const there = pointAt(scene.rivers[other].bed, scene.rivers[other].bed.valve);
      return Math.hypot(here.x - there.x, here.y - there.y);
    };
    assert.ok(found === river || distance(found) < 12, `${river} ${found}`);
  });
  assert.equal(
    riverAt(scene, () => 6, { x: -500, y: -500 }, 5),
    -1,
  );
});
