// What is differentiated, and with which gradient the water springs.

import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { setLanguage, setOutput, setUpstream } from '../../actions.js';
import * as store from '../../store.js';
import { NumberField } from './scalar-input.js';

const MOST = 200;
const LANGUAGES = ['auto', 'python', 'latex', 'network'];

export function Output() {
  const { value: trace } = store.trace;
  const id = useId();
  if (!trace) return null;
  const { model } = trace;
  const names = namesOf(model);
  const top = model.symbols[model.output];
  return html`<section class="output" aria-label="Output">
    <label class="choice">Differentiate
      <select value=${store.output.value ?? ''} onChange=${(/** @type {Event} */ event) =>
        setOutput(/** @type {HTMLSelectElement} */ (event.target).value || null)}>
        <option value="" selected=${store.output.value === null}>the last: ${names.last ?? top}</option>
        ${names.all.map(
          (name) =>
            html`<option value=${name} selected=${name === store.output.value}>${name}</option>`,
        )}
      </select></label>
    <label class="choice" for=${id}>springs as</label>
    <${NumberField} id=${id} value=${store.upstream.value} change=${setUpstream} />
    <${Language} />
  </section>`;
}

function Language() {
  const { value: language } = store.language;
  return html`<label class="choice">Read as
    <select value=${language} onChange=${(/** @type {Event} */ event) =>
      setLanguage(/** @type {HTMLSelectElement} */ (event.target).value)}>
      ${LANGUAGES.map(
        (name) => html`<option value=${name} selected=${name === language}>${name}</option>`,
      )}
    </select></label>`;
}

/** Scalars with a name, each once; re-assigned ones stand for their last value. @param {Model} model */
export function namesOf({ names, kinds, shapes }) {
  const all = [
    ...new Set(names.filter((name, node) => name && kinds[node] === 2 && !shapes[node])),
  ];
  const named = /** @type {string[]} */ (all);
  return { all: named.slice(-MOST).reverse(), last: named[named.length - 1] };
}
