// The bed of a river as a curve: smooth pieces, and the points along them.

/**
 * A river's bed as cubic pieces. Each piece has 8 numbers: four points.
 * @typedef {object} Bed
 * @property {Float32Array} pieces
 * @property {Float32Array} lengths of the pieces
 * @property {number} length
 * @property {number} valve how far along the valve stands
 */

/** Where a valve stands: at a share of the first piece, within these bounds. */
const VALVE = { share: 0.3, least: 27, most: 64 };
/** Along the flow, and across it. */
export const AXES = /** @type {const} */ ({ down: ['y', 'x'], right: ['x', 'y'] });

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
 * The same bed, with a piece that ends at a distance from its beginning.
 * @param {Bed} bed
 * @param {number} distance
 * @returns {Bed}
 */
export function divided(bed, distance) {
  const { piece, t, left } = parameterOf(bed, distance);
  const right = bed.lengths[piece] - left;
  if (left < 0.5 || right < 0.5) return bed;
  const pieces = new Float32Array(bed.pieces.length + 8);
  pieces.set(bed.pieces.subarray(0, 8 * piece));
  pieces.set(halves(bed.pieces.subarray(8 * piece, 8 * piece + 8), t), 8 * piece);
  pieces.set(bed.pieces.subarray(8 * piece + 8), 8 * piece + 16);
  const lengths = new Float32Array(bed.lengths.length + 1);
  lengths.set(bed.lengths.subarray(0, piece));
  lengths.set([left, right], piece);
  lengths.set(bed.lengths.subarray(piece + 1), piece + 2);
  return { ...bed, pieces, lengths };
}

/**
 * Both parts of a cubic piece divided at t (de Casteljau).
 * @param {Float32Array} piece
 * @param {number} t
 */
function halves(piece, t) {
  const points = [0, 2, 4, 6].map((at) => ({ x: piece[at], y: piece[at + 1] }));
  const left = [points[0]];
  const right = [points[3]];
  for (let row = points; row.length > 1; ) {
    row = row.slice(1).map((point, at) => ({
      x: row[at].x + t * (point.x - row[at].x),
      y: row[at].y + t * (point.y - row[at].y),
    }));
    left.push(row[0]);
    right.unshift(row[row.length - 1]);
  }
  return [...left, ...right].flatMap(({ x, y }) => [x, y]);
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
  return { piece, t: parameterAt(pieces, piece, left), left };
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
