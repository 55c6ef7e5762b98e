// A picture is a list of shapes: plain data that a canvas, an SVG file or a test can read. Colours
// are names of the theme's custom properties.

/**
 * @typedef {object} PathShape
 * @property {'path'} kind
 * @property {string} d as in SVG
 * @property {string} [fill]
 * @property {string} [stroke]
 * @property {number} [width]
 * @property {number[]} [dash]
 * @property {number} [opacity]
 *
 * @typedef {object} TextShape
 * @property {'text'} kind
 * @property {number} x
 * @property {number} y the baseline
 * @property {string} text
 * @property {number} size
 * @property {string} fill
 * @property {'start' | 'middle' | 'end'} [anchor]
 * @property {boolean} [figures] set in the typeface for figures
 * @property {boolean} [italic]
 * @property {number} [weight]
 * @property {string} [halo] a colour around the letters, so that they read on anything
 * @property {number} [opacity]
 *
 * Numbers as an image: blue where they are positive, orange where they are negative.
 * @typedef {object} RasterShape
 * @property {'raster'} kind
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {number[][]} rows from above, each number −1 … 1
 * @property {string} clip a path as in SVG: nothing is drawn outside of it
 * @property {number} [opacity]
 *
 * @typedef {PathShape | TextShape | RasterShape} Shape
 */

/** @param {number} value */
const digit = (value) => String(Math.round(value * 100) / 100);

/** @param {...(string | number)} parts */
export const d = (...parts) =>
  parts.map((part) => (typeof part === 'number' ? digit(part) : part)).join(' ');

/**
 * @param {import('../scene/layout.js').Box} box
 * @param {number} radius
 */
export function roundedBox({ x, y, width, height }, radius) {
  const r = Math.min(radius, width / 2, height / 2);
  const [right, bottom] = [x + width, y + height];
  return d(
    ...['M', x + r, y, 'H', right - r, 'A', r, r, 0, 0, 1, right, y + r],
    ...['V', bottom - r, 'A', r, r, 0, 0, 1, right - r, bottom],
    ...['H', x + r, 'A', r, r, 0, 0, 1, x, bottom - r, 'V', y + r, 'A', r, r, 0, 0, 1, x + r, y],
    'Z',
  );
}

/**
 * A box with so much more on every side.
 * @param {import('../scene/layout.js').Box} box
 * @param {number} by
 */
export const grown = ({ x, y, width, height }, by) => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

/**
 * @param {number} x
 * @param {number} y
 * @param {number} rx
 * @param {number} [ry]
 */
export function ellipse(x, y, rx, ry = rx) {
  return d('M', x - rx, y, 'A', rx, ry, 0, 1, 1, x + rx, y, 'A', rx, ry, 0, 1, 1, x - rx, y, 'Z');
}

/** @param {Point[]} points */
export function polygon(points) {
  return `${polyline(points)} Z`;
}

/** @param {Point[]} points */
export function polyline(points) {
  return points.map(({ x, y }, index) => d(index ? 'L' : 'M', x, y)).join(' ');
}

/** @param {import('../scene/curves.js').Bed} bed */
export function curve({ pieces }) {
  const parts = [d('M', pieces[0], pieces[1])];
  for (let start = 0; start < pieces.length; start += 8) {
    parts.push(d('C', ...pieces.subarray(start + 2, start + 8)));
  }
  return parts.join(' ');
}
