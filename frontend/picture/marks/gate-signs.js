// The valves as signs. All of them are drawn from the same frame: a place on the bed, `along` and
// `across` the water, and how far the banks are. The leaves of a lock hinge at both banks: they are
// shut at 0, stand the wider the more passes, and lie along the banks at 1.

import { ellipse, polygon, polyline } from '../shapes.js';

/**
 * @typedef {object} Frame
 * @property {(along: number, across: number) => Point} at
 * @property {number} bank half the width of the wider side
 *
 * @typedef {import('../shapes.js').Shape} Shape
 */

const HINGE = 2.2;
const LEAST_LEAF = 6;
const WHEEL = 5;
const MOST_VANES = 6;
/** A local gradient this near to 1 lets all pass. */
export const ALL = 5e-4;

/** From the middle of the bed to a hinge. @param {Frame} frame */
const leafOf = ({ bank }) => Math.max(bank + HINGE, LEAST_LEAF);

/**
 * How far a valve reaches to each side of the bed's middle.
 * @param {number} size of the local gradient
 * @param {Frame} frame
 */
export function reachOf(size, frame) {
  return size > 1 + ALL ? frame.bank + HINGE + 2 * WHEEL : leafOf(frame) + HINGE;
}

/**
 * @param {number} size of the local gradient, from 0 to 1
 * @param {Frame} frame
 * @returns {Shape[]}
 */
export function leaves(size, frame) {
  const leaf = leafOf(frame);
  const angle = size >= 1 - ALL ? Math.PI / 2 : (Math.PI / 2) * Math.sqrt(size);
  const [along, across] = [leaf * Math.sin(angle), leaf * Math.cos(angle)];
  const lines = [-1, 1].map((side) => [
    frame.at(-along / 2, side * leaf),
    frame.at(along / 2, side * (leaf - across)),
  ]);
  return [
    ...lines.map((line) => stroke(line, 'paper', 4.6)),
    ...lines.map((line) => stroke(line, 'ink', 2)),
    ...lines.map(([hinge]) => dot(hinge, 1.7)),
  ];
}

/**
 * A water wheel at each bank that lifts the water; a vane more for each power of ten.
 * @param {number} size of the local gradient, above 1
 * @param {Frame} frame
 * @returns {Shape[]}
 */
export function pump(size, { at, bank }) {
  const decades = Number.isFinite(size) ? Math.floor(Math.log10(size)) : MOST_VANES;
  const vanes = Math.min(3 + decades, MOST_VANES);
  return [-1, 1].flatMap((side) => {
    const across = side * (bank + HINGE + WHEEL);
    const centre = at(0, across);
    const spokes = Array.from({ length: vanes }, (_, vane) => {
      const angle = (2 * Math.PI * vane) / vanes;
      return polyline([
        centre,
        at(WHEEL * Math.cos(angle), across + side * WHEEL * Math.sin(angle)),
      ]);
    });
    return [
      {
        kind: 'path',
        d: ellipse(centre.x, centre.y, WHEEL),
        fill: 'card',
        stroke: 'ink',
        width: 1.1,
      },
      { kind: 'path', d: spokes.join(' '), stroke: 'ink', width: 1 },
      dot(centre, 1.3),
    ];
  });
}

/** Many numbers at once: a comb across the bed. @param {Frame} frame @returns {Shape[]} */
export function comb({ at, bank }) {
  const reach = Math.max(bank, 4) + 3;
  return [-3, 0, 3].map((along) => stroke([at(along, -reach), at(along, reach)], 'ink', 1));
}

/** No number at all: a valve that broke. @param {Frame} frame @returns {Shape[]} */
export function cross({ at, bank }) {
  const reach = Math.max(bank, 5) + 1;
  const lines = [-1, 1].map((side) => [at(-reach, -side * reach), at(reach, side * reach)]);
  return [
    ...lines.map((line) => stroke(line, 'paper', 5)),
    ...lines.map((line) => stroke(line, 'broken', 2.2)),
  ];
}

/** The sign turns here. @param {Frame} frame @returns {Shape[]} */
export function lozenge({ at }) {
  const corners = [at(-5.5, 0), at(0, 5.5), at(5.5, 0), at(0, -5.5)];
  return [
    { kind: 'path', d: polygon(corners), fill: 'card', stroke: 'ink', width: 1.1 },
    stroke([at(0, -2.6), at(0, 2.6)], 'ink', 1.5),
  ];
}

/** Nothing is known yet: posts at the banks. @param {Frame} frame @returns {Shape[]} */
export function posts(frame) {
  return [-1, 1].map((side) => dot(frame.at(0, side * LEAST_LEAF), 1.7, 'ink-quiet'));
}

/**
 * @param {Point[]} line
 * @param {string} colour
 * @param {number} width
 * @returns {Shape}
 */
const stroke = (line, colour, width) => ({
  kind: 'path',
  d: polyline(line),
  stroke: colour,
  width,
});

/**
 * @param {Point} centre
 * @param {number} radius
 * @param {string} [fill]
 * @returns {Shape}
 */
const dot = ({ x, y }, radius, fill = 'ink') => ({ kind: 'path', d: ellipse(x, y, radius), fill });
