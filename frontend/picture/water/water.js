// The water sheet: WebGL where it is there and quick enough, the canvas painter elsewhere.

import { createWatch, QUALITIES } from '../quality.js';
import { canvasWater } from './canvas2d.js';
import { webglWater } from './webgl.js';

const COARSEST = QUALITIES.length - 1;

export class Water {
  /**
   * @param {import('../stage.js').Stage} stage
   * @param {'auto' | 'canvas'} wanted
   */
  constructor(stage, wanted) {
    this.stage = stage;
    this.level = wanted === 'canvas' ? COARSEST : 0;
    this.frame = 0;
    this.watch = createWatch();
    /** @type {Parameters<import('./webgl.js').WaterPainter['fill']> | null} */
    this.filled = null;
    /** @type {import('../theme.js').Theme | null} */
    this.theme = null;
    this.painter = this.#newPainter();
  }

  #newPainter() {
    const { stage } = this;
    const webgl = QUALITIES[this.level].webgl ? webglWater(stage.freshWaterCanvas()) : null;
    if (!webgl) this.level = COARSEST;
    stage.setWaterResolution(QUALITIES[this.level].resolution);
    return webgl ?? canvasWater(stage.freshWaterCanvas());
  }

  /** @type {import('./webgl.js').WaterPainter['fill']} */
  fill(scene, waters) {
    this.filled = [scene, waters];
    this.painter.fill(scene, waters);
  }

  /** @param {import('../theme.js').Theme} theme */
  dye(theme) {
    this.theme = theme;
    this.painter.dye(theme);
  }

  /**
   * @param {Parameters<import('./webgl.js').WaterPainter['draw']>[0]} moment
   * @param {boolean} mustDraw something else than the current has changed
   */
  draw(moment, mustDraw) {
    this.frame += 1;
    if (mustDraw || this.frame % QUALITIES[this.level].everyFrame === 0) this.painter.draw(moment);
  }

  /**
   * Takes a lower quality when frames come too slowly, or the graphics card is lost.
   * @param {number} seconds since the last frame
   * @returns {boolean} whether the water must be drawn anew: its sheet is blank
   */
  judge(seconds) {
    const lost = this.painter.isLost();
    if (!lost && (this.level === COARSEST || !this.watch.tooSlow(seconds))) return false;
    this.level = lost ? COARSEST : this.level + 1;
    if (QUALITIES[this.level].webgl) {
      this.stage.setWaterResolution(QUALITIES[this.level].resolution);
      return true;
    }
    this.painter.destroy();
    this.painter = this.#newPainter();
    if (this.theme) this.painter.dye(this.theme);
    if (this.filled) this.painter.fill(...this.filled);
    return true;
  }

  kind() {
    return QUALITIES[this.level].webgl ? 'webgl' : 'canvas';
  }

  destroy() {
    this.painter.destroy();
  }
}
