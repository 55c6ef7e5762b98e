// The picture as one still drawing, for export and print.

import { above, below } from './marks/index.js';
import { LEGEND_WIDTH, legend, legendHeight } from './marks/legend.js';
import { toSvg } from './svg.js';
import { ribbons } from './water/ribbons.js';

const MARGIN = 24;

/**
 * All shapes of the picture, with a legend beside it.
 * @param {import('./sheet.js').Sheet} sheet
 */
export function stillShapes(sheet) {
  const { scene, waters, position } = sheet;
  const full = {
    ...sheet,
    pointed: [],
    detail: { labels: true, boxes: true, valves: true, closeUp: false },
  };
  const corner = { x: -LEGEND_WIDTH - MARGIN, y: scene.height - legendHeight(waters, 1) };
  return [
    ...below(full),
    ...ribbons(scene, waters, position),
    ...above(full),
    ...legend(waters, 1, corner),
  ];
}

/**
 * @param {import('./sheet.js').Sheet} sheet
 * @param {import('./theme.js').Theme} theme
 */
export function pictureAsSvg(sheet, theme) {
  const { width, height } = sheet.scene;
  const left = LEGEND_WIDTH + 2 * MARGIN;
  const box = { x: -left, y: -MARGIN, width: left + width + MARGIN, height: height + 2 * MARGIN };
  const { symbols, output } = sheet.trace.model;
  return toSvg(stillShapes(sheet), box, theme, `The gradient of ${symbols[output]} as a river`);
}
