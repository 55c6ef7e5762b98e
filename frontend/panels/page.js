// The sheet: head, source and code on the left, the picture, what is selected, and time below.

import { signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { giveUp } from '../actions.js';
import * as store from '../store.js';
import { CodePane } from './code/code.js';
import { Header } from './header/header.js';
import { Inspector } from './inspector/inspector.js';
import { Leave } from './present.js';
import { SourcePane } from './source.js';
import { Tabs } from './tabs.js';
import { Narration } from './time/narration.js';
import { Timeline } from './time/timeline.js';

/** @type {{name: string, panel: () => any}[]} */
const PANES = [
  { name: 'Source', panel: SourcePane },
  { name: 'Code', panel: CodePane },
];
const pane = signal(0);

/** @param {{host: (element: HTMLElement) => void}} properties */
export function Page({ host }) {
  return html`<a class="skip" href="#picture">Skip to the picture</a>
    <${Header} />
    <aside class="side" aria-label="Program"><${Tabs} panes=${PANES} chosen=${pane} /></aside>
    <${Stage} host=${host} />
    <${Inspector} />
    <footer class="foot" aria-label="Time"><${Narration} /><${Timeline} /></footer>`;
}

/** Where the picture draws itself: nothing here is ever drawn again by the page. */
/** @param {{host: (element: HTMLElement) => void}} properties */
function Stage({ host }) {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => host(/** @type {HTMLDivElement} */ (place.current)), []);
  return html`<main class="stage" id="picture" tabindex="-1" aria-label="Picture">
    <div class="picture" ref=${place}></div>
    <${Waiting} />
    <${Leave} />
  </main>`;
}

function Waiting() {
  const { value: busy } = store.busy;
  return html`<p class="waiting" role="status">${
    busy
      ? html`<span>${busy} …</span> <button type="button" class="plain" onClick=${giveUp}>Stop</button>`
      : null
  }</p>`;
}
