// Single elements of arrays.

import { toNumber } from '../../format.js';

/**
 * @param {ApiValue} array
 * @param {number[]} index
 */
export function elementAt(array, index) {
  const found = index.reduce(
    (part, at) => /** @type {ApiValue[]} */ (part)[at],
    /** @type {ApiValue} */ (array),
  );
  return toNumber(/** @type {ApiNumber} */ (found));
}

/**
 * The element that is furthest from 0.
 * @param {ApiValue} array
 * @returns {{index: number[], value: number} | null}
 */
export function largest(array) {
  if (!Array.isArray(array)) {
    const value = toNumber(/** @type {ApiNumber} */ (array));
    return Number.isFinite(value) ? { index: [], value } : null;
  }
  let best = /** @type {{index: number[], value: number} | null} */ (null);
  array.forEach((part, at) => {
    const found = largest(part);
    if (found && (!best || Math.abs(found.value) > Math.abs(best.value))) {
      best = { index: [at, ...found.index], value: found.value };
    }
  });
  return best;
}
