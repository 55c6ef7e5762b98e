// Every input of the program with its value, to be changed, and its gradient beside it.

import { html } from 'htm/preact';
import { resetInputs } from '../../actions.js';
import * as store from '../../store.js';
import { inputsOf } from '../time/sentences.js';
import { ArrayInput } from './array-input.js';
import { ScalarInput } from './scalar-input.js';

/** More are not listed one below the other: they can be searched, and named in the source. */
const MOST = 60;

export function Inputs() {
  const { value: trace } = store.trace;
  if (!trace) return null;
  const nodes = inputsOf(trace.model);
  if (!nodes.length)
    return html`<section class="inputs"><h2>Inputs</h2><p class="quiet">This program has none.</p></section>`;
  const changed = Object.keys(store.inputs.value).length > 0;
  return html`<section class="inputs" aria-labelledby="inputs">
    <div class="row"><h2 id="inputs">Inputs</h2>
      ${changed ? html`<button type="button" class="plain" title="Take every value as the source gives it" onClick=${resetInputs}>as in the source</button>` : null}</div>
    ${nodes.slice(0, MOST).map((node) => {
      const Kind = trace.model.shapes[node] ? ArrayInput : ScalarInput;
      return html`<${Kind} key=${trace.model.symbols[node]} trace=${trace} node=${node} />`;
    })}
    ${nodes.length > MOST ? html`<p class="quiet">and ${nodes.length - MOST} more</p>` : null}
  </section>`;
}
