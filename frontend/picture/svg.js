// Writes shapes as an SVG document: for export and for print.

import { fontOf } from './canvas.js';
import { coloursOf, waterInks } from './raster.js';

/**
 * @param {import('./shapes.js').Shape[]} shapes
 * @param {{x: number, y: number, width: number, height: number}} view
 * @param {import('./theme.js').Theme} theme
 * @param {string} title
 */
export function toSvg(shapes, { x, y, width, height }, theme, title) {
  const box = [x, y, width, height].map(Math.round).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${Math.round(width)}" height="${Math.round(height)}" role="img">
<title>${escaped(title)}</title>
<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${theme.colour('paper')}"/>
${shapes.map((shape) => element(shape, theme)).join('\n')}
</svg>
`;
}

/**
 * @param {import('./shapes.js').Shape} shape
 * @param {import('./theme.js').Theme} theme
 */
function element(shape, theme) {
  if (shape.kind === 'raster') return raster(shape, theme);
  return shape.kind === 'path' ? path(shape, theme) : text(shape, theme);
}

/**
 * @param {import('./shapes.js').PathShape} shape
 * @param {import('./theme.js').Theme} theme
 */
function path({ d, fill, stroke, width = 1, dash, opacity }, theme) {
  return `<path${attributes({
    d,
    fill: fill ? theme.colour(fill) : 'none',
    stroke: stroke && theme.colour(stroke),
    'stroke-width': stroke && width,
    'stroke-dasharray': stroke && dash?.join(' '),
    'stroke-linecap': stroke && 'round',
    'stroke-linejoin': stroke && 'round',
    opacity,
  })}/>`;
}

/**
 * @param {import('./shapes.js').TextShape} shape
 * @param {import('./theme.js').Theme} theme
 */
function text(shape, theme) {
  const { x, y, fill, halo, anchor, opacity } = shape;
  return `<text${attributes({
    x: Math.round(x * 100) / 100,
    y: Math.round(y * 100) / 100,
    style: `font: ${fontOf(shape, theme)}`,
    fill: theme.colour(fill),
    stroke: halo && theme.colour(halo),
    'stroke-width': halo && 4,
    'paint-order': halo && 'stroke',
    'text-anchor': anchor,
    opacity,
  })}>${escaped(shape.text)}</text>`;
}

/**
 * @param {import('./shapes.js').RasterShape} shape
 * @param {import('./theme.js').Theme} theme
 */
function raster({ x, y, width, height, rows, clip, opacity }, theme) {
  const id = `clip-${Math.round(x)}-${Math.round(y)}`;
  const [across, down] = [width / rows[0].length, height / rows.length];
  const colours = coloursOf(rows, waterInks(theme));
  const cells = rows.flat().map((_, at) => {
    const [row, column] = [Math.floor(at / rows[0].length), at % rows[0].length];
    const place = { x: x + column * across, y: y + row * down, width: across, height: down };
    return `<rect${attributes({ ...place, fill: `rgb(${colours.slice(4 * at, 4 * at + 3)})` })}/>`;
  });
  return `<clipPath id="${id}"><path d="${clip}"/></clipPath><g${attributes({
    'clip-path': `url(#${id})`,
    'shape-rendering': 'crispEdges',
    opacity,
  })}>${cells.join('')}</g>`;
}

/** @param {Record<string, string | number | undefined>} values */
function attributes(values) {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
}

/** @param {string} value */
function escaped(value) {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
