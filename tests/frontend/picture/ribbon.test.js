import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chevrons, outline, VALVE_REACH, widthAt } from '../../../frontend/picture/ribbon.js';
import * as shapes from '../../../frontend/picture/shapes.js';
import { columnsOf, ROW } from '../../../frontend/picture/water/columns.js';
import { bedThrough, pointAt, pointOn } from '../../../frontend/scene/curves.js';
import { sheetOf } from '../helpers/scenes.js';
import { NAMES, traceNamed } from '../helpers/traces.js';

const straight = bedThrough(
  [
    { x: 50, y: 0 },
    { x: 50, y: 200 },
  ],
  'down',
);
const narrowing = { before: 20, after: 4 };

test('the width changes at the valve, over a short stretch, without a step back', () => {
  const { valve } = straight;
  assert.equal(widthAt(narrowing, valve, valve - VALVE_REACH), 20);
  assert.equal(widthAt(narrowing, valve, valve), 12);
  assert.equal(widthAt(narrowing, valve, valve + VALVE_REACH), 4);
  let before = 20;
  for (let at = 0; at <= 200; at += 1) {
    const width = widthAt(narrowing, valve, at);
    assert.ok(width <= before);
    before = width;
  }
});

test('an outline runs along both banks', () => {
  const ring = outline(straight, narrowing, 0, 200);
  const xs = ring.map(({ x }) => Math.round(x));
  assert.equal(Math.min(...xs), 40);
  assert.equal(Math.max(...xs), 60);
  assert.equal(ring[0].y, ring.at(-1).y);
  const wide = outline(straight, narrowing, 0, 200, 2);
  assert.equal(Math.max(...wide.map(({ x }) => Math.round(x))), 62);
});

test('chevrons point with the flow, leave the valve free, and stop where the water does', () => {
  for (const to of [18, 90, 200]) {
    const found = chevrons(straight, narrowing, to);
    assert.equal(found.length === 0, to < 20);
    for (const { points, inside } of found) {
      const [left, tip, right] = points;
      assert.equal(inside, tip.y < straight.valve, 'around the water where it is narrow');
      assert.ok(tip.y > left.y && tip.y > right.y && tip.y <= to);
      assert.ok(Math.abs(tip.y - straight.valve) >= 11);
    }
  }
});

const PATHS = [
  [shapes.d('M', 1.005, 2, 'L', 1 / 3, -0.001), 'M 1 2 L 0.33 0'],
  [
    shapes.polygon([
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 0, y: 1 },
    ]),
    'M 0 0 L 1 0 L 0 1 Z',
  ],
  [shapes.curve(straight), 'M 50 0 C 50 100 50 100 50 200'],
];

for (const [path, text] of PATHS) {
  test(`a path is written ${text}`, () => assert.equal(path.replaceAll('-0', '0'), text));
}

test('a box is rounded no more than it can be', () => {
  const path = shapes.roundedBox({ x: 0, y: 0, width: 10, height: 4 }, 50);
  assert.ok(path.startsWith('M 2 0 H 8 A 2 2'));
});

for (const direction of ['down', 'right']) {
  for (const name of NAMES) {
    test(`${name}, ${direction}: the water turns where its valve stands`, async () => {
      const { scene, waters } = await sheetOf(traceNamed(name), { direction });
      const rows = rowsOf(columnsOf(scene, waters));
      assert.ok(rows.every((row) => row.every(Number.isFinite)));
      for (const [river, { bed }] of scene.rivers.entries()) {
        const { before, after, state } = waters.rivers[river];
        if (state === 'none' || !(before > 0 || after > 0 || state === 'broken')) continue;
        const mine = rows.filter((row) => row[10] === Math.fround(bed.length));
        const row = mine.find((each) => each[8] <= bed.valve && each[9] > bed.valve);
        const t = (bed.valve - row[8]) / (row[9] - row[8]);
        const near = mine.map((each) => pointOn(each, 0, t)).map((point) => apart(point, bed));
        assert.ok(Math.min(...near) < 1, `${Math.min(...near)} px`);
      }
    });
  }
}

const apart = ({ x, y }, bed) => {
  const valve = pointAt(bed, bed.valve);
  return Math.hypot(x - valve.x, y - valve.y);
};

const rowsOf = (data) =>
  Array.from({ length: data.length / ROW }, (_, row) => data.subarray(row * ROW, (row + 1) * ROW));
