// The beds of the rivers: smooth curves through the layout's ways, from the foot of a gate to the
// head of its operand. Where several rivers end at one node, they arrive side by side.

import { MOST_SUMMANDS, SUMMAND_WIDTH } from './sizes.js';

/**
 * A river's bed as cubic pieces. Each piece has 8 numbers: four points.
 * @typedef {object} Bed
 * @property {Float32Array} pieces
 * @property {Float32Array} lengths of the pieces
 * @property {number} length
 * @property {number} valve how far along the valve stands
 */

/** Where rivers arrive: side by side, or with room between them for what each of them brings. */
const END_GAP = { narrow: 30, wide: SUMMAND_WIDTH };
/** A river keeps this clear of nodes that it passes. */
const CLEARANCE = 15;
const PROBES = 16;
/** Along the flow, and across it. */
const AXES = /** @type {const} */ ({ down: ['y', 'x'], right: ['x', 'y'] });
/** How far a bend may be moved to make it wider. */
const WIDE_BEND = 110;
/** Beyond so many nodes, ways are taken as the layout found them. */
const MANY = 400;
/** Where a valve stands: at a share of the first piece, within these bounds. */
const VALVE = { share: 0.3, least: 27, most: 64 };

/**
 * @param {import('./collapse.js').Visible} visible
 * @param {import('./layout.js').Layout} layout
 * @param {Direction} direction
 * @param {boolean[]} [round] which nodes are circles
 * @returns {Bed[]}
 */
export function bedsOf(visible, layout, direction, round = []) {
  const ends = endPoints(visible, layout, direction, round);
  return visible.edges.map(({ source, target }, index) => {
    const way = layout.ways[index];
    const end = round[source] ? ontoCircle(ends[index], layout.nodes[source]) : ends[index];
    if (!way.length) return bedThrough([end, end], direction);
    const [first, ...bends] = way.slice(0, -1);
    const start = round[target] ? ontoCircle(first, layout.nodes[target]) : first;
    const passed = layout.nodes.filter((_, node) => node !== source && node !== target);
    return eased([start, ...bends, end], layout.nodes.length > MANY ? null : passed, direction);
  });
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
 * @param {Bed} bed
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

/**
 * The smooth curve through points: it leaves and arrives along the direction of flow, and swings no
 * farther out than its points do.
 * @param {Point[]} points
 * @param {Direction} direction
 * @returns {Bed}
 */
export function bedThrough(points, direction) {
  const pieces = new Float32Array(8 * (points.length - 1));
  const lengths = new Float32Array(points.length - 1);
  const slopes = slopesAt(points, direction);
  for (let piece = 0; piece + 1 < points.length; piece += 1) {
    const ends = [points[piece], points[piece + 1]];
    pieces.set(curve(ends, slopes.slice(piece, piece + 2), direction), 8 * piece);
    lengths[piece] = pieceLength(pieces, piece);
  }
  const length = lengths.reduce((sum, each) => sum + each, 0);
  return { pieces, lengths, length, valve: valveAt(lengths[0] ?? 0, length) };
}

/**
 * How far the curve moves across the flow for each step along it, at each point: 0 at both ends and
 * where it turns back, else the harmonic mean of both sides (a monotone cubic, Fritsch and Butland
 * 1984).
 * @param {Point[]} points
 * @param {Direction} direction
 */
function slopesAt(points, direction) {
  const [along, across] = AXES[direction];
  const steps = points.slice(1).map((point, at) => {
    const step = point[along] - points[at][along];
    return step === 0 ? 0 : (point[across] - points[at][across]) / step;
  });
  return points.map((_, at) => {
    const [before, after] = [steps[at - 1] ?? 0, steps[at] ?? 0];
    return before * after > 0 ? (2 * before * after) / (before + after) : 0;
  });
}

/**
 * The valve stands below the gate, where there is room for its number.
 * @param {number} first
 * @param {number} length
 */
function valveAt(first, length) {
  const wanted = Math.min(Math.max(first * VALVE.share, VALVE.least), VALVE.most);
  return Math.min(wanted, first / 2, length / 2);
}

/**
 * A cubic piece between two points, with the slopes there. Its handles are longer where it runs
 * along the flow, which makes calmer bends.
 * @param {Point[]} ends
 * @param {number[]} slopes
 * @param {Direction} direction
 */
function curve([from, to], slopes, direction) {
  const [along, across] = AXES[direction];
  const step = to[along] - from[along];
  const [first, second] = slopes.map((slope) => (slope === 0 ? step / 2 : step / 3));
  const leaving = { [along]: from[along] + first, [across]: from[across] + slopes[0] * first };
  const arriving = { [along]: to[along] - second, [across]: to[across] - slopes[1] * second };
  return [from, leaving, arriving, to].flatMap(({ x, y }) => [x, y]);
}

/**
 * A point of a piece and the direction there.
 * @param {Float32Array} pieces
 * @param {number} piece
 * @param {number} t 0 … 1
 */
export function pointOn(pieces, piece, t) {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = pieces.subarray(8 * piece, 8 * piece + 8);
  const u = 1 - t;
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
  const [e, f, g] = [3 * u * u, 6 * u * t, 3 * t * t];
  const dx = e * (x1 - x0) + f * (x2 - x1) + g * (x3 - x2);
  const dy = e * (y1 - y0) + f * (y2 - y1) + g * (y3 - y2);
  const size = Math.hypot(dx, dy) || 1;
  return {
    x: a * x0 + b * x1 + c * x2 + d * x3,
    y: a * y0 + b * y1 + c * y2 + d * y3,
    dx: dx / size,
    dy: dy / size,
  };
}

/**
 * @param {Float32Array} pieces
 * @param {number} piece
 */
function pieceLength(pieces, piece) {
  const parts = 12;
  let length = 0;
  let before = pointOn(pieces, piece, 0);
  for (let part = 1; part <= parts; part += 1) {
    const here = pointOn(pieces, piece, part / parts);
    length += Math.hypot(here.x - before.x, here.y - before.y);
    before = here;
  }
  return length;
}

/**
 * The point of a bed at a distance from its beginning.
 * @param {Bed} bed
 * @param {number} distance
 */
export function pointAt(bed, distance) {
  const { piece, t } = parameterOf(bed, distance);
  return pointOn(bed.pieces, piece, t);
}

/**
 * A distance as it is counted where each piece is walked at the pace of its curve's parameter.
 * @param {Bed} bed
 * @param {number} distance
 */
export function paced(bed, distance) {
  const { piece, t } = parameterOf(bed, distance);
  const before = bed.lengths.subarray(0, piece).reduce((sum, each) => sum + each, 0);
  return before + t * bed.lengths[piece];
}

/**
 * @param {Bed} bed
 * @param {number} distance
 */
function parameterOf({ pieces, lengths }, distance) {
  let left = distance;
  let piece = 0;
  while (piece < lengths.length - 1 && left > lengths[piece]) {
    left -= lengths[piece];
    piece += 1;
  }
  return { piece, t: parameterAt(pieces, piece, left) };
}

/**
 * @param {Float32Array} pieces
 * @param {number} piece
 * @param {number} distance
 */
function parameterAt(pieces, piece, distance) {
  const parts = 24;
  let walked = 0;
  let before = pointOn(pieces, piece, 0);
  for (let part = 1; part <= parts; part += 1) {
    const here = pointOn(pieces, piece, part / parts);
    const length = Math.hypot(here.x - before.x, here.y - before.y);
    if (walked + length >= distance) {
      return (part - 1 + (distance - walked) / Math.max(length, 1e-9)) / parts;
    }
    walked += length;
    before = here;
  }
  return 1;
}
