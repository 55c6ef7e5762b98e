import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bedsOf, headOf } from '../../../frontend/scene/beds.js';
import { bedThrough, divided, pointAt, pointOn } from '../../../frontend/scene/curves.js';
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

for (const distance of [10, 27, 80, 150]) {
  test(`a bed divided at ${distance} is the same bed, with a piece that ends there`, () => {
    const bed = bedThrough(
      [
        { x: 0, y: 0 },
        { x: 90, y: 60 },
        { x: 90, y: 200 },
      ],
      'down',
    );
    const both = divided(bed, distance);
    assert.equal(both.lengths.length, 3);
    for (let at = 0; at <= bed.length; at += 4) {
      const [one, other] = [pointAt(bed, at), pointAt(both, at)];
      assert.ok(near(one.x, other.x, 0.6) && near(one.y, other.y, 0.6), `${at}`);
    }
    const ends = [...both.lengths].map((_, to) =>
      both.lengths.subarray(0, to + 1).reduce((sum, each) => sum + each),
    );
    assert.ok(
      ends.some((end) => near(end, distance, 0.5)),
      `${ends}`,
    );
  });
}

const WAY = [
  { x: 0, y: 0 },
  { x: 0, y: 100 },
  { x: 80, y: 160 },
  { x: 80, y: 300 },
];

// what lies beside a way with two bends, and how many pieces the river keeps
const EASED = [
  ['nothing', [], 1],
  ['a node far off', [{ x: 200, y: 0, width: 50, height: 300 }], 1],
  ['a node on the easy way', [{ x: 25, y: 90, width: 50, height: 20 }], 2],
];

for (const [what, nodes, pieces] of EASED) {
  test(`with ${what} beside it a river bends as little as it can`, () => {
    const ends = [
      { x: -50, y: 300, width: 260, height: 40 },
      { x: -50, y: -40, width: 100, height: 40 },
    ];
    const visible = {
      nodes: [...ends, ...nodes].map((_, node) => ({ node })),
      edges: [{ source: 0, target: 1 }],
    };
    const layout = { nodes: [...ends, ...nodes], ways: [WAY] };
    const [bed] = bedsOf(visible, layout, 'down');
    assert.equal(bed.lengths.length, pieces);
    for (let distance = 0; distance < bed.length; distance += 3) {
      const { x, y } = pointAt(bed, distance);
      for (const box of nodes) {
        const isIn = x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
        assert.ok(!isIn, `${x}, ${y} is not in a node`);
      }
    }
  });
}
