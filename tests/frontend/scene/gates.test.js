import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collapse } from '../../../frontend/scene/collapse.js';
import { gateRuns, textOf } from '../../../frontend/scene/gates.js';
import { allClosed } from '../helpers/scenes.js';
import { traceNamed } from '../helpers/traces.js';

function gates(name, closed) {
  const trace = traceNamed(name);
  const nodes = collapse(trace.model, closed ?? new Set()).nodes;
  return nodes.map((node) => textOf(gateRuns(trace, node)));
}

// program, a gate it must have: constants are part of the gate that uses them
const GATES = [
  ['seed', '÷'],
  ['seed', 'σ'],
  ['seed', 'x2'],
  ['seed-staged', '1/x'],
  ['seed-staged', '1 +'],
  ['dead-relu', '−'],
  ['max-circuit', 'max'],
  ['max-circuit', '2 ×'],
];

for (const [name, gate] of GATES) {
  test(`${name} has a gate ${gate}`, () => assert.ok(gates(name).includes(gate), gates(name)));
}

test('an exponent is raised', () => {
  const trace = traceNamed('seed');
  const runs = collapse(trace.model, new Set()).nodes.map((node) => gateRuns(trace, node));
  assert.ok(runs.some(([, exponent]) => exponent?.raised && exponent.text === '2'));
});

test('inputs and closed groups carry their names', () => {
  const written = gates('rnn', allClosed(traceNamed('rnn')));
  for (const name of ['h0', 'w', 'loss']) assert.ok(written.includes(name), written);
});
