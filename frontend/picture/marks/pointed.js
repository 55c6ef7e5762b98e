// A river that is selected or under the pointer has its banks drawn in ink.

import { edgeId } from '../../scene/model.js';
import { outline, ribbonWidths } from '../ribbon.js';
import { polygon } from '../shapes.js';

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @returns {import('../shapes.js').Shape[]}
 */
export function pointedRivers({ scene, waters, pointed }) {
  if (!pointed.size) return [];
  return scene.rivers.flatMap(({ edges, bed }, index) => {
    if (!edges.some((edge) => pointed.has(edgeId(edge)))) return [];
    const widths = ribbonWidths(waters.rivers[index], waters.scale);
    return [
      {
        kind: /** @type {const} */ ('path'),
        d: polygon(outline(bed, finite(widths), 0, bed.length, 3)),
        stroke: 'focus',
        width: 1.4,
      },
    ];
  });
}

/** @param {{before: number, after: number}} widths */
function finite({ before, after }) {
  return { before: before || 0, after: after || 0 };
}
