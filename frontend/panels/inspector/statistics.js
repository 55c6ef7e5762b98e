// What an array is like: its numbers in a plane, their range, and how they are spread.

import { toNumber } from '../../format.js';

/** @typedef {{rows: number, columns: number, numbers: Float64Array}} Plane */
/** @typedef {{min: number, max: number, mean: number, norm: number, nonfinite: number, count: number}} Statistics */

/**
 * An array as a plane: the last axis goes across, all others down. Of a summary, its thumbnail.
 * @param {ApiValue} value
 * @returns {Plane}
 */
export function planeOf(value) {
  const whole = Array.isArray(value) ? value : thumbnailOf(value);
  const rows = rowsOf(whole);
  const columns = rows[0]?.length ?? 0;
  const numbers = Float64Array.from(rows.flat(), toNumber);
  return { rows: rows.length, columns, numbers };
}

/** @param {ApiValue} value @returns {ApiValue[]} */
function thumbnailOf(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? value.thumbnail
    : [];
}

/** @param {ApiValue[]} value @returns {ApiNumber[][]} */
function rowsOf(value) {
  if (!value.length) return [];
  if (!Array.isArray(value[0])) return [/** @type {ApiNumber[]} */ (value)];
  return value.flatMap((part) => rowsOf(/** @type {ApiValue[]} */ (part)));
}

/**
 * @param {ApiValue} value
 * @param {Plane} plane
 * @returns {Statistics}
 */
export function statisticsOf(value, plane) {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const { min, max, mean, norm, nonfinite, shape } = value;
    const count = shape.reduce((product, size) => product * size, 1);
    return {
      min: min ?? Number.NaN,
      max: max ?? Number.NaN,
      mean: mean ?? Number.NaN,
      norm: toNumber(norm),
      nonfinite,
      count,
    };
  }
  return statisticsOfNumbers(plane.numbers);
}

/** @param {Float64Array} numbers @returns {Statistics} */
function statisticsOfNumbers(numbers) {
  const finite = numbers.filter(Number.isFinite);
  const sum = finite.reduce((all, each) => all + each, 0);
  return {
    min: finite.length ? finite.reduce((least, each) => Math.min(least, each)) : Number.NaN,
    max: finite.length ? finite.reduce((most, each) => Math.max(most, each)) : Number.NaN,
    mean: finite.length ? sum / finite.length : Number.NaN,
    norm: Math.sqrt(finite.reduce((all, each) => all + each * each, 0)),
    nonfinite: numbers.length - finite.length,
    count: numbers.length,
  };
}

/**
 * How many of the finite numbers fall into each of equal intervals.
 * @param {Float64Array} numbers
 * @param {number} bins
 * @returns {{from: number, to: number, counts: number[]}}
 */
export function histogramOf(numbers, bins) {
  const { min, max } = statisticsOfNumbers(numbers);
  const counts = new Array(bins).fill(0);
  const span = max - min;
  for (const number of numbers) {
    if (!Number.isFinite(number)) continue;
    const bin = span > 0 ? Math.floor(((number - min) / span) * bins) : 0;
    counts[Math.min(bin, bins - 1)] += 1;
  }
  return { from: min, to: max, counts };
}
