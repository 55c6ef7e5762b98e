// Groups as plots of land around their nodes, with their name at the upper edge.

import { roundedBox } from '../shapes.js';

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @returns {import('../shapes.js').Shape[]}
 */
export function plots({ scene, trace, pointed }) {
  return scene.plots.flatMap(({ key, group, box }) => {
    const { label } = trace.model.groups[group];
    const lit = pointed.has(key);
    return [
      {
        kind: /** @type {const} */ ('path'),
        d: roundedBox(box, 12),
        fill: 'land',
        stroke: lit ? 'ink' : 'land-line',
        width: lit ? 1.4 : 0.8,
        opacity: 0.9,
      },
      {
        kind: /** @type {const} */ ('text'),
        x: box.x + 12,
        y: box.y + 16,
        text: label,
        size: 12,
        italic: true,
        fill: 'ink-quiet',
      },
    ];
  });
}
