// A node: how its value came about, and where its gradient comes from.

import { html } from 'htm/preact';
import { symbol } from '../../format.js';
import { Mathematics, Words } from '../../math.js';
import { edgeId, edgesAt, INPUT } from '../../scene/model.js';
import { derivativeName } from '../time/sentences.js';
import { ArrayView } from './array-view.js';
import { CheckOf } from './check.js';
import { Contributions } from './contributions.js';
import { explainedEdge, explainedValue } from './explained.js';
import { Fact, Formulas, Link, Part } from './parts.js';

const MOST = 12;

/** @param {{trace: Trace, node: number}} properties */
export function AboutNode({ trace, node }) {
  const { model, numbers } = trace;
  const value = numbers.raw.values[node];
  const gradient = numbers.raw.gradients[node];
  const name = symbol(model.symbols[node]);
  const broken = numbers.broken === node;
  return html`<h2><i><${Words} text=${name} /></i> <span class="kind">${kindOf(model, node)}</span></h2>
    ${broken ? html`<p class="broken">Here a number that is not finite arises first.</p>` : null}
    <dl><${Fact} name="value" value=${value} />
      <${Fact} name=${derivativeName(model, node)} value=${gradient} kind="of-gradient" /></dl>
    ${model.kinds[node] === INPUT ? html`<${CheckOf} trace=${trace} node=${node} />` : null}
    <${HowComputed} trace=${trace} node=${node} />
    <${Contributions} trace=${trace} node=${node} />
    <${Onward} trace=${trace} node=${node} />
    ${model.shapes[node] ? html`<${ArrayView} values=${{ value, gradient }} />` : null}`;
}

/**
 * @param {Model} model
 * @param {number} node
 */
function kindOf({ kinds, names, operations, comments, places, output }, node) {
  const kind = operations[node] ?? (kinds[node] === INPUT ? 'input' : 'constant');
  const labelled = operations[node] && names[node];
  const comment = labelled ? comments[String(places[4 * node])] : '';
  const words = [kind.replaceAll('_', ' '), node === output ? 'output' : '', comment ?? ''];
  return words.filter(Boolean).join(' · ');
}

/** @param {{trace: Trace, node: number}} properties */
function HowComputed({ trace, node }) {
  const explained = explainedValue(trace, node);
  if (!explained) return null;
  return html`<${Part} title="Its value">
    <${Formulas} formulas=${[explained.formula, explained.with_numbers]} />
  <//>`;
}

/** The valves that its gradient goes through, whole into each. @param {{trace: Trace, node: number}} properties */
function Onward({ trace, node }) {
  const { model, numbers } = trace;
  const edges = [...edgesAt(model.operands, node)].filter((edge) => numbers.valid[edge]);
  if (!edges.length) return null;
  return html`<${Part} title="Its local gradients">
    <ul class="flows">${edges.slice(0, MOST).map((edge) => {
      const explained = explainedEdge(trace, edge);
      return html`<li><${Link} pointed=${{ kind: 'edge', id: edgeId(edge) }}>to <${Words} text=${symbol(model.symbols[model.edgeSource[edge]])} /><//>
        <${Mathematics} formula=${explained?.local_with_numbers ?? explained?.local} /></li>`;
    })}</ul>
    ${edges.length > MOST ? html`<p class="quiet">and ${edges.length - MOST} more</p>` : null}
  <//>`;
}
