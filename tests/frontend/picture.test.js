// Pictures as lists of shapes: as they looked before, and true to what they mean.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodes } from '../../frontend/picture/marks/nodes.js';
import { frameOf, stillShapes } from '../../frontend/picture/still.js';
import { closedAtStart } from '../../frontend/scene/start.js';
import { allClosed, lastPosition, sheetOf } from './helpers/scenes.js';
import { assertLooksAsBefore } from './helpers/snapshots.js';
import { traceNamed } from './helpers/traces.js';

const FACTS = {
  dashed: (shapes) => shapes.filter(({ dash, stroke }) => dash && stroke === 'ink-quiet').length,
  broken: (shapes) => shapes.filter(({ fill, stroke }) => [fill, stroke].includes('broken')).length,
  written: (shapes) => shapes.filter(({ kind }) => kind === 'text').map(({ text }) => text),
  flowing: (shapes) => shapes.filter(({ fill }) => /^water-(positive|negative)$/.test(fill)).length,
};
/** What the legend has of its own. */
const LEGEND = { dashed: 1, broken: 1, flowing: 17 };

// file, program, closed, direction, position, what must be seen
const PICTURES = [
  [
    'seed-staged-start',
    { program: 'seed-staged', position: 0 },
    ({ written, flowing }) => {
      assert.ok(written.includes('3') && written.includes('−4'), 'inputs have their values');
      assert.ok(!written.includes('1.546'), 'the output has none');
      assert.ok(flowing <= LEGEND.flowing, 'no water');
    },
  ],
  [
    'seed-staged-forward',
    { program: 'seed-staged', share: 0.35 },
    ({ written }) => assert.ok(written.includes('0.01799') && !written.includes('1.546')),
  ],
  [
    'seed-staged-backward',
    { program: 'seed-staged', share: 0.75 },
    ({ written }) => {
      assert.ok(written.includes('1.546'));
      assert.ok(!written.includes('2.06') && !written.includes('1.592'), 'sums are not whole yet');
    },
  ],
  [
    'seed-staged-rest',
    { program: 'seed-staged' },
    ({ written, dashed, broken }) => {
      assert.ok(written.includes('∂f/∂f = 1'), 'the spring');
      assert.ok(written.includes('2.06') && written.includes('1.592'));
      const further = written.filter((text) => /^[+−] \S+$/.test(text)).toSorted();
      assert.deepEqual(further, ['+ 0.009046', '+ 0.5121', '+ 1.583'], 'each beyond a first');
      assert.equal(dashed, LEGEND.dashed);
      assert.equal(broken, LEGEND.broken);
    },
  ],
  [
    'seed-staged-sideways',
    { program: 'seed-staged', direction: 'right' },
    ({ written }) => assert.ok(written.includes('∂f/∂f = 1')),
  ],
  [
    'seed-gates',
    { program: 'seed', closed: new Set() },
    ({ written }) => assert.ok(written.includes('σ') && written.includes('÷')),
  ],
  [
    'fan-out',
    { program: 'fan-out', closed: new Set() },
    ({ written }) => assert.ok(['+ 2', '+ 1.587'].some((text) => written.includes(text))),
  ],
  [
    'max-circuit',
    { program: 'max-circuit', closed: new Set() },
    ({ dashed, written }) => {
      assert.equal(dashed - LEGEND.dashed, 1, 'the loser of max is dry');
      assert.ok(written.includes('×\u20090'), 'its valve lets nothing through');
    },
  ],
  [
    'dead-relu',
    { program: 'dead-relu', closed: new Set() },
    ({ dashed, written }) => {
      assert.equal(dashed - LEGEND.dashed, 5, 'all below the relu is dry');
      assert.ok(written.includes('×\u20090'), 'a shut valve');
    },
  ],
  [
    'dead-relu-closed',
    { program: 'dead-relu', closed: 'all' },
    ({ dashed }) => assert.equal(dashed - LEGEND.dashed, 3),
  ],
  [
    'nan',
    { program: 'nan', closed: new Set() },
    ({ broken, written }) => {
      assert.ok(broken - LEGEND.broken >= 2, 'broken water, and the node where it arose');
      assert.ok(written.includes('NaN'));
    },
  ],
  [
    'cancellation',
    { program: 'cancellation', closed: new Set() },
    ({ written }) =>
      assert.ok(
        ['− 100', '+ 100'].some((text) => written.includes(text)),
        `${written}`,
      ),
  ],
  [
    'matrix',
    { program: 'matrix' },
    ({ written }) => assert.ok(written.some((text) => text.startsWith('‖'))),
  ],
  ['attention', { program: 'attention' }, ({ broken }) => assert.equal(broken, LEGEND.broken)],
];

const seen = (shapes) =>
  Object.fromEntries(Object.entries(FACTS).map(([name, see]) => [name, see(shapes)]));

function closedOf(trace, closed) {
  if (closed === 'all') return allClosed(trace);
  return closed ?? closedAtStart(trace.model);
}

/** A position between two steps, so that something is on its way. */
const midway = (trace, share) => Math.floor(lastPosition(trace) * share) + 0.5;

for (const [file, { program, closed, direction, position, share }, assertSeen] of PICTURES) {
  test(`${file} looks as before, and shows what it should`, async () => {
    const trace = traceNamed(program);
    const sheet = await sheetOf(trace, {
      direction,
      closed: closedOf(trace, closed),
      position: share === undefined ? position : midway(trace, share),
    });
    const shapes = stillShapes(sheet);
    assertSeen(seen(shapes));
    assertLooksAsBefore(file, shapes, sheet.scene);
  });
}

test('a value that is used in every step says how many flows it gets', async () => {
  const trace = traceNamed('rnn');
  const { written } = seen(stillShapes(await sheetOf(trace, { closed: allClosed(trace) })));
  assert.ok(written.includes('+= 4 of 4 flows'));
});

const FRAMES = [
  [
    'a tall picture has its legend below',
    300,
    900,
    ({ box, corner }) => corner.y > 900 && box.width < 400,
  ],
  ['a wide one beside it', 1500, 260, ({ box, corner }) => corner.x < 0 && box.x < corner.x],
  [
    'a low one beside it too, and whole',
    1500,
    60,
    ({ box, corner }) => corner.y < 0 && box.y < corner.y,
  ],
];

for (const [name, width, height, isSo] of FRAMES) {
  test(name, async () => {
    const { waters } = await sheetOf(traceNamed('seed'), {});
    assert.ok(isSo(frameOf({ scene: { width, height }, waters })));
  });
}

test('all that is pointed at is lit, a closed group too', async () => {
  const sheet = await sheetOf(traceNamed('seed-staged'), { closed: new Set(['sigy']) });
  const pointed = new Set(['n2', 'group:sigy', 'n999']);
  const lit = nodes({ ...sheet, pointed }).filter(({ stroke }) => stroke === 'focus');
  assert.equal(lit.length, 2);
});
