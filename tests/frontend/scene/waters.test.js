import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ribbonWidths, widthAt } from '../../../frontend/picture/ribbon.js';
import { closedAtStart } from '../../../frontend/scene/start.js';
import { sum, summands } from '../../../frontend/scene/waters.js';
import { allClosed, sheetOf } from '../helpers/scenes.js';
import { NAMES, traceNamed } from '../helpers/traces.js';

for (const name of NAMES) {
  const trace = traceNamed(name);
  for (const closed of [new Set(), closedAtStart(trace.model), allClosed(trace)]) {
    test(`${name}, ${closed.size} closed: what leaves a valve is what enters it times its number`, async () => {
      const { waters } = await sheetOf(trace, { closed });
      for (const { before, after, local, state } of waters.rivers) {
        assert.ok(!(before < 0) && !(after < 0));
        if (state === 'dry') assert.equal(after, 0);
        if (state !== 'flowing' || !Number.isFinite(local)) continue;
        assert.ok(Math.abs(before * Math.abs(local) - after) <= 1e-9 * Math.max(after, 1));
      }
    });

    test(`${name}, ${closed.size} closed: the river changes its width at the valve only`, async () => {
      const { scene, waters } = await sheetOf(trace, { closed });
      scene.rivers.forEach(({ bed }, index) => {
        const widths = ribbonWidths(waters.rivers[index], waters.scale);
        if (bed.valve < 10) return;
        assertNear(widthAt(widths, bed.valve, 0), widths.before);
        assertNear(widthAt(widths, bed.valve, bed.length), widths.after);
      });
    });
  }
}

const assertNear = (one, other) => assert.ok(Math.abs(one - other) < 1e-9, `${one} ${other}`);

// program, where, how many rivers of a state there are
const STATES = [
  ['dead-relu', 'dry', 5],
  ['dead-relu', 'broken', 0],
  ['max-circuit', 'dry', 1],
  ['nan', 'broken', 1],
  ['seed', 'dry', 0],
];

for (const [name, state, count] of STATES) {
  test(`${name} has ${count} ${state} rivers`, async () => {
    const { waters } = await sheetOf(traceNamed(name), {});
    assert.equal(waters.rivers.filter((water) => water.state === state).length, count);
  });
}

test('what adds to a gradient is marked, and summands come in the order of the steps', async () => {
  const { scene, waters } = await sheetOf(traceNamed('seed'), {});
  const x = scene.nodes.findIndex(({ key }) => key === 'n0');
  const parts = summands(scene, waters, x);
  assert.deepEqual(
    parts.map(({ water }) => water.adds),
    [false, true, true],
  );
  const spans = parts.map(({ river }) => scene.rivers[river].span[0]);
  assert.deepEqual(
    spans,
    spans.toSorted((one, other) => one - other),
  );
  const total = parts.reduce((all, { water }) => all + water.flow, 0);
  assert.ok(Math.abs(total - 2.0595697955721652) < 1e-12);
});

test('the spring is the upstream gradient', async () => {
  const { waters } = await sheetOf(traceNamed('seed-staged'), {});
  assert.equal(waters.spring, 1);
  assert.equal(waters.springTone, 1);
});

const SUMS = [
  [[1, 2, -4], -1],
  [
    [
      [1, 2],
      [3, -4],
    ],
    [4, -2],
  ],
  [
    [
      [[1], [2]],
      [[1], [1]],
    ],
    [[2], [3]],
  ],
  [[1, 'Infinity'], 'Infinity'],
  [['Infinity', '-Infinity'], 'NaN'],
];

for (const [values, total] of SUMS) {
  test(`${JSON.stringify(values)} add up to ${JSON.stringify(total)}`, () => {
    assert.deepEqual(sum(values), total);
  });
}
