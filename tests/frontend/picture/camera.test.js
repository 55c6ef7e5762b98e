import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between, fitted, panned, toWorld, zoomed } from '../../../frontend/picture/camera.js';
import { displacement, outlineOf, seenBy } from '../../../frontend/picture/staying.js';
import { ViewPoint } from '../../../frontend/picture/view.js';
import { laidOut } from '../helpers/scenes.js';
import { traceNamed } from '../helpers/traces.js';

const margin = { top: 10, right: 20, bottom: 30, left: 40 };
const view = { width: 800, height: 600 };
const toScreen = ({ x, y, k }, point) => ({ x: point.x * k + x, y: point.y * k + y });
const assertNear = (one, other) => assert.ok(Math.abs(one - other) < 1e-6, `${one} ${other}`);

const BOXES = [
  ['a small sheet', { x: 0, y: 0, width: 100, height: 50 }],
  ['a tall sheet', { x: 0, y: 0, width: 300, height: 9000 }],
  ['a wide sheet elsewhere', { x: -500, y: 200, width: 4000, height: 100 }],
];

for (const [name, box] of BOXES) {
  test(`${name} fits, in the middle of what is free`, () => {
    const camera = fitted(box, view, margin);
    const from = toScreen(camera, box);
    const to = toScreen(camera, { x: box.x + box.width, y: box.y + box.height });
    assert.ok(from.x >= 40 - 1e-6 && from.y >= 10 - 1e-6);
    assert.ok(to.x <= 780 + 1e-6 && to.y <= 570 + 1e-6);
    assertNear(from.x - 40, 780 - to.x);
    assertNear(from.y - 10, 570 - to.y);
    assert.ok(camera.k <= 1.35, 'what is small is not blown up');
  });
}

test('zooming keeps the point that is zoomed at', () => {
  const camera = { x: 13, y: -40, k: 0.7 };
  const at = { x: 300, y: 200 };
  for (const factor of [0.01, 0.5, 1, 1.3, 100]) {
    const next = zoomed(camera, factor, at);
    assertNear(toWorld(next, at).x, toWorld(camera, at).x);
    assertNear(toWorld(next, at).y, toWorld(camera, at).y);
    assert.ok(next.k >= 0.04 && next.k <= 4);
  }
});

test('panning moves the sheet by as many pixels', () => {
  assert.deepEqual(panned({ x: 1, y: 2, k: 3 }, 10, -5), { x: 11, y: -3, k: 3 });
});

test('a glide begins and ends where it should, and zooms evenly', () => {
  const [from, to] = [
    { x: 0, y: 0, k: 0.5 },
    { x: 100, y: -50, k: 2 },
  ];
  assert.deepEqual(between(from, to, 0), from);
  assert.deepEqual(between(from, to, 1), to);
  assertNear(between(from, to, 0.5).k, 1);
});

test('what is seen is the part of the sheet in the window', () => {
  const camera = { x: -100, y: -50, k: 2 };
  assert.deepEqual(seenBy(camera, view), { x: 50, y: 25, width: 400, height: 300 });
});

const seed = traceNamed('seed-staged');

test('a view that only differs in its numbers has the same outline', () => {
  const { model } = seed;
  const outline = outlineOf(model, new Set(['sigy']), 'down');
  assert.equal(outlineOf(traceNamed('seed-staged').model, new Set(['sigy']), 'down'), outline);
  const others = [
    outlineOf(model, new Set(), 'down'),
    outlineOf(model, new Set(['sigy']), 'right'),
    outlineOf(traceNamed('seed').model, new Set(['sigy']), 'down'),
  ];
  for (const other of others) assert.notEqual(other, outline);
});

test('what stays is moved as a whole; another program, or a turned one, is not', async () => {
  const open = await laidOut(seed);
  const closed = await laidOut(seed, new Set(['sigy']));
  assert.deepEqual(displacement(open, open), { x: 0, y: 0 });
  const moved = displacement(open, closed);
  assert.ok(Number.isFinite(moved.x) && Number.isFinite(moved.y));
  assert.equal(displacement(open, await laidOut(seed, new Set(), 'right')), null);
});

const SCENE = {
  width: 400,
  height: 300,
  direction: 'down',
  output: 0,
  nodes: [{ box: { x: 150, y: 0, width: 100, height: 40 } }],
};

/** A view of a window of 1000 × 600 of which a drawer covers 300 at the right. */
function looking() {
  const point = new ViewPoint({ size: { width: 1000, height: 600 } });
  point.covered = { right: 300, bottom: 0 };
  return point;
}

test('where one looks is told when one went there, in the middle of what is open', () => {
  const point = looking();
  point.open(SCENE, true);
  assert.equal(point.sight(), null);
  point.centre({ x: 120, y: 80 }, 2, true);
  assert.deepEqual(point.sight(), { x: 120, y: 80, k: 2 });
  assert.deepEqual(toScreen(point.camera, { x: 120, y: 80 }), { x: 350, y: 300 });
  point.fit(SCENE, true);
  assert.equal(point.sight(), null);
});

test('where a large picture opens is nobody’s choice', () => {
  const point = looking();
  point.open({ ...SCENE, width: 90_000, height: 90_000 }, true);
  assert.equal(point.sight(), null);
  assert.ok(point.stays, 'it is not fitted either');
});

test('no link zooms nearer than a hand can', () => {
  const point = looking();
  point.centre({ x: 0, y: 0 }, 1e9, true);
  assert.equal(point.sight().k, 4);
});

test('what is covered comes out, and what comes out anyway is let be', () => {
  const point = looking();
  point.centre({ x: 0, y: 0 }, 1, true);
  point.uncover({ x: 300, y: 0, width: 100, height: 40 });
  point.advance(1);
  assert.equal(toScreen(point.camera, { x: 400, y: 0 }).x, 700 - 18);
  point.centre({ x: 350, y: 0 }, 1);
  point.uncover({ x: 300, y: 0, width: 100, height: 40 });
  point.advance(1);
  assert.deepEqual(point.sight(), { x: 350, y: 0, k: 1 });
});
