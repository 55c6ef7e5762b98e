import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amount, isBroken, tone } from '../../../frontend/scene/arrays.js';

const summary = (more) => ({
  shape: [9],
  min: -1,
  max: 3,
  mean: 1,
  norm: 5,
  nonfinite: 0,
  ...more,
});
const EMPTY = summary({ min: null, max: null, mean: null, norm: 'NaN', nonfinite: 9 });

// value, how much flows, which sign prevails, whether it is broken
const VALUES = [
  [2, 2, 1, false],
  [-2, -2, -1, false],
  [0, 0, 1, false],
  [null, Number.NaN, 1, false],
  [undefined, Number.NaN, 1, false],
  ['NaN', Number.NaN, 1, true],
  ['Infinity', Number.POSITIVE_INFINITY, 1, true],
  ['-Infinity', Number.NEGATIVE_INFINITY, -1, true],
  [[3, -4], 5, -1 / 7, false],
  [
    [
      [1, 1],
      [1, 1],
    ],
    2,
    1,
    false,
  ],
  [[-1, -2], Math.sqrt(5), -1, false],
  [[0, 0], 0, 1, false],
  [[], 0, 1, false],
  [[1, [2, 'NaN']], Number.NaN, 1, true],
  [summary(), 5, 1 / 3, false],
  [summary({ min: 1 }), 5, 1, false],
  [summary({ max: 0 }), 5, -1, false],
  [EMPTY, Number.NaN, 1, true],
];

for (const [value, flows, prevails, broken] of VALUES) {
  test(`${JSON.stringify(value)} is so much, of this sign`, () => {
    assert.equal(amount(value), flows);
    assert.equal(tone(value), prevails);
    assert.equal(isBroken(value), broken);
  });
}
