// The picture as one still drawing, for export and print.

import { above, below } from './marks/index.js';
import { LEGEND_WIDTH, legend, legendHeight } from './marks/legend.js';
import { toSvg } from './svg.js';
import { ribbons } from './water/ribbons.js';

const MARGIN = 24;

/**
 * All shapes of the picture, with a legend beside or below it.
 * @param {import('./sheet.js').Sheet} sheet
 */
export function stillShapes(sheet) {
  const { scene, waters, position } = sheet;
  const full = {
    ...sheet,
    pointed: new Set(),
    detail: { labels: true, boxes: true, valves: true, closeUp: false },
  };
  return [
    ...below(full),
    ...ribbons(scene, waters, position),
    ...above(full),
    ...legend(waters, 1, frameOf(sheet).corner),
  ];
}

/**
 * What the drawing shows: the scene with the legend where it makes the smaller sheet.
 * @param {import('./sheet.js').Sheet} sheet
 * @returns {{box: import('../scene/layout.js').Box, corner: Point}}
 */
export function frameOf({ scene: { width, height }, waters }) {
  const tall = legendHeight(waters, 1);
  const [wide, high] = [width + 2 * MARGIN, height + 2 * MARGIN];
  const left = LEGEND_WIDTH + MARGIN;
  const under = Math.max(wide, LEGEND_WIDTH + 2 * MARGIN);
  if ((wide + left) * Math.max(high, tall + 2 * MARGIN) <= under * (high + tall + MARGIN)) {
    const top = Math.min(0, height - tall);
    const box = { x: -left - MARGIN, y: top - MARGIN, width: wide + left, height: high - top };
    return { box, corner: { x: -left, y: height - tall } };
  }
  const box = { x: -MARGIN, y: -MARGIN, width: under, height: high + tall + MARGIN };
  return { box, corner: { x: 0, y: height + MARGIN } };
}

/**
 * @param {import('./sheet.js').Sheet} sheet
 * @param {import('./theme.js').Theme} theme
 */
export function pictureAsSvg(sheet, theme) {
  const { symbols, output } = sheet.trace.model;
  const title = `The gradient of ${symbols[output]} as a river`;
  return toSvg(stillShapes(sheet), frameOf(sheet).box, theme, title);
}
