// The ticks of the timeline, drawn once into a canvas: forward above the line in ink, backward below
// in water, and a landmark where the water springs.

import { tickPlaces } from './scale.js';

const LINE = 0.5;
const FORWARD = 9;
const BACKWARD = 9;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{count: number, turn: number}} stops
 */
export function drawTicks(canvas, { count, turn }) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const brush = canvas.getContext('2d');
  if (!brush || !width) return;
  const dots = devicePixelRatio;
  canvas.width = Math.round(width * dots);
  canvas.height = Math.round(height * dots);
  brush.scale(dots, dots);
  const middle = Math.round(height / 2) + LINE;
  const style = getComputedStyle(canvas);
  const ink = style.getPropertyValue('--ink-quiet');
  const water = style.getPropertyValue('--water-positive');
  const places = tickPlaces(count, turn, width);
  const springs = count > 1 ? (turn / (count - 1)) * width : width;
  rule(brush, ink, [[0, middle, springs, middle]]);
  rule(brush, water, [[springs, middle, width, middle]]);
  rule(
    brush,
    ink,
    places.forward.map((x) => upright(x, width, middle - FORWARD, middle)),
  );
  rule(
    brush,
    water,
    places.backward.map((x) => upright(x, width, middle, middle + BACKWARD)),
  );
  if (count > 1) spring(brush, water, springs, middle);
}

/**
 * @param {number} x
 * @param {number} width
 * @param {number} from
 * @param {number} to
 */
function upright(x, width, from, to) {
  const sharp = Math.min(Math.round(x), Math.floor(width) - 1) + LINE;
  return [sharp, from, sharp, to];
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {string} colour
 * @param {number[][]} lines
 */
function rule(brush, colour, lines) {
  brush.strokeStyle = colour;
  brush.lineWidth = 1;
  brush.beginPath();
  for (const [fromX, fromY, toX, toY] of lines) {
    brush.moveTo(fromX, fromY);
    brush.lineTo(toX, toY);
  }
  brush.stroke();
}

/**
 * @param {CanvasRenderingContext2D} brush
 * @param {string} colour
 * @param {number} x
 * @param {number} y
 */
function spring(brush, colour, x, y) {
  brush.fillStyle = colour;
  brush.beginPath();
  brush.moveTo(x, y - 11);
  brush.lineTo(x + 4, y - 5.5);
  brush.lineTo(x, y);
  brush.lineTo(x - 4, y - 5.5);
  brush.fill();
}
