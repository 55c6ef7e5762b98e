// One hidden unit, large: its weights and their gradients of the last batch. The pointer and the
// arrow keys read single weights, a click or Enter takes one.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { rough, short } from '../../format.js';
import { usePixels } from './paint.js';
import { ByHand, Rule } from './rule.js';
import { data } from './shown.js';
import { columnOf, mostOf } from './unit.js';

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
function Pixels({ numbers, most, shape, name, read, taken }) {
  const [rows, columns] = shape;
  const frames = (
    /** @type {CanvasRenderingContext2D} */ brush,
    /** @type {number} */ dot,
    /** @type {string} */ ink,
  ) => {
    brush.strokeStyle = ink;
    for (const at of [read.value, taken.value]) {
      if (at === null) continue;
      const [left, top] = [(at % columns) * dot, Math.floor(at / columns) * dot];
      brush.lineWidth = at === taken.value ? 1.5 : 1;
      brush.strokeRect(left - 1, top - 1, dot + 2, dot + 2);
    }
  };
  const image = { numbers, most, shape };
  const now = [read.value, taken.value];
  const { place, dot, style } = usePixels(image, (colours) => colours, frames, now);
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
    style=${style}
    onPointerMove=${(/** @type {PointerEvent} */ event) => {
      read.value = under(event);
    }}
    onPointerLeave=${() => {
      read.value = null;
    }}
    onClick=${(/** @type {MouseEvent} */ event) => take(under(event))}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter') take(at);
      const to = led(event, columns, at);
      if (to >= 0 && to < numbers.length) read.value = to;
    }}></canvas>`;
}

/**
 * Where an arrow key leads: outside too; any other key leads nowhere.
 * @param {KeyboardEvent} event
 * @param {number} columns
 * @param {number} at
 */
function led(event, columns, at) {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
  if (by === undefined) return -1;
  event.preventDefault();
  event.stopPropagation();
  return at + by;
}

/** Which colour is how much. @param {{most: number}} properties */
export function Scale({ most }) {
  return html`<p class="scale"><span class="figure">${rough(-most)}</span>
    <i aria-hidden="true"></i><span class="figure">${rough(most)}</span></p>`;
}
