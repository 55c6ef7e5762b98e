import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  arraysAsInputs,
  changedWeights,
  exampleAsInputs,
  fits,
  scalarName,
  weightNamed,
  weightsAsInputs,
  withoutWeights,
} from '../../../frontend/panels/network/names.js';

const PARAMETERS = [
  ['W1', 'b1'],
  ['W3', 'b3'],
];
const WEIGHTS = [
  {
    layer: 0,
    W: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    b: [7, 8, 9],
  },
  { layer: 1, W: [[10], [11], [12]], b: [13] },
];

test('a weight is named by where it goes to and where it comes from', () => {
  assert.equal(scalarName('W1', [0, 1], [2, 4]), 'w1_21');
  assert.equal(scalarName('W1', [2, 11], [3, 12]), 'w1_12_3');
  assert.equal(scalarName('b2', [1], [2]), 'b2_2');
  assert.equal(scalarName('W4', [0, 1, 2, 3], [3, 3, 4, 4]), 'w4_1234');
});

test('weights are inputs at both depths', () => {
  assert.deepEqual(weightsAsInputs(WEIGHTS, PARAMETERS, 'layer'), {
    W1: WEIGHTS[0].W,
    b1: WEIGHTS[0].b,
    W3: WEIGHTS[1].W,
    b3: WEIGHTS[1].b,
  });
  const scalars = weightsAsInputs(WEIGHTS, PARAMETERS, 'neuron');
  assert.equal(Object.keys(scalars).length, 13);
  assert.equal(scalars.w1_31, 3);
  assert.equal(scalars.w1_12, 4);
  assert.equal(scalars.w3_13, 12);
  assert.equal(scalars.b3_1, 13);
});

test('every name of a weight leads back to it', () => {
  for (const depth of /** @type {const} */ (['neuron', 'layer'])) {
    for (const [name, value] of Object.entries(weightsAsInputs(WEIGHTS, PARAMETERS, depth))) {
      const found = weightNamed(name, WEIGHTS, PARAMETERS);
      assert.ok(found, name);
      const array = WEIGHTS[found.layer][found.parameter[0]];
      const at = (found.index ?? []).reduce((part, index) => part[index], array);
      assert.deepEqual(at, value, name);
    }
  }
  assert.equal(weightNamed('x1', WEIGHTS, PARAMETERS), null);
  assert.equal(weightNamed('w13_1', WEIGHTS, PARAMETERS), null);
});

test('what the person chose besides weights stays', () => {
  const inputs = { x1: 1, target: -1, w1_21: 2, b3_1: 3, X: [[1]], W1: [[1]], w2: 5 };
  assert.deepEqual(withoutWeights(inputs, PARAMETERS), { x1: 1, target: -1, X: [[1]], w2: 5 });
});

test('an example is named as its program names it', () => {
  const plain = { row: [1, 2], shape: [2], targets: [3] };
  const classes = { row: [1], shape: [1], targets: [0, 1] };
  const sequence = { row: [1, 2, 3, 4], shape: [2, 2], targets: [5] };
  for (const [example, depth, inputs] of [
    [plain, 'neuron', { x1: 1, x2: 2, target: 3 }],
    [classes, 'neuron', { x1: 1, target1: 0, target2: 1 }],
    [plain, 'layer', { X: [[1, 2]], y: [[3]] }],
    [sequence, 'neuron', { x1_1: 1, x1_2: 2, x2_1: 3, x2_2: 4, target: 5 }],
    [
      sequence,
      'layer',
      {
        X: [
          [
            [1, 2],
            [3, 4],
          ],
        ],
        y: [[5]],
      },
    ],
  ])
    assert.deepEqual(exampleAsInputs(example, depth), inputs);
});

test('what batch norm knows is named at both depths', () => {
  const statistics = { mean2: [1, 2], variance2: [3, 4] };
  assert.deepEqual(arraysAsInputs(statistics, 'layer'), statistics);
  assert.deepEqual(arraysAsInputs(statistics, 'neuron'), {
    mean2_1: 1,
    mean2_2: 2,
    variance2_1: 3,
    variance2_2: 4,
  });
});

test('more weights than a request carries are known before', () => {
  assert.equal(fits(25_450, 'layer'), true);
  assert.equal(fits(101_770, 'layer'), false);
  const longest = { [`w1_${128}_${784}`]: -0.012345678901234567 };
  assert.ok(JSON.stringify(longest).length - 2 <= 35);
});

test('weights that were changed by hand are found element by element', () => {
  const known = weightsAsInputs(WEIGHTS, PARAMETERS, 'neuron');
  const inputs = { ...known, w1_12: 40, x1: 3, b1_2: -8 };
  assert.deepEqual(changedWeights(inputs, known, WEIGHTS, PARAMETERS), [
    { layer: 0, parameter: 'W1', index: [1, 0], value: 40 },
    { layer: 0, parameter: 'b1', index: [1], value: -8 },
  ]);
  const arrays = weightsAsInputs(WEIGHTS, PARAMETERS, 'layer');
  const changed = { W3: [[10], [11.5], [12]] };
  assert.deepEqual(changedWeights(changed, arrays, WEIGHTS, PARAMETERS), [
    { layer: 1, parameter: 'W3', index: [1, 0], value: 11.5 },
  ]);
  assert.deepEqual(changedWeights({}, known, WEIGHTS, PARAMETERS), []);
});
