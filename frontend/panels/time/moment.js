// Where we are on the timeline, in words that panels share: the phase, and the run of steps that is
// happening. A run is what is seen as one step: several, where a closed group hides them.

import { computed } from '@preact/signals';
import { representatives } from '../../scene/collapse.js';
import { stopAt } from '../../scene/stops.js';
import * as store from '../../store.js';

/**
 * @typedef {object} Run
 * @property {'forward' | 'backward'} phase
 * @property {number} first the first step of the run, in its phase
 * @property {number} last
 * @property {number} node the node of the last step
 * @property {number} group the closed group that hides the steps, or -1
 *
 * @typedef {object} Moment
 * @property {'start' | 'forward' | 'backward' | 'rest'} phase
 * @property {Run | null} run what is happening, or has just happened
 * @property {number} number how many visible steps of the phase have begun
 * @property {number} of how many there are
 */

/** What stands for each node in the picture: see scene/collapse.js. */
export const standIns = computed(() => {
  const { value: trace } = store.trace;
  return trace ? representatives(trace.model, store.closed.value) : null;
});

/** The index of the stop at which all values are there. */
export const turn = computed(() => stopAt(store.stops.value, store.forwardSteps.value));

/** The index of the stop that we stand at or move to. */
export const stopIndex = computed(() => {
  const { value: stops } = store.stops;
  const at = stopAt(stops, store.position.value);
  return stops[at] < store.position.value - 1e-9 ? Math.min(at + 1, stops.length - 1) : at;
});

const resting = computed(
  () => store.position.value >= store.lastPosition.value && store.lastPosition.value > 0,
);

/** @type {import('@preact/signals').ReadonlySignal<Moment>} */
export const moment = computed(() => {
  const { value: stop } = stopIndex;
  const run = runTo(stop);
  if (!run) return { phase: 'start', run: null, number: 0, of: turn.value };
  const number = run.phase === 'forward' ? stop : stop - turn.value;
  const of = run.phase === 'forward' ? turn.value : store.stops.value.length - 1 - turn.value;
  return { phase: resting.value ? 'rest' : run.phase, run, number, of };
});

/**
 * The run that ends at a stop.
 * @param {number} stop
 * @returns {Run | null}
 */
function runTo(stop) {
  const { value: trace } = store.trace;
  const { value: stops } = store.stops;
  if (!trace || stop === 0 || !standIns.value) return null;
  const { model } = trace;
  const steps = model.forward.length;
  const forward = stops[stop] <= steps;
  const offset = forward ? 0 : steps;
  const last = stops[stop] - 1 - offset;
  const node = (forward ? model.forward : model.backward)[last];
  const standIn = standIns.value[node];
  return {
    phase: forward ? 'forward' : 'backward',
    first: stops[stop - 1] - offset,
    last,
    node,
    group: standIn < -1 ? -2 - standIn : -1,
  };
}

/**
 * The position from which on something has happened: the first stop at or after it.
 * @param {number[]} stops
 * @param {number} position
 */
export function stopFrom(stops, position) {
  const at = stopAt(stops, position);
  return stops[at] < position - 1e-9 ? stops[Math.min(at + 1, stops.length - 1)] : stops[at];
}
