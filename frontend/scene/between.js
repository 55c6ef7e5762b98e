// Between two scenes or two waters: while a group opens, or an input moves. What is in both moves
// over; what is new grows out of where its group was.

/**
 * @param {import('./scene.js').Scene} from
 * @param {import('./scene.js').Scene} to
 * @param {number} t 0 … 1
 * @returns {import('./scene.js').Scene}
 */
export function sceneBetween(from, to, t) {
  const boxes = new Map(from.nodes.map((node) => [node.key, node.box]));
  const beds = new Map(from.rivers.map((river) => [river.key, river.bed]));
  const plots = new Map(from.plots.map((plot) => [plot.group, plot.box]));
  return {
    ...to,
    nodes: to.nodes.map((node) => ({ ...node, box: boxBetween(boxes.get(node.key), node.box, t) })),
    rivers: to.rivers.map((river) => ({
      ...river,
      bed: bedBetween(beds.get(river.key), river.bed, t),
    })),
    plots: to.plots.map((plot) => ({
      ...plot,
      box: boxBetween(plots.get(plot.group), plot.box, t),
    })),
  };
}

/**
 * @param {import('./layout.js').Box | undefined} from
 * @param {import('./layout.js').Box} to
 * @param {number} t
 */
function boxBetween(from, to, t) {
  if (!from) return grown(to, t);
  const mix = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * t;
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    width: mix(from.width, to.width),
    height: mix(from.height, to.height),
  };
}

/**
 * @param {import('./layout.js').Box} box
 * @param {number} t
 */
function grown({ x, y, width, height }, t) {
  const lack = (1 - t) / 2;
  return { x: x + width * lack, y: y + height * lack, width: width * t, height: height * t };
}

/**
 * @param {import('./beds.js').Bed | undefined} from
 * @param {import('./beds.js').Bed} to
 * @param {number} t
 */
function bedBetween(from, to, t) {
  if (from?.pieces.length !== to.pieces.length) return to;
  return {
    ...to,
    pieces: to.pieces.map((value, at) => from.pieces[at] + (value - from.pieces[at]) * t),
  };
}

/**
 * @param {import('./waters.js').Waters} from
 * @param {import('./waters.js').Waters} to
 * @param {number} t
 * @returns {import('./waters.js').Waters}
 */
export function watersBetween(from, to, t) {
  if (from.rivers.length !== to.rivers.length || from.scale.kind !== to.scale.kind) return to;
  const mix = (/** @type {number} */ a, /** @type {number} */ b) => (a === b ? b : a + (b - a) * t);
  return {
    ...to,
    scale: {
      ...to.scale,
      largest: mix(from.scale.largest, to.scale.largest),
      smallest: mix(from.scale.smallest, to.scale.smallest),
    },
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
