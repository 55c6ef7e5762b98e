// What the panels ask of the picture; main.js puts it here once it draws.

import { signal } from '@preact/signals';

/**
 * @typedef {object} Drawn
 * @property {() => void} fit
 * @property {(factor: number) => void} zoomBy
 * @property {(pointed: Pointed) => void} reveal brings it into the middle, once it is laid out
 * @property {(sight: Sight) => void} lookAt
 * @property {(maps: import('../picture/sheet.js').UnitMaps) => void} setMaps
 * @property {() => string} toSVG the picture as it stands
 */

/** What a press on + or − does. */
export const ZOOM = 1.25;

export const picture = signal(/** @type {Drawn | null} */ (null));
