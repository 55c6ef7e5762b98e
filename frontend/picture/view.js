// Where one looks, and how it gets there: by hand at once, otherwise in a short glide.

import { eased } from '../scene/between.js';
import { between, fitted, panned, toWorld, withinZoom, zoomed } from './camera.js';

const GLIDE_SECONDS = 0.45;
const MARGIN = 18;
/** A picture that is smaller than this when seen as a whole is opened at its beginning, from near. */
const READABLE = 0.22;
const NEAR = 0.7;
const BEGINNING = 90;

/** @typedef {import('./camera.js').Camera} Camera */

export class ViewPoint {
  /** @param {{size: {width: number, height: number}}} window */
  constructor(window) {
    this.window = window;
    this.camera = /** @type {Camera} */ ({ x: 0, y: 0, k: 1 });
    this.glide = /** @type {{from: Camera, to: Camera, t: number} | null} */ (null);
    /** Whether it is not fitted anew: the person went there, or the whole could not be read. */
    this.stays = false;
    /** Whether the person chose where to look. */
    this.went = false;
    /** Room that the legend takes in a corner. */
    this.legend = { width: 0, height: 0 };
    /** What something else covers at the right and at the bottom. */
    this.covered = { right: 0, bottom: 0 };
  }

  /** @param {{width: number, height: number}} size of the legend */
  leaveRoom(size) {
    this.legend = size;
  }

  /**
   * The whole picture.
   * @param {import('../scene/scene.js').Scene} scene
   * @param {boolean} atOnce
   */
  fit(scene, atOnce) {
    this.#chosen(false);
    this.#goTo(this.#whole(scene), atOnce);
  }

  /**
   * The whole picture if it can be read, else its beginning: where the gradient springs.
   * @param {import('../scene/scene.js').Scene} scene
   * @param {boolean} atOnce
   */
  open(scene, atOnce) {
    const whole = this.#whole(scene);
    this.#chosen(false, whole.k < READABLE);
    this.#goTo(this.stays ? this.#beginning(scene) : whole, atOnce);
  }

  /** @param {import('../scene/scene.js').Scene} scene */
  #whole({ width, height, nodes }) {
    const { legend } = this;
    const size = this.#uncovered();
    const box = { x: 0, y: 0, width, height };
    const whole = { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN };
    const free = fitted(box, size, whole);
    const beside = fitted(box, size, { ...whole, left: legend.width + 2 * MARGIN });
    const above = fitted(box, size, { ...whole, bottom: legend.height + 1.5 * MARGIN });
    const corner = { left: legend.width + MARGIN, top: size.height - legend.height - MARGIN };
    const covers = nodes.some((node) => reaches(node.box, free, corner));
    return covers ? [beside, above].sort((one, other) => other.k - one.k)[0] : free;
  }

  /** @param {import('../scene/scene.js').Scene} scene */
  #beginning({ nodes, output, direction }) {
    const { width, height } = this.#uncovered();
    const { box } = nodes[output];
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const at =
      direction === 'down'
        ? { x: width / 2, y: BEGINNING }
        : { x: width - BEGINNING, y: height / 2 };
    return { k: NEAR, x: at.x - middle.x * NEAR, y: at.y - middle.y * NEAR };
  }

  /** The part of the window that nothing covers. */
  #uncovered() {
    const { width, height } = this.window.size;
    return { width: width - this.covered.right, height: height - this.covered.bottom };
  }

  /**
   * Moves a box that is covered out into the open.
   * @param {import('../scene/layout.js').Box} box
   */
  uncover({ x, y, width, height }) {
    const camera = this.glide?.to ?? this.camera;
    const open = this.#uncovered();
    const over = {
      x: (x + width) * camera.k + camera.x + MARGIN - open.width,
      y: (y + height) * camera.k + camera.y + MARGIN - open.height,
    };
    if (Math.max(over.x, over.y) < 1) return;
    this.#goTo(panned(camera, -Math.max(over.x, 0), -Math.max(over.y, 0)), false);
  }

  /** @param {number} factor @param {Point} at */
  zoom(factor, at) {
    this.#chosen(true);
    this.#goTo(zoomed(this.camera, factor, at), true);
  }

  /** @param {number} dx @param {number} dy */
  pan(dx, dy) {
    this.#chosen(true);
    this.#goTo(panned(this.camera, dx, dy), true);
  }

  /** The sheet was moved: what was seen stays. @param {number} dx @param {number} dy */
  follow(dx, dy) {
    this.camera = panned(this.camera, dx * this.camera.k, dy * this.camera.k);
  }

  /**
   * @param {Point} point in the middle of what nothing covers, from now on
   * @param {number} [k]
   * @param {boolean} [atOnce]
   */
  centre({ x, y }, k = this.camera.k, atOnce = false) {
    this.#chosen(true);
    const { width, height } = this.#uncovered();
    const zoom = withinZoom(k);
    this.#goTo({ k: zoom, x: width / 2 - x * zoom, y: height / 2 - y * zoom }, atOnce);
  }

  /** What is in the middle, and how near; null while nobody went there. @returns {Sight | null} */
  sight() {
    if (!this.went || this.glide) return null;
    const { width, height } = this.#uncovered();
    return { ...toWorld(this.camera, { x: width / 2, y: height / 2 }), k: this.camera.k };
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

  /** @param {boolean} went whether the person chose it @param {boolean} [stays] */
  #chosen(went, stays = went) {
    this.went = went;
    this.stays = stays;
  }

  /** @param {Camera} to @param {boolean} atOnce */
  #goTo(to, atOnce) {
    this.glide = atOnce ? null : { from: this.camera, to, t: 0 };
    if (atOnce) this.camera = to;
  }
}

/**
 * Whether a box would lie in the lower left corner.
 * @param {import('../scene/layout.js').Box} box
 * @param {Camera} camera
 * @param {{left: number, top: number}} corner
 */
function reaches(box, { x, y, k }, { left, top }) {
  return box.x * k + x < left && (box.y + box.height) * k + y > top;
}
