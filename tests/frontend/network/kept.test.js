import assert from 'node:assert/strict';
import { test } from 'node:test';

const SPEC = { inputs: 2, depth: 'layer' };
const OF = JSON.stringify({ inputs: 2 });
const KEPT = JSON.stringify({ of: OF, snapshot: { epoch: 3 }, history: [{ loss: null }] });

// how the page came, what lies in the tab's store, what is taken from it, whether it stays there
const TAKEN = [
  ['reload', KEPT, { snapshot: { epoch: 3 }, history: [{ loss: Number.NaN }] }, true],
  ['navigate', KEPT, null, true],
  [null, KEPT, null, true],
  ['reload', null, null, false],
  ['reload', 'null', null, true],
  ['reload', '{"of": ', null, false],
];

for (const [row, [type, text, wanted, stays]] of TAKEN.entries()) {
  test(`of ${text}, a page that came by ${type} takes ${JSON.stringify(wanted)}`, async (context) => {
    const store = new Map(text === null ? [] : [['rivergrad.training', text]]);
    globalThis.sessionStorage = {
      getItem: (key) => store.get(key) ?? null,
      removeItem: (key) => store.delete(key),
    };
    context.mock.method(performance, 'getEntriesByType', () => (type ? [{ type }] : []));
    const { takeKept } = await import(`../../../frontend/panels/network/kept.js?${row}`);
    assert.deepEqual(takeKept(SPEC), wanted);
    assert.equal(store.size === 1, stays);
    assert.equal(takeKept(SPEC), null);
  });
}
