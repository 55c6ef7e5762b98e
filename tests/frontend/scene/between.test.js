import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eased, movedBy, sceneBetween, watersBetween } from '../../../frontend/scene/between.js';
import { pointAt } from '../../../frontend/scene/curves.js';
import { widthOf } from '../../../frontend/scene/widths.js';
import { laidOut, sheetOf } from '../helpers/scenes.js';
import { traceNamed } from '../helpers/traces.js';

const trace = traceNamed('seed-staged');

test('a scene on its way begins and ends where it should', async () => {
  const [from, to] = [await laidOut(trace, new Set(['sigy'])), await laidOut(trace)];
  const [start, end] = [sceneBetween(from, to, 0), sceneBetween(from, to, 1)];
  const boxes = ({ nodes }) => nodes.map(({ box }) => box);
  assert.deepEqual(boxes(end), boxes(to));
  const were = new Map(from.nodes.map(({ key, box }) => [key, box]));
  for (const { key, box } of start.nodes) {
    assert.deepEqual(box, were.get(key) ?? were.get('group:sigy'), `${key} comes out of its group`);
  }
});

test('what a closing group stands for comes out of its plot', async () => {
  const [from, to] = [await laidOut(trace), await laidOut(trace, new Set(['sigy']))];
  const start = sceneBetween(from, to, 0);
  const { box } = start.nodes.find(({ key }) => key === 'group:sigy');
  assert.deepEqual(box, from.plots.find(({ key }) => key === 'group:sigy').box);
});

test('beds of other pieces change smoothly', async () => {
  const [from, to] = [await laidOut(trace, new Set(['sigy', 'sigx'])), await laidOut(trace)];
  const steps = [0, 0.01].map((t) => sceneBetween(from, to, t));
  for (const [index, { key, bed }] of steps[1].rivers.entries()) {
    const before = pointAt(steps[0].rivers[index].bed, 0);
    const { x, y } = pointAt(bed, 0);
    assert.ok(Math.hypot(x - before.x, y - before.y) < 12, `${key} does not jump`);
  }
});

test('a moved scene is the same scene elsewhere', async () => {
  const scene = await laidOut(trace);
  const back = movedBy(movedBy(scene, { x: 32, y: -8 }), { x: -32, y: 8 });
  assert.deepEqual(back.nodes, scene.nodes);
  scene.rivers.forEach(({ bed }, index) => {
    const pieces = back.rivers[index].bed.pieces;
    assert.ok(bed.pieces.every((value, at) => Math.abs(value - pieces[at]) < 1e-3));
  });
});

test('waters on their way lie between the two', async () => {
  const { waters: from } = await sheetOf(trace, {});
  const to = { ...from, rivers: from.rivers.map((water) => ({ ...water, after: 3 })) };
  const half = watersBetween(from, to, 0.5);
  const middle = from.rivers.map(({ after }) => (after + 3) / 2);
  assert.ok(half.rivers.every(({ after }, at) => Math.abs(after - middle[at]) < 1e-12));
});

test('widths on the way from one scale to another lie between', async () => {
  const { waters: linear } = await sheetOf(trace, { scale: 'linear' });
  const { waters: log } = await sheetOf(trace, { scale: 'log' });
  for (const amount of [0.01, 0.3, 1, 3]) {
    const ends = [linear, log].map(({ scale }) => widthOf(scale, amount));
    const { scale } = watersBetween(linear, log, 0.25);
    assert.ok(Math.abs(widthOf(scale, amount) - (0.75 * ends[0] + 0.25 * ends[1])) < 1e-9);
  }
  assert.equal(watersBetween(linear, log, 1).scale, log.scale);
  assert.equal(watersBetween({ ...linear, rivers: [] }, linear, 0.1), linear);
});

test('what moves is slow at both ends', () => {
  assert.deepEqual([0, 0.5, 1].map(eased), [0, 0.5, 1]);
  assert.ok(eased(0.1) < 0.1 && eased(0.9) > 0.9);
});
