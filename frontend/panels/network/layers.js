// What each layer does as it learns: the length of its gradient, and how far a step goes beside its
// weights. About 0.001 is a healthy step; a gradient that shrinks layer by layer vanishes.

import { html } from 'htm/preact';
import { short, toNumber } from '../../format.js';
import { sparkline } from './history.js';
import { frame, history } from './session.js';

const WIDTH = 40;
const HEIGHT = 14;

export function Layers() {
  const { value: current } = frame;
  if (!current?.layers.some(({ gradient_norm }) => gradient_norm !== null)) return null;
  return html`<section class="layers" aria-labelledby="network-layers">
    <h3 id="network-layers">Layers</h3>
    <table><thead><tr><th scope="col">layer</th><th scope="col" title="The Euclidean length of the last step’s gradient">‖gradient‖</th>
      <th scope="col" title="How far the last step went beside the weights">step ∕ weights</th></tr></thead>
    <tbody>${current.layers.map(
      (layer, index) => html`<tr key=${index}><th scope="row">${layer.label}</th>
        <td><${Spark} values=${history.value.map(({ norms }) => norms[index])} /> <span class="figure">${told(layer.gradient_norm)}</span></td>
        <td><${Spark} values=${history.value.map(({ ratios }) => ratios[index])} /> <span class="figure">${told(layer.update_ratio)}</span></td></tr>`,
    )}</tbody></table>
  </section>`;
}

/** @param {ApiNumber | null} value */
function told(value) {
  if (value === null) return '–';
  const number = toNumber(value);
  return Number.isFinite(number) ? short(Number(number.toPrecision(2))) : short(number);
}

/** @param {{values: number[]}} properties */
function Spark({ values }) {
  return html`<svg class="spark" width=${WIDTH} height=${HEIGHT} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
    ${sparkline(values, WIDTH, HEIGHT).map((points) => html`<polyline points=${points} />`)}</svg>`;
}
