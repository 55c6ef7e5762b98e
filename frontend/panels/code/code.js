// The program as code in the lesson's style: a line is a step, and a step is a line.

import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import * as store from '../../store.js';
import { answerAbout } from '../answers.js';
import { copied } from '../share.js';
import { moment } from '../time/moment.js';
import { linesAbout, linesOfRun } from './lines.js';
import { Listing } from './listing.js';

/** Code is asked for when the program has rested for so long, in milliseconds. */
const PATIENCE = 150;

export function CodePane() {
  const trace = useSignal(store.trace.peek());
  const shown = useSignal(/** @type {{code: ApiCode, trace: Trace} | null} */ (null));
  useSignalEffect(() => {
    const { value: newest } = store.trace;
    const timer = setTimeout(() => {
      trace.value = newest;
    }, PATIENCE);
    return () => clearTimeout(timer);
  });
  const answer = trace.value ? answerAbout(trace.value, 'code', { target: 'python' }).value : null;
  useEffect(() => {
    if (answer?.state === 'here' && trace.value) {
      shown.value = { code: /** @type {ApiCode} */ (answer.value), trace: trace.value };
    }
  }, [answer]);
  if (answer?.state === 'refused') return html`<p class="quiet">${answer.problem.detail}</p>`;
  if (!shown.value) return html`<p class="quiet">One moment.</p>`;
  return html`<${Code} ...${shown.value} />`;
}

/** @param {{code: ApiCode, trace: Trace}} properties */
function Code({ code, trace: { model } }) {
  const run = useComputed(() => moment.value.run).value;
  const resting = useComputed(() => moment.value.phase === 'rest').value;
  const marks = {
    step: linesOfRun(code, model, resting ? null : run),
    selected: linesAbout(code, model, store.selection.value),
    pointed: linesAbout(code, model, store.hover.value),
  };
  const said = useSignal('Copy');
  const copy = async () => {
    said.value = (await copied(code.code)) ? 'Copied' : 'The browser does not let the page copy';
  };
  return html`<div class="row"><p class="quiet">Python with <code>math</code> alone. A line goes to its step.</p>
      <button type="button" class="plain" onClick=${copy} aria-live="polite">${said.value}</button></div>
    <${Listing} code=${code} model=${model} marks=${marks} />`;
}
