// An edge: what flows along it, through which valve.

import { html } from 'htm/preact';
import { symbol, typeset } from '../../format.js';
import { Words } from '../../math.js';
import { nodeId } from '../../scene/model.js';
import { ArrayView } from './array-view.js';
import { Contributions } from './contributions.js';
import { explainedEdge } from './explained.js';
import { Fact, Formulas, Link, Part } from './parts.js';

/** @param {{trace: Trace, edge: number}} properties */
export function AboutEdge({ trace, edge }) {
  const { model, numbers } = trace;
  const source = model.edgeSource[edge];
  const target = model.edgeTarget[edge];
  const [to, from] = [model.symbols[source], model.symbols[target]].map(symbol);
  const top = symbol(model.symbols[model.output]);
  const flow = numbers.raw.flows[edge];
  return html`<h2>from <${Link} pointed=${{ kind: 'node', id: nodeId(target) }}><i><${Words} text=${from} /></i><//> to${' '}
      <${Link} pointed=${{ kind: 'node', id: nodeId(source) }}><i><${Words} text=${to} /></i><//></h2>
    ${flow === null ? html`<p class="quiet">Nothing flows to a constant.</p>` : null}
    <dl><${Fact} name=${`upstream ∂${top}/∂${from}`} value=${numbers.raw.gradients[target]} kind="of-gradient" />
      <${Fact} name=${`valve ∂${from}/∂${to}`} value=${numbers.raw.local_gradients[edge]} />
      <${Fact} name="flow" value=${flow} kind="of-gradient" /></dl>
    <${Why} trace=${trace} edge=${edge} />
    <${Contributions} trace=${trace} node=${source} />
    ${model.shapes[source] && flow !== null ? html`<${ArrayView} values=${{ flow }} />` : null}`;
}

/** @param {{trace: Trace, edge: number}} properties */
function Why({ trace, edge }) {
  const explained = explainedEdge(trace, edge);
  if (!explained) return null;
  return html`<${Part} title="The valve: its local gradient">
      <${Formulas} formulas=${[explained.local, explained.local_with_numbers]} />
    <//>
    <${Part} title="The chain rule">
      <${Formulas} formulas=${[explained.chain, explained.with_numbers]} />
      <p class="sentence"><${Words} text=${typeset(explained.sentence)} /></p>
    <//>`;
}
