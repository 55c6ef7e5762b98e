// Where one looks: screen = world × k + (x, y), in CSS pixels.

/** @typedef {{x: number, y: number, k: number}} Camera */

const MOST_ZOOM = 4;
const LEAST_ZOOM = 0.04;
/** What fits is not blown up: a small graph stays a drawing. */
const FIT_ZOOM = 1.35;

/**
 * The camera that shows a box in a window, with the margins kept free.
 * @param {import('../scene/layout.js').Box} box
 * @param {{width: number, height: number}} view
 * @param {{top: number, right: number, bottom: number, left: number}} margin
 * @returns {Camera}
 */
export function fitted(box, view, margin) {
  const width = Math.max(view.width - margin.left - margin.right, 40);
  const height = Math.max(view.height - margin.top - margin.bottom, 40);
  const k = Math.min(width / box.width, height / box.height, FIT_ZOOM);
  return {
    k,
    x: margin.left + (width - box.width * k) / 2 - box.x * k,
    y: margin.top + (height - box.height * k) / 2 - box.y * k,
  };
}

/** @param {number} k */
export const withinZoom = (k) => Math.min(Math.max(k, LEAST_ZOOM), MOST_ZOOM);

/**
 * Nearer or farther around a point of the screen that stays where it is.
 * @param {Camera} camera
 * @param {number} factor
 * @param {Point} at
 * @returns {Camera}
 */
export function zoomed({ x, y, k }, factor, at) {
  const next = withinZoom(k * factor);
  const scale = next / k;
  return { k: next, x: at.x - (at.x - x) * scale, y: at.y - (at.y - y) * scale };
}

/**
 * @param {Camera} camera
 * @param {number} dx
 * @param {number} dy
 * @returns {Camera}
 */
export const panned = ({ x, y, k }, dx, dy) => ({ x: x + dx, y: y + dy, k });

/**
 * @param {Camera} camera
 * @param {Point} screen
 * @returns {Point}
 */
export const toWorld = ({ x, y, k }, screen) => ({ x: (screen.x - x) / k, y: (screen.y - y) / k });

/**
 * Between two cameras: t from 0 to 1. The zoom goes evenly.
 * @param {Camera} from
 * @param {Camera} to
 * @param {number} t
 * @returns {Camera}
 */
export function between(from, to, t) {
  const k = from.k * (to.k / from.k) ** t;
  const mix = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * t;
  return { k, x: mix(from.x, to.x), y: mix(from.y, to.y) };
}
