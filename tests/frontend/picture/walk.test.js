import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownBy } from '../../../frontend/picture/sheet.js';
import { spotsOf } from '../../../frontend/picture/spots.js';
import { standAt, walked } from '../../../frontend/picture/walk.js';
import { laidOut, sheetOf } from '../helpers/scenes.js';
import { NAMES, traceNamed } from '../helpers/traces.js';

const KEYS = { u: 'ArrowUp', d: 'ArrowDown', U: 'Shift+ArrowUp', D: 'Shift+ArrowDown' };

/** Where a walk leads: the nodes as they are called, a river by its ends, in the order of data. */
function walk(scene, from, ways, stops) {
  let stand = standAt(from);
  const called = ({ at }) => {
    const river = scene.rivers.find(({ key }) => `river:${key}` === at);
    return river ? `${scene.nodes[river.source].key}→${scene.nodes[river.target].key}` : at;
  };
  const seen = [];
  for (const way of ways) {
    const next = walked(scene, stand, KEYS[way] ?? way, stops);
    seen.push(next ? called(next) : null);
    stand = next ?? stand;
  }
  return seen.join(' ');
}

// In the seed f (n9) = num (n3) / den (n8); num = x (n0) + σ(y) (n2); x is used three times.
// from, keys, whether one stops at rivers, where they lead
const WALKS = [
  ['n9', 'dd', true, 'n3→n9 n3'],
  ['n9', 'dDd', true, 'n3→n9 n8→n9 n8'],
  ['n9', 'dDD', true, 'n3→n9 n8→n9 n3→n9'],
  ['n9', 'dDduu', true, 'n3→n9 n8→n9 n8 n8→n9 n9'],
  ['n9', 'dDdD', true, 'n3→n9 n8→n9 n8 n3'],
  ['n9', 'dDddu', true, 'n3→n9 n8→n9 n8 n4→n8 n8'],
  ['n8', 'uudd', true, 'n8→n9 n9 n8→n9 n8'],
  ['n9', 'dDd', false, 'n3 n8 n4'],
  ['n9', 'dDud', false, 'n3 n8 n9 n8'],
  ['n0', 'uUu', true, 'n0→n5 n0→n3 n3'],
  ['n0', 'd', true, ''],
  ['n0', 'D', true, ''],
  ['n0', ']', true, 'n1'],
  ['n1', '[[', true, 'n0 '],
  ['n9', 'd]', true, 'n3→n9 '],
  ['n0', 'x', true, ''],
  ['nowhere', 'u', true, ''],
];

for (const [from, ways, stops, led] of WALKS) {
  test(`from ${from}, ${ways} leads ${led || 'nowhere'}${stops ? '' : ', past the rivers'}`, async () => {
    const scene = await laidOut(traceNamed('seed'));
    assert.equal(walk(scene, from, [...ways], stops), led);
  });
}

for (const name of NAMES) {
  test(`${name}: upwards, every way leads to the output`, async () => {
    const scene = await laidOut(traceNamed(name));
    for (const { key } of scene.nodes) {
      let at = standAt(key);
      for (let next = at; next; next = walked(scene, at, 'ArrowUp', true)) at = next;
      assert.equal(at.at, scene.nodes[scene.output].key);
    }
  });

  test(`${name}: every river and every node is reached downwards`, async () => {
    const sheet = await sheetOf(traceNamed(name), {});
    const { scene } = sheet;
    const reached = new Set();
    const visit = (stand) => {
      if (!stand || reached.has(stand.at)) return;
      reached.add(stand.at);
      visit(walked(scene, stand, 'ArrowDown', true));
      visit(walked(scene, stand, 'Shift+ArrowDown', true));
    };
    visit(standAt(scene.nodes[scene.output].key));
    const places = [...spotsOf(sheet)].filter(([, { kind }]) => kind !== 'toggle');
    assert.deepEqual(reached, new Set(places.map(([key]) => key)));
  });
}

test('what opens a node stands after it, and no two signs overlap', async () => {
  const trace = traceNamed('seed-staged');
  const sheet = await sheetOf(trace, { closed: new Set(['sigy']) });
  const spots = [...spotsOf(sheet)];
  const at = (key) => spots.findIndex(([each]) => each === key);
  assert.equal(at('open:group:sigy'), at('group:sigy') + 1);
  const signs = spots.filter(([, { kind }]) => kind === 'toggle').map(([, { box }]) => box);
  assert.ok(signs.length >= 2);
  for (const one of signs) {
    for (const other of signs) {
      if (one === other) continue;
      const apart = Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y));
      assert.ok(apart >= (one.width + other.width) / 2);
    }
  }
});

test('every node is shown by itself or by the closed group that hides it', async () => {
  const trace = traceNamed('seed-staged');
  const { model } = trace;
  const scene = await laidOut(trace, new Set(['sigy']));
  const sigy = model.groups.findIndex(({ path }) => path === 'sigy');
  const hidden = model.groupOf.indexOf(sigy);
  assert.equal(shownBy(model, scene, hidden).key, 'group:sigy');
  assert.equal(shownBy(model, scene, model.output).key, `n${model.output}`);
});
