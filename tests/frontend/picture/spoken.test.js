import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWatch, QUALITIES } from '../../../frontend/picture/quality.js';
import { detailAt } from '../../../frontend/picture/sheet.js';
import { spokenGroup, spokenNode, spokenRiver } from '../../../frontend/picture/spoken.js';
import { rgbOf } from '../../../frontend/picture/theme.js';
import { sheetOf } from '../helpers/scenes.js';
import { traceNamed } from '../helpers/traces.js';

const spoken = (sheet, key) =>
  spokenNode(
    sheet,
    sheet.scene.nodes.findIndex((node) => node.key === key),
  );

const SPOKEN = [
  ['seed', undefined, 'n0', 'input x, value 3, gradient 2.06'],
  ['seed', 0, 'n0', 'input x, value 3'],
  ['seed', 0, 'n2', 't1: sigmoid, not computed yet'],
  ['dead-relu', undefined, 'n5', 'h: relu, value 0, gradient −2'],
  ['nan', undefined, 'n3', 'l: log, value NaN, gradient 3'],
  [
    'matrix',
    undefined,
    'n0',
    /^input W, value \d by \d matrix, norm [\d.]+, gradient \d by \d matrix, norm [\d.]+$/,
  ],
];

for (const [name, position, key, text] of SPOKEN) {
  test(`“${text}”`, async () => {
    const said = spoken(await sheetOf(traceNamed(name), { position }), key);
    if (typeof text === 'string') assert.equal(said, text);
    else assert.match(said, text);
  });
}

test('a group is spoken of as what it is', async () => {
  const trace = traceNamed('seed-staged');
  assert.equal(spokenGroup(trace, 0), 'statement sigy of 4 operations');
  const sheet = await sheetOf(trace, { closed: new Set(['sigy']) });
  assert.match(spoken(sheet, 'group:sigy'), /^group statement sigy of 4 operations, value 0.01799/);
});

test('the gradient that is spoken is what has arrived so far', async () => {
  const trace = traceNamed('seed');
  const at = async (position) => spoken(await sheetOf(trace, { position }), 'n0');
  const steps = trace.model.forward.length;
  const heard = new Set();
  for (let step = 0; step <= trace.model.backward.length; step += 1)
    heard.add(await at(steps + step));
  assert.equal(heard.size, 4, 'nothing, then one flow, two, three');
});

// program, river by its ends, position, what is said
const RIVERS = [
  [
    'seed',
    'n9 n8',
    undefined,
    'river from f to t6: upstream 1, local gradient −0.7916, flow −0.7916, negative',
  ],
  ['seed', 'n9 n8', 0, 'river from f to t6: nothing has flowed yet'],
  ['dead-relu', 'n5 n4', undefined, /upstream −2, local gradient 0, flow 0, dry$/],
  [
    'matrix',
    'n2 n0',
    undefined,
    /^river from q to W: upstream norm .*, local gradient of many numbers, flow norm .*, many numbers$/,
  ],
  ['nan', 'n5 n4', undefined, /flow NaN, broken$/],
];

for (const [name, ends, position, text] of RIVERS) {
  test(`the river ${ends} of ${name} at ${position ?? 'rest'} is heard`, async () => {
    const sheet = await sheetOf(traceNamed(name), { position, closed: new Set() });
    const { nodes, rivers } = sheet.scene;
    const index = rivers.findIndex(
      ({ target, source }) => `${nodes[target].key} ${nodes[source].key}` === ends,
    );
    const said = spokenRiver(sheet, index);
    if (typeof text === 'string') assert.equal(said, text);
    else assert.match(said, text);
  });
}

/** Whether a lower quality is asked for in so many frames of so many seconds. */
function lowered(frames, seconds) {
  const watch = createWatch();
  return Array.from({ length: frames }, () => watch.tooSlow(seconds)).filter(Boolean).length;
}

const FRAMES = [
  [200, 1 / 60, 0],
  [39, 0.1, 0],
  [40, 0.1, 1],
  [200, 0.1, 5],
  [200, 2, 0],
];

for (const [frames, seconds, times] of FRAMES) {
  test(`${frames} frames of ${seconds} s lower the quality ${times} times`, () => {
    assert.equal(lowered(frames, seconds), times);
  });
}

test('now and then a slow frame is no reason', () => {
  const watch = createWatch();
  for (let frame = 0; frame < 400; frame += 1) {
    assert.equal(watch.tooSlow(frame % 2 ? 0.1 : 0.016), false);
  }
});

test('the last quality does without WebGL, the first with all of it', () => {
  assert.equal(QUALITIES.at(-1).webgl, false);
  assert.deepEqual(QUALITIES[0], { resolution: 1, everyFrame: 1, webgl: true });
});

test('from afar labels give way before valves', () => {
  const details = [0.05, 0.3, 1].map(detailAt);
  assert.deepEqual(
    details.map(({ labels, valves }) => [labels, valves]),
    [
      [false, false],
      [false, true],
      [true, true],
    ],
  );
});

test('colours are read as the card wants them', () => {
  assert.deepEqual(rgbOf('#ff0080'), [1, 0, 128 / 255]);
});
