// A group: what goes in, what comes out, and its own derivatives.

import { html } from 'htm/preact';
import { toggleGroup } from '../../actions.js';
import { brief, full, grouped, symbol } from '../../format.js';
import { Mathematics, Words } from '../../math.js';
import { nodeId } from '../../scene/model.js';
import * as store from '../../store.js';
import { kindName } from '../time/sentences.js';
import { Link, Part } from './parts.js';

const MOST = 24;

/** @param {{trace: Trace, group: number}} properties */
export function AboutGroup({ trace, group }) {
  const { model } = trace;
  const about = model.groups[group];
  const isClosed = store.closed.value.has(about.path);
  return html`<h2><${Words} text=${kindName(about)} /> <span class="kind">${about.gate ? `${about.gate} · ` : ''}${grouped(about.nodes)} ${about.nodes === 1 ? 'node' : 'nodes'}</span></h2>
    <p><button type="button" class="plain" aria-expanded=${!isClosed}
      onClick=${() => toggleGroup(about.path)}>${isClosed ? 'Open it' : 'Close it'}</button></p>
    <${Border} title="What goes in" trace=${trace} nodes=${about.inputs} />
    <${Border} title="What comes out" trace=${trace} nodes=${about.outputs} />
    <${Derivatives} trace=${trace} group=${group} />`;
}

/** @param {{title: string, trace: Trace, nodes: number[]}} properties */
function Border({ title, trace: { model, numbers }, nodes }) {
  if (!nodes.length) return null;
  return html`<${Part} title=${title}><table class="sum">
    <thead><tr><th scope="col">name</th><td>value</td><td>gradient</td></tr></thead>
    <tbody>${nodes.slice(0, MOST).map(
      (
        node,
      ) => html`<tr><th scope="row"><${Link} pointed=${{ kind: 'node', id: nodeId(node) }}><i><${Words} text=${symbol(model.symbols[node])} /></i><//></th>
        <td>${brief(numbers.raw.values[node])}</td><td class="of-gradient">${brief(numbers.raw.gradients[node])}</td></tr>`,
    )}</tbody></table>
    ${nodes.length > MOST ? html`<p class="quiet">and ${nodes.length - MOST} more</p>` : null}<//>`;
}

/** @param {{trace: Trace, group: number}} properties */
function Derivatives({ trace: { model, numbers }, group }) {
  const { inputs, outputs, derivatives } = model.groups[group];
  const matrix = numbers.raw.group_derivatives[group];
  if (!matrix) return null;
  const rows = outputs.flatMap((output, row) =>
    inputs.map((input, column) => ({ output, input, row, column })),
  );
  return html`<${Part} title="Its own derivatives"><ul class="flows">${rows
    .slice(0, MOST)
    .map(({ output, input, row, column }) => {
      const formula = derivatives?.[row]?.[column];
      const value = matrix[row]?.[column];
      const name = `∂${symbol(model.symbols[output])}/∂${symbol(model.symbols[input])}`;
      return html`<li>${formula ? html`<${Mathematics} formula=${formula} block=${true} />` : null}
        <span class="figure"><${Words} text=${name} /> = ${value === null || typeof value === 'object' ? brief(value) : full(value)}</span></li>`;
    })}</ul><//>`;
}
