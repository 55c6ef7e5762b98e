// Between two scenes or two waters: while a group opens, or an input moves. What is in both moves
// over; what is new comes out of the group that it was in.

import { divided } from './curves.js';
import { scaleBetween } from './widths.js';

/**
 * @param {import('./scene.js').Scene} from
 * @param {import('./scene.js').Scene} to
 * @param {number} t 0 … 1
 * @returns {import('./scene.js').Scene}
 */
export function sceneBetween(from, to, t) {
  const boxes = new Map([...from.plots, ...from.nodes].map(({ key, box }) => [key, box]));
  const beds = new Map(from.rivers.map((river) => [river.key, river.bed]));
  const starts = to.nodes.map((node) => startOf(boxes, node));
  return {
    ...to,
    nodes: to.nodes.map((node, at) => ({ ...node, box: boxBetween(starts[at], node.box, t) })),
    rivers: to.rivers.map((river) => {
      const ends = [starts[river.target], starts[river.source]];
      const bed = beds.get(river.key) ?? lineBetween(ends, river.bed);
      return { ...river, bed: bedBetween(bed, river.bed, t) };
    }),
    plots: to.plots.map((plot) => ({
      ...plot,
      box: boxBetween(boxes.get(plot.key) ?? grown(plot.box), plot.box, t),
    })),
  };
}

/**
 * Where a node comes from: its own place, that of the closed group that it was in, or the plot of
 * the group that it stands for now.
 * @param {Map<string, import('./layout.js').Box>} boxes
 * @param {import('./scene.js').SceneNode} node
 */
function startOf(boxes, { key, within, box }) {
  const known = [key, ...within].find((each) => boxes.has(each)) ?? '';
  return boxes.get(known) ?? grown(box);
}

/**
 * @param {import('./layout.js').Box} from
 * @param {import('./layout.js').Box} to
 * @param {number} t
 */
function boxBetween(from, to, t) {
  const mix = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * t;
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    width: mix(from.width, to.width),
    height: mix(from.height, to.height),
  };
}

/** A box that grows from its middle. @param {import('./layout.js').Box} box */
const grown = ({ x, y, width, height }) => ({
  x: x + width / 2,
  y: y + height / 2,
  width: 0,
  height: 0,
});

/**
 * A straight bed between the middles of two boxes, of as many pieces as another bed.
 * @param {import('./layout.js').Box[]} ends
 * @param {import('./curves.js').Bed} like
 * @returns {import('./curves.js').Bed}
 */
function lineBetween(ends, like) {
  const [start, end] = ends.map(({ x, y, width, height }) => [x + width / 2, y + height / 2]);
  const last = like.pieces.length / 2 - 1;
  const pieces = like.pieces.map((_, at) => {
    const share = Math.floor(at / 2) / last;
    return start[at % 2] + (end[at % 2] - start[at % 2]) * share;
  });
  return { ...like, pieces };
}

/**
 * @param {import('./curves.js').Bed} from
 * @param {import('./curves.js').Bed} to
 * @param {number} t
 */
function bedBetween(from, to, t) {
  const count = Math.max(from.lengths.length, to.lengths.length);
  const [one, other] = [ofPieces(from, count), ofPieces(to, count)];
  return {
    ...other,
    pieces: other.pieces.map((value, at) => one.pieces[at] + (value - one.pieces[at]) * t),
  };
}

/**
 * The same bed in a number of pieces: the longest are divided.
 * @param {import('./curves.js').Bed} bed
 * @param {number} count
 */
function ofPieces(bed, count) {
  let parted = bed;
  while (parted.lengths.length < count) {
    const longest = parted.lengths.indexOf(Math.max(...parted.lengths));
    const before = parted.lengths.subarray(0, longest).reduce((sum, each) => sum + each, 0);
    const more = divided(parted, before + parted.lengths[longest] / 2);
    if (more === parted) return bed;
    parted = more;
  }
  return parted;
}

/**
 * @param {import('./waters.js').Waters} from
 * @param {import('./waters.js').Waters} to
 * @param {number} t
 * @returns {import('./waters.js').Waters}
 */
export function watersBetween(from, to, t) {
  if (from.rivers.length !== to.rivers.length) return to;
  const mix = (/** @type {number} */ a, /** @type {number} */ b) => (a === b ? b : a + (b - a) * t);
  return {
    ...to,
    spring: mix(from.spring, to.spring),
    scale: scaleBetween(from.scale, to.scale, t),
    rivers: to.rivers.map((water, river) => ({
      ...water,
      before: mix(from.rivers[river].before, water.before),
      after: mix(from.rivers[river].after, water.after),
    })),
  };
}

/** Slow at both ends. @param {number} t */
export const eased = (t) => t * t * (3 - 2 * t);

/**
 * The scene as it looks on another sheet.
 * @param {import('./scene.js').Scene} scene
 * @param {Point} by
 * @returns {import('./scene.js').Scene}
 */
export function movedBy(scene, by) {
  const box = (/** @type {import('./layout.js').Box} */ at) => ({
    ...at,
    x: at.x + by.x,
    y: at.y + by.y,
  });
  return {
    ...scene,
    nodes: scene.nodes.map((node) => ({ ...node, box: box(node.box) })),
    plots: scene.plots.map((plot) => ({ ...plot, box: box(plot.box) })),
    rivers: scene.rivers.map((river) => ({
      ...river,
      bed: {
        ...river.bed,
        pieces: river.bed.pieces.map((value, at) => value + (at % 2 ? by.y : by.x)),
      },
    })),
  };
}
