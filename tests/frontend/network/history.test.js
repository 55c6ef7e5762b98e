import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  MOST,
  polylines,
  sparkline,
  spread,
  stepsOf,
  withFrame,
} from '../../../frontend/panels/network/history.js';

const layer = (norm) => ({
  layer: 0,
  label: 'dense',
  gradient_norm: norm,
  update_ratio: norm,
  zeros: 0.25,
});
const frame = (epoch, batch = 0, loss = 1 / (1 + epoch)) => ({
  epoch,
  batch,
  train_loss: loss,
  test_loss: loss,
  layers: [layer(epoch ? 0.5 : null)],
});
const after = (frames) => frames.reduce((all, each) => withFrame(all, each, 25), []);

test('frames become moments in epochs', () => {
  const [first, second, third] = after([frame(0), frame(0, 5), frame(1)]);
  assert.deepEqual([first.at, second.at, third.at], [0, 0.2, 1]);
  assert.ok(Number.isNaN(first.norms[0]));
  assert.deepEqual(third.norms, [0.5]);
  assert.deepEqual(third.zeros, [0.25]);
  assert.equal(third.train, 0.5);
});

test('the same moment told again replaces itself, and going back forgets', () => {
  assert.equal(after([frame(0), frame(1), frame(1)]).length, 2);
  const back = after([frame(0), frame(1), frame(2), frame(3), frame(1, 0, 9)]);
  assert.deepEqual(
    back.map(({ at }) => at),
    [0, 1],
  );
  assert.equal(back[1].train, 9);
});

test('a long history is thinned out but keeps its ends', () => {
  const all = after(Array.from({ length: 5 * MOST }, (_, epoch) => frame(epoch)));
  assert.ok(all.length <= MOST && all.length > MOST / 3);
  assert.equal(all[0].at, 0);
  assert.equal(all.at(-1)?.at, 5 * MOST - 1);
  assert.ok(all.every(({ at }, index) => !index || at > all[index - 1].at));
});

test('a loss that is not finite is kept as such', () => {
  assert.ok(Number.isNaN(after([frame(1, 0, 'NaN')])[0].train));
  assert.equal(after([frame(1, 0, 'Infinity')])[0].train, Infinity);
});

test('an epoch has as many steps as full batches', () => {
  assert.equal(stepsOf({ training: 250, spec: {} }), 25);
  assert.equal(stepsOf({ training: 250, spec: { training: { batch_size: 60 } } }), 4);
  assert.equal(stepsOf({ training: 3, spec: { training: { batch_size: 10 } } }), 1);
});

test('a small curve is logarithmic, and broken where there is nothing', () => {
  assert.deepEqual(sparkline([0.01, 0.1, 1], 40, 14), ['0.0,13.0 20.0,7.0 40.0,1.0']);
  assert.deepEqual(sparkline([NaN, 1, 0, 1], 30, 10), ['10.0,9.0', '30.0,9.0']);
  assert.deepEqual(sparkline([NaN, Infinity], 40, 14), []);
});

test('a part of the whole is drawn from the ground to the top', () => {
  assert.deepEqual(polylines([0, 0.5, 1], 40, 12), ['0.0,11.0 20.0,6.0 40.0,1.0']);
});

test('a histogram lies around 0', () => {
  const cases = [
    [
      { low: -1, high: 1, counts: [1, 2] },
      { path: 'M0.0,11V6.0H10.0V1.0H20.0V11', most: 1 },
    ],
    [
      { low: 0, high: 4, counts: [2, 1] },
      { path: 'M10.0,11V1.0H15.0V6.0H20.0V11', most: 4 },
    ],
    [
      { low: 0, high: 0, counts: [3] },
      { path: 'M10.0,11V1.0H11.0V11', most: 0 },
    ],
    [{ low: null, high: null, counts: [0, 0] }, null],
  ];
  for (const [histogram, drawn] of cases) assert.deepEqual(spread(histogram, 20, 11), drawn);
});
