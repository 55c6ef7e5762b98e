// A scalar input: a slider for the hand, a field for the exact number.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useId, useMemo } from 'preact/hooks';
import { pointAt, setInput } from '../../actions.js';
import { grouped, short, toNumber } from '../../format.js';
import { nodeId } from '../../scene/model.js';
import { GradientOf } from './gradient.js';
import { isLong, Name } from './name.js';
import { newestOnly } from './newest.js';
import { numberIn, reachOf } from './numbers.js';

const SLIDER_STEPS = 400;

/** @param {{trace: Trace, node: number}} properties */
export function ScalarInput({ trace, node }) {
  const name = trace.model.symbols[node];
  const id = useId();
  const draft = useSignal(/** @type {number | null} */ (null));
  const reach = useSignal(/** @type {number | null} */ (null));
  const ask = useMemo(
    () =>
      newestOnly(
        (/** @type {number} */ value) => setInput(name, value),
        () => {
          draft.value = null;
        },
      ),
    [name],
  );
  const change = (/** @type {number} */ value) => {
    draft.value = value;
    ask(value);
  };
  const value = draft.value ?? toNumber(/** @type {ApiNumber} */ (trace.numbers.raw.values[node]));
  const size = reach.value ?? reachOf(value);
  const here = { kind: /** @type {const} */ ('node'), id: nodeId(node) };
  return html`<div class=${isLong(name) ? 'input long' : 'input'} onPointerEnter=${() => pointAt(here)} onPointerLeave=${() => pointAt(null)}>
    <label class="name" for=${`${id}-number`}><${Name} name=${name} /></label>
    <input type="range" aria-label=${`Slide ${name}`} min=${-size} max=${size}
      step=${(2 * size) / SLIDER_STEPS} value=${value} aria-valuetext=${short(value)}
      onPointerDown=${() => {
        reach.value = size;
      }}
      onInput=${(/** @type {Event} */ event) => change(Number(/** @type {HTMLInputElement} */ (event.target).value))}
      onChange=${() => {
        reach.value = null;
      }} />
    <${NumberField} id=${`${id}-number`} value=${value} change=${change} />
    <${Below} trace=${trace} node=${node} />
  </div>`;
}

/**
 * What was typed stays as it is until it is a number, and then until the field is left.
 * @param {{id: string, value: number, change: (value: number) => void, range?: [number, number]}} properties
 *   range: the least and the greatest that is taken
 */
export function NumberField({ id, value, change, range }) {
  const typed = useSignal(/** @type {string | null} */ (null));
  const wrong = typed.value !== null && numberIn(typed.value, range) === null;
  return html`<input id=${id} class="number" type="text" inputmode="decimal" autocomplete="off"
      spellcheck=${false} value=${typed.value ?? plain(value)} aria-invalid=${wrong}
      aria-describedby=${wrong ? `${id}-wrong` : undefined}
      onInput=${(/** @type {Event} */ event) => {
        typed.value = /** @type {HTMLInputElement} */ (event.target).value;
        const number = numberIn(typed.value, range);
        if (number !== null) change(number);
      }}
      onBlur=${() => {
        if (!wrong) typed.value = null;
      }} />
    ${wrong ? html`<span class="wrong" role="alert" id=${`${id}-wrong`}>${range ? `a number from ${grouped(range[0])} to ${grouped(range[1])}` : 'not a finite number'}</span>` : null}`;
}

/** The shortest digits that are exactly this number. @param {number} value */
function plain(value) {
  return String(value).replace('-', '−');
}

/** @param {{trace: Trace, node: number}} properties */
export function Below({ trace, node }) {
  const { model, numbers } = trace;
  const taken = model.names[node] ?? model.symbols[node];
  return html`<${GradientOf} trace=${trace} node=${node} />
    ${taken in numbers.assumed ? html`<span class="assumed">taken as 1, as no value was given</span>` : null}`;
}
