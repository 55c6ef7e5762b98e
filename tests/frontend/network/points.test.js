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

const IMAGE = [[[1], [2]]];

// inputs, shape of an example, what is shown
const SHOWN = [
  [{ w1_11: 5, x2: 2, x1: 1, target: -1 }, [2], { row: [1, 2], shape: [2], targets: [-1] }],
  [{ x1: 1, target1: 0, target2: 1 }, [1], { row: [1], shape: [1], targets: [0, 1] }],
  [{ X: [[1, 2]], y: [[3]], W1: [[0]] }, [2], { row: [1, 2], shape: [2], targets: [3] }],
  [{ X: [IMAGE], y: [[3]] }, [1, 2, 1], { row: [1, 2], shape: [1, 2, 1], targets: [3] }],
  [{ x2_1: 7, x1_1: 6, target: 1 }, [2, 1], { row: [6, 7], shape: [2, 1], targets: [1] }],
  [{ X: { shape: [1, 4000] }, y: [[1]] }, [4000], null],
  [{ x1_1: 6, target: 1 }, [2, 1], null],
];

test('the shown example is read from the inputs of the picture', () => {
  for (const [inputs, shape, shown] of SHOWN)
    assert.deepEqual(shownExample(traceWith(inputs), shape), shown);
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
