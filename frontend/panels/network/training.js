// The training's controls, its numbers, and its way back.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { grouped, short, toNumber } from '../../format.js';
import { NumberField } from '../inputs/scalar-input.js';
import { Curves } from './curves.js';
import { sparkline } from './history.js';
import { fits } from './names.js';
import * as session from './session.js';
import { data, reset } from './shown.js';

/** What the server takes. @type {[number, number]} */
const LEARNING_RATES = [0, 1_000_000];
const GLANCE = { width: 40, height: 26 };

export function Training() {
  const { value: frame } = session.frame;
  return html`<section class="training" aria-label="Training">
    <div class="bar"><${Controls} /><${Glance} frame=${frame} /></div>
    <${Told} />
    <${Figures} frame=${frame} />
    <${Curves} />
    <${Rewind} frame=${frame} />
    <${Settings} frame=${frame} />
  </section>`;
}

function Controls() {
  const { value: running } = session.running;
  const ready = session.connected.value && session.frame.value !== null;
  return html`<div class="controls" role="group" aria-label="Train">
    <button type="button" class="plain strong" disabled=${!ready} onClick=${running ? session.pause : session.run}>${running ? 'Pause' : 'Start'}</button>
    <button type="button" class="plain" disabled=${!ready} onClick=${() => session.step('batch')}>one batch</button>
    <button type="button" class="plain" disabled=${!ready} onClick=${() => session.step('epoch')}>one epoch</button>
    <button type="button" class="plain" disabled=${!ready} title="The same seed gives the same weights again" onClick=${reset}>Reset</button>
  </div>`;
}

/**
 * Where the bar lies under the picture and the numbers far below it: the training at a glance.
 * @param {{frame: TrainingFrame | null}} properties
 */
function Glance({ frame }) {
  if (!frame) return null;
  const { width, height } = GLANCE;
  const losses = session.history.value.map(({ train }) => train);
  return html`<div class="glance" aria-hidden="true">
    <svg class="spark" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`}>${sparkline(
      losses,
      width,
      height,
    ).map((points) => html`<polyline points=${points} />`)}</svg>
    <p>epoch <span class="figure">${grouped(frame.epoch)}</span><br /><span class="figure">${lossText(frame.train_loss)}</span></p></div>`;
}

/** What the server refused, that it is away, or that the network is too large to be drawn so. */
function Told() {
  const { value: problem } = session.problem;
  const { value: about } = data;
  return html`<div role="status">${
    session.connected.value || !session.frame.value
      ? null
      : html`<p class="quiet">The server is away; it goes on from the last snapshot.</p>`
  }${problem ? html`<p class="wrong">${problem.detail}${problem.hint ? `: ${problem.hint}` : ''}</p>` : null}${
    about && !fits(about.size, about.depth)
      ? html`<p class="quiet">So many weights do not fit into a request: the picture keeps the first ones.</p>`
      : null
  }</div>`;
}

/** @param {ApiNumber} value */
const lossText = (value) => toNumber(value).toPrecision(4).replace('NaN', '–');

/** @param {number | null} part */
const percent = (part) => (part === null ? '–' : `${(100 * part).toFixed(1)} %`);

/** @param {{frame: TrainingFrame | null}} properties */
function Figures({ frame }) {
  if (!frame) return html`<p class="quiet">connecting …</p>`;
  const { epoch, batch, train_accuracy, train_loss, test_loss } = frame;
  const hasClasses = frame.accuracy !== null;
  // Without test examples the server gives the accuracy of the others.
  const accuracy = Number.isNaN(toNumber(test_loss)) ? null : frame.accuracy;
  const row = (
    /** @type {'train' | 'test'} */ name,
    /** @type {ApiNumber} */ loss,
    /** @type {number | null} */ part,
  ) =>
    html`<tr><th scope="row"><i class=${`line ${name}`}></i>${name}</th><td data-figure=${name}>${lossText(loss)}</td>
      ${hasClasses ? html`<td data-figure=${`${name}-accuracy`}>${percent(part)}</td>` : null}</tr>`;
  return html`<table class="figures"><thead><tr>
      <th scope="col">epoch <span class="figure" data-figure="epoch">${grouped(epoch)}${batch ? html`<small> + ${batch}</small>` : null}</span></th>
      <th scope="col">loss</th>${hasClasses ? html`<th scope="col">accuracy</th>` : null}</tr></thead>
    <tbody>${row('train', train_loss, train_accuracy)}${row('test', test_loss, accuracy)}</tbody></table>`;
}

/**
 * Going back forgets what came after, so it waits until the slider is let go.
 * @param {{frame: TrainingFrame | null}} properties
 */
function Rewind({ frame }) {
  const draft = useSignal(/** @type {number | null} */ (null));
  const kept = frame?.kept ?? [];
  if (!frame || kept.length < 2) return null;
  const now = kept.findLastIndex((epoch) => epoch <= frame.epoch);
  const at = Math.min(draft.value ?? now, kept.length - 1);
  const chosen = (/** @type {Event} */ event) =>
    Number(/** @type {HTMLInputElement} */ (event.target).value);
  return html`<label class="rewind"><span>go back to</span>
    <input type="range" aria-label="Go back to epoch" min="0" max=${kept.length - 1} step="1"
      value=${at} aria-valuetext=${`epoch ${kept[at]}`}
      onInput=${(/** @type {Event} */ event) => {
        draft.value = chosen(event);
      }}
      onChange=${(/** @type {Event} */ event) => {
        draft.value = null;
        session.rewind(kept[chosen(event)]);
      }} />
    <span class="figure">${grouped(kept[at])}</span></label>`;
}

/** @param {{frame: TrainingFrame | null}} properties */
function Settings({ frame }) {
  const id = useId();
  const { value: rate } = session.rate;
  return html`<div class="settings">
    <span class="choice"><label for=${id}>learning rate <i>η</i></label>
      <${NumberField} id=${id} value=${frame?.learning_rate ?? 0} range=${LEARNING_RATES} change=${session.setLearningRate} /></span>
    <label class="choice"><select aria-label="Epochs a second" onChange=${(
      /** @type {Event} */ event,
    ) => session.setRate(Number(/** @type {HTMLSelectElement} */ (event.target).value))}>
      ${session.RATES.map((each) => html`<option value=${each} selected=${each === rate}>${paceName(each)}</option>`)}
    </select></label>
  </div>`;
}

/** @param {number} rate */
function paceName(rate) {
  return rate >= 1000
    ? 'as fast as it goes'
    : `${short(rate)} epoch${rate > 1 ? 's' : ''} a second`;
}
