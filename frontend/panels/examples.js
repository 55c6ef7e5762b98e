// The gallery: programs in the order of a course, each with what to look at.

import { signal } from '@preact/signals';
import { html } from 'htm/preact';
import { open } from '../actions.js';
import { get } from '../api.js';
import * as store from '../store.js';
import { address } from './address.js';
import { Popover } from './popover.js';

const FIRST = 'seed-staged';

export const examples = signal(/** @type {Example[]} */ ([]));

export async function loadExamples() {
  examples.value = (await get('examples')).examples;
}

/** What a newcomer sees: the lesson's function in its stages. */
export function firstExample() {
  const { value: all } = examples;
  return all.find(({ name }) => name === FIRST) ?? all[0];
}

export function Examples() {
  return html`<${Popover} label="Examples" name="examples">${(/** @type {() => void} */ close) =>
    html`<ul class="gallery">${examples.value.map(
      (example) =>
        html`<li key=${example.name}><${Entry} example=${example} close=${close} /></li>`,
    )}</ul>`}<//>`;
}

/** @param {{example: Example, close: () => void}} properties */
function Entry({ example, close }) {
  const chosen = () => {
    openExample(example);
    close();
  };
  const current = example.source === store.source.value;
  return html`<button type="button" class="entry" onClick=${chosen} aria-current=${current || undefined}>
    <span class="title">${example.title}</span>
    <span class="look">${example.look}</span></button>`;
}

/** The page before it can be gone back to. @param {Example} example */
function openExample({ source, inputs }) {
  history.replaceState(null, '', `#${address.value}`);
  const opened = open({ source, language: 'auto', inputs });
  history.pushState(null, '', `#${address.value}`);
  return opened;
}
