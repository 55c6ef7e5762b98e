// The plane of the data: what the network says where, the points, and the chosen one. A click
// chooses the nearest point.

import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { toNumber } from '../../format.js';
import { imageOf } from '../../picture/raster.js';
import * as store from '../../store.js';
import { brushOn, inks, lay } from './paint.js';
import { extentOf, nearestPoint, sideOf } from './points.js';
import { frame } from './session.js';
import { chooseExample, data } from './shown.js';

const SIZE = 196;
/** How far beside a point one may click, in pixels. */
const REACH = 12;
const GROUND = 0.42;

/** @param {{shown: import('./points.js').Shown | null}} properties */
export function Plane({ shown }) {
  const place = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const { value: about } = data;
  const maps = frame.value?.maps ?? null;
  const theme = store.theme.value;
  useEffect(() => {
    if (place.current && about) draw(place.current, about, maps, shown);
  }, [about, maps, shown, theme]);
  if (!about?.points) return null;
  const points = about.points;
  const click = (/** @type {MouseEvent} */ event) => {
    const extent = maps?.extent ?? extentOf(points);
    const unit = (2 * extent) / SIZE;
    const at = { x: event.offsetX * unit - extent, y: extent - event.offsetY * unit };
    const found = nearestPoint(points, at, REACH * unit);
    if (found >= 0) chooseExample(found);
  };
  return html`<canvas class="plane" ref=${place} role="img" onClick=${click}
    style=${{ width: `${SIZE}px`, height: `${SIZE}px` }}
    aria-label=${`The ${points.length} points of the data set ${about.name}, over what the network says where`}></canvas>`;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {NetworkData} about
 * @param {PlaneMaps | null} maps
 * @param {import('./points.js').Shown | null} shown
 */
function draw(canvas, about, maps, shown) {
  const brush = brushOn(canvas, SIZE, SIZE);
  if (!brush || !about.points) return;
  const colours = inks(canvas);
  if (maps && isOneSided(about)) {
    // The first row is the lowest.
    const rows = maps.boundary.map((row) =>
      row.map((value) => sideOf(toNumber(value), about.labels, false)),
    );
    const image = imageOf(rows.reverse(), colours, GROUND);
    lay(brush, image, { x: 0, y: 0, width: SIZE, height: SIZE }, true);
  }
  const extent = maps?.extent ?? extentOf(about.points);
  const pixel = (/** @type {number[]} */ [x, y]) => ({
    x: ((x + extent) / (2 * extent)) * SIZE,
    y: ((extent - y) / (2 * extent)) * SIZE,
  });
  drawPoints(brush, about, pixel, colours);
  if (shown?.row.length === 2) drawChosen(brush, pixel(shown.row), colours);
}

/** Of more than two classes there is no one boundary. @param {NetworkData} about */
function isOneSided({ labels, targets }) {
  return labels !== 'one_hot' || !targets?.some((target) => target > 1);
}

/**
 * Points to learn from are dots, those to test with rings.
 * @param {CanvasRenderingContext2D} brush
 * @param {NetworkData} about
 * @param {(point: number[]) => {x: number, y: number}} pixel
 * @param {ReturnType<typeof inks>} colours
 */
function drawPoints(brush, { points, targets, training, labels }, pixel, colours) {
  points?.forEach((point, index) => {
    const { x, y } = pixel(point);
    const side = sideOf(targets?.[index] ?? 0, labels, true);
    const isTest = index >= training;
    brush.beginPath();
    brush.arc(x, y, isTest ? 1.7 : 2.3, 0, 2 * Math.PI);
    brush.fillStyle = side < 0 ? colours.negative : colours.positive;
    brush.strokeStyle = isTest ? brush.fillStyle : colours.card;
    brush.lineWidth = isTest ? 0.8 : 0.6;
    brush.globalAlpha = isTest ? 0.55 : 0.35 + 0.65 * Math.abs(side);
    if (!isTest) brush.fill();
    brush.stroke();
  });
  brush.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {{x: number, y: number}} at
 * @param {ReturnType<typeof inks>} colours
 */
function drawChosen(brush, { x, y }, { ink, selection }) {
  for (const [width, colour] of /** @type {[number, string][]} */ ([
    [4.5, ink],
    [2.5, selection],
  ])) {
    brush.beginPath();
    brush.arc(x, y, 6, 0, 2 * Math.PI);
    brush.lineWidth = width;
    brush.strokeStyle = colour;
    brush.stroke();
  }
}
