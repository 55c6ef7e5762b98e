// What a step of learning makes of one weight, and the weight set by hand.

import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { short } from '../../format.js';
import * as store from '../../store.js';
import { NumberField } from '../inputs/scalar-input.js';
import { frame, setWeight } from './session.js';
import { data } from './shown.js';

/**
 * @param {{value: number, gradient: number | undefined, of: string}} properties of: whose gradient
 *   it is
 */
export function Rule({ value, gradient, of }) {
  const { value: trace } = store.trace;
  const top = trace ? trace.model.symbols[trace.model.output] : 'loss';
  const rate = frame.value?.learning_rate ?? 0;
  const optimizer = data.value?.spec.training?.optimizer ?? 'sgd';
  return html`<p class="rule"><i>w</i> ← <i>w</i> − <i>η</i> ∂${top}/∂<i>w</i></p>
    ${
      gradient === undefined
        ? html`<p class="quiet"><i>w</i> = <span class="figure">${short(value)}</span></p>`
        : html`<p class="figure">${short(value)} − ${short(rate)} × ${bracketed(gradient)} = ${short(value - rate * gradient)}</p>
          <p class="quiet">with the gradient ${of}${optimizer === 'sgd' ? '' : `; ${optimizer} makes a step of its own from it`}</p>`
    }`;
}

/** @param {number} value */
const bracketed = (value) => (value < 0 ? `(${short(value)})` : short(value));

/** @param {{name: string, weight: import('./session.js').Weight, value: number}} properties */
export function ByHand({ name, weight, value }) {
  const id = useId();
  return html`<p class="choice"><label for=${id}>set ${name} to</label>
    <${NumberField} id=${id} value=${value} change=${(/** @type {number} */ next) => setWeight(weight, next)} /></p>`;
}
