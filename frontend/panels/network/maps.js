// What each neuron says where in the plane, as the picture's circles take it.

import { toNumber } from '../../format.js';

/**
 * The maps by the path of the neuron's group: rows from above, numbers of −1 … 1, beyond which a
 * colour has no more to say.
 * @param {PlaneMaps | null} maps
 * @param {string[][]} parameters names by layer
 * @returns {import('../../picture/sheet.js').UnitMaps}
 */
export function unitMaps(maps, parameters) {
  const found = new Map();
  for (const [layer, units] of (maps?.units ?? []).entries()) {
    const number = parameters[layer]?.[0].match(/\d+$/)?.[0];
    for (const [unit, rows] of (units ?? []).entries()) {
      const path = `network/layer${number}/neuron${unit + 1}`;
      found.set(path, rows.map((row) => row.map(clipped)).toReversed());
    }
  }
  return found;
}

/** @param {ApiNumber} value */
function clipped(value) {
  const number = toNumber(value);
  return Number.isNaN(number) ? 0 : Math.max(-1, Math.min(1, number));
}
