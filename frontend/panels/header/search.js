// The search box: what is chosen is selected and brought into view.

import { useComputed, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { pointAt } from '../../actions.js';
import * as store from '../../store.js';
import { showInPicture } from '../reveal.js';
import { find } from './find.js';

/** @typedef {import('./find.js').Found} Found */

export function Search() {
  const query = useSignal('');
  const at = useSignal(0);
  const list = useId();
  const found = useComputed(() => {
    const { value: trace } = store.trace;
    return trace ? find(trace, query.value) : [];
  });
  const choose = (/** @type {Found | undefined} */ one) => {
    if (!one) return;
    query.value = '';
    pointAt(null);
    showInPicture(one.pointed);
  };
  const active = Math.min(at.value, found.value.length - 1);
  const asked = query.value.trim() !== '';
  return html`<div class="search" role="search">
    <input type="search" role="combobox" aria-label="Find a node by name, operation or value"
      placeholder="Find a node" autocomplete="off" spellcheck=${false}
      aria-expanded=${asked} aria-controls=${list} aria-autocomplete="list"
      aria-activedescendant=${asked && active >= 0 ? `${list}-${active}` : undefined}
      value=${query.value}
      onInput=${(/** @type {Event} */ event) => {
        query.value = /** @type {HTMLInputElement} */ (event.target).value;
        at.value = 0;
      }}
      onBlur=${() => pointAt(null)}
      onKeyDown=${(/** @type {KeyboardEvent} */ event) =>
        pressed(event, { query, at, found: found.value, choose })} />
    <${Results} id=${list} found=${found.value} active=${active} choose=${choose} asked=${asked} />
  </div>`;
}

/**
 * @param {KeyboardEvent} event
 * @param {{query: import('@preact/signals').Signal<string>,
 *   at: import('@preact/signals').Signal<number>, found: Found[],
 *   choose: (one: Found | undefined) => void}} box
 */
function pressed(event, { query, at, found, choose }) {
  const last = found.length - 1;
  if (event.key === 'ArrowDown') at.value = at.value >= last ? 0 : at.value + 1;
  else if (event.key === 'ArrowUp') at.value = at.value <= 0 ? last : at.value - 1;
  else if (event.key === 'Enter') choose(found[Math.min(at.value, last)]);
  else if (event.key === 'Escape') query.value = '';
  else return;
  event.preventDefault();
  pointAt(query.value ? (found[at.value]?.pointed ?? null) : null);
}

/**
 * @param {{id: string, found: Found[], active: number, asked: boolean,
 *   choose: (one: Found) => void}} properties
 */
function Results({ id, found, active, choose, asked }) {
  return html`<div class="slip results" hidden=${!asked}>
    <ul role="listbox" id=${id} aria-label="Found">${found.map(
      (
        one,
        index,
      ) => html`<li role="option" id=${`${id}-${index}`} aria-selected=${index === active}
        onPointerDown=${(/** @type {Event} */ event) => event.preventDefault()}
        onPointerEnter=${() => pointAt(one.pointed)} onClick=${() => choose(one)}>
        <span class="title">${one.title}</span> <span class="detail">${one.detail}</span></li>`,
    )}</ul>
    ${asked && !found.length ? html`<p role="status">Nothing is called so, and no value reads so.</p>` : null}
  </div>`;
}
