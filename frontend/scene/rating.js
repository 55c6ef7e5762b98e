// How good a layout is: rivers that cross cost most; then operands and inputs that stand in another
// order than the program has them in, and long ways.

import { operandsOf } from './collapse.js';

const COST = { crossing: 1, operands: 0.45, inputs: 0.1, pixel: 0.0006 };

/**
 * @param {import('./layout.js').Layout} layout
 * @param {import('./collapse.js').Visible} visible
 * @param {Model} model
 * @param {Direction} direction
 * @returns {number} the less the better
 */
export function rating({ ways, nodes }, visible, model, direction) {
  const across = direction === 'down' ? 'x' : 'y';
  const starts = visible.edges.map((_, edge) => ways[edge][0]?.[across] ?? 0);
  const inputs = visible.nodes.flatMap(({ node, group }, index) =>
    group < 0 && model.kinds[node] === 0 ? [nodes[index][across]] : [],
  );
  const swapped = operandsOf(visible).map((edges) => inversions(edges.map((edge) => starts[edge])));
  return (
    COST.crossing * crossings(ways) +
    COST.operands * swapped.reduce((sum, each) => sum + each, 0) +
    COST.inputs * inversions(inputs) +
    COST.pixel * ways.reduce((sum, way) => sum + lengthOf(way), 0)
  );
}

/**
 * How many pairs stand in the wrong order.
 * @param {number[]} places
 */
function inversions(places) {
  let count = 0;
  for (let one = 0; one < places.length; one += 1) {
    for (let other = one + 1; other < places.length; other += 1) {
      if (places[one] > places[other]) count += 1;
    }
  }
  return count;
}

/** @param {Point[][]} ways */
function crossings(ways) {
  const segments = ways.flatMap((way, river) =>
    way.slice(1).map((to, at) => ({ from: way[at], to, river })),
  );
  let count = 0;
  for (const [place, one] of segments.entries()) {
    for (const other of segments.slice(place + 1)) {
      if (one.river !== other.river && cross(one, other)) count += 1;
    }
  }
  return count;
}

/** @typedef {{from: Point, to: Point}} Segment */

/**
 * Whether two segments cross, not where they only touch.
 * @param {Segment} one
 * @param {Segment} other
 */
function cross(one, other) {
  return (
    side(one, other.from) * side(one, other.to) < 0 &&
    side(other, one.from) * side(other, one.to) < 0
  );
}

/**
 * On which side of a segment's line a point lies.
 * @param {Segment} segment
 * @param {Point} point
 */
const side = ({ from, to }, { x, y }) =>
  (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);

/** @param {Point[]} way */
function lengthOf(way) {
  return way
    .slice(1)
    .reduce((sum, { x, y }, at) => sum + Math.hypot(x - way[at].x, y - way[at].y), 0);
}
