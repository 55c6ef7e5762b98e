// The training's controls, its numbers, and its way back.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { grouped, short, toNumber } from '../../format.js';
import { NumberField } from '../inputs/scalar-input.js';
import { Curves } from './curves.js';
import { fits } from './names.js';
import * as session from './session.js';
import { data, reset } from './shown.js';

export function Training() {
  const { value: frame } = session.frame;
  return html`<section class="training" aria-labelledby="network-training">
    <h3 id="network-training">Training</h3>
    <${Controls} />
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

/** @param {{frame: TrainingFrame | null}} properties */
function Figures({ frame }) {
  if (!frame) return html`<p class="quiet">connecting …</p>`;
  const { epoch, batch, accuracy } = frame;
  const loss = (/** @type {ApiNumber} */ value) =>
    toNumber(value).toPrecision(4).replace('NaN', '–');
  return html`<dl class="figures">
    <div><dt>epoch</dt><dd data-figure="epoch">${grouped(epoch)}${batch ? html`<small> + ${batch}</small>` : null}</dd></div>
    <div><dt><i class="line train"></i>train loss</dt><dd data-figure="train">${loss(frame.train_loss)}</dd></div>
    <div><dt><i class="line test"></i>test loss</dt><dd data-figure="test">${loss(frame.test_loss)}</dd></div>
    ${accuracy === null ? null : html`<div><dt>accuracy</dt><dd data-figure="accuracy">${(100 * accuracy).toFixed(1)} %</dd></div>`}
  </dl>`;
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
      <${NumberField} id=${id} value=${frame?.learning_rate ?? 0} change=${session.setLearningRate} /></span>
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
