// Where one looks, and how it gets there: by hand at once, otherwise in a short glide.

import { eased } from '../scene/between.js';
import { between, fitted, panned, zoomed } from './camera.js';

const GLIDE_SECONDS = 0.45;
const MARGIN = 18;

/** @typedef {import('./camera.js').Camera} Camera */

export class ViewPoint {
  /** @param {{size: {width: number, height: number}}} window */
  constructor(window) {
    this.window = window;
    this.camera = /** @type {Camera} */ ({ x: 0, y: 0, k: 1 });
    this.glide = /** @type {{from: Camera, to: Camera, t: number} | null} */ (null);
    /** Whether the person chose where to look: then it is not chosen for them. */
    this.byHand = false;
    this.legend = 0;
  }

  /** @param {number} width room for the legend at the left */
  leaveRoom(width) {
    this.legend = width;
  }

  /**
   * @param {{width: number, height: number}} scene
   * @param {boolean} atOnce
   */
  fit({ width, height }, atOnce) {
    this.byHand = false;
    const { size } = this.window;
    const box = { x: 0, y: 0, width, height };
    const whole = { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN };
    const free = fitted(box, size, whole);
    const beside = fitted(box, size, { ...whole, left: this.legend + 2 * MARGIN });
    // The legend is only given room of its own where that costs little.
    const covers = free.x < this.legend + MARGIN;
    this.#goTo(covers && beside.k > 0.8 * free.k ? beside : free, atOnce);
  }

  /** @param {number} factor @param {Point} at */
  zoom(factor, at) {
    this.byHand = true;
    this.glide = null;
    this.camera = zoomed(this.camera, factor, at);
  }

  /** @param {number} dx @param {number} dy */
  pan(dx, dy) {
    this.byHand = true;
    this.glide = null;
    this.camera = panned(this.camera, dx, dy);
  }

  /** The sheet was moved: what was seen stays. @param {number} dx @param {number} dy */
  follow(dx, dy) {
    this.camera = panned(this.camera, dx * this.camera.k, dy * this.camera.k);
  }

  /** @param {Point} point in the middle from now on @param {number} [k] */
  centre({ x, y }, k = this.camera.k) {
    this.byHand = true;
    const { width, height } = this.window.size;
    this.#goTo({ k, x: width / 2 - x * k, y: height / 2 - y * k }, false);
  }

  /**
   * @param {number} seconds
   * @returns {boolean} whether the camera moved
   */
  advance(seconds) {
    const { glide } = this;
    if (!glide) return false;
    glide.t = Math.min(1, glide.t + seconds / GLIDE_SECONDS);
    this.camera = between(glide.from, glide.to, eased(glide.t));
    if (glide.t === 1) this.glide = null;
    return true;
  }

  /** @param {Camera} to @param {boolean} atOnce */
  #goTo(to, atOnce) {
    this.glide = atOnce ? null : { from: this.camera, to, t: 0 };
    if (atOnce) this.camera = to;
  }
}
