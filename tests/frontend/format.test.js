import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  brief,
  full,
  grouped,
  rough,
  shapeOf,
  short,
  symbol,
  toNumber,
  typeset,
} from '../../frontend/format.js';

const SHORT = [
  [0, '0'],
  [-0, '0'],
  [1, '1'],
  [-4, '−4'],
  [0.0179862, '0.01799'],
  [1.5456448841066441, '1.546'],
  [2.06, '2.06'],
  [-0.5, '−0.5'],
  [100, '100'],
  [9999.4, '9999'],
  [9999.6, '10000'],
  [123456.2, '123456'],
  [999999.9, '1000000'],
  [1e6, '1e6'],
  [-1234567, '−1.235e6'],
  [0.0001, '0.0001'],
  [0.00001234, '1.234e−5'],
  [-1.235e-12, '−1.235e−12'],
  [5e-324, '4.941e−324'],
  [Number.MAX_VALUE, '1.798e308'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, '∞'],
  [Number.NEGATIVE_INFINITY, '−∞'],
];

for (const [value, text] of SHORT) {
  test(`${value} is short ${text}`, () => assert.equal(short(value), text));
}

const ROUGH = [
  [0.01799, '0.018'],
  [-1234.5, '−1200'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '−∞'],
];

for (const [value, text] of ROUGH) {
  test(`${value} is roughly ${text}`, () => assert.equal(rough(value), text));
}

const LONGEST = 10; // characters for which nodes have room

test('short numbers are short', () => {
  for (let power = -99; power < 100; power += 1) {
    assert.ok(short(-1.2345678 * 10 ** power).length <= LONGEST, `1e${power}`);
  }
});

const FULL = [
  [0.1, '0.1'],
  [-2.0595697955721652, '−2.0595697955721652'],
  ['NaN', 'NaN'],
  ['-Infinity', '−∞'],
];

for (const [value, text] of FULL) {
  test(`${value} in full is ${text}`, () => assert.equal(full(value), text));
}

const BRIEF = [
  [null, ''],
  [undefined, ''],
  [1.23456, '1.235'],
  ['Infinity', '∞'],
  [[1, 2, 3], '3 array'],
  [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    '2×3 array',
  ],
  [[], '0 array'],
  [{ shape: [64, 784], norm: 1 }, '64×784 array'],
];

for (const [value, text] of BRIEF) {
  test(`${JSON.stringify(value)} is in brief “${text}”`, () => assert.equal(brief(value), text));
}

test('numbers and shapes are read as the API writes them', () => {
  assert.equal(toNumber('-Infinity'), Number.NEGATIVE_INFINITY);
  assert.equal(toNumber('NaN'), Number.NaN);
  assert.deepEqual(shapeOf(3), []);
  assert.deepEqual(shapeOf([[[1], [2]]]), [1, 2, 1]);
});

test('counts are set in threes', () => {
  assert.equal(grouped(999), '999');
  assert.equal(grouped(1234567), '1 234 567');
});

const SYMBOLS = [
  ['x', 'x'],
  ['h_10', 'h₁₀'],
  ['h10', 'h₁₀'],
  ['λ_2', 'λ₂'],
  ['w_out', 'w_out'],
  ['x1_2', 'x1_2'],
  ['dot_h1', 'dot_h1'],
  ['lambda_', 'lambda_'],
  ['7', '7'],
];

for (const [name, text] of SYMBOLS) {
  test(`${name} is written ${text}`, () => assert.equal(symbol(name), text));
}

const SENTENCES = [
  [
    '∂h_10/∂x gets 1e5 × 2.5 from t1 = sigmoid(x1*2).',
    '∂h₁₀/∂x gets 1e5 × 2.5 from t₁ = sigmoid(x₁*2).',
  ],
  ['f is x + 1.5e-7 = 3.', 'f is x + 1.5e-7 = 3.'],
  ['t1 = arctan2(y1, x) + expm1(x2)', 't₁ = arctan2(y₁, x) + expm1(x₂)'],
];

for (const [sentence, text] of SENTENCES) {
  test(`“${sentence}” is typeset`, () => assert.equal(typeset(sentence), text));
}
