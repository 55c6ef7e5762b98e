// Where the number of each valve stands: beside the water, at the bank and the height at which it
// touches least. Found once for a scene, so that numbers stay where they are when an input moves.

import { operandsOf } from './collapse.js';
import { pointAt } from './curves.js';

/**
 * @typedef {object} LabelPlace
 * @property {-1 | 1} side of the bed, seen in the direction of flow: right or left
 * @property {number} slide how far below the valve, along the bed
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 */

/** The room that most numbers need, and how far most waters and valves reach to each side. */
const ROOM = { width: 58, height: 12 };
const BANK = 9;
const VALVE = 13;
/** What is written beside the end of a river that adds up. */
const MOUTH = { reach: 12, before: 8 };
/** Between a valve and its number. */
const GAP = 5;
const SLIDES = [0, 9, -9, 18, 30];
const SIDES = /** @type {const} */ ([1, -1]);
const STEP = 7;
/** What it costs to lie on things, and to be away from the valve. */
const COST = { node: 6, label: 6, water: 1, valve: 2, mouth: 1, slide: 0.02, inside: 0.4 };
/** The sheet in squares of this size, so that only what is near is looked at. */
const SQUARE = 64;

/**
 * The middle of a number beside a valve: as near as its box, as an ellipse, can come to it.
 * @param {import('./curves.js').Bed} bed
 * @param {LabelPlace} place
 * @param {{width: number, height: number}} room
 * @param {number} valve how far the valve reaches from the middle of the bed
 * @returns {Point}
 */
export function labelMiddle(bed, { side, slide }, { width, height }, valve) {
  const distance = Math.min(Math.max(bed.valve + slide, 0), bed.length);
  const { x, y, dx, dy } = pointAt(bed, distance);
  const [nx, ny] = [-dy * side, dx * side];
  const reach = valve + GAP + Math.hypot(nx * width, ny * height) / 2;
  return { x: x + nx * reach, y: y + ny * reach };
}

/**
 * @param {import('./curves.js').Bed[]} beds
 * @param {import('./collapse.js').Visible} visible
 * @param {Box[]} nodes
 * @returns {LabelPlace[]}
 */
export function labelPlaces(beds, visible, nodes) {
  const ground = new Ground();
  for (const box of nodes) ground.put(box, COST.node, -1);
  for (const [river, bed] of beds.entries()) putWater(ground, bed, river);
  const outer = outerSides(beds, visible);
  return beds.map((bed, river) => {
    const places = SLIDES.flatMap((slide) => SIDES.map((side) => ({ side, slide })));
    const costs = places.map((place) => cost(ground, bed, river, place, outer[river]));
    const best = places[costs.indexOf(Math.min(...costs))];
    ground.put(boxAt(bed, best), COST.label, river);
    return best;
  });
}

/**
 * @param {Ground} ground
 * @param {import('./curves.js').Bed} bed
 * @param {number} river
 * @param {LabelPlace} place
 * @param {number} outer
 */
function cost(ground, bed, river, place, outer) {
  const away =
    COST.slide * Math.abs(place.slide) + (outer && place.side !== outer ? COST.inside : 0);
  return away + ground.weight(boxAt(bed, place), river);
}

/**
 * @param {import('./curves.js').Bed} bed
 * @param {LabelPlace} place
 * @returns {Box}
 */
function boxAt(bed, place) {
  const { x, y } = labelMiddle(bed, place, ROOM, VALVE);
  return { x: x - ROOM.width / 2, y: y - ROOM.height / 2, ...ROOM };
}

/**
 * @param {Ground} ground
 * @param {import('./curves.js').Bed} bed
 * @param {number} river
 */
function putWater(ground, bed, river) {
  for (let distance = 0; distance <= bed.length; distance += STEP) {
    ground.put(around(pointAt(bed, distance), BANK), COST.water, river);
  }
  ground.put(around(pointAt(bed, bed.valve), VALVE), COST.valve, river);
  ground.put(around(pointAt(bed, bed.length - MOUTH.before), MOUTH.reach), COST.mouth, river);
}

/**
 * @param {Point} point
 * @param {number} reach
 * @returns {Box}
 */
const around = ({ x, y }, reach) => ({
  x: x - reach,
  y: y - reach,
  width: 2 * reach,
  height: 2 * reach,
});

/**
 * The outer bank of the first and the last of several rivers at a foot; 0: either.
 * @param {import('./curves.js').Bed[]} beds
 * @param {import('./collapse.js').Visible} visible
 */
function outerSides(beds, visible) {
  const sides = beds.map(() => 0);
  for (const rivers of operandsOf(visible)) {
    if (rivers.length < 2) continue;
    const ordered = rivers.toSorted((one, other) => leftness(beds[one]) - leftness(beds[other]));
    sides[ordered[0]] = -1;
    sides[ordered[ordered.length - 1]] = 1;
  }
  return sides;
}

/** How far left a river begins, seen in the direction of flow. @param {import('./curves.js').Bed} bed */
function leftness(bed) {
  const { x, y, dx, dy } = pointAt(bed, 0);
  return -dy * x + dx * y;
}

/** What lies where, in squares. */
class Ground {
  constructor() {
    /** @type {Map<string, {box: Box, weight: number, river: number}[]>} */
    this.squares = new Map();
  }

  /** @param {Box} box @param {number} weight @param {number} river to which it belongs */
  put(box, weight, river) {
    for (const key of squaresOf(box)) {
      const square = this.squares.get(key);
      if (square) square.push({ box, weight, river });
      else this.squares.set(key, [{ box, weight, river }]);
    }
  }

  /**
   * What a box would lie on: each river counts once.
   * @param {Box} box
   * @param {number} own river, whose water does not count: the box keeps off it
   */
  weight(box, own) {
    /** @type {Map<number, number>} */
    const heaviest = new Map();
    for (const key of squaresOf(box)) {
      for (const { box: other, weight, river } of this.squares.get(key) ?? []) {
        if (river === own) continue;
        const share = weight * overlap(box, other);
        if (share > (heaviest.get(river) ?? 0)) heaviest.set(river, share);
      }
    }
    return [...heaviest.values()].reduce((sum, each) => sum + each, 0);
  }
}

/** @param {Box} box */
function squaresOf({ x, y, width, height }) {
  const keys = [];
  for (let column = Math.floor(x / SQUARE); column <= (x + width) / SQUARE; column += 1) {
    for (let row = Math.floor(y / SQUARE); row <= (y + height) / SQUARE; row += 1) {
      keys.push(`${column},${row}`);
    }
  }
  return keys;
}

/**
 * How much two boxes overlap, by their narrower measure: 0 … 1.
 * @param {Box} one
 * @param {Box} other
 */
function overlap(one, other) {
  const wide = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const high = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  if (wide <= 0 || high <= 0) return 0;
  return 0.3 + 0.7 * Math.min(wide / Math.min(one.width, other.width), high / one.height, 1);
}
