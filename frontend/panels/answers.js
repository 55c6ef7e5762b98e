// What else the server knows about the trace that is shown: asked for once, and kept with the trace.

import { effect, signal, untracked, useSignal, useSignalEffect } from '@preact/signals';
import { post, Refused } from '../api.js';
import * as store from '../store.js';

/** What costs more is asked when the numbers have rested for so long, in milliseconds. */
const PATIENCE = 400;

/**
 * @template T
 * @typedef {{state: 'waiting'} | {state: 'here', value: T} | {state: 'refused', problem: Problem}} Answer
 */

/** @type {WeakMap<Trace, Question>} */
const questions = new WeakMap();
/** @type {WeakMap<Trace, Map<string, import('@preact/signals').Signal<Answer<any>>>>} */
const kept = new WeakMap();

// The newest trace answers the question as it stands when it arrives.
effect(() => {
  const { value: trace } = store.trace;
  if (trace) questions.set(trace, untracked(store.question));
});

/**
 * The answer to a question about a trace; it arrives in the signal. A newer question of the same
 * kind takes the place of an older one that has no answer yet.
 * @template T
 * @param {Trace} trace
 * @param {string} path below /api/
 * @param {object} [more] what to add to the trace's own question
 * @param {string} [kind]
 * @returns {import('@preact/signals').Signal<Answer<T>>}
 */
export function answerAbout(trace, path, more = {}, kind = path) {
  const answers = kept.get(trace) ?? new Map();
  kept.set(trace, answers);
  const key = `${path} ${JSON.stringify(more)}`;
  const known = answers.get(key);
  if (known) return known;
  const answer = signal(/** @type {Answer<T>} */ ({ state: 'waiting' }));
  answers.set(key, answer);
  post(path, { ...questions.get(trace), ...more }, kind).then(
    (value) => {
      answer.value = { state: 'here', value };
    },
    (error) => {
      // A refusal is kept too: who shows it is drawn again, and must not ask for ever.
      if (error instanceof Refused) answer.value = { state: 'refused', problem: error.problem };
      else answers.delete(key);
      if (!(error instanceof Refused) && error.name !== 'AbortError') throw error;
    },
  );
  return answer;
}

/** The trace that is shown, or null while it changes. */
export function useRested() {
  const rested = useSignal(/** @type {Trace | null} */ (null));
  useSignalEffect(() => {
    const { value: trace } = store.trace;
    const timer = setTimeout(() => {
      rested.value = trace;
    }, PATIENCE);
    return () => clearTimeout(timer);
  });
  return rested.value === store.trace.value ? rested.value : null;
}
