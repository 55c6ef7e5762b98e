import assert from 'node:assert/strict';
import test from 'node:test';
import { fromHash, toHash } from '../../../frontend/url.js';

const PLAIN = {
  question: { source: 'f = x', language: 'auto', inputs: {}, output: null, upstream: 1 },
  at: null,
  toggled: [],
  direction: 'down',
  scale: 'auto',
  selected: null,
};

test('a link says again what it was made of', () => {
  const all = {
    question: {
      source: 'σ = x # & + %\nf = σ²',
      language: 'python',
      inputs: { x: -4.000000000000001, W: [[1, 2]] },
      output: 'σ',
      upstream: 0.5,
    },
    at: 3,
    toggled: ['i=0/g', 'f'],
    direction: 'right',
    scale: 'log',
    selected: 'group:i=0/g',
  };
  assert.deepEqual(fromHash(`#${toHash(all)}`), all);
  assert.deepEqual(fromHash(toHash(PLAIN)), PLAIN);
});

test('what is as usual is not in the link', () => {
  assert.equal(toHash(PLAIN), 'source=f+%3D+x');
});

test('a link that was cut off or bent still opens', () => {
  assert.equal(fromHash(''), null);
  assert.equal(fromHash('#elsewhere'), null);
  const bent = fromHash('#source=f&inputs={"x":&at=x&scale=wide&upstream=');
  assert.deepEqual(bent, { ...PLAIN, question: { ...PLAIN.question, source: 'f', upstream: 0 } });
});
