// All that the page knows, as signals. Panels read them and call actions.js; a URL restores them.

import { computed, signal } from '@preact/signals';

/** What is asked. */
export const source = signal('');
export const language = signal('auto');
export const inputs = signal(/** @type {Record<string, ApiValue>} */ ({}));
export const output = signal(/** @type {string | null} */ (null));
export const upstream = signal(1);

/** What came back: the newest trace that could be made, and what is wrong with the newest text. */
export const trace = signal(/** @type {Trace | null} */ (null));
export const problem = signal(/** @type {Problem | null} */ (null));
/** null, or what is being waited for. */
export const busy = signal(/** @type {string | null} */ (null));

/** How it is looked at. */
export const closed = signal(/** @type {ReadonlySet<string>} */ (new Set()));
export const direction = signal(/** @type {Direction} */ ('down'));
export const scale = signal(/** @type {Scale} */ ('auto'));
export const theme = signal(/** @type {'auto' | 'light' | 'dark'} */ ('auto'));
export const selection = signal(/** @type {Pointed | null} */ (null));
/** What the pointer, or the focus, is about; a finding is about several. */
export const pointedAt = signal(/** @type {readonly Pointed[]} */ ([]));
export const hover = computed(() => pointedAt.value[0] ?? null);

/** What is in the middle of the picture, where the person chose it. */
export const sight = signal(/** @type {Sight | null} */ (null));

/** Where we are: 0 nothing computed; F all forward steps done; F + B rest. Fractions are motion. */
export const position = signal(0);
export const playing = signal(false);
export const speed = signal(1);
/** The positions at which one can stand: an ascending list from 0 to F + B. See scene/stops.js. */
export const stops = signal(/** @type {number[]} */ ([0]));

export const forwardSteps = computed(() => trace.value?.model.forward.length ?? 0);
export const lastPosition = computed(
  () => forwardSteps.value + (trace.value?.model.backward.length ?? 0),
);

/** @returns {Question} */
export function question() {
  return {
    source: source.value,
    language: language.value,
    inputs: inputs.value,
    output: output.value,
    upstream: upstream.value,
  };
}
