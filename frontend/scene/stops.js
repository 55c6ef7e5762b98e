// Where one can stand on the timeline: after each step that can be seen. The steps inside a closed
// group are one step.

import { representatives } from './collapse.js';

/**
 * Ascending positions from 0 (nothing computed) through F (all values) to F + B (rest).
 * @param {Model} model
 * @param {ReadonlySet<string>} closed
 * @returns {number[]}
 */
export function stopsOf(model, closed) {
  const representative = representatives(model, closed);
  const stops = [0];
  endsOfRuns(model.forward, representative, 0, stops);
  endsOfRuns(model.backward, representative, model.forward.length, stops);
  return stops;
}

/**
 * @param {Int32Array} nodeOfStep
 * @param {Int32Array} representative
 * @param {number} offset
 * @param {number[]} stops the positions found are put here
 */
function endsOfRuns(nodeOfStep, representative, offset, stops) {
  for (let step = 0; step < nodeOfStep.length; step += 1) {
    const here = representative[nodeOfStep[step]];
    const last = step + 1 === nodeOfStep.length;
    if (last || representative[nodeOfStep[step + 1]] !== here) stops.push(offset + step + 1);
  }
}

/**
 * The index of the last stop at or before a position.
 * @param {number[]} stops
 * @param {number} position
 */
export function stopAt(stops, position) {
  let low = 0;
  let high = stops.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (stops[middle] <= position + 1e-9) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The stop after a position, or the last one.
 * @param {number[]} stops
 * @param {number} position
 */
export function nextStop(stops, position) {
  return stops[Math.min(stopAt(stops, position) + 1, stops.length - 1)];
}

/**
 * The stop before a position, or the first one.
 * @param {number[]} stops
 * @param {number} position
 */
export function previousStop(stops, position) {
  const at = stopAt(stops, position);
  return stops[at] < position - 1e-9 ? stops[at] : stops[Math.max(at - 1, 0)];
}
