// One plain sentence for where we are, and the step's formula with its numbers.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { typeset } from '../../format.js';
import { Words } from '../../math.js';
import { nodeId } from '../../scene/model.js';
import * as store from '../../store.js';
import { answerAbout } from '../answers.js';
import { chainsOf } from './chain.js';
import { Formulas } from './formulas.js';
import { moment } from './moment.js';
import { restSentence, runSentence, startSentence } from './sentences.js';

/** @typedef {{forward: ForwardExplanation | null, backward: BackwardExplanation | null}} Explained */

/** Steps without an explanation are explained once somebody stays at them. */
const PATIENCE = 200;

export function Narration() {
  const { value: trace } = store.trace;
  if (trace) return html`<${Story} trace=${trace} />`;
  return html`<div class="narration"><p class="sentences">${store.busy.value ? 'One moment.' : ''}</p></div>`;
}

/** @param {{trace: Trace}} properties */
function Story({ trace }) {
  const { run, phase } = moment.value;
  const explanation = useExplanation(trace, run);
  const rest =
    phase === 'rest'
      ? html`<p aria-live="polite"><${Words} text=${restSentence(trace)} /></p>`
      : null;
  const sentence = run ? (explanation?.sentence ?? runSentence(trace, run)) : startSentence(trace);
  const live = phase === 'rest' || store.playing.value ? 'off' : 'polite';
  return html`<div class="narration">
    <div class="sentences" tabindex="0" role="region" aria-label="What happens in this step">
      ${rest}<p class=${rest ? 'last' : ''} aria-live=${live}><${Words} text=${typeset(sentence)} /></p>
    </div>
    <${Formulas} formulas=${formulasOf(trace, run, explanation)} about=${aboutRun(trace, run)} />
  </div>`;
}

/**
 * The server's explanation of a single step, as soon as there is one.
 * @param {Trace} trace
 * @param {import('./moment.js').Run | null} run
 * @returns {ForwardExplanation | BackwardExplanation | null | undefined}
 */
function useExplanation(trace, run) {
  const { model, numbers } = trace;
  const single = run && run.group < 0;
  const known = single ? numbers[run.phase][run.last] : undefined;
  const wanted = single && !known ? run.node : -1;
  const asked = useSignal(-1);
  useEffect(() => {
    if (wanted < 0) return undefined;
    const timer = setTimeout(() => {
      asked.value = wanted;
    }, PATIENCE);
    return () => clearTimeout(timer);
  }, [wanted, model]);
  if (known || !single || asked.value !== wanted) return known;
  const answer = answerAbout(trace, 'explain', { node: nodeId(wanted) }, 'explain step').value;
  if (answer.state !== 'here') return undefined;
  return /** @type {Explained} */ (answer.value)[run.phase];
}

/**
 * @param {Trace} trace
 * @param {import('./moment.js').Run | null} run
 * @param {ForwardExplanation | BackwardExplanation | null | undefined} explanation
 * @returns {Formula[]}
 */
function formulasOf(trace, run, explanation) {
  const { model } = trace;
  if (run && run.group >= 0 && run.phase === 'backward') {
    const chains = chainsOf(trace, run);
    const derivatives = (model.groups[run.group].derivatives ?? []).flat().filter(isShown);
    return chains.length > 1 ? chains : [...derivatives, ...chains];
  }
  if (!explanation) return [];
  if (!('edges' in explanation)) return [explanation.formula, explanation.with_numbers];
  const [only, ...others] = explanation.edges;
  if (only && !others.length) return [only.chain, only.with_numbers];
  return explanation.edges.map((edge) => edge.with_numbers);
}

/**
 * @param {Trace} trace
 * @param {import('./moment.js').Run | null} run
 * @returns {Pointed | null}
 */
function aboutRun({ model }, run) {
  if (!run) return null;
  if (run.group < 0) return { kind: 'node', id: nodeId(run.node) };
  return { kind: 'group', id: model.groups[run.group].path };
}

/** @param {Formula | null} formula @returns {formula is Formula} */
function isShown(formula) {
  return formula !== null;
}
