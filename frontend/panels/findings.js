// What the doctor found: each finding points at its nodes.

import { useSignal, useSignalEffect } from '@preact/signals';
import { html } from 'htm/preact';
import { pointAt } from '../actions.js';
import * as store from '../store.js';
import { answerAbout } from './answers.js';
import { showInPicture } from './reveal.js';

/** The doctor is asked when the numbers have rested for so long, in milliseconds. */
const PATIENCE = 500;

export function Findings() {
  const rested = useRested();
  const current = rested === store.trace.value;
  const known = store.trace.value?.numbers.findings ?? [];
  const answer = rested ? answerAbout(rested, 'diagnose').value : null;
  const found = answer?.state === 'here' && current ? answer.value.findings : [];
  const findings = /** @type {Finding[]} */ (known.length ? known : found);
  if (!findings.length) return null;
  return html`<section class="findings" aria-labelledby="findings">
    <h2 id="findings">Doctor’s findings</h2>
    <ul>${findings.map((finding) => html`<li><${Told} finding=${finding} /></li>`)}</ul>
  </section>`;
}

/** The trace, once it has not changed for a while. */
function useRested() {
  const rested = useSignal(/** @type {Trace | null} */ (null));
  useSignalEffect(() => {
    const { value: trace } = store.trace;
    const timer = setTimeout(() => {
      rested.value = trace;
    }, PATIENCE);
    return () => clearTimeout(timer);
  });
  return rested.value;
}

/** @param {{finding: Finding}} properties */
function Told({ finding: { disease, severity, nodes, cause, advice } }) {
  const first = nodes.length ? { kind: /** @type {const} */ ('node'), id: nodes[0] } : null;
  return html`<button type="button" class=${`finding ${severity}`} disabled=${!first}
    onClick=${() => first && showInPicture(first)}
    onPointerEnter=${() => pointAt(first)} onPointerLeave=${() => pointAt(null)}
    onFocus=${() => pointAt(first)} onBlur=${() => pointAt(null)}>
    <span class="title">${disease.replaceAll('_', ' ')} <span class="severity">${severity}</span></span>
    <span>${cause}</span> <span class="hint">${advice}</span></button>`;
}
