// Pictures that are kept as files. `UPDATE=1 scripts/test-node` writes them anew.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { toSvg } from '../../../frontend/picture/svg.js';

const folder = path.join(import.meta.dirname, '../../snapshots');

/** The day's colours, so that a snapshot can be looked at. */
const COLOURS = {
  'water-positive': '#1f6fae',
  'water-positive-light': '#8cc4ea',
  'water-negative': '#c2541f',
  'water-negative-light': '#f2b48e',
  broken: '#b00034',
  ink: '#22303a',
  'ink-quiet': '#5b6468',
  paper: '#f4eddd',
  card: '#fbf7ec',
  land: '#e9dfc8',
  'land-line': '#cfc2a4',
  hairline: '#d8cdb4',
  bed: '#93876b',
  gradient: '#14507e',
  'gradient-negative': '#8f3414',
  value: '#22303a',
  selection: '#f5c542',
};
const theme = {
  colour: (name) => COLOURS[name] ?? '#000000',
  font: (name) => (name === 'figures' ? 'monospace' : 'serif'),
};

/** Whole pixels: what a tenth of a pixel moves is the same picture. */
function whole(shape) {
  if (shape.kind === 'text') return { ...shape, x: Math.round(shape.x), y: Math.round(shape.y) };
  const round = (number) => String(Math.round(Number(number)) || 0);
  return { ...shape, d: shape.d.replace(/-?\d+(\.\d+)?/g, round) };
}

/**
 * @param {string} name of the file
 * @param {import('../../../frontend/picture/shapes.js').Shape[]} shapes
 * @param {{width: number, height: number}} scene
 */
export function assertLooksAsBefore(name, shapes, { width, height }) {
  const file = path.join(folder, `${name}.svg`);
  const box = { x: -220, y: -24, width: Math.round(width) + 244, height: Math.round(height) + 48 };
  const now = toSvg(shapes.map(whole), box, theme, name);
  if (process.env.UPDATE) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, now);
  }
  assertSameLines(now.split('\n'), readFileSync(file, 'utf8').split('\n'), name);
}

/** Says the first shape that differs, not all that follow from it. */
function assertSameLines(now, before, name) {
  const at = now.findIndex((line, index) => line !== before[index]);
  const short = (line) => (line ?? 'nothing').slice(0, 160);
  assert.ok(
    at < 0 && now.length === before.length,
    `${name} looks different (UPDATE=1 if it should), first in line ${at + 1}:
now:    ${short(now[at])}
before: ${short(before[at])}`,
  );
}
