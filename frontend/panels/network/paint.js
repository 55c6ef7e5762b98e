// Colours for numbers: the water's blue for what is positive, its orange for what is negative.

/** @typedef {[number, number, number]} Colour */

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
 * @param {string} hex #rrggbb
 * @returns {Colour}
 */
export function colourOf(hex) {
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

/**
 * The colour of a number of −1 … 1 between two inks on a card.
 * @param {number} side
 * @param {{positive: Colour, negative: Colour, card: Colour}} inks
 * @param {number} strength how much of the ink a whole 1 has
 * @returns {Colour}
 */
export function blended(side, { positive, negative, card }, strength = 1) {
  const ink = side < 0 ? negative : positive;
  const share = Math.min(1, Math.abs(side)) * strength;
  return /** @type {Colour} */ (
    card.map((part, at) => Math.round(part + (ink[at] - part) * share))
  );
}

/**
 * Rows of numbers as an image, a dot each.
 * @param {number[][]} rows of −1 … 1
 * @param {{positive: string, negative: string, card: string}} colours
 * @param {number} strength
 */
export function imageOf(rows, colours, strength = 1) {
  const image = new ImageData(rows[0].length, rows.length);
  const known = {
    positive: colourOf(colours.positive),
    negative: colourOf(colours.negative),
    card: colourOf(colours.card),
  };
  rows.flat().forEach((side, at) => {
    image.data.set([...blended(side, known, strength), 255], at * 4);
  });
  return image;
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
