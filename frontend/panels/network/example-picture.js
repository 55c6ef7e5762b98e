// An example that is no point of the plane: an image, or a sequence over time.

import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { rough, short } from '../../format.js';
import { imageOf } from '../../picture/raster.js';
import * as store from '../../store.js';
import { brushOn, inks, lay } from './paint.js';
import { mostOf, rowsOf } from './unit.js';

const SIDE = 140;
const WIDTH = 196;
const HEIGHT = 110;
const MARGIN = 10;

/** @typedef {import('./points.js').Shown} Shown */

/** @param {{shown: Shown, image: [number, number] | null}} properties */
export function ExamplePicture({ shown, image }) {
  if (image) return html`<${Image} row=${shown.row} shape=${image} />`;
  return shown.shape.length === 2 ? html`<${Sequence} shown=${shown} />` : null;
}

/** Ink on paper: of digits all numbers are positive. */
/** @param {{row: number[], shape: [number, number]}} properties */
function Image({ row, shape: [rows, columns] }) {
  const place = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const theme = store.theme.value;
  const dot = Math.max(1, Math.floor(SIDE / Math.max(rows, columns)));
  const size = { width: columns * dot, height: rows * dot };
  useEffect(() => {
    const brush = place.current && brushOn(place.current, size.width, size.height);
    if (!brush || !place.current) return;
    const { card, ink, negative } = inks(place.current);
    const image = imageOf(rowsOf(row, columns, mostOf([row])), { positive: ink, negative, card });
    lay(brush, image, { x: 0, y: 0, ...size }, false);
  }, [row, theme]);
  return html`<canvas class="digit" ref=${place} role="img"
    aria-label=${`The image of this example, ${rows} by ${columns}`}
    style=${{ width: `${size.width}px`, height: `${size.height}px` }}></canvas>`;
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
