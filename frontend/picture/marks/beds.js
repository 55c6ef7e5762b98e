// The beds in which water may run. Before the forward pass has come by, a faint line; then the ink
// line along which a value went up. A bed that stays without water at the end is dry: dashed.

import { pointAt } from '../../scene/curves.js';
import { progress } from '../../scene/scene.js';
import { curve, d } from '../shapes.js';

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @returns {import('../shapes.js').Shape[]}
 */
export function beds(sheet) {
  return sheet.scene.rivers.flatMap((_, river) => bed(sheet, river));
}

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 * @returns {import('../shapes.js').Shape[]}
 */
function bed({ scene, waters, position }, index) {
  const river = scene.rivers[index];
  const { state } = waters.rivers[index];
  const done = progress(river.span, position);
  const line = curve(river.bed);
  if (done === 1 && state === 'dry') {
    return [{ kind: 'path', d: line, stroke: 'ink-quiet', width: 1.1, dash: [3, 5] }];
  }
  const carried = progress(scene.nodes[river.target].span, position);
  const faint = { kind: /** @type {const} */ ('path'), d: line, stroke: 'bed', width: 1.1 };
  if (carried === 0) return [faint];
  if (carried === 1 && position > scene.forwardSteps) return [faint];
  const ink = { kind: /** @type {const} */ ('path'), d: line, stroke: 'ink', width: 1 };
  return carried === 1 ? [faint, ink] : [faint, ink, ...carrier(river, carried)];
}

/**
 * The value on its way up, while its gate is computed.
 * @param {import('../../scene/scene.js').River} river
 * @param {number} carried
 * @returns {import('../shapes.js').Shape[]}
 */
function carrier({ bed: way }, carried) {
  const { x, y } = pointAt(way, way.length * (1 - Math.min(1, carried * 1.6)));
  return [{ kind: 'path', d: circle(x, y, 3.4), fill: 'ink' }];
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
function circle(x, y, r) {
  return d('M', x - r, y, 'a', r, r, 0, 1, 0, 2 * r, 0, 'a', r, r, 0, 1, 0, -2 * r, 0);
}
