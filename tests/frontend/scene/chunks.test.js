import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collapse } from '../../../frontend/scene/collapse.js';
import { allClosed } from '../helpers/scenes.js';
import { loop, traceNamed } from '../helpers/traces.js';

const MOST_MEMBERS = 120;

/** How many things stand directly in each group, and in none. */
function members({ groups, groupOf, kinds }) {
  const counts = new Map();
  const add = (group) => {
    counts.set(group, (counts.get(group) ?? 0) + 1);
  };
  groupOf.filter((_, node) => kinds[node] === 2).forEach(add);
  for (const { parent } of groups) add(parent);
  return counts;
}

for (const iterations of [60, 121, 1000, 25_000]) {
  for (const inGroups of [true, false]) {
    test(`${iterations} iterations ${inGroups ? 'in groups' : 'in a row'} are put in folders`, () => {
      const { model } = loop(iterations, { inGroups });
      for (const [group, count] of members(model)) {
        assert.ok(count <= MOST_MEMBERS, `${model.groups[group]?.path ?? 'the top'}: ${count}`);
      }
      assert.equal(new Set(model.groups.map(({ path }) => path)).size, model.groups.length);
    });
  }
}

test('every folder holds the nodes of those in it', () => {
  const { model } = loop(1000);
  const total = model.groups
    .filter(({ parent }) => parent < 0)
    .reduce((sum, { nodes }) => sum + nodes, 0);
  assert.equal(total, model.forward.length);
  for (const { groups, nodes } of model.groups) {
    const inner = groups.reduce((sum, child) => sum + model.groups[child].nodes, 0);
    assert.ok(inner <= nodes);
  }
});

test('opening folder after folder leads to every node, with few nodes at a time', () => {
  const trace = loop(25_000);
  const { model } = trace;
  const closed = allClosed(trace);
  let group = model.groupOf[model.output];
  const way = [];
  for (; group >= 0; group = model.groups[group].parent) way.push(group);
  for (const each of way.reverse()) {
    closed.delete(model.groups[each].path);
    assert.ok(collapse(model, closed).nodes.length <= MOST_MEMBERS * way.length);
  }
  assert.ok(collapse(model, closed).nodes.some(({ key }) => key === `n${model.output}`));
});

test('a small program has no folders', () => {
  const { model } = traceNamed('vanishing');
  assert.ok(model.groups.every(({ kind }) => kind !== 'part'));
});
