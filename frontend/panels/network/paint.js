// What the panel's own canvases are painted with.

import { useEffect, useRef } from 'preact/hooks';
import { imageOf } from '../../picture/raster.js';
import * as store from '../../store.js';
import { rowsOf } from './unit.js';

/** The longer side of an image, in CSS pixels. */
const SIDE = 140;

/**
 * A canvas on which numbers are an image.
 * @param {{numbers: number[], most: number, shape: [number, number]}} image
 * @param {(colours: ReturnType<typeof inks>) => import('../../picture/raster.js').Inks} dyes
 * @param {(brush: CanvasRenderingContext2D, dot: number, ink: string) => void} [mark] over it
 * @param {unknown[]} [marked] it is painted anew when one of these changes
 */
export function usePixels({ numbers, most, shape: [rows, columns] }, dyes, mark, marked = []) {
  const place = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const dot = Math.max(1, Math.floor(SIDE / Math.max(rows, columns)));
  const size = { width: columns * dot, height: rows * dot };
  useEffect(() => {
    const brush = place.current && brushOn(place.current, size.width, size.height);
    if (!brush || !place.current) return;
    const colours = inks(place.current);
    const image = imageOf(rowsOf(numbers, columns, most), dyes(colours));
    lay(brush, image, { x: 0, y: 0, ...size }, false);
    mark?.(brush, dot, colours.ink);
  }, [numbers, store.theme.value, ...marked]);
  const style = { width: `${size.width}px`, height: `${size.height}px` };
  return { place, dot, style };
}

/**
 * The page's colours as numbers.
 * @param {Element} element
 */
export function inks(element) {
  const style = getComputedStyle(element);
  const [positive, negative, card, ink, quiet, selection] = [
    '--water-positive',
    '--water-negative',
    '--card',
    '--ink',
    '--ink-quiet',
    '--selection',
  ].map((name) => style.getPropertyValue(name).trim());
  return { positive, negative, card, ink, quiet, selection };
}

/**
 * A canvas as sharp as the screen, ready to draw on in CSS pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function brushOn(canvas, width, height) {
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const brush = canvas.getContext('2d');
  brush?.scale(devicePixelRatio, devicePixelRatio);
  return brush;
}

/**
 * An image laid over a part of the canvas.
 * @param {CanvasRenderingContext2D} brush
 * @param {ImageData} image
 * @param {{x: number, y: number, width: number, height: number}} place
 * @param {boolean} smooth
 */
export function lay(brush, image, { x, y, width, height }, smooth) {
  const sheet = new OffscreenCanvas(image.width, image.height);
  sheet.getContext('2d')?.putImageData(image, 0, 0);
  brush.imageSmoothingEnabled = smooth;
  brush.drawImage(sheet, x, y, width, height);
}
