// Own points in place of a data set: from a CSV file, or drawn by hand in the plane.

import { signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { edit } from '../../actions.js';
import { File } from './csv.js';
import { Pad } from './pad.js';
import { data } from './shown.js';

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

/** The source before own data took its place, and the one with them. */
const replaced = signal(/** @type {{before: string, now: string} | null} */ (null));

export function OwnPoints() {
  const { value: about } = data;
  if (!about) return null;
  const sourceWith = (/** @type {{csv: string} | {points: number[][]}} */ own) =>
    withData(about.spec, about.depth, own);
  const use = (/** @type {string} */ now) => {
    const isAgain = replaced.value?.now === about.source;
    replaced.value = { before: isAgain ? (replaced.value?.before ?? '') : about.source, now };
    edit(now);
  };
  const back = replaced.value?.now === about.source ? replaced.value.before : null;
  return html`<details class="own"><summary>Own points</summary>
    ${back === null ? null : html`<p><button type="button" class="plain" title=${back} onClick=${() => edit(back)}>Back to the network as it was</button></p>`}
    <${File} sourceWith=${(/** @type {string} */ csv) => sourceWith({ csv })} use=${use} />
    ${about.points ? html`<${Drawing} use=${(/** @type {number[][]} */ points) => use(sourceWith({ points }))} />` : null}
  </details>`;
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
