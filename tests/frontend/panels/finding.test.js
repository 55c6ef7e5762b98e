import assert from 'node:assert/strict';
import test from 'node:test';
import {
  linesAbout,
  linesOfRun,
  pointedBy,
  positionOf,
} from '../../../frontend/panels/code/lines.js';
import { find } from '../../../frontend/panels/header/find.js';
import {
  histogramOf,
  planeOf,
  statisticsOf,
} from '../../../frontend/panels/inspector/statistics.js';
import { hidingGroups, shownFor } from '../../../frontend/panels/reveal.js';
import { representatives } from '../../../frontend/scene/collapse.js';
import { smallTrace } from './graph.js';

const titles = (query) => find(smallTrace(), query).map(({ title }) => title);

test('nodes are found by name, operation and value, whole names first', () => {
  assert.deepEqual(titles('x'), ['x']);
  assert.deepEqual(titles('mult'), ['g', 'f']);
  assert.deepEqual(titles('-1'), ['y']);
  assert.deepEqual(titles('12'), ['f']);
  assert.deepEqual(titles('nothing so'), []);
  assert.deepEqual(titles('  '), []);
});

test('the closed groups that hide something', () => {
  const { model } = smallTrace();
  const closed = new Set(['g']);
  assert.deepEqual(hidingGroups(model, { kind: 'node', id: 'n2' }, closed), ['g']);
  assert.deepEqual(hidingGroups(model, { kind: 'edge', id: 'e2' }, closed), ['g']);
  assert.deepEqual(hidingGroups(model, { kind: 'node', id: 'n0' }, closed), []);
  assert.deepEqual(hidingGroups(model, { kind: 'group', id: 'g' }, closed), []);
});

const CODE = {
  target: 'python',
  code: '',
  lines: [
    { line: 1, phase: 'forward', node: 'n3', nodes: ['n2', 'n3'], edges: [] },
    { line: 2, phase: 'forward', node: 'n4', nodes: ['n4'], edges: [] },
    { line: 4, phase: 'backward', node: 'n4', nodes: ['n4'], edges: ['e4'] },
    { line: 5, phase: 'backward', node: 'n3', nodes: ['n2', 'n3'], edges: ['e0'] },
  ],
};

test('lines of a step, and about what is pointed at', () => {
  const { model } = smallTrace();
  const run = { phase: 'backward', first: 1, last: 2, node: 2, group: 0 };
  assert.deepEqual([...linesOfRun(CODE, model, run)], [5]);
  assert.deepEqual([...linesAbout(CODE, model, { kind: 'node', id: 'n4' })], [2, 4]);
  assert.deepEqual([...linesAbout(CODE, model, { kind: 'edge', id: 'e0' })], [5]);
  assert.deepEqual([...linesAbout(CODE, model, { kind: 'group', id: 'g' })], [1, 5]);
  assert.deepEqual([...linesOfRun(CODE, model, null)], []);
});

test('a line goes to the moment after its last step', () => {
  const { model } = smallTrace();
  assert.deepEqual(
    CODE.lines.map((line) => positionOf(line, model)),
    [2, 3, 4, 6],
  );
  assert.deepEqual(pointedBy(CODE.lines[2]), { kind: 'edge', id: 'e4' });
  assert.deepEqual(pointedBy(CODE.lines[0]), { kind: 'node', id: 'n3' });
});

test('an array is laid out in rows, and summed up', () => {
  const value = [
    [
      [1, 2],
      [3, 'NaN'],
    ],
    [
      [-4, 0],
      [0, 0],
    ],
  ];
  const plane = planeOf(value);
  assert.deepEqual([plane.rows, plane.columns], [4, 2]);
  const { min, max, mean, norm, nonfinite, count } = statisticsOf(value, plane);
  assert.deepEqual([min, max, nonfinite, count], [-4, 3, 1, 8]);
  assert.ok(Math.abs(mean - 2 / 7) < 1e-15 && Math.abs(norm - Math.sqrt(30)) < 1e-15);
});

test('of a large array the summary speaks', () => {
  const summary = {
    shape: [40, 50],
    min: -1,
    max: 2,
    mean: 0.5,
    norm: 9,
    nonfinite: 0,
    thumbnail: [[1, 2]],
  };
  const plane = planeOf(summary);
  assert.deepEqual([plane.rows, plane.columns], [1, 2]);
  assert.deepEqual(statisticsOf(summary, plane), {
    min: -1,
    max: 2,
    mean: 0.5,
    norm: 9,
    nonfinite: 0,
    count: 2000,
  });
});

test('a histogram counts every finite number once', () => {
  const { from, to, counts } = histogramOf(Float64Array.of(0, 1, 1, 4, Number.NaN), 4);
  assert.deepEqual([from, to, counts], [0, 4, [1, 2, 0, 1]]);
  assert.deepEqual(histogramOf(Float64Array.of(2, 2), 3).counts, [2, 0, 0]);
});

// What is pointed at while g is closed, and what shows it.
const SHOWN = [
  [null, null],
  ['node n0', 'node n0'],
  ['node n2', 'group g'],
  ['edge e0', 'edge e0'],
  ['edge e2', 'group g'],
  ['edge e4', 'edge e4'],
  ['group g', 'group g'],
];

for (const [what, by] of SHOWN) {
  test(`${what} is shown by ${by}`, () => {
    const pointed = (text) => text && { kind: text.split(' ')[0], id: text.split(' ')[1] };
    const { model } = smallTrace();
    const found = shownFor(model, representatives(model, new Set(['g'])), pointed(what));
    assert.deepEqual(found, pointed(by));
  });
}
