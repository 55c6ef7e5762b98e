// The whole sheet, small, with a frame around what is seen; there while something is out of sight.

import { toWorld } from './camera.js';
import { placeOf } from './gestures.js';

const SIZE = { width: 168, height: 118 };
const MARGIN = 6;

export class Minimap {
  /**
   * @param {HTMLElement} host
   * @param {(centre: Point) => void} goTo
   */
  constructor(host, goTo) {
    this.canvas = newCanvas();
    host.append(this.canvas);
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d'));
    this.scale = { k: 1, x: 0, y: 0 };
    const go = (/** @type {PointerEvent} */ event) => {
      if (event.buttons & 1) goTo(toWorld(this.scale, placeOf(event, this.canvas)));
    };
    this.canvas.addEventListener('pointerdown', (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      go(event);
    });
    this.canvas.addEventListener('pointermove', go);
  }

  /**
   * @param {import('../scene/scene.js').Scene} scene
   * @param {import('../scene/layout.js').Box} seen in the sheet's coordinates
   * @param {import('./theme.js').Theme} theme
   */
  draw(scene, seen, theme) {
    this.canvas.hidden = isAllSeen(scene, seen);
    if (this.canvas.hidden) return;
    this.scale = scaleFor(scene);
    paintMap(this.context, scene, seen, theme, this.scale);
  }
}

function newCanvas() {
  const canvas = document.createElement('canvas');
  canvas.className = 'minimap';
  canvas.hidden = true;
  canvas.dataset.ownDrag = 'true';
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', 'Overview of the whole graph');
  return canvas;
}

/**
 * @param {import('../scene/scene.js').Scene} scene
 * @param {import('../scene/layout.js').Box} seen
 */
function isAllSeen({ width, height }, seen) {
  const slack = 30;
  return (
    seen.x <= slack &&
    seen.y <= slack &&
    seen.x + seen.width >= width - slack &&
    seen.y + seen.height >= height - slack
  );
}

/** @param {import('../scene/scene.js').Scene} scene */
function scaleFor({ width, height }) {
  const k = Math.min((SIZE.width - 2 * MARGIN) / width, (SIZE.height - 2 * MARGIN) / height);
  return { k, x: (SIZE.width - width * k) / 2, y: (SIZE.height - height * k) / 2 };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('../scene/scene.js').Scene} scene
 * @param {import('../scene/layout.js').Box} seen
 * @param {import('./theme.js').Theme} theme
 * @param {import('./camera.js').Camera} scale
 */
function paintMap(context, scene, seen, theme, { k, x, y }) {
  const ratio = globalThis.devicePixelRatio || 1;
  context.canvas.width = SIZE.width * ratio;
  context.canvas.height = SIZE.height * ratio;
  context.setTransform(k * ratio, 0, 0, k * ratio, x * ratio, y * ratio);
  context.strokeStyle = theme.colour('water-positive');
  context.lineWidth = 1 / k;
  context.globalAlpha = 0.6;
  for (const { bed } of scene.rivers) {
    const { pieces } = bed;
    context.beginPath();
    context.moveTo(pieces[0], pieces[1]);
    for (let at = 6; at < pieces.length; at += 8) context.lineTo(pieces[at], pieces[at + 1]);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.fillStyle = theme.colour('ink-quiet');
  for (const { box } of scene.nodes) context.fillRect(box.x, box.y, box.width, box.height);
  context.strokeStyle = theme.colour('ink');
  context.lineWidth = 1.5 / k;
  context.strokeRect(seen.x, seen.y, seen.width, seen.height);
}
