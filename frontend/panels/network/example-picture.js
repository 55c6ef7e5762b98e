// An example that is no point of the plane: an image, or a sequence over time.

import { html } from 'htm/preact';
import { rough, short } from '../../format.js';
import { usePixels } from './paint.js';
import { mostOf } from './unit.js';

const WIDTH = 196;
const HEIGHT = 110;
const MARGIN = 10;

/** @typedef {import('./points.js').Shown} Shown */

/** @param {{shown: Shown, image: [number, number] | null}} properties */
export function ExamplePicture({ shown, image }) {
  if (image) return html`<${Image} row=${shown.row} shape=${image} />`;
  return shown.shape.length === 2 ? html`<${Sequence} shown=${shown} />` : null;
}

/**
 * Ink on paper: of digits all numbers are positive.
 * @param {{row: number[], shape: [number, number]}} properties
 */
function Image({ row, shape: [rows, columns] }) {
  const { place, style } = usePixels(
    { numbers: row, most: mostOf([row]), shape: [rows, columns] },
    ({ card, ink, negative }) => ({ positive: ink, negative, card }),
  );
  return html`<canvas class="digit" ref=${place} role="img"
    aria-label=${`The image of this example, ${rows} by ${columns}`}
    style=${style}></canvas>`;
}

/** @param {{shown: Shown}} properties */
function Sequence({ shown: { row, shape } }) {
  const [steps, features] = shape;
  const most = mostOf([row]) || 1;
  const x = (/** @type {number} */ step) =>
    MARGIN + (step * (WIDTH - 2 * MARGIN)) / Math.max(1, steps - 1);
  const y = (/** @type {number} */ value) => HEIGHT / 2 - (value / most) * (HEIGHT / 2 - MARGIN);
  const curves = Array.from({ length: features }, (_, feature) =>
    Array.from({ length: steps }, (_, step) => ({
      x: x(step),
      y: y(row[step * features + feature]),
    })),
  );
  return html`<figure class="sequence"><svg width=${WIDTH} height=${HEIGHT} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`}
    role="img" aria-label=${`The sequence of this example: ${steps} steps in time${features > 1 ? ` of ${features} numbers` : ''}: ${row.map(short).join(', ')}`}>
    <line class="ground" x1="0" x2=${WIDTH} y1=${HEIGHT / 2} y2=${HEIGHT / 2} />
    ${curves.map(
      (points) => html`<polyline points=${points.map((at) => `${at.x},${at.y}`).join(' ')} />
        ${points.map((at) => html`<circle cx=${at.x} cy=${at.y} r="2.5" />`)}`,
    )}</svg>
    <figcaption class="quiet"><span>t = 1</span><span class="figure">±${rough(most)}</span><span>${steps}</span></figcaption></figure>`;
}
