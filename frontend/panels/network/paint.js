// What the panel's own canvases are painted with.

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
