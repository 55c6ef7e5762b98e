// Water without WebGL: still ribbons, and dashes that are carried along them.

import { progress } from '../../scene/scene.js';
import { cleared, paint } from '../canvas.js';
import { ribbonWidths } from '../ribbon.js';
import { curve } from '../shapes.js';
import { ribbons } from './ribbons.js';

/** @typedef {import('../../scene/scene.js').Scene} Scene */
/** @typedef {import('../../scene/waters.js').Waters} Waters */
/** @typedef {import('../theme.js').Theme} Theme */

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {import('./webgl.js').WaterPainter}
 */
export function canvasWater(canvas) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  let filled = /** @type {{scene: Scene, waters: Waters} | null} */ (null);
  let theme = /** @type {Theme | null} */ (null);
  let still = { position: Number.NaN, shapes: /** @type {import('../shapes.js').Shape[]} */ ([]) };
  return {
    fill(scene, waters) {
      filled = { scene, waters };
      still.position = Number.NaN;
    },
    dye(next) {
      theme = next;
    },
    draw({ camera, position, time, width }) {
      if (!filled || !theme) return;
      const { scene, waters } = filled;
      if (still.position !== position) {
        still = { position, shapes: ribbons(scene, waters, position) };
      }
      cleared(context, camera, { width });
      paint(context, still.shapes, theme);
      if (time > 0) paintCurrents(context, filled, theme, { position, time });
    },
    isLost: () => false,
    destroy() {},
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{scene: Scene, waters: Waters}} filled
 * @param {Theme} theme
 * @param {{position: number, time: number}} moment
 */
function paintCurrents(context, { scene, waters }, theme, { position, time }) {
  context.lineWidth = 1.2;
  context.globalAlpha = 0.7;
  scene.rivers.forEach((river, index) => {
    const water = waters.rivers[index];
    if (water.state !== 'flowing' || progress(river.span, position) < 1) return;
    if (ribbonWidths(water, waters.scale).after < 3) return;
    const light = water.afterTone < 0 ? 'water-negative-light' : 'water-positive-light';
    context.strokeStyle = theme.colour(light);
    context.setLineDash([9, 15]);
    context.lineDashOffset = -time * 26;
    context.stroke(new Path2D(curve(river.bed)));
  });
  context.globalAlpha = 1;
}
