// What a gradient is the sum of.

import { html } from 'htm/preact';
import { full, short } from '../../format.js';
import { Words } from '../../math.js';
import { amount } from '../../scene/arrays.js';
import { edgeId } from '../../scene/model.js';
import { earlierFlows } from '../time/flows.js';
import { explainedContributions, explainedEdge } from './explained.js';
import { Formulas, Link, Part, whereabouts } from './parts.js';

const MOST = 24;

/** @param {{trace: Trace, node: number}} properties */
export function Contributions({ trace, node }) {
  const { model, numbers } = trace;
  const edges = earlierFlows(model, node, Number.POSITIVE_INFINITY).filter(
    (edge) => numbers.valid[edge],
  );
  const springs = node === model.output;
  if (!edges.length && !springs) return null;
  const shown = edges.slice(0, MOST);
  return html`<${Part} title=${edges.length > 1 ? `Its gradient: ${edges.length} flows add up` : 'Its gradient'}>
    <table class="sum"><tbody>
      ${springs ? html`<tr><th scope="row">springs here</th><td>${full(numbers.gradient[node])}</td></tr>` : null}
      ${shown.map(
        (edge) => html`<tr><th scope="row">
        <${Link} pointed=${{ kind: 'edge', id: edgeId(edge) }}>from <${Words} text=${whereabouts(model, model.edgeTarget[edge])} /><//></th>
        <td>${digits(numbers.raw.flows[edge])}</td></tr>`,
      )}
      ${edges.length > MOST ? html`<tr><th scope="row">${edges.length - MOST} more</th><td></td></tr>` : null}
    </tbody>
    ${edges.length > 1 ? html`<tfoot><tr><th scope="row">sum</th><td>${digits(numbers.raw.gradients[node])}</td></tr></tfoot>` : null}
    </table>
    <${ChainRule} trace=${trace} node=${node} edges=${shown} />
  <//>`;
}

/** @param {ApiValue} value */
function digits(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? `norm ${short(amount(value))}` : full(value);
}

/** @param {{trace: Trace, node: number, edges: number[]}} properties */
function ChainRule({ trace, node, edges }) {
  const asked = explainedContributions(trace, node);
  const known = trace.numbers.backward.some(Boolean);
  return html`<div class="chain">${edges.map((edge) => {
    const explained = known ? explainedEdge(trace, edge) : asked.get(edgeId(edge));
    return html`<${Formulas} formulas=${[explained?.chain, explained?.with_numbers]} />`;
  })}</div>`;
}
