// What is drawn while it changes: a scene on its way to another one, waters on their way to others.

import { eased, movedBy, sceneBetween, watersBetween } from '../scene/between.js';

const SCENE_SECONDS = 0.45;
const WATERS_SECONDS = 0.18;

/** @typedef {import('../scene/scene.js').Scene} Scene */
/** @typedef {import('../scene/waters.js').Waters} Waters */

export class Change {
  constructor() {
    this.scenes = /** @type {{from: Scene | null, to: Scene, t: number} | null} */ (null);
    this.waters = /** @type {{from: Waters | null, to: Waters, t: number} | null} */ (null);
  }

  /**
   * @param {Scene} to
   * @param {boolean} atOnce
   * @param {Point | null} moved by how much the new sheet is displaced from the old one
   */
  setScene(to, atOnce, moved) {
    const shown = atOnce ? null : this.shownScene();
    const from = shown && moved ? movedBy(shown, moved) : null;
    this.scenes = { from, to, t: from ? 0 : 1 };
  }

  /** @param {Waters} to @param {boolean} atOnce */
  setWaters(to, atOnce) {
    this.waters = { from: atOnce ? null : this.shownWaters(), to, t: atOnce ? 1 : 0 };
  }

  /** @returns {Scene | null} */
  shownScene() {
    const { scenes } = this;
    if (!scenes?.from || scenes.t === 1) return scenes?.to ?? null;
    return sceneBetween(scenes.from, scenes.to, eased(scenes.t));
  }

  /** @returns {Waters | null} */
  shownWaters() {
    const { waters } = this;
    if (!waters?.from || waters.t === 1) return waters?.to ?? null;
    return watersBetween(waters.from, waters.to, eased(waters.t));
  }

  targetWaters() {
    return this.waters?.to ?? null;
  }

  targetScene() {
    return this.scenes?.to ?? null;
  }

  /**
   * @param {number} seconds
   * @returns {boolean} whether something changed
   */
  advance(seconds) {
    const { scenes, waters } = this;
    const moved = (scenes?.t ?? 1) < 1 || (waters?.t ?? 1) < 1;
    if (scenes) scenes.t = Math.min(1, scenes.t + seconds / SCENE_SECONDS);
    if (waters) waters.t = Math.min(1, waters.t + seconds / WATERS_SECONDS);
    return moved;
  }
}
