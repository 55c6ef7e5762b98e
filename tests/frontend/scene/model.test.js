import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adjacency, edgeId, edgesAt, indexOf, nodeId } from '../../../frontend/scene/model.js';
import { documentNamed, NAMES, traceNamed } from '../helpers/traces.js';

for (const name of NAMES) {
  test(`the columns of ${name} say what the document says`, () => {
    const document = documentNamed(name);
    const { model, numbers } = traceNamed(name);
    document.graph.nodes.forEach((node, index) => {
      assert.equal(nodeId(index), node.id);
      assert.equal(['input', 'constant', 'operation'][model.kinds[index]], node.kind);
      assert.equal(model.groups[model.groupOf[index]]?.path ?? null, node.group);
      assert.equal(model.places[4 * index], node.line);
    });
    document.graph.edges.forEach((edge, index) => {
      assert.equal(edgeId(index), edge.id);
      assert.ok(edgesAt(model.operands, indexOf(edge.target)).includes(index));
      assert.ok(edgesAt(model.uses, indexOf(edge.source)).includes(index));
    });
    assert.equal(nodeId(model.output), document.graph.output);
    assert.equal(numbers.flow.length, document.graph.edges.length);
    assert.equal(
      numbers.valid.reduce((sum, each) => sum + each, 0),
      flowing(document),
    );
  });
}

const flowing = ({ numbers }) => numbers.flows.filter((flow) => flow !== null).length;

test('steps and nodes know each other', () => {
  const { model } = traceNamed('seed-staged');
  for (const [step, node] of model.forward.entries()) assert.equal(model.forwardStep[node], step);
  for (const [step, node] of model.backward.entries()) {
    assert.equal(model.backwardStep[node], step);
  }
  assert.equal(model.forwardStep[0], -1, 'an input is not computed');
});

test('the first broken node and the flows that add are marked', () => {
  const { numbers } = traceNamed('nan');
  assert.equal(numbers.broken, 3);
  assert.deepEqual([...numbers.accumulates], [1, 0, 0, 0, 0, 0, 0]);
  assert.equal(traceNamed('seed').numbers.broken, -1);
});

test('neighbours are listed without a list for each node', () => {
  const uses = adjacency(Int32Array.of(2, 0, 2, 2), 4);
  assert.deepEqual(
    [0, 1, 2, 3].map((node) => [...edgesAt(uses, node)]),
    [[1], [], [0, 2, 3], []],
  );
});

test('groups know what is in them', () => {
  const { model } = traceNamed('rnn');
  const loss = model.groups.find(({ path }) => path === 'loss');
  assert.equal(loss.nodes, 2);
  assert.equal(loss.parent, -1);
  assert.deepEqual(loss.groups, []);
});
