import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import * as player from '../../frontend/player.js';
import { stopsOf } from '../../frontend/scene/stops.js';
import * as store from '../../frontend/store.js';
import { loop, traceNamed } from './helpers/traces.js';

const FRAME = 1 / 60;
let still = false;
globalThis.matchMedia = () => ({ matches: still });

function stand(trace, position = 0, closed = new Set()) {
  still = false;
  player.goTo(0);
  store.trace.value = trace;
  store.stops.value = stopsOf(trace.model, closed);
  store.speed.value = 1;
  player.goTo(position);
}

/** Lets time go by until nothing moves; says how long that took. */
function watch(most = 600) {
  let seconds = 0;
  while (player.isMoving() && seconds < most) {
    player.advance(FRAME);
    seconds += FRAME;
  }
  return seconds;
}

const seed = traceNamed('seed-staged');

beforeEach(() => stand(seed));

test('stepping on meets every stop, and stepping back meets them again, exactly', () => {
  const { value: stops } = store.stops;
  for (const stop of stops) {
    assert.equal(store.position.value, stop);
    player.stepForward();
    watch();
  }
  for (const stop of stops.toReversed()) {
    assert.equal(store.position.value, stop);
    player.stepBack();
  }
  assert.equal(store.position.value, 0);
});

test('a step is motion; pressed again, it is finished and the next one begins', () => {
  player.stepForward();
  player.advance(FRAME);
  assert.ok(store.position.value > 0 && store.position.value < 1);
  player.stepForward();
  assert.equal(store.position.value, 1);
  watch();
  assert.equal(store.position.value, 2);
});

test('a step back in the middle of a step undoes that step', () => {
  player.goTo(3);
  player.stepForward();
  player.advance(FRAME);
  player.stepBack();
  assert.equal(store.position.value, 3);
  assert.equal(player.isMoving(), false);
});

test('a hidden group is one step', () => {
  stand(seed, 0, new Set(['sigy']));
  player.stepForward();
  watch();
  assert.equal(store.position.value, store.stops.value[1]);
  assert.ok(store.position.value > 1);
});

test('without motion a step is there at once', () => {
  still = true;
  player.stepForward();
  assert.equal(store.position.value, 1);
  assert.equal(player.isMoving(), false);
});

test('playing goes on to the end, and from the end it begins anew', () => {
  player.play();
  const seconds = watch();
  assert.equal(store.position.value, store.lastPosition.value);
  assert.ok(seconds > 5 && seconds < 120, `${seconds} s`);
  player.play();
  assert.equal(store.position.value, 0);
});

test('twice the speed is half the time', () => {
  player.play();
  const normal = watch();
  store.speed.value = 2;
  player.play();
  assert.ok(Math.abs(watch() - normal / 2) < 2 * FRAME);
});

test('a long program plays in about the time of a short one', () => {
  stand(loop(5000));
  player.play();
  assert.ok(watch() < 120);
  assert.equal(store.position.value, store.lastPosition.value);
});

test('time never runs back, nor over the end', () => {
  player.play();
  for (let before = 0; player.isMoving(); before = store.position.value) {
    player.advance(0.37);
    assert.ok(store.position.value > before);
    assert.ok(store.position.value <= store.lastPosition.value);
  }
});

test('a pause stands on a stop', () => {
  player.play();
  for (let frame = 0; frame < 200; frame += 1) player.advance(FRAME);
  player.pause();
  assert.ok(store.stops.value.includes(store.position.value));
});

// from, forwards, backwards: the landmarks are start, all values, rest
const PHASES = [
  [0, 'F', 0],
  [1, 'F', 0],
  ['F', 'R', 0],
  ['R', 'R', 'F'],
];

for (const [from, next, previous] of PHASES) {
  test(`the landmarks around ${from} are ${previous} and ${next}`, () => {
    const at = (place) =>
      ({ F: store.forwardSteps.value, R: store.lastPosition.value })[place] ?? place;
    player.goTo(at(from));
    player.toNextPhase();
    assert.equal(store.position.value, at(next));
    player.goTo(at(from));
    player.toPreviousPhase();
    assert.equal(store.position.value, at(previous));
  });
}

test('nothing is before the start or after the end', () => {
  player.goTo(-3);
  assert.equal(store.position.value, 0);
  player.stepBack();
  assert.equal(store.position.value, 0);
  player.goTo(1e9);
  assert.equal(store.position.value, store.lastPosition.value);
  player.stepForward();
  assert.equal(store.position.value, store.lastPosition.value);
});
