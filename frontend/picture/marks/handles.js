// The small signs at which a group is opened (+) or closed (−).

import { d, ellipse } from '../shapes.js';

const RADIUS = 7;

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @returns {import('../shapes.js').Shape[]}
 */
export function handles({ scene, detail }) {
  if (!detail.labels) return [];
  const closed = scene.nodes.filter(({ group }) => group >= 0);
  return [
    ...closed.flatMap(({ box }) => handle(box.x + box.width, box.y, true)),
    ...scene.plots.flatMap(({ box }) => handle(box.x + box.width - 17, box.y + 14, false)),
  ];
}

/**
 * @param {number} x
 * @param {number} y
 * @param {boolean} opens
 * @returns {import('../shapes.js').Shape[]}
 */
function handle(x, y, opens) {
  const bar = d('M', x - 3.5, y, 'h', 7);
  return [
    { kind: 'path', d: ellipse(x, y, RADIUS), fill: 'paper', stroke: 'ink-quiet', width: 0.9 },
    {
      kind: 'path',
      d: opens ? `${bar} ${d('M', x, y - 3.5, 'v', 7)}` : bar,
      stroke: 'ink',
      width: 1.2,
    },
  ];
}
