// Paints the sheets below and above the water.

import { cleared, paint } from './canvas.js';
import { above, below } from './marks/index.js';
import { cardSize, legend, legendCard, legendHeight } from './marks/legend.js';
import { stillArrows } from './water/ribbons.js';

/** The legend is left out where the window is smaller than this. */
const LEGEND_FROM = { width: 620, height: 480 };
const LEGEND_MARGIN = 22;
/** Free land between the legend's card and the picture. */
const APART = 12;

/** @param {{width: number, height: number}} size */
function hasLegend({ width, height }) {
  return width >= LEGEND_FROM.width && height >= LEGEND_FROM.height;
}

/**
 * The room that the legend's card takes in its corner, if it is shown.
 * @param {import('../scene/waters.js').Waters | null} waters
 * @param {{width: number, height: number}} size of the window
 */
export function legendRoom(waters, size) {
  if (!waters || !hasLegend(size)) return { width: 0, height: 0 };
  const { width, height } = cardSize(waters, 1);
  return { width: width + APART, height: height + APART };
}

/**
 * @param {import('./stage.js').Stage} stage
 * @param {import('./sheet.js').Sheet} sheet
 * @param {import('./theme.js').Theme} theme
 * @param {{camera: import('./camera.js').Camera, chevrons: boolean}} how
 */
export function paintSheets(stage, sheet, theme, { camera, chevrons }) {
  const { land, ink, size } = stage;
  cleared(land, camera, size);
  paint(land, below(sheet), theme);
  cleared(ink, camera, size);
  if (chevrons) paint(ink, stillArrows(sheet.scene, sheet.waters, sheet.position), theme);
  paint(ink, above(sheet), theme);
  if (!hasLegend(size)) return;
  const ratio = ink.canvas.width / size.width;
  ink.setTransform(ratio, 0, 0, ratio, 0, 0);
  const { waters } = sheet;
  const at = {
    x: LEGEND_MARGIN,
    y: size.height - legendHeight(waters, camera.k) - LEGEND_MARGIN,
  };
  paint(ink, [legendCard(waters, camera.k, at), ...legend(waters, camera.k, at)], theme);
}
