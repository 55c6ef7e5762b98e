import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHash, toHash } from '../../frontend/url.js';

const PLAIN = {
  question: { source: 'x * y', language: 'auto', inputs: {}, output: null, upstream: 1 },
  at: null,
  toggled: [],
  direction: null,
  scale: 'auto',
  selected: null,
  sight: null,
};
const asked = (question) => ({ ...PLAIN, question: { ...PLAIN.question, ...question } });

const ADDRESSES = [
  ['a program alone', PLAIN],
  ['a text with every awkward sign', asked({ source: 'a = x&y # 50% + “σ(é)”\n\ty=1?#=' })],
  [
    'inputs',
    asked({
      inputs: {
        x: -1.5e-7,
        W: [
          [1, 'NaN'],
          [-2, 0],
        ],
      },
    }),
  ],
  ['language and output', asked({ language: 'latex', output: 'num' })],
  ['an upstream gradient of 0', asked({ upstream: 0 })],
  ['the start', { ...PLAIN, at: 0 }],
  ['between two steps', { ...PLAIN, at: 3.25 }],
  ['toggled groups', { ...PLAIN, toggled: ['sigy', 'x=0/h'] }],
  ['downwards', { ...PLAIN, direction: 'down' }],
  ['sideways on a logarithmic scale', { ...PLAIN, direction: 'right', scale: 'log' }],
  ['what is looked at', { ...PLAIN, sight: { x: -120, y: 340, k: 1.25 } }],
  ['a selection', { ...PLAIN, selected: 'edge:e12' }],
];

for (const [name, address] of ADDRESSES) {
  test(`a link keeps ${name}`, () => {
    assert.deepEqual(fromHash(toHash(address)), address);
    assert.deepEqual(fromHash(`#${toHash(address)}`), address);
  });
}

const DAMAGED = [
  ['', null],
  ['at=3', null],
  ['source=x&inputs={"x":', asked({ source: 'x' })],
  ['source=x&inputs=[1]', asked({ source: 'x' })],
  ['source=x&upstream=much', asked({ source: 'x' })],
  ['source=x&direction=up&scale=cubic', asked({ source: 'x' })],
  ['source=x&view=1,2', asked({ source: 'x' })],
  ['source=x&view=1,2,0', asked({ source: 'x' })],
  ['source=x&view=1,,2', asked({ source: 'x' })],
  ['source=x&view=1,2,3,4', asked({ source: 'x' })],
  ['source=x&at=soon', asked({ source: 'x' })],
];

for (const [hash, address] of DAMAGED) {
  test(`a damaged link still opens: “${hash}”`, () => assert.deepEqual(fromHash(hash), address));
}
