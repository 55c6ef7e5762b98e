// A hidden unit as an image: its column of the first weights, laid out as the pixels it looks at.

import { toNumber } from '../../format.js';

const DIGIT = [28, 28];

/**
 * Height and width of the images that a network takes, or null.
 * @param {Pick<NetworkData, 'input_shape'>} data
 * @returns {[number, number] | null}
 */
export function imageShape({ input_shape: [height, width, channels = 1] }) {
  if (width === undefined) return height === DIGIT[0] * DIGIT[1] ? [DIGIT[0], DIGIT[1]] : null;
  return channels === 1 && height > 1 && width > 1 ? [height, width] : null;
}

/**
 * @param {ApiValue[][]} array inputs × units
 * @param {number} unit
 */
export function columnOf(array, unit) {
  return array.map((row) => toNumber(/** @type {ApiNumber} */ (row[unit])));
}

/** The largest size among all finite numbers of an array. @param {ApiValue[][]} array */
export function mostOf(array) {
  return array.flat().reduce((/** @type {number} */ most, each) => {
    const size = Math.abs(toNumber(/** @type {ApiNumber} */ (each)));
    return size < Number.POSITIVE_INFINITY ? Math.max(most, size) : most;
  }, 0);
}

/**
 * Numbers in rows, each beside the largest there is: −1 … 1.
 * @param {number[]} numbers
 * @param {number} width
 * @param {number} most
 * @returns {number[][]}
 */
export function rowsOf(numbers, width, most) {
  const sides = numbers.map((each) => (most > 0 ? each / most || 0 : 0));
  return Array.from({ length: numbers.length / width }, (_, row) =>
    sides.slice(row * width, (row + 1) * width),
  );
}
