// What each layer does as it learns, over time: the length of its gradient, how far a step goes
// beside its weights (about 0.001 is a healthy step), the part of its units that are always 0; and
// how its gradients and activations are spread now.

import { html } from 'htm/preact';
import { rough, toNumber } from '../../format.js';
import { polylines, sparkline, spread } from './history.js';
import { frame, history } from './session.js';

const WIDTH = 54;
const HEIGHT = 18;

const COLUMNS = [
  ['gradient’s norm', 'The Euclidean length of the last step’s gradient'],
  ['step ∕ weights', 'How far the last step went beside the weights'],
  ['always 0', 'The part of the units that are 0 for every example'],
  ['gradients', 'How the last step’s gradients are spread around 0'],
  ['activations', 'How the outputs are spread around 0, over the examples'],
];

export function Layers() {
  const { value: current } = frame;
  const { value: moments } = history;
  if (!current?.layers.some(({ gradient_norm }) => gradient_norm !== null)) return null;
  const over = (/** @type {'norms' | 'ratios' | 'zeros'} */ name, /** @type {number} */ layer) =>
    moments.map((moment) => moment[name][layer]);
  return html`<section class="layers" aria-labelledby="network-layers">
    <h3 id="network-layers">Layers</h3>
    <table><thead><tr>${COLUMNS.map(([name, title]) => html`<th scope="col" title=${title}>${name}</th>`)}</tr></thead>
    ${current.layers.map(
      (
        layer,
        index,
      ) => html`<tbody key=${index}><tr><th scope="rowgroup" colspan=${COLUMNS.length}>${layer.label}
          <span class="quiet">norm of the weights <span class="figure">${told(layer.weight_norm)}</span></span></th></tr>
        <tr><${Curve} lines=${sparkline(over('norms', index), WIDTH, HEIGHT)} now=${told(layer.gradient_norm)} />
          <${Curve} lines=${sparkline(over('ratios', index), WIDTH, HEIGHT)} now=${told(layer.update_ratio)} />
          <${Curve} lines=${polylines(over('zeros', index), WIDTH, HEIGHT)} now=${`${Math.round(100 * layer.zeros)} %`} />
          <${Spread} histogram=${layer.gradients} />
          <${Spread} histogram=${layer.activations} /></tr></tbody>`,
    )}</table>
  </section>`;
}

/** @param {ApiNumber | null} value */
function told(value) {
  if (value === null) return '–';
  return rough(toNumber(value));
}

/** @param {{lines: string[], now: string}} properties */
function Curve({ lines, now }) {
  return html`<td><svg class="spark" width=${WIDTH} height=${HEIGHT} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
    ${lines.map((points) => html`<polyline points=${points} />`)}</svg><span class="figure">${now}</span></td>`;
}

/** @param {{histogram: Histogram | null}} properties */
function Spread({ histogram }) {
  const found = histogram && spread(histogram, WIDTH, HEIGHT);
  if (!found) return html`<td><span class="figure">–</span></td>`;
  return html`<td><svg class="spread" width=${WIDTH} height=${HEIGHT} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
    <path d=${found.path} /><line x1=${WIDTH / 2} x2=${WIDTH / 2} y1="0" y2=${HEIGHT} /></svg><span class="figure">±${told(found.most)}</span></td>`;
}
