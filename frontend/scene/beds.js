// The beds of the rivers: smooth curves through the layout's ways, from the foot of a gate to the
// head of its operand. Where several rivers end at one node, they arrive side by side.

import { operandsOf } from './collapse.js';
import { AXES, bedThrough, pointOn } from './curves.js';
import { MOST_SUMMANDS, SUMMAND_WIDTH } from './sizes.js';

/** Where rivers arrive: side by side, or with room between them for what each of them brings. */
const END_GAP = { narrow: 30, wide: SUMMAND_WIDTH };
/** A river keeps this clear of nodes that it passes. */
const CLEARANCE = 15;
const PROBES = 16;
/** Beyond so many rivers at a foot, every other valve stands lower by as much. */
const FEW = 3;
const LOWER = 26;
/** How far a bend may be moved to make it wider. */
const WIDE_BEND = 110;
/** Beyond so many nodes, ways are taken as the layout found them. */
const MANY = 400;

/**
 * @param {import('./collapse.js').Visible} visible
 * @param {import('./layout.js').Layout} layout
 * @param {Direction} direction
 * @param {boolean[]} [round] which nodes are circles
 * @returns {import('./curves.js').Bed[]}
 */
export function bedsOf(visible, layout, direction, round = []) {
  const ends = endPoints(visible, layout, direction, round);
  const beds = visible.edges.map(({ source, target }, index) => {
    const way = layout.ways[index];
    const end = round[source] ? ontoCircle(ends[index], layout.nodes[source]) : ends[index];
    if (!way.length) return bedThrough([end, end], direction);
    const [first, ...bends] = way.slice(0, -1);
    const start = round[target] ? ontoCircle(first, layout.nodes[target]) : first;
    const passed =
      layout.nodes.length > MANY
        ? null
        : layout.nodes.filter((_, node) => node !== source && node !== target);
    return eased([start, ...bends, end], passed, direction);
  });
  return staggered(beds, visible);
}

/**
 * Where many rivers begin at one foot, valves side by side would touch: every other stands lower.
 * @param {import('./curves.js').Bed[]} beds
 * @param {import('./collapse.js').Visible} visible
 */
function staggered(beds, visible) {
  for (const rivers of operandsOf(visible)) {
    if (rivers.length <= FEW) continue;
    for (const [place, river] of rivers.entries()) {
      const bed = beds[river];
      const lower = bed.valve + (place % 2) * LOWER;
      beds[river] = { ...bed, valve: Math.min(lower, bed.length / 2) };
    }
  }
  return beds;
}

/**
 * A bed through as few bends as keep it clear of the nodes that it passes, and through wide ones:
 * water takes the easy way.
 * @param {Point[]} points
 * @param {import('./layout.js').Box[] | null} passed null: all bends are kept
 * @param {Direction} direction
 */
function eased(points, passed, direction) {
  if (passed === null || points.length < 3) return bedThrough(points, direction);
  const near = passed.filter((box) => isAlong(points, box));
  const isFree = (/** @type {Point[]} */ way) => runsFree(bedThrough(way, direction), near);
  let kept = points;
  for (let bend = 1; bend < kept.length - 1; ) {
    const fewer = kept.toSpliced(bend, 1);
    if (isFree(fewer)) kept = fewer;
    else bend += 1;
  }
  for (let bend = 1; bend < kept.length - 1; bend += 1) {
    kept = [...widened(kept, bend, direction), kept].find(isFree) ?? kept;
  }
  return bedThrough(kept, direction);
}

/**
 * A way with a bend moved on towards the next point, or back: farther is wider.
 * @param {Point[]} points
 * @param {number} bend
 * @param {Direction} direction
 * @returns {Point[][]}
 */
function widened(points, bend, direction) {
  const [before, here, after] = points.slice(bend - 1, bend + 2);
  const moved = (/** @type {Point} */ to, /** @type {number} */ share) => {
    const length = Math.hypot(to.x - here.x, to.y - here.y) || 1;
    const part = (share * Math.min(0.6 * length, WIDE_BEND)) / length;
    return { x: here.x + part * (to.x - here.x), y: here.y + part * (to.y - here.y) };
  };
  const isLater = aside(here, after, direction) < aside(before, here, direction);
  return [1, 0.7, 0.4].map((share) => points.with(bend, moved(isLater ? after : before, share)));
}

/**
 * How much of a straight way leads aside: 0 … 1.
 * @param {Point} from
 * @param {Point} to
 * @param {Direction} direction
 */
function aside(from, to, direction) {
  const across = AXES[direction][1];
  return Math.abs(to[across] - from[across]) / (Math.hypot(to.x - from.x, to.y - from.y) || 1);
}

/**
 * Whether a box comes near the rectangle around some points.
 * @param {Point[]} points
 * @param {import('./layout.js').Box} box
 */
function isAlong(points, { x, y, width, height }) {
  const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
  return (
    Math.max(...xs) > x - CLEARANCE &&
    Math.min(...xs) < x + width + CLEARANCE &&
    Math.max(...ys) > y - CLEARANCE &&
    Math.min(...ys) < y + height + CLEARANCE
  );
}

/**
 * @param {import('./curves.js').Bed} bed
 * @param {import('./layout.js').Box[]} boxes
 */
function runsFree({ pieces, lengths }, boxes) {
  return lengths.every((_, piece) => {
    for (let part = 0; part <= PROBES; part += 1) {
      const { x, y } = pointOn(pieces, piece, part / PROBES);
      if (boxes.some((box) => isWithin(box, x, y, CLEARANCE))) return false;
    }
    return true;
  });
}

/**
 * @param {import('./layout.js').Box} box
 * @param {number} x
 * @param {number} y
 * @param {number} margin
 */
function isWithin(box, x, y, margin) {
  return (
    x > box.x - margin &&
    x < box.x + box.width + margin &&
    y > box.y - margin &&
    y < box.y + box.height + margin
  );
}

/**
 * A point at the side of a box, moved straight inwards onto the circle in the box.
 * @param {Point} point
 * @param {import('./layout.js').Box} box
 * @returns {Point}
 */
function ontoCircle({ x, y }, box) {
  const radius = box.width / 2;
  const centre = { x: box.x + radius, y: box.y + radius };
  const isAbove = Math.abs(Math.abs(y - centre.y) - radius) < 1;
  const aside = isAbove ? x - centre.x : y - centre.y;
  const reach = Math.sqrt(Math.max(radius ** 2 - aside ** 2, 0));
  if (isAbove) return { x, y: centre.y + Math.sign(y - centre.y) * reach };
  return { x: centre.x + Math.sign(x - centre.x) * reach, y };
}

/**
 * Where each river ends on its node's head: in the order in which they arrive.
 * @param {import('./collapse.js').Visible} visible
 * @param {import('./layout.js').Layout} layout
 * @param {Direction} direction
 * @param {boolean[]} round
 * @returns {Point[]}
 */
function endPoints(visible, layout, direction, round) {
  /** @type {Point[]} */
  const ends = new Array(visible.edges.length);
  const arriving = visible.nodes.map(() => /** @type {number[]} */ ([]));
  for (const [index, edge] of visible.edges.entries()) arriving[edge.source].push(index);
  const across = direction === 'down' ? 'x' : 'y';
  arriving.forEach((edges, node) => {
    const from = (/** @type {number} */ edge) => layout.ways[edge].at(-2)?.[across] ?? 0;
    edges.sort((one, other) => from(one) - from(other));
    const head = headOf(layout.nodes[node], direction);
    const isWide = direction === 'down' && edges.length <= MOST_SUMMANDS && !round[node];
    const wanted = isWide ? END_GAP.wide : END_GAP.narrow;
    const gap = Math.min(wanted, (head.length - 24) / Math.max(edges.length - 1, 1));
    edges.forEach((edge, place) => {
      const shift = (place - (edges.length - 1) / 2) * gap;
      ends[edge] = { x: head.x, y: head.y, [across]: head[across] + shift };
    });
  });
  return ends;
}

/**
 * The middle of the side at which rivers arrive, and how long the side is.
 * @param {import('./layout.js').Box} box
 * @param {Direction} direction
 */
export function headOf({ x, y, width, height }, direction) {
  return direction === 'down'
    ? { x: x + width / 2, y, length: width }
    : { x: x + width, y: y + height / 2, length: height };
}
