// An input's gradient beside its central finite difference: two ways to the same number.

import { html } from 'htm/preact';
import { short, toNumber } from '../../format.js';
import { answerAbout, useRested } from '../answers.js';
import { Fact, Part } from './parts.js';

/** @type {{state: 'waiting'}} */
const WAITING = { state: 'waiting' };

/** @param {{trace: Trace, node: number}} properties */
export function CheckOf({ trace, node }) {
  const rested = useRested();
  const answer = rested ? answerAbout(rested, 'check').value : WAITING;
  const name = trace.model.names[node] ?? trace.model.symbols[node];
  return html`<${Part} title="Checked by finite differences">${said(answer, name)}<//>`;
}

/**
 * @param {import('../answers.js').Answer<{inputs: Record<string, CheckRow>}>} answer
 * @param {string} name
 */
function said(answer, name) {
  if (answer.state === 'waiting') return html`<p class="quiet">One moment.</p>`;
  if (answer.state === 'refused') return html`<p class="quiet">${answer.problem.detail}</p>`;
  const row = answer.value.inputs[name];
  if (!row) return html`<p class="quiet">It was not checked.</p>`;
  return html`<dl><${Fact} name="by the graph" value=${row.gradient} />
      <${Fact} name="by differences" value=${row.finite_difference} /></dl>
    <p class=${`verdict ${row.verdict}`}>${row.note} ${errorOf(row)}</p>`;
}

/** @param {CheckRow} row */
function errorOf({ relative_error: error }) {
  if (error === null) return '';
  return `Relative error ${short(toNumber(error))}.`;
}
