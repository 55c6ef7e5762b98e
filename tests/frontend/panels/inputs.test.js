import assert from 'node:assert/strict';
import test from 'node:test';
import { arrived } from '../../../frontend/panels/inputs/arrived.js';
import { abridged } from '../../../frontend/panels/inputs/name.js';
import { newestOnly } from '../../../frontend/panels/inputs/newest.js';
import { arrayIn, arrayText, numberIn, reachOf } from '../../../frontend/panels/inputs/numbers.js';
import { smallTrace } from './graph.js';

test('numbers as people write them', () => {
  const cases = { 3: 3, ' −4 ': -4, '1e-3': 0.001, '1 000': 1000, '.5': 0.5 };
  for (const [text, value] of Object.entries(cases)) assert.equal(numberIn(text), value, text);
  for (const text of ['', ' ', '-', 'x', '1,5', 'Infinity', '1e999']) {
    assert.equal(numberIn(text), null, text);
  }
});

test('numbers within a range', () => {
  const cases = { 0: 0, 5: 5, '−1': null, 5.1: null, abc: null };
  for (const [text, value] of Object.entries(cases)) assert.equal(numberIn(text, [0, 5]), value);
});

test('a slider reaches well beyond its value, to a round number', () => {
  const cases = [
    [0, 5],
    [-2.5, 5],
    [3, 10],
    [-40, 100],
    [1200, 5000],
    [Number.NaN, 5],
  ];
  for (const [value, reach] of cases) assert.equal(reachOf(value), reach);
});

test('arrays come back as they were written', () => {
  for (const value of [
    [],
    [1, -2.5],
    [
      [1, 2],
      [3, 4],
    ],
    [[[1], [2]]],
  ]) {
    assert.deepEqual(arrayIn(arrayText(value)), { value });
  }
});

test('what is no array of numbers says why', () => {
  const cases = {
    '[1, 2': /not a list of numbers/,
    '[1, "a"]': /"a" is not a number/,
    '[[1], [1, 2]]': /same length; here are 1 and 2/,
    '[null]': /null is not a number/,
  };
  for (const [text, message] of Object.entries(cases)) {
    assert.match(arrayIn(text).error, message);
  }
});

test('of what comes while an answer is awaited only the newest is asked', async () => {
  const asked = [];
  const settled = [];
  const waiting = [];
  const send = newestOnly(
    (value) => {
      asked.push(value);
      return new Promise((resolve) => waiting.push(resolve));
    },
    (value) => settled.push(value),
  );
  for (const value of [1, 2, 3]) send(value);
  assert.deepEqual(asked, [1]);
  waiting.shift()();
  await new Promise(setImmediate);
  assert.deepEqual(asked, [1, 3]);
  waiting.shift()();
  await new Promise(setImmediate);
  assert.deepEqual([asked, settled], [[1, 3], [3]]);
});

test('a question that fails does not silence those after it', async () => {
  const asked = [];
  const send = newestOnly(
    async (value) => {
      asked.push(value);
      if (value === 1) throw new Error('lost');
    },
    () => {},
  );
  await assert.rejects(send(1), /lost/);
  await send(2);
  assert.deepEqual(asked, [1, 2]);
});

// node, position, its gradient then
const ARRIVED = [
  [0, 0, null],
  [0, 3, null],
  [0, 4, { value: 4, whole: false }],
  [0, 5, { value: 4, whole: false }],
  [0, 6, { value: 16, whole: true }],
  [1, 5, null],
  [1, 6, { value: 12, whole: true }],
  [3, 4, { value: 3, whole: true }],
  [4, 2, null],
  [4, 3, { value: 1, whole: true }],
];

for (const [node, position, gradient] of ARRIVED) {
  test(`at ${position}, n${node} has ${gradient?.value ?? 'no gradient yet'}`, () => {
    assert.deepEqual(arrived(smallTrace(), node, position), gradient);
  });
}

test('of a long name the middle is left out', () => {
  assert.equal(abridged('alpha'), 'alpha');
  assert.equal(abridged('a'.repeat(27)), 'a'.repeat(27));
  assert.equal(abridged('alpha_very_long_name_for_a_parameter'), 'alpha_very_lo…r_a_parameter');
});
