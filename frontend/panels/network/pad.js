// A plane to draw points in.

import { brushOn, inks } from './paint.js';

export const SIZE = 196;
const EXTENT = 6;
/** Points drawn in one stroke keep this distance, in pixels. */
const APART = 7;

/**
 * The point of the plane under a pixel, or null where the last point is too near.
 * @param {{x: number, y: number}} pixel
 * @param {number[][]} drawn
 * @returns {number[] | null}
 */
export function pointUnder({ x, y }, drawn) {
  const unit = (2 * EXTENT) / SIZE;
  const point = [x * unit - EXTENT, EXTENT - y * unit].map((value) => Number(value.toFixed(3)));
  const last = drawn.at(-1);
  const isNear = last && Math.hypot(point[0] - last[0], point[1] - last[1]) < APART * unit;
  return isNear ? null : point;
}

export class Pad {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    canvas.style.width = `${SIZE}px`;
    canvas.style.height = `${SIZE}px`;
  }

  /**
   * @param {{offsetX: number, offsetY: number}} event
   * @param {number[][]} drawn
   */
  pointAt({ offsetX, offsetY }, drawn) {
    return pointUnder({ x: offsetX, y: offsetY }, drawn);
  }

  /** @param {number[][]} points */
  draw(points) {
    const brush = brushOn(this.canvas, SIZE, SIZE);
    if (!brush) return;
    const colours = inks(this.canvas);
    for (const [x, y, label] of points) {
      brush.beginPath();
      brush.arc(...this.#pixel(x, y), 3, 0, 2 * Math.PI);
      brush.fillStyle = label < 0 ? colours.negative : colours.positive;
      brush.fill();
    }
  }

  /**
   * @param {number} x
   * @param {number} y
   * @returns {[number, number]}
   */
  #pixel(x, y) {
    return [((x + EXTENT) / (2 * EXTENT)) * SIZE, ((EXTENT - y) / (2 * EXTENT)) * SIZE];
  }
}
