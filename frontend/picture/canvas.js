// Paints shapes on a canvas.

import { imageOf, waterInks } from './raster.js';

/** Paths are the same from frame to frame: their parsed form is kept. @type {Map<string, Path2D>} */
const parsed = new Map();
const MOST_PARSED = 6000;

/**
 * Clears a canvas and lays a camera on it.
 * @param {CanvasRenderingContext2D} context
 * @param {import('./camera.js').Camera} camera
 * @param {{width: number}} size of the canvas in CSS pixels
 */
export function cleared(context, { x, y, k }, { width }) {
  const ratio = context.canvas.width / width;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(k * ratio, 0, 0, k * ratio, x * ratio, y * ratio);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./shapes.js').Shape[]} shapes
 * @param {import('./theme.js').Theme} theme
 */
export function paint(context, shapes, theme) {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const shape of shapes) {
    context.globalAlpha = shape.opacity ?? 1;
    if (shape.kind === 'path') paintPath(context, shape, theme);
    else if (shape.kind === 'text') paintText(context, shape, theme);
    else paintRaster(context, shape, theme);
  }
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./shapes.js').PathShape} shape
 * @param {import('./theme.js').Theme} theme
 */
function paintPath(context, { d, fill, stroke, width = 1, dash }, theme) {
  const path = pathOf(d);
  if (fill) {
    context.fillStyle = theme.colour(fill);
    context.fill(path);
  }
  if (stroke) {
    context.strokeStyle = theme.colour(stroke);
    context.lineWidth = width;
    context.setLineDash(dash ?? []);
    context.stroke(path);
  }
}

/** @param {string} d */
function pathOf(d) {
  const known = parsed.get(d);
  if (known) return known;
  if (parsed.size >= MOST_PARSED) parsed.clear();
  const path = new Path2D(d);
  parsed.set(d, path);
  return path;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./shapes.js').TextShape} shape
 * @param {import('./theme.js').Theme} theme
 */
function paintText(context, shape, theme) {
  context.font = fontOf(shape, theme);
  context.textAlign = ANCHORS[shape.anchor ?? 'start'];
  if (shape.halo) {
    context.strokeStyle = theme.colour(shape.halo);
    context.lineWidth = 4;
    context.setLineDash([]);
    context.strokeText(shape.text, shape.x, shape.y);
  }
  context.fillStyle = theme.colour(shape.fill);
  context.fillText(shape.text, shape.x, shape.y);
}

const ANCHORS = /** @type {const} */ ({ start: 'left', middle: 'center', end: 'right' });

/**
 * @param {import('./shapes.js').TextShape} shape
 * @param {import('./theme.js').Theme} theme
 */
export function fontOf({ size, figures, italic, weight = 400 }, theme) {
  const family = theme.font(figures ? 'figures' : 'text');
  return `${italic ? 'italic ' : ''}${weight} ${size}px ${family}`;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./shapes.js').RasterShape} shape
 * @param {import('./theme.js').Theme} theme
 */
function paintRaster(context, { x, y, width, height, rows, clip }, theme) {
  context.save();
  context.clip(pathOf(clip));
  context.imageSmoothingEnabled = true;
  context.drawImage(dyed(rows, theme), x, y, width, height);
  context.restore();
}

/**
 * Rows in the theme's colours, a dot each: kept until there are others, or another theme.
 * @type {WeakMap<number[][], {theme: import('./theme.js').Theme, sheet: OffscreenCanvas}>}
 */
const dyedRows = new WeakMap();

/** @param {number[][]} rows @param {import('./theme.js').Theme} theme */
function dyed(rows, theme) {
  const known = dyedRows.get(rows);
  if (known?.theme === theme) return known.sheet;
  const image = imageOf(rows, waterInks(theme));
  const sheet = new OffscreenCanvas(image.width, image.height);
  sheet.getContext('2d')?.putImageData(image, 0, 0);
  dyedRows.set(rows, { theme, sheet });
  return sheet;
}
