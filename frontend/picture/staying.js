// What stays where it is when the picture changes.

import { toWorld } from './camera.js';

/**
 * What a layout depends on, as a text that can be compared.
 * @param {Model} model
 * @param {ReadonlySet<string>} closed
 * @param {Direction} direction
 */
export function outlineOf(model, closed, direction) {
  const { nodes, edges, groups, output } = model;
  const ends = checksum(checksum(17, model.edgeSource), model.edgeTarget);
  const texts = `${model.operations.length > 5000 ? '' : [model.operations, model.names, model.shapes].join(' ')}`;
  const shut = groups.filter(({ path }) => closed.has(path)).map(({ path }) => path);
  return [nodes, edges, output, ends, texts, direction, ...shut].join('|');
}

/**
 * @param {number} start
 * @param {Int32Array} numbers
 */
function checksum(start, numbers) {
  let sum = start;
  for (const number of numbers) sum = (Math.imul(sum, 31) + number) | 0;
  return sum;
}

/**
 * How far the nodes that are in both scenes have moved on the whole; null where they have too
 * little in common to be the same picture.
 * @param {import('../scene/scene.js').Scene} before
 * @param {import('../scene/scene.js').Scene} after
 * @returns {Point | null}
 */
export function displacement(before, after) {
  if (before.direction !== after.direction) return null;
  const old = new Map(before.nodes.map((node) => [node.key, node.box]));
  const moves = after.nodes.flatMap(({ key, box }) => {
    const was = old.get(key);
    return was ? [{ x: centre(box).x - centre(was).x, y: centre(box).y - centre(was).y }] : [];
  });
  if (moves.length < 2) return null;
  return { x: median(moves.map(({ x }) => x)), y: median(moves.map(({ y }) => y)) };
}

/** @param {import('../scene/layout.js').Box} box */
const centre = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1];
}

/**
 * The part of the sheet that is in the window.
 * @param {import('./camera.js').Camera} camera
 * @param {{width: number, height: number}} size
 */
export function seenBy(camera, { width, height }) {
  const { x, y } = toWorld(camera, { x: 0, y: 0 });
  return { x, y, width: width / camera.k, height: height / camera.k };
}
