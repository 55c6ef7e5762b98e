// Below a gate with several operands its whole gradient stands before every valve: one pool, not a
// division.

import { widthOf } from '../../scene/widths.js';
import { d } from '../shapes.js';

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @returns {import('../shapes.js').Shape[]}
 */
export function pools({ scene, waters, position }) {
  return scene.nodes.flatMap(({ operands }) => {
    const live = operands.filter((river) => waters.rivers[river].state !== 'none');
    if (live.length < 2) return [];
    const { before, beforeTone } = waters.rivers[live[0]];
    const colour = beforeTone < 0 ? 'water-negative' : 'water-positive';
    const running = position > scene.rivers[live[0]].span[0];
    if (!running || before === 0) return [];
    const across = scene.direction === 'down' ? 0 : 1;
    const starts = live
      .map((river) => scene.rivers[river].bed.pieces)
      .sort((one, other) => one[across] - other[across]);
    const [first, last] = [starts[0], starts[starts.length - 1]];
    const half = widthOf(waters.scale, before) / 2;
    const [dx, dy] = scene.direction === 'down' ? [half, 0] : [0, half];
    return [
      {
        kind: /** @type {const} */ ('path'),
        d: d('M', first[0] - dx, first[1] - dy, 'L', last[0] + dx, last[1] + dy),
        stroke: Number.isFinite(before) ? colour : 'broken',
        width: 4,
      },
    ];
  });
}
