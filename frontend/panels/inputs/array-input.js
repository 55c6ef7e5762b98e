// An array input: its shape, and its numbers as nested lists.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { setInput } from '../../actions.js';
import { shapeOf } from '../../format.js';
import { sizeName } from '../sizes.js';
import { GradientOf } from './gradient.js';
import { Name } from './name.js';
import { arrayIn, arrayText } from './numbers.js';

const MOST_ROWS = 6;

/** @param {{trace: Trace, node: number}} properties */
export function ArrayInput({ trace, node }) {
  const { model, numbers } = trace;
  const name = model.symbols[node];
  const value = numbers.raw.values[node];
  const assumed = (model.names[node] ?? name) in numbers.assumed;
  return html`<div class="input array">
    <span class="name"><${Name} name=${name} /></span> <span class="shape">${sizeName(shapeOf(value))}</span>
    ${Array.isArray(value) ? html`<${ArrayField} name=${name} value=${value} />` : null}
    <${GradientOf} trace=${trace} node=${node} />
    ${assumed ? html`<span class="assumed">taken as ones, as no value was given</span>` : null}
  </div>`;
}

/** @param {{name: string, value: ApiValue[]}} properties */
function ArrayField({ name, value }) {
  const id = useId();
  const typed = useSignal(/** @type {string | null} */ (null));
  const text = typed.value ?? arrayText(value);
  const read = typed.value === null ? null : arrayIn(typed.value);
  const error = read && 'error' in read ? read.error : null;
  return html`<textarea class="numbers" aria-label=${`Values of ${name}`} spellcheck=${false}
      rows=${Math.min(text.split('\n').length, MOST_ROWS)} value=${text}
      aria-invalid=${error !== null} aria-describedby=${error ? id : undefined}
      onInput=${(/** @type {Event} */ event) => {
        typed.value = /** @type {HTMLTextAreaElement} */ (event.target).value;
        const newest = arrayIn(typed.value);
        if ('value' in newest) setInput(name, newest.value);
      }}
      onBlur=${() => {
        if (!error) typed.value = null;
      }}></textarea>
    ${error ? html`<span class="wrong" role="alert" id=${id}>${error}</span>` : null}`;
}
