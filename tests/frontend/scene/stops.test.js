import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closedAtStart } from '../../../frontend/scene/start.js';
import { nextStop, previousStop, stopAt, stopsOf } from '../../../frontend/scene/stops.js';
import { allClosed, lastPosition } from '../helpers/scenes.js';
import { loop, NAMES, traceNamed } from '../helpers/traces.js';

for (const name of NAMES) {
  const trace = traceNamed(name);
  const { model } = trace;
  for (const closed of [new Set(), closedAtStart(model), allClosed(trace)]) {
    test(`${name} with ${closed.size} groups closed: from 0 up to F + B, over F`, () => {
      const stops = stopsOf(model, closed);
      assert.equal(stops[0], 0);
      assert.equal(stops.at(-1), lastPosition(trace));
      assert.ok(stops.includes(model.forward.length));
      assert.ok(stops.every((stop, at) => at === 0 || stop > stops[at - 1]));
    });
  }
  test(`${name}, open: a stop after every step`, () => {
    assert.equal(stopsOf(model, new Set()).length, lastPosition(trace) + 1);
  });
}

test('a closed group is one step each way', () => {
  const { model } = loop(10);
  assert.deepEqual(stopsOf(model, new Set(['i=0', 'i=9'])).slice(0, 3), [0, 2, 3]);
  assert.equal(stopsOf(model, new Set(model.groups.map(({ path }) => path))).length, 21);
});

const STOPS = [0, 1, 4, 5, 9];
// position, the stop it is at, the next one, the one before
const POSITIONS = [
  [0, 0, 1, 0],
  [0.5, 0, 1, 0],
  [1, 1, 4, 0],
  [3.9, 1, 4, 1],
  [4 - 1e-12, 2, 5, 1],
  [4, 2, 5, 1],
  [9, 4, 9, 5],
  [12, 4, 9, 9],
];

for (const [position, at, next, previous] of POSITIONS) {
  test(`from ${position} one steps on to ${next} and back to ${previous}`, () => {
    assert.equal(stopAt(STOPS, position), at);
    assert.equal(nextStop(STOPS, position), next);
    assert.equal(previousStop(STOPS, position), previous);
  });
}

test('stepping on and back meets the same stops', () => {
  const stops = stopsOf(traceNamed('rnn').model, new Set(['x=1']));
  const on = [0];
  while (on.at(-1) < stops.at(-1)) on.push(nextStop(stops, on.at(-1)));
  const back = [stops.at(-1)];
  while (back.at(-1) > 0) back.push(previousStop(stops, back.at(-1)));
  assert.deepEqual(on, stops);
  assert.deepEqual(back.reverse(), stops);
});
