// Digits as images: the example, and each hidden unit's weights and their gradients.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { toNumber } from '../../format.js';
import * as store from '../../store.js';
import { brushOn, imageOf, inks, lay } from './paint.js';
import { frame } from './session.js';

const SIDE = 28;
const PIXELS = SIDE * SIDE;
const ACROSS = 6;
const TILE = 48;
const GAP = 3;
const MOST_TILES = 48;
const EXAMPLE = 112;

/** @param {number[]} numbers @returns {number[][]} */
function square(numbers) {
  return Array.from({ length: SIDE }, (_, row) => numbers.slice(row * SIDE, (row + 1) * SIDE));
}

/** @param {{row: number[]}} properties */
export function ExampleImage({ row }) {
  const place = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const theme = store.theme.value;
  useEffect(() => {
    const brush = place.current && brushOn(place.current, EXAMPLE, EXAMPLE);
    if (!brush || !place.current) return;
    const { card, ink } = inks(place.current);
    const image = imageOf(square(row), { positive: ink, negative: ink, card });
    lay(brush, image, { x: 0, y: 0, width: EXAMPLE, height: EXAMPLE }, false);
  }, [row, theme]);
  if (row.length !== PIXELS) return null;
  return html`<canvas class="digit" ref=${place} role="img" aria-label="The digit of this example"
    style=${{ width: `${EXAMPLE}px`, height: `${EXAMPLE}px` }}></canvas>`;
}

/**
 * A unit's column of a weight array, each number beside the largest of them.
 * @param {ApiValue[][]} array inputs × units
 * @param {number} unit
 */
export function unitImage(array, unit) {
  const numbers = array.map((row) => toNumber(/** @type {ApiNumber} */ (row[unit])));
  const most = numbers.reduce((all, each) => Math.max(all, Math.abs(each)), 0);
  return square(numbers.map((each) => (most > 0 ? each / most : 0)));
}

/** The first layer's weights as images, where its inputs are the pixels of one. */
export function Units() {
  const gradient = useSignal(false);
  const { value: current } = frame;
  const weights = /** @type {ApiValue} */ (current?.weights[0]?.W ?? null);
  if (!Array.isArray(weights) || weights.length !== PIXELS) return null;
  const gradients = current?.gradients?.[0]?.W;
  const shown = gradient.value && gradients ? gradients : weights;
  const choice = (/** @type {boolean} */ value, /** @type {string} */ label) =>
    html`<button type="button" class="plain" aria-pressed=${gradient.value === value}
      disabled=${value && !gradients} onClick=${() => {
        gradient.value = value;
      }}>${label}</button>`;
  return html`<section class="units" aria-labelledby="network-units">
    <div class="row headed"><h3 id="network-units">Hidden units</h3>
      <span class="switch" role="group" aria-label="What is shown of the hidden units">${choice(false, 'weights')}${choice(true, 'gradients')}</span></div>
    <${Tiles} array=${shown} name=${gradient.value ? 'gradients' : 'weights'} />
    ${gradients ? null : html`<p class="quiet">Gradients come with the first step.</p>`}
  </section>`;
}

/** @param {{array: ApiValue[][], name: string}} properties */
function Tiles({ array, name }) {
  const place = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const theme = store.theme.value;
  const units = array[0].length;
  const count = Math.min(units, MOST_TILES);
  const height = Math.ceil(count / ACROSS) * (TILE + GAP) - GAP;
  const width = ACROSS * (TILE + GAP) - GAP;
  useEffect(() => {
    const brush = place.current && brushOn(place.current, width, height);
    if (!brush || !place.current) return;
    const colours = inks(place.current);
    for (let unit = 0; unit < count; unit += 1) {
      const x = (unit % ACROSS) * (TILE + GAP);
      const y = Math.floor(unit / ACROSS) * (TILE + GAP);
      const image = imageOf(unitImage(array, unit), colours);
      lay(brush, image, { x, y, width: TILE, height: TILE }, false);
    }
  }, [array, theme]);
  return html`<canvas ref=${place} role="img" style=${{ width: `${width}px`, height: `${height}px` }}
      aria-label=${`The ${name} of ${count} hidden units as images of 28 by 28: blue is positive, orange negative`}></canvas>
    ${units > count ? html`<p class="quiet">the first ${count} of ${units}</p>` : null}`;
}
