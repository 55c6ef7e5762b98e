// One hidden unit, large: its weights and their gradients of the last batch. The pointer and the
// arrow keys read single weights, a click or Enter takes one.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { rough, short } from '../../format.js';
import { imageOf } from '../../picture/raster.js';
import * as store from '../../store.js';
import { brushOn, inks, lay } from './paint.js';
import { ByHand, Rule } from './rule.js';
import { data } from './shown.js';
import { columnOf, mostOf, rowsOf } from './unit.js';

const SIDE = 140;

/**
 * @param {{unit: number, weights: ApiValue[][], gradients: ApiValue[][] | undefined,
 *   shape: [number, number]}} properties
 */
export function Unit({ unit, weights, gradients, shape }) {
  const read = useSignal(/** @type {number | null} */ (null));
  const taken = useSignal(/** @type {number | null} */ (null));
  const column = columnOf(weights, unit);
  const steps = gradients && columnOf(gradients, unit);
  const image = (
    /** @type {number[]} */ numbers,
    /** @type {ApiValue[][]} */ array,
    /** @type {string} */ name,
  ) =>
    html`<figure><figcaption>${name}</figcaption><${Pixels} numbers=${numbers} most=${mostOf(array)} shape=${shape}
      name=${`${name} of hidden unit ${unit + 1}`} read=${read} taken=${taken} />
      <${Scale} most=${mostOf(array)} /></figure>`;
  const at = read.value ?? taken.value;
  return html`<div class="unit" role="group" aria-label=${`Hidden unit ${unit + 1}, large`}>
    <div class="pair">${image(column, weights, 'weights')}${steps && gradients ? image(steps, gradients, 'gradients') : null}</div>
    <output class="figure">${at === null ? 'A click takes a weight.' : reading(at, shape, column, steps)}</output>
    ${taken.value === null ? null : html`<${Taken} at=${taken.value} unit=${unit} value=${column[taken.value]} gradient=${steps?.[taken.value]} />`}
  </div>`;
}

/**
 * @param {number} at
 * @param {[number, number]} shape
 * @param {number[]} weights
 * @param {number[] | undefined} gradients
 */
function reading(at, [, width], weights, gradients) {
  const pixel = `row ${Math.floor(at / width) + 1}, column ${(at % width) + 1}`;
  const gradient = gradients ? `, ∂loss/∂w = ${short(gradients[at])}` : '';
  return `${pixel}: w = ${short(weights[at])}${gradient}`;
}

/** @param {{at: number, unit: number, value: number, gradient: number | undefined}} properties */
function Taken({ at, unit, value, gradient }) {
  const parameter = data.value?.parameters[0][0] ?? 'W1';
  const name = `${parameter}[${at + 1}, ${unit + 1}]`;
  const weight = { layer: 0, parameter, index: [at, unit] };
  return html`<section class="weight" aria-label=${`One step of ${name}`}>
    <${Rule} name=${name} value=${value} gradient=${gradient} of="of the last batch" />
    <${ByHand} name=${name} weight=${weight} value=${value} /></section>`;
}

/**
 * @typedef {import('@preact/signals').Signal<number | null>} Place
 * @param {{numbers: number[], most: number, shape: [number, number], name: string,
 *   read: Place, taken: Place}} properties
 */
function Pixels({ numbers, most, shape: [rows, columns], name, read, taken }) {
  const place = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const theme = store.theme.value;
  const dot = Math.max(1, Math.floor(SIDE / Math.max(rows, columns)));
  const size = { width: columns * dot, height: rows * dot };
  useEffect(() => {
    const brush = place.current && brushOn(place.current, size.width, size.height);
    if (!brush || !place.current) return;
    const colours = inks(place.current);
    lay(brush, imageOf(rowsOf(numbers, columns, most), colours), { x: 0, y: 0, ...size }, false);
    brush.strokeStyle = colours.ink;
    for (const at of [read.value, taken.value]) {
      if (at === null) continue;
      brush.lineWidth = at === taken.value ? 1.5 : 1;
      brush.strokeRect(
        (at % columns) * dot - 1,
        Math.floor(at / columns) * dot - 1,
        dot + 2,
        dot + 2,
      );
    }
  }, [numbers, theme, read.value, taken.value]);
  const at = read.value ?? taken.value ?? 0;
  const under = (/** @type {MouseEvent} */ { offsetX, offsetY }) => {
    const across = Math.max(0, Math.min(Math.floor(offsetX / dot), columns - 1));
    return Math.max(0, Math.min(Math.floor(offsetY / dot), rows - 1)) * columns + across;
  };
  const take = (/** @type {number} */ pixel) => {
    taken.value = pixel;
  };
  return html`<canvas ref=${place} tabindex="0" role="slider" aria-label=${name}
    aria-valuemin="0" aria-valuemax=${numbers.length - 1} aria-valuenow=${at}
    aria-valuetext=${`row ${Math.floor(at / columns) + 1}, column ${(at % columns) + 1}: ${short(numbers[at])}`}
    style=${{ width: `${size.width}px`, height: `${size.height}px` }}
    onPointerMove=${(/** @type {PointerEvent} */ event) => {
      read.value = under(event);
    }}
    onPointerLeave=${() => {
      read.value = null;
    }}
    onClick=${(/** @type {MouseEvent} */ event) => take(under(event))}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter') take(at);
      const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (at + by >= 0 && at + by < numbers.length) read.value = at + by;
    }}></canvas>`;
}

/** Which colour is how much. @param {{most: number}} properties */
export function Scale({ most }) {
  return html`<p class="scale"><span class="figure">${rough(-most)}</span>
    <i aria-hidden="true"></i><span class="figure">${rough(most)}</span></p>`;
}
