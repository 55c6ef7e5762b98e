// The beds of the rivers: smooth curves through the layout's ways, from the foot of a gate to the
// head of its operand. Where several rivers end at one node, they arrive side by side.

/**
 * A river's bed as cubic pieces. Each piece has 8 numbers: four points.
 * @typedef {object} Bed
 * @property {Float32Array} pieces
 * @property {Float32Array} lengths of the pieces
 * @property {number} length
 * @property {number} valve how far along the valve stands
 */

const END_GAP = 30;
/** A river up to this length may run straight, with this clearance from nodes. */
const SHORT = 340;
const CLEARANCE = 14;
const PROBES = 24;
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
  const ends = endPoints(visible, layout, direction);
  return visible.edges.map(({ source, target }, index) => {
    const way = layout.ways[index];
    const end = round[source] ? ontoCircle(ends[index], layout.nodes[source]) : ends[index];
    if (!way.length) return bedThrough([end, end], direction);
    const [first, ...bends] = way.slice(0, -1);
    const start = round[target] ? ontoCircle(first, layout.nodes[target]) : first;
    const straight = bedThrough([start, end], direction);
    const isFree = !bends.length || runsFree(straight, layout, source, target);
    return isFree ? straight : bedThrough([start, ...bends, end], direction);
  });
}

/**
 * Whether a short river may leave the layout's way: it comes near no other node.
 * @param {Bed} bed
 * @param {import('./layout.js').Layout} layout
 * @param {number} source
 * @param {number} target
 */
function runsFree(bed, { nodes }, source, target) {
  if (bed.length > SHORT) return false;
  for (let part = 1; part < PROBES; part += 1) {
    const { x, y } = pointOn(bed.pieces, 0, part / PROBES);
    const isNear = nodes.some(
      (box, node) => node !== source && node !== target && isWithin(box, x, y, CLEARANCE),
    );
    if (isNear) return false;
  }
  return true;
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
 * @returns {Point[]}
 */
function endPoints(visible, layout, direction) {
  /** @type {Point[]} */
  const ends = new Array(visible.edges.length);
  const arriving = visible.nodes.map(() => /** @type {number[]} */ ([]));
  for (const [index, edge] of visible.edges.entries()) arriving[edge.source].push(index);
  const across = direction === 'down' ? 'x' : 'y';
  arriving.forEach((edges, node) => {
    const from = (/** @type {number} */ edge) => layout.ways[edge].at(-2)?.[across] ?? 0;
    edges.sort((one, other) => from(one) - from(other));
    const head = headOf(layout.nodes[node], direction);
    const gap = Math.min(END_GAP, (head.length - 24) / Math.max(edges.length - 1, 1));
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
 * @param {Point[]} points
 * @param {Direction} direction
 * @returns {Bed}
 */
export function bedThrough(points, direction) {
  const pieces = new Float32Array(8 * (points.length - 1));
  const lengths = new Float32Array(points.length - 1);
  for (let piece = 0; piece + 1 < points.length; piece += 1) {
    pieces.set(curve(points[piece], points[piece + 1], direction), 8 * piece);
    lengths[piece] = pieceLength(pieces, piece);
  }
  const length = lengths.reduce((sum, each) => sum + each, 0);
  return { pieces, lengths, length, valve: valveAt(lengths[0] ?? 0, length) };
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
 * A piece that leaves and arrives along the direction of flow.
 * @param {Point} from
 * @param {Point} to
 * @param {Direction} direction
 */
function curve(from, to, direction) {
  if (direction === 'down') {
    const bend = (to.y - from.y) / 2;
    return [from.x, from.y, from.x, from.y + bend, to.x, to.y - bend, to.x, to.y];
  }
  const bend = (to.x - from.x) / 2;
  return [from.x, from.y, from.x + bend, from.y, to.x - bend, to.y, to.x, to.y];
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
 * The point of a bed at a distance from its beginning. Within a piece the curve's own parameter
 * stands for distance, found by halving.
 * @param {Bed} bed
 * @param {number} distance
 */
export function pointAt({ pieces, lengths }, distance) {
  let left = distance;
  let piece = 0;
  while (piece < lengths.length - 1 && left > lengths[piece]) {
    left -= lengths[piece];
    piece += 1;
  }
  return pointOn(pieces, piece, parameterAt(pieces, piece, left));
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
