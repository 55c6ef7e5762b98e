// What the doctor found: each finding points at all its nodes, and shows the first.

import { html } from 'htm/preact';
import { pointAtAll } from '../actions.js';
import * as store from '../store.js';
import { answerAbout, useRested } from './answers.js';
import { showInPicture } from './reveal.js';

export function Findings() {
  const rested = useRested();
  const known = store.trace.value?.numbers.findings ?? [];
  const answer = rested ? answerAbout(rested, 'diagnose').value : null;
  const found = answer?.state === 'here' ? answer.value.findings : [];
  const findings = /** @type {Finding[]} */ (known.length ? known : found);
  if (!findings.length) return null;
  return html`<section class="findings" aria-labelledby="findings">
    <h2 id="findings">Doctor’s findings</h2>
    <ul>${findings.map((finding) => html`<li><${Told} finding=${finding} /></li>`)}</ul>
  </section>`;
}

/** @param {{finding: Finding}} properties */
export function Told({ finding: { disease, severity, nodes, cause, advice } }) {
  const all = nodes.map((id) => ({ kind: /** @type {const} */ ('node'), id }));
  const [first] = all;
  return html`<button type="button" class=${`finding ${severity}`} disabled=${!first}
    onClick=${() => first && showInPicture(first)}
    onPointerEnter=${() => pointAtAll(all)} onPointerLeave=${() => pointAtAll([])}
    onFocus=${() => pointAtAll(all)} onBlur=${() => pointAtAll([])}>
    <span class="title">${disease.replaceAll('_', ' ')} <span class="severity">${severity}</span></span>
    <span>${cause}</span> <span class="hint">${advice}</span></button>`;
}
