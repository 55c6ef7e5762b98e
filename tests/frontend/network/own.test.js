import assert from 'node:assert/strict';
import test from 'node:test';
import { rowsNamed } from '../../../frontend/panels/network/csv.js';
import { pointUnder, SIZE } from '../../../frontend/panels/network/pad.js';

test('a pixel of the pad is a point of the plane', () => {
  const cases = [
    [{ x: SIZE / 2, y: SIZE / 2 }, [0, 0]],
    [{ x: 0, y: 0 }, [-6, 6]],
    [{ x: SIZE, y: SIZE }, [6, -6]],
  ];
  for (const [pixel, point] of cases) assert.deepEqual(pointUnder(pixel, []), point);
});

test('points of one stroke keep their distance', () => {
  const drawn = [[0, 0, 1]];
  assert.equal(pointUnder({ x: SIZE / 2 + 3, y: SIZE / 2 }, drawn), null);
  assert.notEqual(pointUnder({ x: SIZE / 2 + 9, y: SIZE / 2 }, drawn), null);
});

test('bad rows are told one by one', () => {
  for (const [detail, told] of [
    [
      "bad rows in the points: row 3: 'a; b' is not a finite number",
      ["row 3: 'a; b' is not a finite number"],
    ],
    [
      'bad rows in the points: row 1: 2 columns; row 12: 4 columns; and 1,200 more',
      ['row 1: 2 columns', 'row 12: 4 columns', 'and 1,200 more'],
    ],
    ['there are no points', ['there are no points']],
  ])
    assert.deepEqual(rowsNamed(detail), told);
});
