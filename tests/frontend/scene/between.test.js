import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eased, movedBy, sceneBetween, watersBetween } from '../../../frontend/scene/between.js';
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
    if (were.has(key)) assert.deepEqual(box, were.get(key));
    else assert.equal(box.width * box.height, 0, `${key} is new: it grows`);
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

test('waters of another kind are there at once', async () => {
  const { waters: linear } = await sheetOf(trace, { scale: 'linear' });
  const { waters: log } = await sheetOf(trace, { scale: 'log' });
  assert.equal(watersBetween(linear, log, 0.1), log);
  assert.equal(watersBetween({ ...linear, rivers: [] }, linear, 0.1), linear);
});

test('what moves is slow at both ends', () => {
  assert.deepEqual([0, 0.5, 1].map(eased), [0, 0.5, 1]);
  assert.ok(eased(0.1) < 0.1 && eased(0.9) > 0.9);
});
