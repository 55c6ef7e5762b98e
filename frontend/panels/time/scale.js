// The scrubber's scale: every stop has the same width, however many steps are hidden in it.

import { stopAt } from '../../scene/stops.js';

/**
 * A position as a number of stops, fractions between them.
 * @param {number[]} stops
 * @param {number} position
 */
export function toStops(stops, position) {
  const at = stopAt(stops, position);
  const next = stops[at + 1];
  if (next === undefined) return at;
  return at + Math.max(0, position - stops[at]) / (next - stops[at]);
}

/**
 * @param {number[]} stops
 * @param {number} count a number of stops
 */
export function toPosition(stops, count) {
  const last = stops.length - 1;
  const within = Math.min(Math.max(count, 0), last);
  const at = Math.min(Math.floor(within), Math.max(last - 1, 0));
  const next = stops[at + 1] ?? stops[at];
  return stops[at] + (within - at) * (next - stops[at]);
}

/**
 * Where ticks are drawn: one for each stop, or as many as can be told apart.
 * @param {number} count of stops
 * @param {number} turn the stop at which the backward pass begins
 * @param {number} width in pixels
 * @param {number} [apart] the least distance of two ticks in pixels
 * @returns {{forward: number[], backward: number[]}} pixels from the left
 */
export function tickPlaces(count, turn, width, apart = 3) {
  const last = count - 1;
  if (last < 1) return { forward: [], backward: [] };
  const every = Math.max(1, Math.ceil((apart * last) / width));
  /** @type {number[]} */
  const forward = [];
  /** @type {number[]} */
  const backward = [];
  for (let stop = every; stop <= last; stop += every) {
    (stop <= turn ? forward : backward).push((stop / last) * width);
  }
  return { forward, backward };
}
