import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDepth } from '../../../frontend/panels/network/depth.js';

const SPEC = { layers: [{ units: 4 }, { units: 1 }], point: 3 };

/** @type {[string, string, string][]} */
const CASES = [
  ['a bare line', '2-4-2-1 tanh', '2-4-2-1 tanh depth layer'],
  ['a line with commas', '2-4-1 tanh, seed 7', '2-4-1 tanh, seed 7, depth layer'],
  ['a line that says it', '2-4-1 depth neuron tanh', '2-4-1 depth layer tanh'],
  ['a line that says it in capitals', '2-4-1, DEPTH Neuron', '2-4-1, DEPTH layer'],
  ['a comment behind', '2-4-1 tanh  # the lesson', '2-4-1 tanh depth layer  # the lesson'],
  [
    'a comment that only speaks of it',
    '2-4-1 tanh # depth neuron',
    '2-4-1 tanh depth layer # depth neuron',
  ],
  ['a comment before', '# mine\nnetwork 2-4-1\n', '# mine\nnetwork 2-4-1 depth layer\n'],
  ['a trailing comma', '2-4-1 tanh,', '2-4-1 tanh, depth layer,'],
  ['an image', '8x8x1-4-2 relu', '8x8x1-4-2 relu depth layer'],
  ['JSON', '{"layers": [4, 1]}', '{"depth": "layer", "layers": [4, 1]}'],
  ['JSON on lines', '{\n  "layers": [4, 1]\n}', '{\n  "depth": "layer",\n  "layers": [4, 1]\n}'],
  [
    'JSON that says it',
    '{"layers": [1], "depth" : "neuron"}',
    '{"layers": [1], "depth" : "layer"}',
  ],
  [
    'JSON that leaves it open',
    '{"layers": [1], "depth": null}',
    '{"layers": [1], "depth": "layer"}',
  ],
];

for (const [name, source, expected] of CASES) {
  test(`the depth goes into ${name}`, () => {
    assert.equal(withDepth(source, 'layer', SPEC), expected);
    // and once there, it stays one word
    assert.equal(withDepth(withDepth(source, 'layer', SPEC), 'layer', SPEC), expected);
  });
}

for (const source of [
  'https://playground.tensorflow.org/#networkShape=4,2&dataset=xor',
  '{"class_name": "Sequential", "config": {"layers": []}}',
  'Sequential(\n  (0): Linear(in_features=2, out_features=4, bias=True)\n)',
]) {
  test(`${source.slice(0, 12)}… becomes the JSON of its spec`, () => {
    assert.deepEqual(JSON.parse(withDepth(source, 'neuron', SPEC)), { ...SPEC, depth: 'neuron' });
  });
}
