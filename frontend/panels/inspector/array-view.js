// An array as a map of heat, its statistics, and how its numbers are spread.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { short } from '../../format.js';
import { HeatMap } from './heat-map.js';
import { Part } from './parts.js';
import { histogramOf, planeOf, statisticsOf } from './statistics.js';

const BINS = 24;

/** @param {{values: Record<string, ApiValue>}} properties what can be looked at, by name */
export function ArrayView({ values }) {
  const names = Object.keys(values).filter(
    (name) => typeof values[name] === 'object' && values[name] !== null,
  );
  const chosen = useSignal(names[0]);
  const name = names.includes(chosen.value) ? chosen.value : names[0];
  if (!name) return null;
  const value = values[name];
  const plane = planeOf(value);
  return html`<${Part} title="The array">
    ${
      names.length > 1
        ? html`<div class="switch" role="group" aria-label="Show">${names.map(
            (each) =>
              html`<button type="button" aria-pressed=${each === name} onClick=${() => {
                chosen.value = each;
              }}>${each}</button>`,
          )}</div>`
        : null
    }
    <${HeatMap} plane=${plane} name=${name} exact=${Array.isArray(value)} />
    <${Facts} statistics=${statisticsOf(value, plane)} />
    <${Histogram} numbers=${plane.numbers} />
  <//>`;
}

/** @param {{statistics: import('./statistics.js').Statistics}} properties */
function Facts({ statistics: { min, max, mean, norm, nonfinite, count } }) {
  const facts = {
    elements: count,
    min,
    max,
    mean,
    norm,
    ...(nonfinite ? { 'not finite': nonfinite } : {}),
  };
  return html`<dl class="statistics">${Object.entries(facts).map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${short(value)}</dd></div>`,
  )}</dl>`;
}

/** @param {{numbers: Float64Array}} properties */
function Histogram({ numbers }) {
  const { from, to, counts } = histogramOf(numbers, BINS);
  const most = Math.max(...counts, 1);
  const label = `Histogram from ${short(from)} to ${short(to)}`;
  return html`<figure class="histogram"><div class="bars" role="img" aria-label=${label}>${counts.map(
    (count) => html`<span style=${{ height: `${(count / most) * 100}%` }}></span>`,
  )}</div><figcaption><span>${short(from)}</span><span>${short(to)}</span></figcaption></figure>`;
}
