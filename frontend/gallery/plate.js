// One picture of the gallery. It is alive only while it is in view: a browser allows few WebGL
// contexts at a time.

import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { createPicture } from '../picture/picture.js';

const MOST_WEBGL = 8;
/** How often costs are written below a picture, in seconds. */
const WRITTEN_EVERY = 1;

/**
 * @typedef {object} Plate
 * @property {Trace} trace
 * @property {string} moment
 * @property {number} position
 * @property {import('../picture/picture.js').View} view
 * @property {'auto' | 'canvas'} water
 * @property {boolean} [large]
 *
 * @typedef {object} Living
 * @property {import('../picture/picture.js').Picture} picture
 * @property {number} position
 * @property {boolean} webgl
 * @property {HTMLElement} caption
 */

/** @type {Set<Living>} */
const living = new Set();

/** What it shows never changes: other choices make other figures. */
/** @param {Plate} plate */
export function PlateFigure(plate) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const { moment, large } = plate;
  useEffect(() => aliveInView(/** @type {HTMLElement} */ (place.current), plate), []);
  return html`<figure class=${large ? 'plate large' : 'plate'} ref=${place}>
    <div class="picture"></div><figcaption>${moment}: <span class="costs"></span></figcaption>
  </figure>`;
}

/**
 * @param {HTMLElement} figure
 * @param {Plate} plate
 * @returns {() => void} ends it
 */
function aliveInView(figure, plate) {
  let alive = /** @type {Living | null} */ (null);
  const end = () => {
    if (alive) living.delete(alive);
    alive?.picture.destroy();
    alive = null;
  };
  const observer = new IntersectionObserver(([{ isIntersecting }]) => {
    if (isIntersecting && !alive) alive = begun(figure, plate);
    else if (!isIntersecting) end();
  });
  observer.observe(figure);
  return () => {
    observer.disconnect();
    end();
  };
}

/**
 * @param {HTMLElement} figure
 * @param {Plate} plate
 * @returns {Living}
 */
function begun(figure, { trace, position, view, water }) {
  const webgl = water === 'auto' && [...living].filter((each) => each.webgl).length < MOST_WEBGL;
  const host = /** @type {HTMLElement} */ (figure.querySelector('.picture'));
  const events = { select: () => {}, hover: () => {}, toggle: () => {}, see: () => {} };
  const picture = createPicture(host, events, { water: webgl ? 'auto' : 'canvas' });
  picture.show(trace, view);
  const caption = /** @type {HTMLElement} */ (figure.querySelector('.costs'));
  const alive = { picture, position, webgl, caption };
  living.add(alive);
  return alive;
}

/** The one loop of the page. */
export function drawAll() {
  let before = performance.now();
  let written = before;
  const frame = (/** @type {number} */ now) => {
    const seconds = (now - before) / 1000;
    before = now;
    for (const { picture, position } of living) picture.draw(seconds, position);
    if (now - written > 1000 * WRITTEN_EVERY) {
      written = now;
      for (const each of living) writeCosts(each);
    }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** @param {Living} alive */
function writeCosts({ picture, caption }) {
  const { frames, milliseconds, worst, nodes, rivers, water } = picture.stats();
  const each = frames ? `${(milliseconds / frames).toFixed(3)} ms a frame` : 'nothing drawn';
  caption.textContent = `${nodes} nodes, ${rivers} rivers, ${water}, ${each}`;
  Object.assign(caption.dataset, { nodes, rivers, water, frames, milliseconds, worst });
}
