// How the picture is looked at.

import { signal } from '@preact/signals';
import { html } from 'htm/preact';
import { closeAll, openAll, turn } from '../../actions.js';
import * as store from '../../store.js';
import { picture, ZOOM } from '../picture.js';
import { chosenTheme } from '../theme.js';

/** @typedef {[value: string, label: string][]} Options */

/** @type {Options} */
const DIRECTIONS = [
  ['down', 'downwards'],
  ['right', 'sideways'],
];
/** @type {Options} */
const SCALES = [
  ['auto', 'auto'],
  ['linear', 'linear'],
  ['log', 'log'],
];
/** @type {Options} */
const THEMES = [
  ['auto', 'auto'],
  ['light', 'light'],
  ['dark', 'dark'],
];

/** A picture of more nodes cannot be read. */
const MOST_OPEN = 800;

/** A narrow page shows the controls when asked. */
const shown = signal(false);

export function ViewControls() {
  const toggle = () => {
    shown.value = !shown.value;
  };
  return html`<button type="button" class="plain view-toggle" aria-expanded=${shown.value}
      aria-controls="view" onClick=${toggle}>View<span class="caret" aria-hidden="true"></span></button>
    <div class=${shown.value ? 'view shown' : 'view'} id="view" role="group" aria-label="View">
    <${Choice} label="Flow" value=${store.direction.value} options=${DIRECTIONS} choose=${turn} />
    <${Choice} label="Width" value=${store.scale.value} options=${SCALES}
      choose=${(/** @type {Scale} */ scale) => {
        store.scale.value = scale;
      }} />
    <${Groups} />
    <${Zoom} />
    <${Choice} label="Theme" value=${store.theme.value} options=${THEMES} choose=${chosenTheme} />
  </div>`;
}

/** @param {{label: string, value: string, options: Options, choose: (value: any) => void}} properties */
function Choice({ label, value, options, choose }) {
  const change = (/** @type {Event} */ event) =>
    choose(/** @type {HTMLSelectElement} */ (event.target).value);
  return html`<label class="choice">${label}
    <select onChange=${change} value=${value}>${options.map(
      ([name, text]) => html`<option value=${name} selected=${name === value}>${text}</option>`,
    )}</select></label>`;
}

function Groups() {
  const { groups, nodes } = store.trace.value?.model ?? { groups: [], nodes: 0 };
  const count = groups.length;
  const crowd = nodes > MOST_OPEN;
  const closed = store.closed.value.size;
  return html`<span class="choice" role="group" aria-label="Groups"><span class="word">Groups</span>
    <button type="button" class="plain" disabled=${crowd || closed === 0}
      title=${crowd ? 'More than can be seen at once: open one at a time' : null}
      onClick=${openAll}>open all</button>
    <button type="button" class="plain" disabled=${!count || closed >= count}
      onClick=${closeAll}>close all</button></span>`;
}

function Zoom() {
  const by = (/** @type {number} */ factor) => () => picture.value?.zoomBy(factor);
  return html`<span class="choice" role="group" aria-label="Zoom">
    <button type="button" class="plain sign" aria-label="Zoom out" title="Zoom out (−)"
      onClick=${by(1 / ZOOM)}>−</button>
    <button type="button" class="plain" title="All of it (0)"
      onClick=${() => picture.value?.fit()}>Fit</button>
    <button type="button" class="plain sign" aria-label="Zoom in" title="Zoom in (+)"
      onClick=${by(ZOOM)}>+</button></span>`;
}
