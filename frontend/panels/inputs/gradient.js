// The line below an input: its gradient, light while more will come, bold once it is whole.

import { html } from 'htm/preact';
import { short } from '../../format.js';
import { amount, isBroken } from '../../scene/arrays.js';
import { stopAt } from '../../scene/stops.js';
import * as store from '../../store.js';
import { arrived } from './arrived.js';
import { Name } from './name.js';

/** @param {{trace: Trace, node: number}} properties */
export function GradientOf({ trace, node }) {
  const { value: stops } = store.stops;
  const here = arrived(trace, node, stops[stopAt(stops, store.position.value)]);
  return html`<span class="gradient"><${DerivativeOf} model=${trace.model} node=${node} />
    ${here ? html`<b class=${classOf(here)}>${here.value === null ? 'none' : short(amount(here.value))}</b>` : null}</span>`;
}

/** @param {{model: Model, node: number}} properties */
function DerivativeOf({ model, node }) {
  const [top, below] = [model.output, node].map((each) => model.symbols[each]);
  const bars = model.shapes[node] ? '‖' : '';
  return html`<span class="of">${bars}∂<${Name} name=${top} upright />/∂<${Name} name=${below} upright />${bars}</span>`;
}

/** @param {{value: ApiValue, whole: boolean}} gradient */
function classOf({ value, whole }) {
  const sign = amount(value) < 0 ? 'negative' : '';
  return `${isBroken(value) ? 'broken' : sign} ${whole ? '' : 'partial'}`.trim();
}
