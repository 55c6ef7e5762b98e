// A neuron as everybody draws it: a circle. In it the activation, its value, and its gradient, over
// what it says where in the plane, if that is known.

import { progress } from '../../scene/scene.js';
import { ellipse } from '../shapes.js';
import { gradientText, valueText } from './figures.js';
import { isLit, outlineColour } from './node-state.js';

/** Figures are to be read on the map. */
const MAP_STRENGTH = 0.45;

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 * @returns {import('../shapes.js').Shape[]}
 */
export function neuron(sheet, index) {
  const node = sheet.scene.nodes[index];
  const level = progress(node.span, sheet.position);
  return [...circle(sheet, node, level), ...writing(sheet, index, level)];
}

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {import('../../scene/scene.js').SceneNode} node
 * @param {number} level
 * @returns {import('../shapes.js').Shape[]}
 */
function circle(sheet, node, level) {
  const { x, y, radius } = middle(node);
  const broken = sheet.trace.numbers.broken === node.node && level === 1;
  const lit = isLit(sheet, node);
  const around = lit ? [ring(x, y, radius + 3.5, lit)] : [];
  /** @type {import('../shapes.js').Shape[]} */
  const filled =
    level > 0 ? [{ kind: 'path', d: ellipse(x, y, (radius - 1) * level), fill: 'card' }] : [];
  return [
    { kind: 'path', d: ellipse(x, y, radius), fill: 'paper' },
    ...filled,
    ...map(sheet, node, level),
    ...around,
    {
      kind: 'path',
      d: ellipse(x, y, radius),
      stroke: outlineColour(broken, level),
      width: broken ? 2.2 : 1.1,
      dash: level === 0 ? [4, 3] : undefined,
    },
  ];
}

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {import('../../scene/scene.js').SceneNode} node
 * @param {number} level
 * @returns {import('../shapes.js').Shape[]}
 */
function map(sheet, node, level) {
  const rows = mapOf(sheet, node);
  if (!rows || level === 0) return [];
  const { x, y, radius } = middle(node);
  const clip = ellipse(x, y, (radius - 1) * level);
  return [{ kind: 'raster', ...node.box, rows, clip, opacity: MAP_STRENGTH }];
}

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {import('../../scene/scene.js').SceneNode} node
 */
const mapOf = ({ maps, trace }, { group }) => maps?.get(trace.model.groups[group].path);

/**
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {string} stroke
 * @returns {import('../shapes.js').Shape}
 */
const ring = (x, y, radius, stroke) => ({
  kind: 'path',
  d: ellipse(x, y, radius),
  stroke,
  width: 2.2,
});

/** @param {import('../../scene/scene.js').SceneNode} node */
function middle({ box }) {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, radius: box.width / 2 };
}

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 * @param {number} level
 * @returns {import('../shapes.js').Shape[]}
 */
function writing(sheet, index, level) {
  const node = sheet.scene.nodes[index];
  const { x, y } = middle(node);
  const { labels, operations } = sheet.trace.model;
  const gate = operations[node.node] === 'add' ? 'Σ' : labels[node.node];
  if (!sheet.detail.labels) return [line(x, y + 9, gate, { size: 24 })];
  const gradient = gradientText(sheet, index);
  const sign = gradient?.negative ? 'gradient-negative' : 'gradient';
  const halo = mapOf(sheet, node) && 'card';
  const figures = { figures: true, size: 11.5, halo };
  return [
    line(x, y - 16, gate, { size: 14, italic: true, fill: halo ? 'ink' : 'ink-quiet', halo }),
    ...(level === 1 ? [line(x, y + 4, valueText(sheet, node), figures)] : []),
    ...(gradient
      ? [
          line(x, y + 22, gradient.text, {
            ...figures,
            fill: gradient.broken ? 'broken' : sign,
            weight: gradient.whole ? 600 : 400,
          }),
        ]
      : []),
  ];
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {Partial<import('../shapes.js').TextShape>} more
 * @returns {import('../shapes.js').Shape}
 */
function line(x, y, text, more) {
  return { kind: 'text', x, y, text, size: 12, anchor: 'middle', fill: 'ink', ...more };
}
