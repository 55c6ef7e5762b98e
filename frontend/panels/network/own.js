// Own points in place of a data set: from a CSV file, or drawn by hand in the plane.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { edit } from '../../actions.js';
import { Pad } from './pad.js';
import { data } from './shown.js';

/** What fits into a request, with room for the rest of it. */
const MOST_CHARACTERS = 900_000;
/** Some to learn from, and some to test with. */
const FEWEST = 4;

/**
 * The network's source with other data.
 * @param {Record<string, unknown>} spec
 * @param {Depth} depth
 * @param {{csv: string} | {points: number[][]}} own
 */
function withData(spec, depth, own) {
  return JSON.stringify({ ...spec, depth, data: own }, null, 1);
}

export function OwnPoints() {
  const { value: about } = data;
  if (!about) return null;
  const use = (/** @type {{csv: string} | {points: number[][]}} */ own) =>
    edit(withData(about.spec, about.depth, own));
  return html`<details class="own"><summary>Own points</summary>
    <${File} use=${(/** @type {string} */ csv) => use({ csv })} />
    ${about.points ? html`<${Drawing} use=${(/** @type {number[][]} */ points) => use({ points })} />` : null}
  </details>`;
}

/** @param {{use: (csv: string) => void}} properties */
function File({ use }) {
  const refused = useSignal('');
  const chosen = async (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.currentTarget);
    const text = (await field.files?.[0]?.text()) ?? '';
    field.value = '';
    const isTooLong = text.length > MOST_CHARACTERS;
    refused.value = isTooLong
      ? `The file has ${text.length} characters; ${MOST_CHARACTERS} are allowed.`
      : '';
    if (text && !isTooLong) use(text);
  };
  return html`<p><label>A CSV file, a row for each example: inputs, then target
    <input type="file" accept=".csv,.txt,text/csv,text/plain" onChange=${chosen} /></label></p>
    ${refused.value ? html`<p class="refused" role="alert">${refused.value}</p>` : null}`;
}

/** @param {{use: (points: number[][]) => void}} properties */
function Drawing({ use }) {
  const label = useSignal(1);
  const points = useSignal(/** @type {number[][]} */ ([]));
  const { value: drawn } = points;
  const kinds = /** @type {const} */ ([
    [1, 'positive'],
    [-1, 'negative'],
  ]);
  return html`<div class="drawing">
    <${Canvas} points=${points} label=${label} />
    <div>
      <fieldset><legend>Draw points that are</legend>${kinds.map(
        ([value, name]) => html`<label key=${name}><input type="radio" name="own-label"
          checked=${label.value === value} onChange=${() => {
            label.value = value;
          }} /> ${name}</label>`,
      )}</fieldset>
      <p class="row"><button type="button" class="plain" disabled=${drawn.length < FEWEST} onClick=${() => use(drawn)}>Use ${drawn.length} points</button>
      <button type="button" class="plain" disabled=${!drawn.length} onClick=${() => {
        points.value = [];
      }}>Clear</button></p>
    </div>
  </div>`;
}

/**
 * @param {{points: import('@preact/signals').Signal<number[][]>,
 *   label: import('@preact/signals').Signal<number>}} properties
 */
function Canvas({ points, label }) {
  const place = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const pad = useRef(/** @type {Pad | null} */ (null));
  useEffect(() => {
    if (place.current) pad.current ??= new Pad(place.current);
    pad.current?.draw(points.value);
  }, [points.value]);
  const add = (/** @type {PointerEvent} */ event) => {
    if (!(event.buttons & 1)) return;
    const point = pad.current?.pointAt(event, points.value);
    if (point) points.value = [...points.value, [...point, label.value]];
  };
  return html`<canvas ref=${place} class="pad" role="img" onPointerDown=${add} onPointerMove=${add}
    aria-label=${`A plane to draw points in; ${points.value.length} are drawn`}></canvas>`;
}
