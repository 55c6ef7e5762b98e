// The first layer's units as images, where its inputs are pixels: all beside each other in one
// scale, and one of them large, down to a single weight.

import { signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { imageOf } from '../../picture/raster.js';
import * as store from '../../store.js';
import { brushOn, inks, lay } from './paint.js';
import { frame } from './session.js';
import { data } from './shown.js';
import { columnOf, imageShape, mostOf, rowsOf } from './unit.js';
import { Scale, Unit } from './unit-panel.js';

const ACROSS = 6;
const TILE = 46;
const GAP = 5;
const NUMBER = 15;
const MOST_TILES = 48;

/** The unit that is seen large. */
const chosen = signal(/** @type {number | null} */ (null));

export function Units() {
  const gradient = useSignal(false);
  const { value: current } = frame;
  const { value: about } = data;
  const shape = about && imageShape(about);
  const weights = /** @type {ApiValue} */ (current?.weights[0]?.W ?? null);
  if (!shape || !Array.isArray(weights) || weights.length !== shape[0] * shape[1]) return null;
  const array = /** @type {ApiValue[][]} */ (weights);
  const gradients = /** @type {ApiValue[][] | undefined} */ (current?.gradients?.[0]?.W);
  const isGradient = gradient.value && gradients !== undefined;
  const choice = (/** @type {boolean} */ value, /** @type {string} */ label) =>
    html`<button type="button" class="plain" aria-pressed=${gradient.value === value}
      disabled=${value && !gradients} onClick=${() => {
        gradient.value = value;
      }}>${label}</button>`;
  const unit = chosen.value !== null && chosen.value < array[0].length ? chosen.value : null;
  return html`<section class="units" aria-labelledby="network-units">
    <div class="row headed"><h3 id="network-units">Hidden units</h3>
      <span class="switch" role="group" aria-label="What is shown of the hidden units">${choice(false, 'weights')}${choice(true, 'gradients')}</span></div>
    <${Tiles} array=${isGradient ? gradients : array} shape=${shape} name=${isGradient ? 'gradients' : 'weights'} />
    ${unit === null ? null : html`<${Unit} key=${unit} unit=${unit} weights=${array} gradients=${gradients} shape=${shape} />`}
    ${gradients ? null : html`<p class="quiet">Gradients come with the first step.</p>`}
  </section>`;
}

/** @param {{array: ApiValue[][], shape: [number, number], name: string}} properties */
function Tiles({ array, shape, name }) {
  const place = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const theme = store.theme.value;
  const units = array[0].length;
  const count = Math.min(units, MOST_TILES);
  const most = mostOf(array);
  const height = Math.ceil(count / ACROSS) * (TILE + NUMBER);
  const width = ACROSS * (TILE + GAP) - GAP;
  useEffect(() => {
    const brush = place.current && brushOn(place.current, width, height);
    if (!brush || !place.current) return;
    const colours = inks(place.current);
    for (let unit = 0; unit < count; unit += 1) {
      const x = (unit % ACROSS) * (TILE + GAP);
      const y = Math.floor(unit / ACROSS) * (TILE + NUMBER);
      const image = imageOf(rowsOf(columnOf(array, unit), shape[1], most), colours);
      lay(brush, image, { x, y, width: TILE, height: TILE }, false);
    }
  }, [array, theme]);
  return html`<div class="tiles" style=${{ width: `${width}px` }}>
      <canvas ref=${place} role="img" style=${{ width: `${width}px`, height: `${height}px` }}
        aria-label=${`The ${name} of ${count} hidden units as images of ${shape.join(' by ')}, in one scale: blue is positive, orange negative`}></canvas>
      ${Array.from({ length: count }, (_, unit) => html`<${Tile} key=${unit} unit=${unit} />`)}
    </div>
    <${Scale} most=${most} />
    ${units > count ? html`<p class="quiet">the first ${count} of ${units}</p>` : null}`;
}

/** @param {{unit: number}} properties */
function Tile({ unit }) {
  const left = (unit % ACROSS) * (TILE + GAP);
  const top = Math.floor(unit / ACROSS) * (TILE + NUMBER);
  const size = { width: `${TILE}px`, height: `${TILE + NUMBER}px` };
  return html`<button type="button" class="tile" aria-label=${`Hidden unit ${unit + 1}`}
    aria-pressed=${chosen.value === unit} style=${{ left: `${left}px`, top: `${top}px`, ...size }}
    onClick=${() => {
      chosen.value = chosen.value === unit ? null : unit;
    }}>${unit + 1}</button>`;
}
