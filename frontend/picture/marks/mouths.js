// Where a river ends at a gradient that is there already: += , the sum that is easily forgotten.

import { pointAt } from '../../scene/curves.js';
import { progress } from '../../scene/scene.js';
import { ribbonWidths } from '../ribbon.js';

/** At more rivers than this there is no room for the signs, unless one looks closely. */
const MOST = 3;
const BEFORE_END = 11;

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @returns {import('../shapes.js').Shape[]}
 */
export function mouths({ scene, waters, position, detail }) {
  if (!detail.labels) return [];
  return scene.rivers.flatMap(({ bed, span, source }, index) => {
    const water = waters.rivers[index];
    const { uses } = scene.nodes[source];
    const adds = water.adds && uses[0] !== index;
    const crowded = uses.length > MOST && !detail.closeUp;
    if (!adds || crowded || progress(span, position) < 1) return [];
    const { x, y } = pointAt(bed, bed.length - BEFORE_END);
    const half = ribbonWidths(water, waters.scale).after / 2 || 0;
    const down = scene.direction === 'down';
    return [
      {
        kind: /** @type {const} */ ('text'),
        x: down ? x + half + 4 : x,
        y: down ? y + 6 : y - half - 4,
        anchor: down ? /** @type {const} */ ('start') : /** @type {const} */ ('middle'),
        text: '+=',
        size: 10,
        figures: true,
        weight: 600,
        fill: 'ink',
        halo: 'paper',
      },
    ];
  });
}
