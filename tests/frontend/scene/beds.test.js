import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bedThrough, headOf, pointAt, pointOn } from '../../../frontend/scene/beds.js';
import { closedAtStart } from '../../../frontend/scene/start.js';
import { laidOut } from '../helpers/scenes.js';
import { NAMES, traceNamed } from '../helpers/traces.js';

const near = (one, other, slack = 0.01) => Math.abs(one - other) <= slack;

for (const direction of ['down', 'right']) {
  const flows = direction === 'down' ? { dx: 0, dy: 1 } : { dx: -1, dy: 0 };
  for (const name of NAMES) {
    test(`${name}, ${direction}: rivers leave feet and reach heads along the flow`, async () => {
      const trace = traceNamed(name);
      const scene = await laidOut(trace, closedAtStart(trace.model), direction);
      for (const { bed, source, target, key } of scene.rivers) {
        const last = bed.lengths.length - 1;
        const [start, end] = [pointOn(bed.pieces, 0, 0), pointOn(bed.pieces, last, 1)];
        for (const { dx, dy } of [start, end]) {
          assert.ok(near(dx, flows.dx) && near(dy, flows.dy), `${key}: ${dx} ${dy}`);
        }
        assert.ok(isAtFoot(start, scene.nodes[target].box, direction), `${key} leaves a foot`);
        assert.ok(isAtHead(end, scene.nodes[source].box, direction), `${key} reaches a head`);
        assert.ok(bed.valve > 0 && bed.valve < bed.length, `${key} has a valve`);
      }
    });
  }
}

function isAtFoot({ x, y }, box, direction) {
  return direction === 'down'
    ? near(y, box.y + box.height, 0.5) && x >= box.x && x <= box.x + box.width
    : near(x, box.x, 0.5) && y >= box.y && y <= box.y + box.height;
}

function isAtHead({ x, y }, box, direction) {
  return direction === 'down'
    ? near(y, box.y, 0.5) && x >= box.x && x <= box.x + box.width
    : near(x, box.x + box.width, 0.5) && y >= box.y && y <= box.y + box.height;
}

test('a straight bed is as long as it is', () => {
  const bed = bedThrough(
    [
      { x: 0, y: 0 },
      { x: 0, y: 60 },
      { x: 0, y: 100 },
    ],
    'down',
  );
  assert.ok(near(bed.length, 100));
  for (const at of [0, 25, 60, 99]) assert.ok(near(pointAt(bed, at).y, at, 0.7), `${at}`);
});

test('pieces of a bed meet, and go on in the same direction', () => {
  const bed = bedThrough(
    [
      { x: 0, y: 0 },
      { x: 40, y: 50 },
      { x: -20, y: 120 },
    ],
    'down',
  );
  const [end, start] = [pointOn(bed.pieces, 0, 1), pointOn(bed.pieces, 1, 0)];
  for (const key of ['x', 'y', 'dx', 'dy']) assert.ok(near(end[key], start[key]), key);
});

test('the head is above, or at the right', () => {
  const box = { x: 10, y: 20, width: 100, height: 40 };
  assert.deepEqual(headOf(box, 'down'), { x: 60, y: 20, length: 100 });
  assert.deepEqual(headOf(box, 'right'), { x: 110, y: 40, length: 40 });
});
