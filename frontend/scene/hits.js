// What lies under a point of the sheet.

import { pointAt } from './curves.js';

/**
 * The river nearest to a point, if the point is on it or close by.
 * @param {import('./scene.js').Scene} scene
 * @param {(river: number) => number} widthOf
 * @param {Point} point
 * @param {number} slack
 * @returns {number} -1: none
 */
export function riverAt(scene, widthOf, point, slack) {
  let best = -1;
  let nearest = Number.POSITIVE_INFINITY;
  scene.rivers.forEach(({ bed }, index) => {
    const reach = widthOf(index) / 2 + slack;
    if (!isNear(bed, point, reach)) return;
    const distance = distanceTo(bed, point);
    if (distance <= reach && distance < nearest) {
      nearest = distance;
      best = index;
    }
  });
  return best;
}

/**
 * Whether a point is within the box around a bed.
 * @param {import('./curves.js').Bed} bed
 * @param {Point} point
 * @param {number} reach
 */
function isNear({ pieces }, { x, y }, reach) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < pieces.length; at += 2) {
    left = Math.min(left, pieces[at]);
    right = Math.max(right, pieces[at]);
    top = Math.min(top, pieces[at + 1]);
    bottom = Math.max(bottom, pieces[at + 1]);
  }
  return x >= left - reach && x <= right + reach && y >= top - reach && y <= bottom + reach;
}

/**
 * @param {import('./curves.js').Bed} bed
 * @param {Point} point
 */
function distanceTo(bed, { x, y }) {
  const parts = Math.max(8, Math.ceil(bed.length / 8));
  let nearest = Number.POSITIVE_INFINITY;
  for (let part = 0; part <= parts; part += 1) {
    const here = pointAt(bed, (bed.length * part) / parts);
    nearest = Math.min(nearest, Math.hypot(here.x - x, here.y - y));
  }
  return nearest;
}
