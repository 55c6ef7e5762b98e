import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neuron } from '../../../frontend/picture/marks/neurons.js';
import { coloursOf } from '../../../frontend/picture/raster.js';
import { toSvg } from '../../../frontend/picture/svg.js';

const INKS = { positive: '#0000ff', negative: '#ff0000', card: '#ffffff' };
const theme = {
  colour: (name) =>
    ({ 'water-positive': '#0000ff', 'water-negative': '#ff0000' })[name] ?? '#ffffff',
  font: () => 'serif',
};
const ROWS = [[1, -1]];

test('a number is as blue or as orange as it is large', () => {
  for (const [side, strength, colour] of [
    [1, 1, [0, 0, 255, 255]],
    [-1, 1, [255, 0, 0, 255]],
    [-9, 1, [255, 0, 0, 255]],
    [0, 1, [255, 255, 255, 255]],
    [1, 0.6, [102, 102, 255, 255]],
  ])
    assert.deepEqual([...coloursOf([[side]], INKS, strength)], colour);
});

test('a raster in a drawing is clipped to its outline', () => {
  const place = { x: 10, y: 20, width: 4, height: 2 };
  const shape = { kind: 'raster', ...place, rows: ROWS, clip: 'M 0 0', opacity: 0.5 };
  const drawing = toSvg([shape], { x: 0, y: 0, width: 9, height: 9 }, theme, '');
  assert.match(drawing, /<clipPath id="clip-10-20"><path d="M 0 0"\/><\/clipPath>/);
  assert.match(drawing, /<g clip-path="url\(#clip-10-20\)"[^>]* opacity="0.5">/);
  assert.match(drawing, /<rect x="10" y="20" width="2" height="2" fill="rgb\(0,0,255\)"\/>/);
  assert.match(drawing, /<rect x="12" y="20" width="2" height="2" fill="rgb\(255,0,0\)"\/>/);
});

/** @param {number} position */
function sheetAt(position, maps) {
  const node = { node: 0, group: 0, kind: 'neuron', uses: [], span: [0, 1] };
  const box = { x: 0, y: 0, width: 80, height: 80 };
  const groups = [{ path: 'layer/neuron', outputs: [0] }];
  return {
    scene: { nodes: [{ ...node, box }], output: 0, forwardSteps: 1 },
    trace: {
      model: { groups, labels: ['tanh'], operations: ['tanh'], backward: [0] },
      numbers: { raw: { values: [0.5], gradients: [1] } },
    },
    pointed: new Set(),
    current: new Set(),
    detail: { labels: true },
    position,
    maps,
  };
}

test('a neuron shows its own map, and its figures on it', () => {
  const known = new Map([['layer/neuron', ROWS]]);
  for (const [position, maps, rasters, halo] of [
    [2, known, 1, 'card'],
    [2, new Map(), 0, undefined],
    [2, undefined, 0, undefined],
    [0, known, 0, 'card'],
  ]) {
    const shapes = neuron(sheetAt(position, maps), 0);
    assert.equal(shapes.filter(({ kind }) => kind === 'raster').length, rasters);
    assert.equal(shapes.find(({ kind }) => kind === 'text').halo, halo);
  }
});
