// The spring at the output: the gradient from which the backward pass starts.

import { brief } from '../../format.js';
import { springOf } from '../../scene/scene.js';
import { ellipse } from '../shapes.js';

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @returns {import('../shapes.js').Shape[]}
 */
export function spring({ scene, trace, waters, position, detail }) {
  const { from } = springOf(scene);
  const flows = position >= scene.forwardSteps;
  const water = waters.springTone < 0 ? 'water-negative' : 'water-positive';
  /** @type {import('../shapes.js').Shape[]} */
  const rings = [16, 10.5, 5].map((radius, place) => ({
    kind: 'path',
    d: ellipse(from.x, from.y, radius, radius * 0.5),
    stroke: flows ? water : 'land-line',
    width: 1.2,
    opacity: flows ? 0.45 + 0.25 * place : 0.8,
  }));
  if (!flows || !detail.labels) return rings;
  const { symbols, output } = trace.model;
  const name = symbols[output];
  const upstream = trace.numbers.raw.gradients[output];
  const springs = brief(upstream);
  return [
    ...rings,
    {
      kind: 'text',
      ...(scene.direction === 'down'
        ? { x: from.x + 26, y: from.y + 4 }
        : { x: from.x + 16, y: from.y + 38, anchor: /** @type {const} */ ('end') }),
      text: upstream === 1 ? `∂${name}/∂${name} = 1` : `${springs} springs at ${name}`,
      size: 13,
      italic: true,
      fill: 'ink',
      halo: 'paper',
    },
  ];
}
