// What is wrong with the program, in words that help.

import { html } from 'htm/preact';
import * as store from '../../store.js';

export function ProblemBanner() {
  const { value: problem } = store.problem;
  return html`<div class="problem" role="alert">${problem ? html`<${Told} problem=${problem} />` : null}</div>`;
}

/** @param {{problem: Problem}} properties */
function Told({ problem: { title, detail, hint, line, column } }) {
  const where = line
    ? html`<span class="where">line ${line}${column === null || column === undefined ? '' : `, column ${column + 1}`}</span>`
    : null;
  const still = store.trace.value
    ? html`<p class="still">The picture shows the last program that worked.</p>`
    : null;
  return html`<h2>${title} ${where}</h2>
    <p>${detail}</p>${hint ? html`<p class="hint">${hint}</p>` : null}${still}`;
}
