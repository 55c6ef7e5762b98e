import assert from 'node:assert/strict';
import test from 'node:test';
import { chainsOf } from '../../../frontend/panels/time/chain.js';
import { stopFrom } from '../../../frontend/panels/time/moment.js';
import { tickPlaces, toPosition, toStops } from '../../../frontend/panels/time/scale.js';
import {
  kindName,
  restSentence,
  runSentence,
  startSentence,
} from '../../../frontend/panels/time/sentences.js';
import { fanOut, smallTrace } from './graph.js';

const STOPS = [0, 2, 3, 4, 6];

test('every stop has the same width on the scrubber, and back', () => {
  for (const [position, count] of [
    [0, 0],
    [1, 0.5],
    [2, 1],
    [3.5, 2.5],
    [6, 4],
  ]) {
    assert.equal(toStops(STOPS, position), count);
    assert.equal(toPosition(STOPS, count), position);
  }
});

test('the scrubber never leaves the timeline', () => {
  assert.equal(toPosition(STOPS, -1), 0);
  assert.equal(toPosition(STOPS, 9), 6);
  assert.equal(toPosition([0], 0), 0);
});

test('a step inside a closed group is seen at the end of the group', () => {
  assert.deepEqual(
    [0, 1, 2, 5, 6, 9].map((each) => stopFrom(STOPS, each)),
    [0, 2, 2, 6, 6, 6],
  );
});

test('ticks: forward up to the turn, backward after it', () => {
  assert.deepEqual(tickPlaces(5, 2, 100), { forward: [25, 50], backward: [75, 100] });
});

test('ten thousand steps have no more ticks than can be told apart', () => {
  const { forward, backward } = tickPlaces(10_001, 5_000, 600);
  const all = [...forward, ...backward];
  assert.ok(all.length <= 200 && all.length > 100, String(all.length));
  assert.ok(all.every((x, index) => index === 0 || x - all[index - 1] >= 3 - 1e-9));
});

test('nothing to show has no ticks', () => {
  assert.deepEqual(tickPlaces(1, 0, 600), { forward: [], backward: [] });
});

test('the start and the rest are said in a sentence', () => {
  const trace = smallTrace();
  assert.equal(startSentence(trace), 'Nothing is computed yet. The inputs are x = 3 and y = −1.');
  assert.equal(restSentence(trace), 'At rest: f = 12; ∂f/∂x = 16, ∂f/∂y = 12.');
});

test('a closed group is told by what goes in and out', () => {
  const forward = { phase: 'forward', first: 0, last: 1, node: 3, group: 0 };
  assert.equal(
    runSentence(smallTrace(), forward),
    'The statement g takes x = 3 and y = −1 and gives g = 4.',
  );
});

test('a group is called by its kind and label, and nothing twice', () => {
  for (const [group, name] of [
    [{ kind: 'layer', label: '1: dense 4 tanh' }, 'layer 1: dense 4 tanh'],
    [{ kind: 'neuron', label: 'neuron 1' }, 'neuron 1'],
    [{ kind: 'part', label: 'numerator' }, 'part numerator'],
    [{ kind: 'function', label: 'functions' }, 'function functions'],
  ])
    assert.equal(kindName(group), name);
});

test('flows out of a closed group are its own derivatives times what comes in', () => {
  const backward = { phase: 'backward', first: 1, last: 2, node: 2, group: 0 };
  assert.equal(
    runSentence(smallTrace(), backward),
    '∂f/∂x gets 3 × 4 = 12 from the statement g; it had 4 already, so it is now 16. ' +
      '∂f/∂y gets 3 × 4 = 12 from the statement g.',
  );
});

test('a single step that nobody has explained yet has a sentence too', () => {
  const trace = smallTrace();
  const backward = { phase: 'backward', first: 0, last: 0, node: 4, group: -1 };
  assert.equal(
    runSentence(trace, backward),
    '∂f/∂g gets 1 × 3 = 3 from f. ∂f/∂x gets 1 × 4 = 4 from f.',
  );
  const forward = { phase: 'forward', first: 2, last: 2, node: 4, group: -1 };
  assert.equal(runSentence(trace, forward), 'f = 12, from g = 4 and x = 3.');
});

// how many flows there were before; what is said of them
const EARLIER = [
  [2, 'it had 1 and 1 already, so it is now 3'],
  [3, 'it had 3 from 3 flows already, so it is now 4'],
];

for (const [count, words] of EARLIER) {
  test(`as many summands are listed as below a node: of ${count}, “${words}”`, () => {
    const trace = fanOut(count + 1);
    const run = { phase: 'backward', first: count, last: count, node: count + 1, group: -1 };
    assert.match(runSentence(trace, run), new RegExp(words));
  });
}

test('a closed group has its chain rule with numbers', () => {
  const run = { phase: 'backward', first: 1, last: 2, node: 2, group: 0 };
  const [x, y] = chainsOf(smallTrace(), run);
  assert.equal(x.text, '∂f/∂x += 3 · 4 = 12');
  assert.equal(y.text, '∂f/∂y = 3 · 4 = 12');
  assert.match(x.mathml, /^<math><mfrac><mrow><mo>∂<\/mo><mi>f<\/mi>/);
});
