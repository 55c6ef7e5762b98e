// Colours of numbers: the water's blue for what is positive, its orange for what is negative, each
// as strong as the number.

import { rgbOf } from './theme.js';

/**
 * Colours as #rrggbb.
 * @typedef {{positive: string, negative: string, card: string}} Inks
 */

/**
 * The colour of each number of some rows, one after the other: red, green, blue, opacity.
 * @param {number[][]} rows of −1 … 1
 * @param {Inks} inks
 * @param {number} [strength] how much of the ink a whole 1 has
 */
export function coloursOf(rows, { positive, negative, card }, strength = 1) {
  const [blue, orange, ground] = [positive, negative, card].map(rgbOf);
  const columns = rows[0].length;
  const colours = new Uint8ClampedArray(4 * rows.length * columns);
  for (const [row, sides] of rows.entries()) {
    for (let column = 0; column < columns; column += 1) {
      const side = sides[column];
      const ink = side < 0 ? orange : blue;
      const share = Math.min(1, Math.abs(side)) * strength;
      const at = 4 * (row * columns + column);
      for (let part = 0; part < 3; part += 1) {
        colours[at + part] = 255 * (ground[part] + (ink[part] - ground[part]) * share);
      }
      colours[at + 3] = 255;
    }
  }
  return colours;
}

/**
 * Rows of numbers as an image, a dot each.
 * @param {number[][]} rows
 * @param {Inks} inks
 * @param {number} [strength]
 */
export function imageOf(rows, inks, strength) {
  return new ImageData(coloursOf(rows, inks, strength), rows[0].length);
}

/**
 * @param {import('./theme.js').Theme} theme
 * @returns {Inks}
 */
export function waterInks({ colour }) {
  return {
    positive: colour('water-positive'),
    negative: colour('water-negative'),
    card: colour('card'),
  };
}
