// An input's gradient as far as it has come at a position of the timeline, as the picture shows it.

import { edgesAt } from '../../scene/model.js';
import { sum } from '../../scene/waters.js';

/**
 * @param {Trace} trace
 * @param {number} node
 * @param {number} position a stop
 * @returns {{value: ApiValue, whole: boolean} | null} null before anything has come; whole: nothing
 *   more will
 */
export function arrived({ model, numbers }, node, position) {
  const { forward, backward, uses, backwardStep, edgeTarget } = model;
  const steps = position - forward.length;
  const whole = { value: numbers.raw.gradients[node], whole: true };
  if (steps < 0) return null;
  if (steps >= backward.length || node === model.output) return whole;
  const expected = [...edgesAt(uses, node)].filter((edge) => numbers.valid[edge]);
  const here = expected.filter((edge) => backwardStep[edgeTarget[edge]] < steps);
  if (!here.length) return null;
  if (here.length === expected.length) return whole;
  return { value: sum(here.map((edge) => numbers.raw.flows[edge])), whole: false };
}
