// Nodes: the gate at the left, with its name; at the right its value, and below it its gradient. A
// node that was not computed yet is an outline; while it is computed, it fills.

import { textOf } from '../../scene/gates.js';
import { progress } from '../../scene/scene.js';
import * as size from '../../scene/sizes.js';
import { d, grown, roundedBox } from '../shapes.js';
import { gradientText, summandTexts, valueText } from './figures.js';
import { neuron } from './neurons.js';
import { isLit, outlineColour } from './node-state.js';

/** The width of a letter, in ems: on average. */
const LETTER = 0.52;

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @returns {import('../shapes.js').Shape[]}
 */
export function nodes(sheet) {
  return sheet.scene.nodes.flatMap((_, node) => oneNode(sheet, node));
}

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 * @returns {import('../shapes.js').Shape[]}
 */
function oneNode(sheet, index) {
  const node = sheet.scene.nodes[index];
  if (!sheet.detail.boxes) return speck(node);
  if (node.kind === 'neuron') return neuron(sheet, index);
  const level = progress(node.span, sheet.position);
  return [
    ...land(sheet, node, level),
    ...(sheet.detail.labels ? writing(sheet, index, level) : plainGate(node)),
  ];
}

/**
 * From very far a node is a dark speck between the rivers.
 * @param {import('../../scene/scene.js').SceneNode} node
 * @returns {import('../shapes.js').Shape[]}
 */
function speck({ box, kind }) {
  const radius = kind === 'neuron' ? box.width / 2 : 10;
  return [{ kind: 'path', d: roundedBox(box, radius), fill: 'ink-quiet', opacity: 0.75 }];
}

/**
 * The box, filled up to its level.
 * @param {import('../sheet.js').Sheet} sheet
 * @param {import('../../scene/scene.js').SceneNode} node
 * @param {number} level
 * @returns {import('../shapes.js').Shape[]}
 */
function land(sheet, node, level) {
  const { box, kind } = node;
  const radius = kind === 'operation' || kind === 'group' ? 7 : 22;
  const lit = isLit(sheet, node);
  const broken = sheet.trace.numbers.broken === node.node && level === 1;
  const stroke = outlineColour(broken, level);
  /** @type {import('../shapes.js').Shape[]} */
  const shapes = [{ kind: 'path', d: roundedBox(box, radius), fill: 'paper' }];
  if (kind === 'group') shapes.push({ ...shadowLine(box), stroke });
  if (level > 0) shapes.push(filled(box, radius, level));
  if (lit) shapes.push(...ring(box, radius, lit));
  shapes.push({
    kind: 'path',
    d: roundedBox(box, radius),
    stroke,
    width: broken ? 2.2 : 0.8 + 0.3 * level,
    dash: level === 0 ? [4, 3] : undefined,
  });
  return shapes;
}

/**
 * @param {import('../../scene/layout.js').Box} box
 * @param {number} radius
 * @param {string} stroke
 * @returns {import('../shapes.js').Shape[]}
 */
function ring(box, radius, stroke) {
  const around = (/** @type {number} */ off) => roundedBox(grown(box, off), radius + off);
  return [
    { kind: 'path', d: around(3.5), stroke, width: 3.4 },
    { kind: 'path', d: around(5.6), stroke: 'ink', width: 0.9 },
  ];
}

/** A second sheet below: there is more inside. @param {import('../../scene/layout.js').Box} box */
function shadowLine({ x, y, width, height }) {
  const path = d('M', x + 6, y + height + 3, 'H', x + width - 6);
  return { kind: /** @type {const} */ ('path'), d: path, width: 1.1 };
}

/**
 * @param {import('../../scene/layout.js').Box} box
 * @param {number} radius
 * @param {number} level
 * @returns {import('../shapes.js').Shape}
 */
function filled(box, radius, level) {
  if (level === 1) return { kind: 'path', d: roundedBox(box, radius), fill: 'card' };
  const height = Math.max(2, (box.height - 4) * level);
  const { x, width } = box;
  const y = box.y + box.height - 2 - height;
  return {
    kind: 'path',
    d: roundedBox({ x: x + 2, y, width: width - 4, height }, Math.min(radius, height / 2)),
    fill: 'land-line',
  };
}

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 * @param {number} level
 * @returns {import('../shapes.js').Shape[]}
 */
function writing(sheet, index, level) {
  const node = { ...sheet.scene.nodes[index], box: linesOf(sheet.scene.nodes[index]) };
  const { x, y, width } = node.box;
  const right = x + width - size.PADDING;
  const known = level === 1;
  return [
    ...label(node, known),
    ...(known ? [figure(right, y + 16, valueText(sheet, node), 'value', 400)] : []),
    ...ruled(right, y + 21),
    ...gradient(sheet, index, { x: right, y: y + 34.5 }),
    ...summandsRow(sheet, index, node.box),
  ];
}

/**
 * The part of a box that is written on, in the middle of its height.
 * @param {import('../../scene/scene.js').SceneNode} node
 */
function linesOf({ box, uses }) {
  const height = 2 * size.ROW + 8 + (uses.length > 1 ? size.SUMMANDS_ROW : 0);
  return { ...box, y: box.y + (box.height - height) / 2, height };
}

/**
 * @param {import('../../scene/scene.js').SceneNode} node
 * @param {boolean} known
 * @returns {import('../shapes.js').Shape[]}
 */
function label({ box, runs, subtitle, kind }, known) {
  const fill = known ? 'ink' : 'ink-quiet';
  const large = runs.reduce((length, run) => length + run.text.length, 0) <= 3;
  const text = large ? 20 : 14;
  const at = {
    x: box.x + size.PADDING + (kind === 'input' ? 5 : 0),
    y: box.y + (subtitle ? 19 : 27),
  };
  const written = typeset(runs, at, text, fill);
  return subtitle ? [...written, nameBelow(box, subtitle, kind)] : written;
}

/**
 * The runs of a label one after the other: variables in italics, exponents raised.
 * @param {import('../../scene/gates.js').Run[]} runs
 * @param {Point} at
 * @param {number} em
 * @param {string} fill
 * @returns {import('../shapes.js').Shape[]}
 */
function typeset(runs, at, em, fill) {
  let { x } = at;
  return runs.map(({ text, raised, variable }) => {
    const written = {
      kind: /** @type {const} */ ('text'),
      x,
      y: at.y - (raised ? 0.4 * em : 0),
      text,
      size: raised ? em * 0.68 : em,
      italic: variable,
      fill,
    };
    x += text.length * em * LETTER;
    return written;
  });
}

/**
 * @param {import('../../scene/layout.js').Box} box
 * @param {string} text
 * @param {string} kind
 * @returns {import('../shapes.js').Shape}
 */
function nameBelow(box, text, kind) {
  return {
    kind: 'text',
    x: box.x + size.PADDING + (kind === 'input' ? 5 : 0),
    y: box.y + 35,
    text,
    size: 12,
    italic: true,
    fill: 'ink-quiet',
  };
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {string} fill
 * @param {number} weight
 * @returns {import('../shapes.js').Shape}
 */
function figure(x, y, text, fill, weight) {
  return {
    kind: 'text',
    x,
    y,
    text,
    size: size.FIGURE,
    figures: true,
    weight,
    fill,
    anchor: 'end',
  };
}

/**
 * @param {number} right
 * @param {number} y
 * @returns {import('../shapes.js').Shape[]}
 */
function ruled(right, y) {
  const path = d('M', right - size.FIGURES_WIDTH, y, 'H', right);
  return [{ kind: 'path', d: path, stroke: 'hairline', width: 0.8 }];
}

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 * @param {Point} at
 * @returns {import('../shapes.js').Shape[]}
 */
function gradient(sheet, index, { x, y }) {
  const found = gradientText(sheet, index);
  if (found === null) return [];
  const fill = found.negative ? 'gradient-negative' : 'gradient';
  return [figure(x, y, found.text, found.broken ? 'broken' : fill, found.whole ? 600 : 400)];
}

/**
 * Where several rivers meet: the contributions that have arrived, as a sum.
 * @param {import('../sheet.js').Sheet} sheet
 * @param {number} index
 * @param {import('../../scene/layout.js').Box} box
 * @returns {import('../shapes.js').Shape[]}
 */
function summandsRow(sheet, index, box) {
  const { uses } = sheet.scene.nodes[index];
  if (uses.length < 2) return [];
  return summandTexts(sheet, index).map(({ x, text }) => ({
    kind: 'text',
    x,
    y: box.y + box.height - 5,
    text,
    size: size.SMALL_FIGURE,
    figures: true,
    fill: 'ink-quiet',
    anchor: 'middle',
  }));
}

/**
 * From afar only the gate is written, large.
 * @param {import('../../scene/scene.js').SceneNode} node
 * @returns {import('../shapes.js').Shape[]}
 */
function plainGate({ box, runs }) {
  const em = 26;
  const width = textOf(runs).length * em * LETTER;
  const at = { x: box.x + (box.width - width) / 2, y: box.y + box.height / 2 + 9 };
  return typeset(runs, at, em, 'ink');
}
