// The training of the network that is shown. All of it follows from signals: panels read them, and
// call what a person can do.

import { batch, signal } from '@preact/signals';
import { stepsOf, withFrame } from './history.js';
import { forgetKept, keep, takeKept } from './kept.js';
import { newestFrames, openLine } from './socket.js';
import { imageShape } from './unit.js';

/** Epochs a second; the last is as fast as the server goes. */
export const RATES = [1, 10, 60, 100_000];
const POINTS = 50;

/** @type {NetworkData | null} */
let data = null;
/** @type {import('./socket.js').Line | null} */
let line = null;
/** Whether the picture's weights have been moved from where they start. */
let moved = false;

export const frame = signal(/** @type {TrainingFrame | null} */ (null));
export const history = signal(/** @type {import('./history.js').Moment[]} */ ([]));
export const snapshot = signal(/** @type {TrainingSnapshot | null} */ (null));
export const problem = signal(/** @type {Problem | null} */ (null));
export const connected = signal(false);
export const running = signal(false);
export const rate = signal(RATES[1]);

export const hasMoved = () => moved;

/**
 * index: of the weight in its array, as at layer depth.
 * @typedef {{layer: number, parameter: string, index: number[] | null}} Weight
 */
/** What the person has changed in the picture since the training put its weights there. */
let byHand = /** @type {() => (Weight & {value: number})[]} */ (() => []);

/** @param {() => (Weight & {value: number})[]} changes */
export function heed(changes) {
  byHand = changes;
}

/** Takes over what was changed by hand, so that the training goes on from what is seen. */
function takeOver() {
  for (const { value, ...weight } of byHand()) setWeight(weight, value);
}

/** Begins the training of another network: it waits at its first weights, or where this page was
 * before it was loaded again. @param {NetworkData} next */
export function begin(next) {
  const kept = takeKept(next.spec);
  data = next;
  renew();
  snapshot.value = kept?.snapshot ?? null;
  history.value = kept?.history ?? [];
}

/** Back to the first weights, which the same seed gives again: on a line of its own, where no late
 * frame of the training before arrives. */
export function reset() {
  forgetKept();
  renew();
}

function renew() {
  forget();
  line?.close();
  line = openLine({ connect, opened: start, received: messages.received, lost });
}

/** The same network, described by another source. @param {NetworkData} next */
export function rename(next) {
  data = next;
}

export function end() {
  line?.close();
  line = null;
  data = null;
  forget();
}

function forget() {
  messages.forget();
  moved = false;
  batch(() => {
    frame.value = null;
    history.value = [];
    snapshot.value = null;
    problem.value = null;
    running.value = false;
  });
}

function connect() {
  return new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/train`);
}

/** Where the server has nothing yet: from the last snapshot, or from the beginning. */
function start() {
  if (!data) return;
  connected.value = true;
  line?.send({
    type: 'start',
    source: data.source,
    ...(snapshot.value ? { snapshot: snapshot.value } : {}),
    rate: rate.value,
    maps: data.points ? POINTS : 0,
    gradients: imageShape(data) !== null,
    paused: !running.value,
  });
  for (const message of unsent.splice(0)) line?.send(message);
}

function lost() {
  messages.forget();
  connected.value = false;
}

const messages = newestFrames({
  whenDrawn: requestAnimationFrame,
  frame: accept,
  other(message) {
    if (message.type === 'snapshot') keepSnapshot(message.snapshot);
    else if (message.type === 'problem') refuse(message);
  },
});

/** @param {TrainingFrame} next */
function accept(next) {
  if (!data) return;
  const isFirst = frame.value === null;
  if (next.epoch > 0 || next.batch > 0) moved = true;
  const steps = stepsOf(data);
  batch(() => {
    history.value = withFrame(history.value, next, steps);
    frame.value = next;
    running.value = next.running;
  });
  if (isFirst && !snapshot.value) takeOver(); // a link brings weights along
}

/** @param {TrainingSnapshot} taken */
function keepSnapshot(taken) {
  snapshot.value = taken;
  if (data && hasMoved()) keep(data.spec, { snapshot: taken, history: history.value });
}

/** @param {Problem} told */
function refuse(told) {
  batch(() => {
    problem.value = told;
    running.value = false;
  });
}

/** What was wanted while nobody was connected: it is said after the next start. */
const unsent = /** @type {object[]} */ ([]);
const MOST_UNSENT = 100;

/** @param {object[]} wanted */
function tell(...wanted) {
  problem.value = null;
  for (const message of wanted) {
    if (!line?.send(message) && unsent.length < MOST_UNSENT) unsent.push(message);
  }
}

// What a person can do

export function run() {
  takeOver();
  running.value = true;
  tell({ type: 'resume', rate: rate.value });
}

/** A pause is answered with a snapshot. */
export function pause() {
  running.value = false;
  tell({ type: 'pause' });
}

/** @param {'batch' | 'epoch'} unit an epoch runs, and pauses by itself with a snapshot */
export function step(unit) {
  takeOver();
  if (unit === 'batch') tell({ type: 'step', unit }, { type: 'pause' });
  else tell({ type: 'step', unit });
}

/** @param {number} epoch one of the frame's `kept` */
export function rewind(epoch) {
  running.value = false;
  tell({ type: 'rewind', epoch }, { type: 'pause' });
}

/** @param {number} value */
export function setLearningRate(value) {
  takeOver();
  tell({ type: 'set', learning_rate: value });
}

/** @param {number} value */
export function setRate(value) {
  rate.value = value;
  if (running.value) tell({ type: 'resume', rate: value });
}

/**
 * One weight by hand.
 * @param {Weight} weight
 * @param {number} value
 */
export function setWeight({ layer, parameter, index }, value) {
  if (!index) return;
  moved = true;
  tell({ type: 'set', layer, parameter, index, value });
}
