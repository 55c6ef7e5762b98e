import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between, fitted, panned, toWorld, zoomed } from '../../../frontend/picture/camera.js';
import { displacement, outlineOf, seenBy } from '../../../frontend/picture/staying.js';
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
