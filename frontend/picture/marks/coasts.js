// Where the rivers end: an input whose gradient is whole lies like a lake within its coast lines.

import { SHORE_LINES } from '../ribbon.js';
import { grown, roundedBox } from '../shapes.js';
import { gradientText } from './figures.js';

const CORNER = 22;

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @returns {import('../shapes.js').Shape[]}
 */
export function coasts(sheet) {
  if (!sheet.detail.labels) return [];
  return sheet.scene.nodes.flatMap(({ kind, box }, index) => {
    const gradient = kind === 'input' ? gradientText(sheet, index) : null;
    if (!gradient?.whole || gradient.broken || gradient.text === '0') return [];
    const stroke = gradient.negative ? 'water-negative' : 'water-positive';
    return SHORE_LINES.map(({ off, strength }) => ({
      kind: /** @type {const} */ ('path'),
      d: roundedBox(grown(box, off), CORNER + off),
      stroke,
      width: 0.9,
      opacity: strength,
    }));
  });
}
