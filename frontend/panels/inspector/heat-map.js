// Numbers as colour: the sign by hue and by hatching, the size by depth; the pointer and the arrow
// keys read them exactly.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { full } from '../../format.js';
import * as store from '../../store.js';

const WIDTH = 312;
const HIGHEST = 312;
const MARKED_FROM = 7;

/** @typedef {import('./statistics.js').Plane} Plane */

/** @param {{plane: Plane, name: string, exact: boolean}} properties */
export function HeatMap({ plane, name, exact }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const at = useSignal(0);
  const { rows, columns, numbers } = plane;
  const size = Math.max(1, Math.min(WIDTH / columns, HIGHEST / rows, 40));
  const theme = store.theme.value;
  useEffect(
    () => drawHeat(/** @type {HTMLCanvasElement} */ (canvas.current), plane, size),
    [plane, theme],
  );
  const cell = Math.min(at.value, numbers.length - 1);
  const [row, column] = [Math.floor(cell / columns), cell % columns];
  const reading = `row ${row}, column ${column}: ${full(numbers[cell])}`;
  const move = (/** @type {KeyboardEvent} */ event) => {
    const next = moved(event.key, cell, plane);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    at.value = next;
  };
  return html`<div class="heat">
    <canvas ref=${canvas} tabindex="0" role="slider" aria-label=${`Numbers of ${name}`}
      aria-valuemin="0" aria-valuemax=${numbers.length - 1} aria-valuenow=${cell}
      aria-valuetext=${reading} style=${{ width: `${columns * size}px`, height: `${rows * size}px` }}
      onKeyDown=${move}
      onPointerMove=${(/** @type {PointerEvent} */ event) => {
        const across = Math.min(Math.floor(event.offsetX / size), columns - 1);
        const down = Math.min(Math.floor(event.offsetY / size), rows - 1);
        at.value = Math.max(down, 0) * columns + Math.max(across, 0);
      }}></canvas>
    <output class="figure">${reading}${exact ? '' : ' (mean of a patch)'}</output></div>`;
}

/**
 * @param {string} key
 * @param {number} cell
 * @param {Plane} plane
 */
function moved(key, cell, { columns, numbers }) {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (by === undefined) return null;
  const next = cell + by;
  return next >= 0 && next < numbers.length ? next : cell;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Plane} plane
 * @param {number} size of a cell
 */
function drawHeat(canvas, { rows, columns, numbers }, size) {
  const brush = canvas.getContext('2d');
  if (!brush) return;
  const style = getComputedStyle(canvas);
  const colours = ['--water-positive', '--water-negative', '--broken', '--card'].map((name) =>
    style.getPropertyValue(name),
  );
  canvas.width = Math.ceil(columns * size * devicePixelRatio);
  canvas.height = Math.ceil(rows * size * devicePixelRatio);
  brush.scale(devicePixelRatio, devicePixelRatio);
  const most = numbers.reduce(
    (all, each) => (Number.isFinite(each) ? Math.max(all, Math.abs(each)) : all),
    0,
  );
  numbers.forEach((number, cell) => {
    const place = { x: (cell % columns) * size, y: Math.floor(cell / columns) * size, size };
    paintCell(brush, place, number, most, colours);
  });
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {{x: number, y: number, size: number}} place
 * @param {number} number
 * @param {number} most
 * @param {string[]} colours
 */
function paintCell(brush, { x, y, size }, number, most, [positive, negative, broken, paper]) {
  const finite = Number.isFinite(number);
  const signed = number < 0 ? negative : positive;
  brush.globalAlpha = finite && most > 0 ? Math.abs(number) / most : Number(!finite);
  brush.fillStyle = finite ? signed : broken;
  brush.fillRect(x, y, size - 0.5, size - 0.5);
  brush.globalAlpha = 1;
  if (finite && number < 0 && size >= MARKED_FROM) {
    brush.strokeStyle = paper;
    brush.beginPath();
    brush.moveTo(x + size * 0.3, y + size / 2);
    brush.lineTo(x + size * 0.7, y + size / 2);
    brush.stroke();
  }
}
