import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bedThrough, pointAt } from '../../../frontend/scene/curves.js';
import { labelMiddle, labelPlaces } from '../../../frontend/scene/labels.js';
import { closedAtStart } from '../../../frontend/scene/start.js';
import { laidOut } from '../helpers/scenes.js';
import { NAMES, traceNamed } from '../helpers/traces.js';

const ROOM = { width: 40, height: 10 };
const VALVE = 8;

const straight = (x) =>
  bedThrough(
    [
      { x, y: 0 },
      { x, y: 100 },
    ],
    'down',
  );

// what, x of the rivers, boxes of nodes, the sides at which their numbers stand (−1: left, 1: right)
const PLACED = [
  ['a river alone', [0], [], ['either']],
  ['the first of two at its left, the last at its right', [0, 40], [], ['left', 'right']],
  ['off a node at the right', [0], [box(12, 0)], ['left']],
  ['off a node at the left', [0], [box(-112, 0)], ['right']],
];

function box(x, y) {
  return { x, y, width: 100, height: 100 };
}

for (const [what, xs, nodes, wanted] of PLACED) {
  test(`numbers stand ${what}`, () => {
    const beds = xs.map(straight);
    const edges = xs.map((_, port) => ({ source: 1, target: 0, port }));
    const places = labelPlaces(beds, { nodes: [0, 1], edges }, nodes);
    for (const [river, side] of wanted.entries()) {
      const { x } = labelMiddle(beds[river], places[river], ROOM, VALVE);
      if (side !== 'either') assert.equal(x < xs[river] ? 'left' : 'right', side, `${x}`);
      assert.ok(Math.abs(x - xs[river]) >= VALVE + ROOM.width / 2, 'off the water');
    }
  });
}

for (const direction of ['down', 'right']) {
  for (const name of NAMES) {
    test(`${name}, ${direction}: no number lies under a node`, async () => {
      const trace = traceNamed(name);
      const { rivers, nodes } = await laidOut(trace, closedAtStart(trace.model), direction);
      for (const { bed, label, key } of rivers) {
        const { x, y } = labelMiddle(bed, label, ROOM, VALVE);
        const hidden = nodes.find(
          (node) =>
            x > node.box.x &&
            x < node.box.x + node.box.width &&
            y > node.box.y &&
            y < node.box.y + node.box.height,
        );
        assert.equal(hidden, undefined, `${key}'s number`);
        const { x: valveX, y: valveY } = pointAt(bed, bed.valve);
        assert.ok(Math.hypot(x - valveX, y - valveY) < 70, `${key}'s number is at its valve`);
      }
    });
  }
}
