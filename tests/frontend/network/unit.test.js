import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elementAt, largest } from '../../../frontend/panels/network/element.js';
import { unitMaps } from '../../../frontend/panels/network/maps.js';
import { columnOf, imageShape, mostOf, rowsOf } from '../../../frontend/panels/network/unit.js';

test('which inputs are images', () => {
  for (const [input_shape, shape] of [
    [[784], [28, 28]],
    [
      [28, 28, 1],
      [28, 28],
    ],
    [
      [8, 6, 1],
      [8, 6],
    ],
    [[8, 8, 3], null],
    [[6, 1], null],
    [[2], null],
  ])
    assert.deepEqual(imageShape({ input_shape }), shape, String(input_shape));
});

test('units share one scale', () => {
  const array = [
    [4, 0],
    [-2, 1],
    [0, 'NaN'],
    [1, 0.5],
  ];
  assert.equal(mostOf(array), 4);
  assert.deepEqual(rowsOf(columnOf(array, 0), 2, 4), [
    [1, -0.5],
    [0, 0.25],
  ]);
  assert.deepEqual(rowsOf(columnOf(array, 1), 2, 4), [
    [0, 0.25],
    [0, 0.125],
  ]);
  assert.deepEqual(rowsOf([0, 0], 2, 0), [[0, 0]]);
});

test('the largest element, and any other', () => {
  const array = [
    [1, -5],
    [3, 'NaN'],
  ];
  assert.deepEqual(largest(array), { index: [0, 1], value: -5 });
  assert.equal(elementAt(array, [1, 0]), 3);
  assert.equal(largest([]), null);
});

test('a map goes to its neuron, from above and within what a colour can say', () => {
  const maps = {
    units: [
      [
        [
          [0.5, 'NaN'],
          [7, -7],
        ],
      ],
      null,
    ],
  };
  const found = unitMaps(maps, [['W1', 'b1'], ['W3']]);
  assert.deepEqual(
    [...found],
    [
      [
        'network/layer1/neuron1',
        [
          [1, -1],
          [0.5, 0],
        ],
      ],
    ],
  );
  assert.equal(unitMaps(null, []).size, 0);
});
