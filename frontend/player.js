// Time: the position moves through the steps, by itself or by hand. The one loop of the page calls
// `advance` for every frame.

import { batch } from '@preact/signals';
import { stillness } from './motion.js';
import { nextStop, previousStop, stopAt } from './scene/stops.js';
import * as store from './store.js';

/** How long a step takes at speed 1, in seconds. */
const STEP_SECONDS = 1.1;
/** A long program is not shown step by step: from here on, more steps go by in the same time. */
const PATIENT_STEPS = 60;

/** A single step that is being shown, to where; null when playing or standing. */
let goal = /** @type {number | null} */ (null);

export function play() {
  if (store.position.value >= store.lastPosition.value) store.position.value = 0;
  goal = null;
  store.playing.value = true;
}

export function pause() {
  store.playing.value = false;
  goal = null;
  store.position.value = store.stops.value[stopAt(store.stops.value, store.position.value)];
}

export function togglePlay() {
  if (store.playing.value) pause();
  else play();
}

/** Goes to a position at once. @param {number} position */
export function goTo(position) {
  batch(() => {
    goal = null;
    store.playing.value = false;
    store.position.value = Math.min(Math.max(position, 0), store.lastPosition.value);
  });
}

/** Shows the next step as motion; pressed again, it finishes the one that is being shown. */
export function stepForward() {
  const from = goal ?? store.position.value;
  const to = nextStop(store.stops.value, from);
  store.playing.value = false;
  if (stillness() || to === from) {
    goTo(to);
    return;
  }
  store.position.value = from;
  goal = to;
}

export function stepBack() {
  goTo(previousStop(store.stops.value, goal ?? store.position.value));
}

export const toStart = () => goTo(0);
export const toEnd = () => goTo(store.lastPosition.value);

/** The next of the landmarks: start, all values, rest. */
export function toNextPhase() {
  const { value: steps } = store.forwardSteps;
  goTo(store.position.value < steps ? steps : store.lastPosition.value);
}

export function toPreviousPhase() {
  goTo(store.position.value > store.forwardSteps.value ? store.forwardSteps.value : 0);
}

/** Whether the position is between two stops and moves on. */
export const isMoving = () => store.playing.value || goal !== null;

/**
 * Moves on by some seconds.
 * @param {number} seconds
 */
export function advance(seconds) {
  if (!isMoving()) return;
  const limit = goal ?? store.lastPosition.value;
  const position = moved(store.position.value, seconds, limit);
  if (position >= limit) {
    goTo(limit);
    return;
  }
  store.position.value = position;
}

/**
 * Every stop takes the same time, however many steps are hidden in it.
 * @param {number} position
 * @param {number} seconds
 * @param {number} limit
 */
function moved(position, seconds, limit) {
  const stops = store.stops.value;
  let left = (seconds * store.speed.value * haste(stops)) / STEP_SECONDS;
  let here = position;
  while (left > 0 && here < limit) {
    const at = stopAt(stops, here);
    const length = (stops[at + 1] ?? limit) - stops[at];
    const share = Math.min(left, (stops[at] + length - here) / length);
    here = Math.min(here + share * length + 1e-12, limit);
    left -= Math.max(share, 1e-9);
  }
  return here;
}

/** @param {number[]} stops */
function haste(stops) {
  return goal === null ? Math.max(1, stops.length / PATIENT_STEPS) : 2;
}
