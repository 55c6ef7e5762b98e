// What a step of learning makes of the weight that is selected in the picture, at this example.

import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { short, toNumber } from '../../format.js';
import { indexOf } from '../../scene/model.js';
import * as store from '../../store.js';
import { NumberField } from '../inputs/scalar-input.js';
import { weightNamed } from './names.js';
import { frame, setWeight } from './session.js';
import { data } from './shown.js';

export function SelectedWeight() {
  const { value: selection } = store.selection;
  const { value: trace } = store.trace;
  const { value: about } = data;
  const { value: current } = frame;
  if (!trace || !about || !current || selection?.kind !== 'node') return null;
  const node = indexOf(selection.id);
  const name = trace.model.names[node];
  const weight = name && weightNamed(name, current.weights, about.parameters);
  if (!weight) return null;
  const one = elementOf(name, trace, node);
  if (!one) return null;
  const top = trace.model.symbols[trace.model.output];
  const rate = current.learning_rate;
  return html`<section class="weight" aria-labelledby="network-weight">
    <h3 id="network-weight">One step of ${one.name}</h3>
    <p class="rule"><i>w</i> ← <i>w</i> − <i>η</i> ∂${top}/∂<i>w</i></p>
    <p class="figure">${short(one.value)} − ${short(rate)} × ${bracketed(one.gradient)} = ${short(one.value - rate * one.gradient)}</p>
    <p class="quiet">at this example alone; a batch takes the mean of its examples’ gradients</p>
    ${weight.index ? html`<${ByHand} name=${name} weight=${weight} value=${one.value} />` : null}
  </section>`;
}

/**
 * The weight itself; of an array the element whose gradient is largest.
 * @param {string} name
 * @param {Trace} trace
 * @param {number} node
 */
function elementOf(name, { numbers }, node) {
  const value = numbers.raw.values[node];
  const gradient = numbers.raw.gradients[node];
  if (typeof value === 'number') return { name, value, gradient: numbers.gradient[node] };
  const best = largest(gradient);
  if (!best || !Array.isArray(value)) return null;
  const [row, column] = best.index;
  const found = column === undefined ? value[row] : /** @type {ApiValue[]} */ (value[row])[column];
  const place = best.index.map((each) => each + 1).join(', ');
  const number = toNumber(/** @type {ApiNumber} */ (found));
  return {
    name: `${name}[${place}], whose gradient is the largest`,
    value: number,
    gradient: best.value,
  };
}

/**
 * @param {ApiValue} array
 * @returns {{index: number[], value: number} | null}
 */
export function largest(array) {
  if (!Array.isArray(array)) {
    const value = toNumber(/** @type {ApiNumber} */ (array));
    return Number.isFinite(value) ? { index: [], value } : null;
  }
  let best = /** @type {{index: number[], value: number} | null} */ (null);
  array.forEach((part, at) => {
    const found = largest(part);
    if (found && (!best || Math.abs(found.value) > Math.abs(best.value))) {
      best = { index: [at, ...found.index], value: found.value };
    }
  });
  return best;
}

/** @param {number} value */
const bracketed = (value) => (value < 0 ? `(${short(value)})` : short(value));

/** @param {{name: string, weight: any, value: number}} properties */
function ByHand({ name, weight, value }) {
  const id = useId();
  return html`<p class="choice"><label for=${id}>set ${name} to</label>
    <${NumberField} id=${id} value=${value} change=${(/** @type {number} */ next) => setWeight(weight, next)} /></p>`;
}
