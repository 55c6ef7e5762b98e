import assert from 'node:assert/strict';
import test from 'node:test';
import { nodeAt, spanOf, visible } from '../../../frontend/panels/editor/places.js';

const TEXT = 's = x + y\nf = s * 𝒳 + 1';

test('places in a text, also behind characters that count twice', () => {
  const part = ([...place]) => {
    const { from, to } = spanOf(TEXT, place);
    return TEXT.slice(from, to);
  };
  assert.equal(part([1, 4, 1, 9]), 'x + y');
  assert.equal(part([2, 8, 2, 9]), '𝒳');
  assert.equal(part([2, 12, 2, 13]), '1');
  assert.equal(part([1, 0, 2, 1]), 's = x + y\nf');
});

test('nowhere, and beyond the text', () => {
  assert.equal(spanOf(TEXT, [0, 0, 0, 0]), null);
  assert.equal(spanOf(TEXT, [3, 0, 3, 1]), null);
  assert.deepEqual(spanOf('ab', [1, 5, 1, 9]), { from: 2, to: 2 });
});

test('the innermost node at a place in the text', () => {
  const places = Int32Array.from([1, 4, 1, 9, 1, 4, 1, 5, 0, 0, 0, 0, 2, 4, 2, 9]);
  const model = { places, nodes: 4 };
  assert.equal(nodeAt(TEXT, model, 4), 1);
  assert.equal(nodeAt(TEXT, model, 6), 0);
  assert.equal(nodeAt(TEXT, model, 0), -1);
  assert.equal(nodeAt(TEXT, model, 10 + 5), 3);
});

// text, place, what is underlined
const MARKED = [
  ['f = x * y', [8, 9], 'y'],
  ['f = x +', [7, 7], '+'],
  ['f = x +  \n', [9, 9], '+'],
  ['a = 1\n', [6, 6], '1'],
  [' ', [1, 1], ' '],
  ['', [0, 0], ''],
];

for (const [text, [from, to], marked] of MARKED) {
  test(`in ${JSON.stringify(text)}, ${from} to ${to} marks ${JSON.stringify(marked)}`, () => {
    const span = visible(text, { from, to });
    assert.equal(text.slice(span.from, span.to), marked);
  });
}
