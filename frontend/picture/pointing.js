// Pointing at rivers and clicking them: the water is painted, so its places are computed.

import { riverAt } from '../scene/hits.js';
import { edgeId } from '../scene/model.js';
import { toWorld } from './camera.js';
import { placeOf } from './gestures.js';
import { ribbonWidths } from './ribbon.js';

/** How near to a river one must point, in pixels. */
const SLACK = 5;

/**
 * @param {HTMLElement} host
 * @param {import('./picture.js').PictureEvents} events
 * @param {() => import('./sheet.js').Sheet | null} sheetNow
 * @param {import('./view.js').ViewPoint} view
 * @returns {() => void} stops listening
 */
export function listenForRivers(host, events, sheetNow, view) {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  /** @param {MouseEvent} event */
  const under = (event) => {
    const sheet = sheetNow();
    return sheet && riverUnder(sheet, toWorld(view.camera, placeOf(event, host)), view.camera.k);
  };
  host.addEventListener(
    'pointermove',
    (event) => {
      if (event.buttons || isOnButton(event)) return;
      const river = under(event);
      host.style.cursor = river ? 'pointer' : '';
      events.hover(river);
    },
    options,
  );
  host.addEventListener('pointerleave', () => events.hover(null), options);
  host.addEventListener(
    'click',
    (event) => {
      if (!isOnButton(event)) events.select(under(event));
    },
    options,
  );
  return () => stop.abort();
}

/** @param {Event} event */
const isOnButton = (event) => /** @type {Element} */ (event.target).closest('button') !== null;

/**
 * @param {import('./sheet.js').Sheet} sheet
 * @param {Point} point
 * @param {number} zoom
 * @returns {Pointed | null}
 */
function riverUnder({ scene, waters }, point, zoom) {
  /** @param {number} river */
  const wide = (river) => {
    const { before, after } = ribbonWidths(waters.rivers[river], waters.scale);
    return Math.max(before || 0, after || 0);
  };
  const river = riverAt(scene, wide, point, SLACK / zoom);
  return river < 0 ? null : { kind: 'edge', id: edgeId(scene.rivers[river].edges[0]) };
}
