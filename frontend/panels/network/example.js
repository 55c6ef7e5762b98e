// The example whose gradient runs through the picture: chosen by a click, by its number, or typed.

import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { grouped, short } from '../../format.js';
import * as store from '../../store.js';
import { NumberField } from '../inputs/scalar-input.js';
import { ExamplePicture } from './example-picture.js';
import { Plane } from './plane.js';
import { indexOfPoint, shownExample } from './points.js';
import { chooseExample, data, setExample } from './shown.js';
import { imageShape } from './unit.js';

/** Longer rows of numbers are not typed. */
const MOST_FIELDS = 7;

/** @typedef {import('./points.js').Shown} Shown */

export function Example() {
  const { value: trace } = store.trace;
  const { value: about } = data;
  if (!trace || !about) return null;
  const shown = shownExample(trace, about.input_shape);
  const index = indexOf(about, shown);
  return html`<section class="example" aria-labelledby="network-example">
    <h3 id="network-example">Data point <span class="quiet">${about.name}</span></h3>
    <div class="chooser">
      <${Plane} shown=${shown} />
      ${shown ? html`<${ExamplePicture} shown=${shown} image=${imageShape(about)} />` : null}
      <div class="chosen">
        <${Which} about=${about} index=${index} />
        ${shown ? html`<${Fields} shown=${shown} /><${Class} shown=${shown} />` : null}
        ${about.points ? html`<p class="key"><span><i class="dot"></i> to learn from</span> <span><i class="ring"></i> to test with</span></p>` : null}
      </div>
    </div>
  </section>`;
}

/**
 * Which example the picture shows: the one that was chosen, unless its numbers were changed.
 * @param {NetworkData} about
 * @param {Shown | null} shown
 */
function indexOf({ points, example }, shown) {
  if (!shown || !points || shown.row.length !== 2) return example.index;
  const [x, y] = points[example.index];
  const isChosen = x === shown.row[0] && y === shown.row[1];
  return isChosen ? example.index : indexOfPoint(points, shown.row);
}

/** @param {{about: NetworkData, index: number}} properties */
function Which({ about: { examples, training }, index }) {
  const go = (/** @type {number} */ by) => () =>
    chooseExample((Math.max(index, by < 0 ? 0 : -1) + by + examples) % examples);
  const purpose = index < training ? 'to learn from' : 'to test with';
  return html`<p class="which">
    <button type="button" class="arrow" aria-label="Previous example" onClick=${go(-1)}>‹</button>
    <span role="status" title=${index < 0 ? 'not in the data set' : purpose}>${
      index < 0
        ? 'own point'
        : html`<span class="figure">${index + 1}</span> of <span class="figure">${grouped(examples)}</span>`
    }</span>
    <button type="button" class="arrow" aria-label="Next example" onClick=${go(1)}>›</button>
  </p>`;
}

/** @param {{shown: Shown}} properties */
function Fields({ shown: { row, shape, targets } }) {
  const id = useId();
  if (!hasFields({ row, shape, targets })) return null;
  const changed = (
    /** @type {number[]} */ list,
    /** @type {number} */ at,
    /** @type {number} */ value,
  ) => list.map((each, place) => (place === at ? value : each));
  return html`<dl>${row.map(
    (
      x,
      at,
    ) => html`<div key=${at}><dt><label for=${`${id}x${at}`}><i>x<sub>${at + 1}</sub></i></label></dt>
      <dd><${NumberField} id=${`${id}x${at}`} value=${rounded(x)} change=${(/** @type {number} */ value) => setExample({ row: changed(row, at, value), shape, targets })} /></dd></div>`,
  )}${targets.map(
    (
      target,
      at,
    ) => html`<div key=${`t${at}`}><dt><label for=${`${id}t${at}`}>${targets.length > 1 ? `target ${at + 1}` : 'target'}</label></dt>
      <dd><${NumberField} id=${`${id}t${at}`} value=${target} change=${(/** @type {number} */ value) => setExample({ row, shape, targets: changed(targets, at, value) })} /></dd></div>`,
  )}</dl>`;
}

/** Of rows that are not typed: which class the target names. @param {{shown: Shown}} properties */
function Class({ shown }) {
  const { targets } = shown;
  if (hasFields(shown)) return null;
  return targets.length > 1
    ? html`<p class="quiet">class <span class="figure">${targets.indexOf(1)}</span></p>`
    : html`<p class="quiet">target <span class="figure">${short(targets[0])}</span></p>`;
}

/** @param {Shown} shown */
const hasFields = ({ row, shape, targets }) =>
  shape.length === 1 && row.length + targets.length <= MOST_FIELDS + 1;

/** What fits a narrow field; the number itself stays whole until it is typed. @param {number} value */
const rounded = (value) => Number(Math.abs(value) < 0.01 ? value.toPrecision(3) : value.toFixed(4));
