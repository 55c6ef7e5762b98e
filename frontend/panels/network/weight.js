// What a step of learning makes of the weight that is selected in the picture, at this example; of
// an array, of any of its elements.

import { signal } from '@preact/signals';
import { html } from 'htm/preact';
import { indexOf } from '../../scene/model.js';
import * as store from '../../store.js';
import { answerAbout } from '../answers.js';
import { elementAt, largest } from './element.js';
import { shapeOfLists, weightNamed } from './names.js';
import { ByHand, Rule } from './rule.js';
import { frame } from './session.js';
import { data } from './shown.js';

const ALONE = 'at this example alone; a batch takes the mean of its examples’ gradients';

export function SelectedWeight() {
  const { value: selection } = store.selection;
  const { value: trace } = store.trace;
  const { value: about } = data;
  const { value: current } = frame;
  if (!trace || !about || !current || selection?.kind !== 'node') return null;
  const node = indexOf(selection.id);
  const name = trace.model.names[node];
  const weight = name && weightNamed(name, current.weights, about.parameters);
  if (!name || !weight) return null;
  if (trace.model.shapes[node])
    return html`<${Element} trace=${trace} node=${node} weight=${weight} />`;
  const { raw, gradient } = trace.numbers;
  return html`<${One} name=${name} weight=${weight} value=${raw.values[node]} gradient=${gradient[node]} />`;
}

/**
 * @param {{name: string, weight: import('./session.js').Weight, value: number, gradient: number,
 *   children?: any}} properties
 */
function One({ name, weight, value, gradient, children }) {
  return html`<section class="weight" aria-labelledby="network-weight">
    <h3 id="network-weight">One step of ${name}</h3>
    ${children}
    <${Rule} value=${value} gradient=${gradient} of=${ALONE} />
    ${weight.index ? html`<${ByHand} name=${name} weight=${weight} value=${value} />` : null}
  </section>`;
}

/** Which element is looked at, by the array's name; without one that of the largest gradient. */
const looked = signal(/** @type {Record<string, number[]>} */ ({}));

/** @param {{trace: Trace, node: number, weight: import('./session.js').Weight}} properties */
function Element({ trace, node, weight }) {
  const { parameter } = weight;
  const whole = wholeArrays(trace, node);
  if (!whole) return html`<p class="quiet" role="status">reading ${parameter} …</p>`;
  const shape = shapeOfLists(whole.value);
  const wanted = looked.value[parameter];
  const fits = wanted?.length === shape.length && wanted.every((at, axis) => at < shape[axis]);
  const index = fits ? wanted : (largest(whole.gradient)?.index ?? shape.map(() => 0));
  const name = `${parameter}[${index.map((at) => at + 1).join(', ')}]`;
  return html`<${One} name=${name} weight=${{ ...weight, index }}
    value=${elementAt(whole.value, index)} gradient=${elementAt(whole.gradient, index)}>
    <p class="index choice">element ${index.map(
      (at, axis) => html`<input key=${axis} class="number" type="number" min="1" max=${shape[axis]}
        aria-label=${`Element of ${parameter}, axis ${axis + 1} of ${shape.length}`} value=${at + 1}
        onInput=${(/** @type {Event} */ event) => {
          const next = Number(/** @type {HTMLInputElement} */ (event.target).value) - 1;
          if (!Number.isInteger(next) || next < 0 || next >= shape[axis]) return;
          looked.value = { ...looked.value, [parameter]: index.with(axis, next) };
        }} />`,
    )} <span>of ${shape.join(' × ')}</span>${fits ? null : html`<span>whose gradient is the largest</span>`}</p></${One}>`;
}

/**
 * An array and its gradient, element by element: what a trace has in summary only is asked for.
 * @param {Trace} trace
 * @param {number} node
 * @returns {{value: ApiValue, gradient: ApiValue} | null}
 */
function wholeArrays(trace, node) {
  const { values, gradients } = trace.numbers.raw;
  if (Array.isArray(values[node]) && Array.isArray(gradients[node]))
    return { value: values[node], gradient: gradients[node] };
  const answer = answerAbout(trace, 'trace?full=true', { explain: false }, 'whole').value;
  if (answer.state !== 'here') return null;
  const { numbers } = /** @type {ApiTrace} */ (answer.value);
  return { value: numbers.values[node], gradient: numbers.gradients[node] };
}
