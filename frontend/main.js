// Wires everything: the store, the picture, the panels, the address bar, and the one loop.

import { effect } from '@preact/signals';
import { html } from 'htm/preact';
import { render } from 'preact';
import * as actions from './actions.js';
import { follow, restore } from './panels/address.js';
import { firstExample, loadExamples } from './panels/examples.js';
import { Page } from './panels/page.js';
import { picture } from './panels/picture.js';
import { preparePrint } from './panels/print.js';
import { followTheme } from './panels/theme.js';
import { listenToKeys } from './panels/time/keys.js';
import { createPicture } from './picture/picture.js';
import * as player from './player.js';
import * as store from './store.js';

/** A frame that comes late does not make time jump. */
const LONGEST_FRAME = 0.1;

/** @param {HTMLElement} element */
function host(element) {
  const drawn = createPicture(element, {
    select: actions.select,
    hover: actions.pointAt,
    toggle: actions.toggleGroup,
  });
  let shown = Promise.resolve();
  effect(() => {
    const [closed, direction, scale] = [store.closed, store.direction, store.scale];
    const view = { closed: closed.value, direction: direction.value, scale: scale.value };
    if (store.trace.value) shown = drawn.show(store.trace.value, view);
  });
  effect(() => drawn.point(store.selection.value, store.hover.value));
  effect(() => {
    const { value: selection } = store.selection;
    requestAnimationFrame(() => drawn.cover(coveredWidth(element), selection));
  });
  picture.value = {
    fit: () => drawn.fit(),
    zoomBy: (factor) => drawn.zoomBy(factor),
    reveal: (pointed) => shown.then(() => drawn.reveal(pointed)),
    setMaps: (maps) => drawn.setMaps(maps),
    toSVG: () => drawn.toSVG(store.position.value),
  };
  loop(drawn);
}

/** How much of the picture the inspector's drawer lies over. @param {HTMLElement} element */
function coveredWidth(element) {
  const drawer = document.querySelector('.drawer')?.getBoundingClientRect();
  const own = element.getBoundingClientRect();
  const isBeside = drawer && drawer.top < own.bottom && drawer.bottom > own.top;
  return isBeside ? Math.max(0, own.right - drawer.left) : 0;
}

/** @param {import('./picture/picture.js').Picture} drawn */
function loop(drawn) {
  let before = performance.now();
  const frame = (/** @type {number} */ now) => {
    const seconds = Math.min((now - before) / 1000, LONGEST_FRAME);
    before = now;
    player.advance(seconds);
    drawn.draw(seconds, store.position.value);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

async function begin() {
  const restored = restore();
  await loadExamples();
  if (!restored) await actions.open({ ...firstExample(), language: 'auto' });
  follow();
}

followTheme();
listenToKeys();
preparePrint();
document.addEventListener('visibilitychange', () => {
  if (document.hidden) actions.rest();
});
render(
  html`<${Page} host=${host} />`,
  /** @type {HTMLElement} */ (document.getElementById('page')),
);
begin();
