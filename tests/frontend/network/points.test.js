import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  extentOf,
  indexOfPoint,
  nearestPoint,
  shownExample,
  sideOf,
} from '../../../frontend/panels/network/points.js';

/** @param {Record<string, unknown>} inputs */
function traceWith(inputs) {
  const names = Object.keys(inputs);
  return {
    model: { nodes: names.length, kinds: names.map(() => 0), names },
    numbers: { raw: { values: Object.values(inputs) } },
  };
}

test('the shown example is read from the inputs of the picture', () => {
  const scalars = traceWith({ w1_11: 5, x2: 2, x1: 1, target: -1 });
  assert.deepEqual(shownExample(scalars), { row: [1, 2], targets: [-1] });
  const two = traceWith({ x1: 1, target1: 0, target2: 1 });
  assert.deepEqual(shownExample(two), { row: [1], targets: [0, 1] });
  const arrays = traceWith({ X: [[1, 2]], y: [[3]], W1: [[0]] });
  assert.deepEqual(shownExample(arrays), { row: [1, 2], targets: [3] });
});

test('an image or a summary is no row of numbers', () => {
  assert.equal(shownExample(traceWith({ X: [[[[1]]]], y: [[1]] })), null);
  assert.equal(shownExample(traceWith({ X: { shape: [1, 4000] }, y: [[1]] })), null);
  assert.equal(shownExample(traceWith({ x1_1_1: 1, target: 1 })), null);
});

const POINTS = [
  [0, 0],
  [1, 1],
  [1, 1.5],
];

test('a click takes the nearest point within reach', () => {
  assert.equal(nearestPoint(POINTS, { x: 1, y: 1.3 }, 0.5), 2);
  assert.equal(nearestPoint(POINTS, { x: 1, y: 1.1 }, 0.5), 1);
  assert.equal(nearestPoint(POINTS, { x: 3, y: 3 }, 0.5), -1);
  assert.equal(indexOfPoint(POINTS, [1, 1]), 1);
  assert.equal(indexOfPoint(POINTS, [1, 1.01]), -1);
  assert.equal(indexOfPoint(null, [1, 1]), -1);
});

test('the plane reaches around all points', () => {
  assert.equal(extentOf(POINTS), 6);
  assert.equal(extentOf([[0, 100]]), 120);
  assert.equal(extentOf([[0, 0]]), 1);
});

test('a class and an output lie on one of two sides', () => {
  assert.equal(sideOf(0.25, 'probability', true), -0.5);
  assert.equal(sideOf(-3, 'sign', false), -1);
  assert.equal(sideOf(1, 'one_hot', true), 1);
  assert.equal(sideOf(0, 'one_hot', true), -1);
  assert.equal(sideOf(0.5, 'one_hot', false), 0.5);
  assert.equal(sideOf(NaN, 'number', false), 0);
});
