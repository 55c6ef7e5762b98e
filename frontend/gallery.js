// For developers: every example at every moment, in both directions, themes and kinds of water.
//   /gallery.html                a row for each example of the API
//   /gallery.html?rivers=2000    one picture with as many rivers, to measure what drawing costs

import { effect, signal } from '@preact/signals';
import { html } from 'htm/preact';
import { render } from 'preact';
import { get, post } from './api.js';
import { deltaWith } from './gallery/delta.js';
import { drawAll, PlateFigure } from './gallery/plate.js';
import { traceOf } from './scene/model.js';
import { closedAtStart } from './scene/start.js';

/** @typedef {{title: string, look: string, trace: Trace, large?: boolean}} Shown */

const shown = signal(/** @type {Shown[]} */ ([]));

const CHOICES = /** @type {const} */ ({
  direction: ['down', 'right'],
  theme: ['light', 'dark'],
  water: ['auto', 'canvas'],
  groups: ['as opened', 'open', 'closed'],
});
/** @type {Record<keyof typeof CHOICES, import('@preact/signals').Signal<string>>} */
const chosen = {
  direction: signal('down'),
  theme: signal('light'),
  water: signal('auto'),
  groups: signal('as opened'),
};

function Gallery() {
  return html`<header><h1>Every picture</h1>
      ${Object.entries(CHOICES).map(([name, values]) => html`<${Choice} name=${name} values=${values} />`)}
    </header>
    ${shown.value.map((each) => html`<${Row} key=${each.title} ...${each} />`)}`;
}

/** @param {{name: keyof typeof CHOICES, values: readonly string[]}} properties */
function Choice({ name, values }) {
  const change = (/** @type {Event} */ event) => {
    chosen[name].value = /** @type {HTMLSelectElement} */ (event.target).value;
  };
  return html`<label class="choice">${name} <select onChange=${change}>
    ${values.map((value) => html`<option selected=${value === chosen[name].value}>${value}</option>`)}
  </select></label>`;
}

/** @param {Shown} properties */
function Row({ title, look, trace, large = false }) {
  const view = {
    closed: closedNow(trace.model),
    direction: /** @type {Direction} */ (chosen.direction.value),
    scale: /** @type {Scale} */ ('auto'),
  };
  const key = [chosen.direction, chosen.water, chosen.groups].map(({ value }) => value).join();
  return html`<section><h2>${title}</h2><p class="look">${look}</p><div class="moments">
    ${Object.entries(momentsOf(trace.model, large)).map(
      ([moment, position]) => html`<${PlateFigure} key=${`${moment},${key}`} trace=${trace}
        moment=${moment} position=${position} view=${view} water=${chosen.water.value}
        large=${large} />`,
    )}</div></section>`;
}

/** @param {Model} model */
function closedNow(model) {
  const { value: groups } = chosen.groups;
  if (groups === 'open') return new Set();
  return groups === 'closed' ? new Set(model.groups.map(({ path }) => path)) : closedAtStart(model);
}

/**
 * @param {Model} model
 * @param {boolean} onlyRest
 * @returns {Record<string, number>}
 */
function momentsOf({ forward, backward }, onlyRest) {
  const rest = forward.length + backward.length;
  if (onlyRest) return { 'at rest': rest };
  const half = (/** @type {number} */ steps) => Math.floor(steps / 2) + 0.5;
  return {
    start: 0,
    'mid-forward': half(forward.length),
    'mid-backward': forward.length + half(backward.length),
    'at rest': rest,
  };
}

async function load() {
  const rivers = Number(new URLSearchParams(location.search).get('rivers'));
  if (rivers) {
    shown.value = [{ title: `${rivers} rivers`, look: '', trace: deltaWith(rivers), large: true }];
    return;
  }
  /** @type {{examples: Example[]}} */
  const { examples } = await get('examples');
  for (const { name, title, look, source, language, inputs } of examples) {
    const trace = traceOf(await post('trace', { source, language, inputs, explain: false }, name));
    shown.value = [...shown.value, { title, look, trace }];
  }
}

effect(() => {
  document.documentElement.dataset.theme = chosen.theme.value;
});
render(html`<${Gallery} />`, /** @type {HTMLElement} */ (document.getElementById('gallery')));
drawAll();
load();
