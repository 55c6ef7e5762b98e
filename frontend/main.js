// Wires everything: the store, the picture, the panels, the address bar, and the one loop.

import { computed, effect } from '@preact/signals';
import { html } from 'htm/preact';
import { render } from 'preact';
import * as actions from './actions.js';
import { follow, restore } from './panels/address.js';
import { firstExample, loadExamples } from './panels/examples.js';
import { Page } from './panels/page.js';
import { picture } from './panels/picture.js';
import { followPresenting } from './panels/present.js';
import { preparePrint } from './panels/print.js';
import { shownFor } from './panels/reveal.js';
import { followTheme } from './panels/theme.js';
import { listenToKeys } from './panels/time/keys.js';
import { standIns } from './panels/time/moment.js';
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
    see: actions.seen,
  });
  let ready = Promise.resolve();
  const shown = computed(() => inPicture(store.selection.value));
  effect(() => {
    const [closed, direction, scale] = [store.closed, store.direction, store.scale];
    const view = { closed: closed.value, direction: direction.value, scale: scale.value };
    if (store.trace.value) ready = drawn.show(store.trace.value, view);
  });
  effect(() => drawn.point([shown.value, ...store.pointedAt.value.map(inPicture)]));
  effect(() => {
    const { value: selection } = shown;
    requestAnimationFrame(() => {
      const covered = coveredBy(element);
      element.style.setProperty('--covered-right', `${covered.right}px`);
      element.style.setProperty('--covered-bottom', `${covered.bottom}px`);
      drawn.cover(covered, selection);
    });
  });
  picture.value = {
    fit: () => drawn.fit(),
    zoomBy: (factor) => drawn.zoomBy(factor),
    reveal: (pointed) => ready.then(inspectorIsThere).then(() => drawn.reveal(pointed)),
    lookAt: (sight) => ready.then(() => drawn.lookAt(sight)),
    setMaps: (maps) => drawn.setMaps(maps),
    toSVG: () => drawn.toSVG(store.position.value),
  };
  loop(drawn);
}

/** The picture has learnt what the inspector covers. */
const inspectorIsThere = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** @param {Pointed | null} pointed */
function inPicture(pointed) {
  const { value: trace } = store.trace;
  return trace && standIns.value ? shownFor(trace.model, standIns.value, pointed) : pointed;
}

/**
 * How much of the picture the inspector lies over: a drawer at its right, or a sheet at its bottom.
 * @param {HTMLElement} element
 */
function coveredBy(element) {
  const drawer = document.querySelector('.drawer')?.getBoundingClientRect();
  const own = element.getBoundingClientRect();
  const lies = drawer && drawer.height > 0 && drawer.top < own.bottom && drawer.bottom > own.top;
  if (!lies) return { right: 0, bottom: 0 };
  return drawer.left > own.left
    ? { right: Math.max(0, own.right - drawer.left), bottom: 0 }
    : { right: 0, bottom: Math.max(0, own.bottom - drawer.top) };
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
followPresenting();
document.addEventListener('visibilitychange', () => {
  if (document.hidden) actions.rest();
});
render(
  html`<${Page} host=${host} />`,
  /** @type {HTMLElement} */ (document.getElementById('page')),
);
begin();
