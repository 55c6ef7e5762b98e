// The address bar always names what is seen, and what it names is shown.

import { computed, effect } from '@preact/signals';
import { open } from '../actions.js';
import { closedAtStart, usualDirection } from '../scene/start.js';
import { stopAt } from '../scene/stops.js';
import * as store from '../store.js';
import { fromHash, toHash } from '../url.js';
import { picture } from './picture.js';

/** The address follows what changes quickly after this many milliseconds. */
const PATIENCE = 200;

/** Positions between two steps are motion, and have no address. */
const standing = computed(() => {
  const { value: stops } = store.stops;
  const position = stops[stopAt(stops, store.position.value)];
  return position >= store.lastPosition.value ? null : position;
});

/** The groups that are open or closed unlike at the start. */
const toggled = computed(() => {
  const { value: trace } = store.trace;
  if (!trace) return [];
  const { value: closed } = store.closed;
  const usual = closedAtStart(trace.model);
  const unlike = trace.model.groups.filter(({ path }) => usual.has(path) !== closed.has(path));
  return unlike.map(({ path }) => path);
});

const unusualDirection = computed(() => {
  const { value: trace } = store.trace;
  const { value: direction } = store.direction;
  return trace && direction !== usualDirection(trace.model) ? direction : null;
});

export const address = computed(() => {
  const { value: selection } = store.selection;
  return toHash({
    question: store.question(),
    at: standing.value,
    toggled: toggled.value,
    direction: unusualDirection.value,
    scale: store.scale.value,
    selected: selection ? `${selection.kind}:${selection.id}` : null,
    sight: store.sight.value,
  });
});

/** Shows what the address names. Returns false where it names nothing. */
export function restore() {
  const named = fromHash(location.hash);
  if (!named) return false;
  store.scale.value = named.scale;
  const { sight } = named;
  open(named.question, { ...named, selected: pointedBy(named.selected) }).then(() => {
    if (sight) picture.value?.lookAt(sight);
  });
  return true;
}

/** @param {string | null} text @returns {Pointed | null} */
function pointedBy(text) {
  const [kind, ...rest] = text?.split(':') ?? [];
  if (kind !== 'node' && kind !== 'edge' && kind !== 'group') return null;
  return { kind, id: rest.join(':') };
}

/** Keeps the address what it should be, from now on. */
export function follow() {
  effect(() => {
    const hash = `#${address.value}`;
    const timer = setTimeout(() => history.replaceState(null, '', hash), PATIENCE);
    return () => clearTimeout(timer);
  });
  addEventListener('hashchange', restore);
}
