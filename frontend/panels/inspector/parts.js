// What the inspector's pages are made of.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { pointAt, select } from '../../actions.js';
import { full, shapeOf, symbol, typeset } from '../../format.js';
import { Mathematics, Words } from '../../math.js';
import { copied } from '../share.js';
import { sizeName } from '../sizes.js';
import { standIns } from '../time/moment.js';

/**
 * A fact with all its digits, to be copied.
 * @param {{name: string, value: ApiValue | undefined, kind?: string}} properties
 */
export function Fact({ name, value, kind = '' }) {
  const said = useSignal('');
  const known = value !== null && value !== undefined;
  const scalar = known && typeof value !== 'object';
  const size = known && !scalar ? sizeName(shapeOf(value)) : 'none';
  const text = scalar ? full(value) : size;
  const copy = async () => {
    said.value = (await copied(JSON.stringify(value))) ? ' copied' : '';
  };
  return html`<div class=${`fact ${kind}`}><dt><${Words} text=${name} /></dt>
    <dd>${
      known
        ? html`<button type="button" class="copy" title="Copy" onClick=${copy}>${text}</button><span role="status" class="said">${said.value}</span>`
        : text
    }</dd></div>`;
}

/**
 * A node's symbol; of a node that a closed group hides, also where it is.
 * @param {Model} model
 * @param {number} node
 */
export function whereabouts({ symbols, groups }, node) {
  const standIn = standIns.value?.[node] ?? node;
  const name = symbol(symbols[node]);
  return standIn < -1 ? `${name} in ${typeset(groups[-2 - standIn].label)}` : name;
}

/**
 * Formulas below each other, each once.
 * @param {{formulas: (Formula | null | undefined)[]}} properties
 */
export function Formulas({ formulas }) {
  const seen = new Set();
  const fresh = formulas.filter((formula) => {
    const isFresh = formula && !seen.has(formula.text);
    seen.add(formula?.text);
    return isFresh;
  });
  return fresh.map((formula) => html`<${Mathematics} formula=${formula} block=${true} />`);
}

/** @param {{pointed: Pointed, children: any}} properties */
export function Link({ pointed, children }) {
  return html`<button type="button" class="link" onClick=${() => select(pointed)}
    onPointerEnter=${() => pointAt(pointed)} onPointerLeave=${() => pointAt(null)}
    onFocus=${() => pointAt(pointed)} onBlur=${() => pointAt(null)}>${children}</button>`;
}

/** @param {{title: string, children: any}} properties */
export function Part({ title, children }) {
  return html`<section><h3>${title}</h3>${children}</section>`;
}
