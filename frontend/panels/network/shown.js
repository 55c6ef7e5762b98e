// Keeps the training and the picture together: another network begins another training, and the
// weights of a training go into the picture.

import { effect, signal, untracked } from '@preact/signals';
import { open, setInputs } from '../../actions.js';
import { post, Refused } from '../../api.js';
import * as store from '../../store.js';
import { picture } from '../picture.js';
import { withDepth } from './depth.js';
import { trainedPart } from './kept.js';
import { unitMaps } from './maps.js';
import {
  arraysAsInputs,
  changedWeights,
  exampleAsInputs,
  fits,
  weightsAsInputs,
  withoutWeights,
} from './names.js';
import { shownExample } from './points.js';
import * as session from './session.js';

/** While a training runs, the picture follows it this often, in milliseconds. */
const PATIENCE = 500;
/** Larger networks come into the picture only where they stand still. */
const LIVELY = 2_000;

export const data = signal(/** @type {NetworkData | null} */ (null));

/** Whether the picture is one of a network. */
export const isNetwork = () => store.trace.value?.model.language === 'network';

/** The newest source whose data were asked for. */
let asked = '';
/** The example that was chosen, on its way to another depth. */
let moved = /** @type {Pick<NetworkData, 'source' | 'example'> | null} */ (null);

function followSource() {
  if (!isNetwork()) {
    if (untracked(() => data.value)) untracked(leave);
    return;
  }
  const source = untracked(() => store.source.value);
  if (source === asked) return;
  asked = source;
  untracked(() => load(source));
}

/** Another kind of program: nothing is trained any more. */
function leave() {
  asked = '';
  data.value = null;
  session.end();
}

/** @param {string} source */
async function load(source) {
  try {
    const answer = await post('data', { source });
    const found = {
      source,
      ...answer,
      example: moved?.source === source ? moved.example : answer.example,
    };
    if (source !== asked || !isNetwork()) return;
    const same = data.value !== null && sameTraining(data.value, found);
    // First the training, so that no weights of one network meet the names of another.
    if (same) session.rename(found);
    else {
      given = null;
      session.begin(found);
    }
    data.value = found;
  } catch (error) {
    asked = '';
    // The trace tells what is wrong with the source.
    if (!(error instanceof Refused) && /** @type {Error} */ (error).name !== 'AbortError')
      throw error;
  }
}

/**
 * Whether two networks differ in how they are looked at, and in nothing else.
 * @param {NetworkData} one
 * @param {NetworkData} other
 */
function sameTraining(one, other) {
  return trainedPart(one.spec) === trainedPart(other.spec);
}

// Weights into the picture

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let last = 0;
let asking = false;
/** The weights that a training put into the picture last. */
let given = /** @type {Record<string, ApiValue> | null} */ (null);
/** So many may be changed by hand: each is a message. */
const MOST_CHANGED = 150;

session.heed(() => {
  const { value: about } = data;
  const { value: frame } = session.frame;
  if (!about || !frame || store.source.value !== about.source) return [];
  const { weights } = frame;
  const known = given ?? weightsAsInputs(weights, about.parameters, about.depth);
  const changed = changedWeights(store.inputs.value, known, weights, about.parameters);
  return changed.length <= MOST_CHANGED ? changed : [];
});

function followWeights() {
  const { value: frame } = session.frame;
  const { value: about } = data;
  if (!frame || !about || !session.hasMoved()) return;
  if (!fits(about.size, about.depth) || (frame.running && about.size > LIVELY)) return;
  clearTimeout(timer);
  const wait = frame.running || asking ? Math.max(0, last + PATIENCE - performance.now()) : 0;
  if (wait === 0 && !asking) untracked(put);
  else timer = setTimeout(put, Math.max(wait, 20));
}

async function put() {
  const about = data.value;
  const frame = session.frame.value;
  if (!about || !frame || store.source.value !== about.source) return;
  if (asking) {
    timer = setTimeout(put, 20);
    return;
  }
  const weights = trainedAs(about, about.depth);
  if (!weights) return;
  last = performance.now();
  asking = true;
  given = weights;
  await setInputs(weights).finally(() => {
    asking = false;
  });
}

/** @param {ApiValue | Record<string, ApiValue>} value @returns {boolean} */
function finite(value) {
  if (typeof value === 'object' && value) return Object.values(value).every(finite);
  return Number.isFinite(value);
}

/** The picture shows the first weights again, as the source gives them. */
export function reset() {
  const about = data.value;
  const statistics = Object.keys(session.frame.value?.running_statistics ?? {});
  clearTimeout(timer);
  given = null;
  session.reset();
  if (about) setInputs({}, (before) => withoutWeights(before, [...about.parameters, statistics]));
}

// The example, and the depth

/** @param {number} index */
export async function chooseExample(index) {
  const about = data.value;
  if (!about) return;
  const body = { source: about.source, example: index, points: false };
  try {
    const { example } = await post('data', body, 'example');
    if (data.value?.source !== about.source) return;
    data.value = { ...data.value, example };
    await setInputs(example.inputs);
  } catch (error) {
    if (error instanceof Refused) session.problem.value = error.problem;
    else if (/** @type {Error} */ (error).name !== 'AbortError') throw error;
  }
}

/** @param {import('./points.js').Shown} example */
export function setExample(example) {
  return data.value && setInputs(exampleAsInputs(example, data.value.depth));
}

/** The same network, example and weights at another depth. @param {Depth} depth */
export async function setDepth(depth) {
  const about = data.value;
  const trace = store.trace.value;
  if (!about || !trace || about.depth === depth) return;
  const source = withDepth(about.source, depth, about.spec);
  const shown = shownExample(trace, about.input_shape);
  const example = shown
    ? exampleAsInputs(shown, depth)
    : await exampleOf(source, about.example.index);
  const weights = session.hasMoved() && fits(about.size, depth) ? trainedAs(about, depth) : null;
  if (weights) given = weights;
  moved = { source, example: about.example };
  await open({ source, language: store.language.value, inputs: { ...weights, ...example } });
}

/**
 * @param {string} source
 * @param {number} index
 */
async function exampleOf(source, index) {
  const { example } = await post('data', { source, example: index, points: false }, 'example');
  return /** @type {Record<string, ApiValue>} */ (example.inputs);
}

/**
 * The trained weights, and with them what batch norm knows of the examples.
 * @param {NetworkData} about
 * @param {Depth} depth
 */
function trainedAs({ parameters }, depth) {
  const frame = session.frame.value;
  if (!frame) return null;
  const inputs = {
    ...weightsAsInputs(frame.weights, parameters, depth),
    ...arraysAsInputs(frame.running_statistics ?? {}, depth),
  };
  return finite(inputs) ? inputs : null;
}

function followMaps() {
  const maps = session.frame.value?.maps ?? null;
  picture.value?.setMaps(unitMaps(maps, data.value?.parameters ?? []));
}

// The page never stops following, whatever panes are open.
effect(followMaps);
effect(followSource);
effect(followWeights);
