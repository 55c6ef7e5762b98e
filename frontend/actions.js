// What a person can do to the program and to the view. Each is one change of the store.

import { batch } from '@preact/signals';
import { answer, cancel, Refused } from './api.js';
import { pause } from './player.js';
import { read, stopReading } from './scene/reader.js';
import { closedAtStart, mostlyOpen, usualDirection } from './scene/start.js';
import { stopsOf } from './scene/stops.js';
import * as store from './store.js';

/** The answer that is asked for: a late answer to an older question is dropped. */
let asked = 0;

/**
 * Opens another program: at rest, or where `at` says.
 * @param {Partial<Question> & {source: string}} question
 * @param {object} [view]
 * @param {number | null} [view.at]
 * @param {string[]} [view.toggled] groups unlike at the start
 * @param {Direction | null} [view.direction]
 * @param {Pointed | null} [view.selected]
 */
export async function open(question, view = {}) {
  const { at = null, toggled = [], direction = null, selected = null } = view;
  batch(() => {
    store.source.value = question.source;
    store.language.value = question.language ?? 'auto';
    store.inputs.value = question.inputs ?? {};
    store.output.value = question.output ?? null;
    store.upstream.value = question.upstream ?? 1;
    store.selection.value = null;
    aside.clear();
  });
  await ask({
    arrange: ({ model }) => {
      showFrom(at, unlikeAtStart(model, toggled));
      store.direction.value = direction ?? usualDirection(model);
      store.selection.value = selected;
    },
  });
}

/** The person edited the text: what is kept of the view still fits. @param {string} text */
export async function edit(text) {
  const before = store.trace.value;
  // What was put into one network, its trained weights above all, means nothing in another.
  if (before?.model.language === 'network' && text !== store.source.value) store.inputs.value = {};
  store.source.value = text;
  takeBack(text);
  const atRest = store.position.value >= store.lastPosition.value;
  await ask({
    mend: setAside,
    arrange: (after) => {
      if (before && sameProgram(before.model, after.model)) return;
      showFrom(atRest ? null : store.position.value, stillClosed(before, after));
      const usual = usualDirection(after.model);
      if (!before || usual !== usualDirection(before.model)) store.direction.value = usual;
    },
  });
}

/** Values of inputs that the text has lost: it may get them back. */
const aside = new Map();

/** @param {string} text */
function takeBack(text) {
  for (const [name, value] of aside) {
    if (!namesIn(text).has(name)) continue;
    aside.delete(name);
    store.inputs.value = { [name]: value, ...store.inputs.value };
  }
}

/** @param {string} text */
const namesIn = (text) => new Set(text.match(/[\p{L}_][\p{L}\p{N}_]*/gu));

/**
 * Takes out the input that the program turned out not to have, if that is the problem.
 * @param {Problem} problem
 */
function setAside({ type, detail }) {
  const { value: inputs } = store.inputs;
  const name = Object.keys(inputs).find((each) => detail.includes(`'${each}'`));
  if (!type.endsWith('invalid_input') || name === undefined) return false;
  const { [name]: value, ...others } = inputs;
  aside.set(name, value);
  store.inputs.value = others;
  return true;
}

/** @param {string} language */
export function setLanguage(language) {
  store.language.value = language;
  return edit(store.source.value);
}

/** @param {string} name @param {ApiValue} value */
export function setInput(name, value) {
  store.inputs.value = { ...store.inputs.value, [name]: value };
  return ask();
}

/**
 * Sets several at once.
 * @param {Record<string, ApiValue>} values
 * @param {(before: Record<string, ApiValue>) => Record<string, ApiValue>} keep
 */
export function setInputs(values, keep = (before) => before) {
  store.inputs.value = { ...keep(store.inputs.value), ...values };
  return ask();
}

/** Takes all values as the source gives them. */
export function resetInputs() {
  store.inputs.value = {};
  return ask();
}

/** @param {number} value */
export function setUpstream(value) {
  store.upstream.value = value;
  return ask();
}

/** @param {string | null} name */
export function setOutput(name) {
  store.output.value = name;
  return ask();
}

/**
 * @param {number | null} at
 * @param {ReadonlySet<string>} closed
 */
function showFrom(at, closed) {
  batch(() => {
    setClosed(closed);
    const wanted = Math.max(at ?? Number.POSITIVE_INFINITY, 0);
    store.position.value = Math.min(wanted, store.lastPosition.value);
    store.playing.value = false;
  });
}

/**
 * Asks for the trace of the question as it stands now.
 * @param {object} [how]
 * @param {(problem: Problem) => boolean} [how.mend] changes the question so that it can be asked again
 * @param {(trace: Trace) => void} [how.arrange] the view, at the moment at which the trace comes in
 * @returns {Promise<void>}
 */
async function ask({ mend = () => false, arrange = () => {} } = {}) {
  asked += 1;
  const mine = asked;
  store.busy.value = 'tracing';
  try {
    const trace = await read(await answer('trace', store.question()));
    if (mine !== asked) return;
    batch(() => {
      accept(trace);
      arrange(trace);
    });
  } catch (error) {
    if (mine !== asked) return;
    if (error instanceof Refused && mend(error.problem)) await ask({ mend, arrange });
    else refuse(/** @type {Error} */ (error));
  } finally {
    if (mine === asked) store.busy.value = null;
  }
}

/** Stops waiting for an answer: what was there stays. */
export function giveUp() {
  asked += 1;
  cancel('trace');
  stopReading();
  store.busy.value = null;
}

/** @param {Trace} trace */
function accept(trace) {
  store.problem.value = null;
  store.trace.value = trace;
  store.stops.value = stopsOf(trace.model, store.closed.value);
  if (store.position.value > store.lastPosition.value) {
    store.position.value = store.lastPosition.value;
  }
}

/** @param {Error} error */
function refuse(error) {
  if (error.name === 'AbortError') return;
  if (error instanceof Refused) {
    store.problem.value = error.problem;
    return;
  }
  console.error(error);
  store.problem.value = UNREADABLE;
}

/** @type {Problem} */
const UNREADABLE = {
  type: 'about:blank',
  title: 'The answer cannot be read',
  status: 0,
  detail: 'the answer of the server broke off or is not what was asked for',
  hint: 'change anything to ask again',
};

/**
 * @param {Model} one
 * @param {Model} other
 */
function sameProgram(one, other) {
  return (
    one.nodes === other.nodes &&
    one.edges === other.edges &&
    one.groups.length === other.groups.length &&
    one.operations.every((operation, node) => operation === other.operations[node]) &&
    one.edgeSource.every((source, edge) => source === other.edgeSource[edge])
  );
}

/**
 * Groups of the new program that were closed in the old one keep so; new ones as at the start.
 * @param {Trace | null} before
 * @param {Trace} after
 */
function stillClosed(before, after) {
  const known = new Set(before?.model.groups.map((group) => group.path));
  const closed = closedAtStart(after.model);
  for (const { path } of after.model.groups) {
    if (!known.has(path)) continue;
    if (store.closed.value.has(path)) closed.add(path);
    else closed.delete(path);
  }
  return closed;
}

/**
 * @param {Model} model
 * @param {string[]} toggled
 */
function unlikeAtStart(model, toggled) {
  const closed = closedAtStart(model);
  for (const path of toggled) if (!closed.delete(path)) closed.add(path);
  return closed;
}

/** @param {ReadonlySet<string>} closed */
export function setClosed(closed) {
  const { value: trace } = store.trace;
  batch(() => {
    store.closed.value = closed;
    if (trace) store.stops.value = stopsOf(trace.model, closed);
  });
}

/** Opens a closed group, closes an open one. @param {string} path */
export function toggleGroup(path) {
  const closed = new Set(store.closed.value);
  if (!closed.delete(path)) closed.add(path);
  setClosed(closed);
}

/** Opens all groups, or as many as can be drawn. */
export function openAll() {
  const { value: trace } = store.trace;
  if (trace) setClosed(mostlyOpen(trace.model));
}

export function closeAll() {
  setClosed(new Set(store.trace.value?.model.groups.map((group) => group.path)));
}

/** @param {Pointed | null} pointed */
export function select(pointed) {
  store.selection.value = pointed;
}

/** @param {Pointed | null} pointed */
export function pointAt(pointed) {
  pointAtAll(pointed ? [pointed] : []);
}

/** @param {readonly Pointed[]} all the first is what the code shows too */
export function pointAtAll(all) {
  const { value: before } = store.pointedAt;
  const same = all.every(({ id, kind }, at) => id === before[at]?.id && kind === before[at]?.kind);
  if (!same || all.length !== before.length) store.pointedAt.value = all;
}

/** What is looked at: as exact as an address says it. @param {Sight | null} sight */
export function seen(sight) {
  const { value: before } = store.sight;
  const now = sight && {
    x: Math.round(sight.x),
    y: Math.round(sight.y),
    k: Number(sight.k.toPrecision(3)),
  };
  const same = before?.x === now?.x && before?.y === now?.y && before?.k === now?.k;
  if (!same) store.sight.value = now;
}

export function turn() {
  store.direction.value = store.direction.value === 'down' ? 'right' : 'down';
}

/** Leaves playing when the page is hidden: nobody sees it. */
export function rest() {
  if (store.playing.value) pause();
}
