// The step's formulas in a row: only whole ones, and how many more there are.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { select } from '../../actions.js';
import { typeset } from '../../format.js';
import { Mathematics, Words } from '../../math.js';

const MOST = 4;

/**
 * @param {{formulas: Formula[], about: Pointed | null}} properties about: where all of them stand
 */
export function Formulas({ formulas, about }) {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const seen = useSignal({ count: MOST, fits: true });
  const shown = formulas.slice(0, MOST);
  const words = shown.map(({ text }) => text).join('\n');
  useLayoutEffect(() => {
    const row = /** @type {HTMLDivElement} */ (place.current);
    const measure = () => {
      const { count, fits } = wholeOnes(row);
      if (count !== seen.value.count || fits !== seen.value.fits) seen.value = { count, fits };
    };
    const watcher = new ResizeObserver(measure);
    watcher.observe(row);
    for (const child of row.children) watcher.observe(child);
    measure();
    return () => watcher.disconnect();
  }, [words]);
  const { count, fits } = seen.value;
  const more = formulas.length - Math.min(count, shown.length);
  return html`<div class="formulas" role="region" aria-label="The step's formula with numbers">
    <div class=${fits ? 'row-of-formulas' : 'row-of-formulas narrow'} ref=${place}>${shown.map(
      (formula) => html`<${Whole} key=${formula.text} formula=${formula} />`,
    )}</div>
    ${
      more > 0 && about
        ? html`<button type="button" class="plain more" onClick=${() => select(about)}
            aria-label=${`${more} more formulas, in the inspector`}>+${more} more</button>`
        : null
    }
  </div>`;
}

/** What is too wide for the row is written in lines. @param {{formula: Formula}} properties */
function Whole({ formula }) {
  return html`<div class="whole"><${Mathematics} formula=${formula} />
    <span class="lines"><${Words} text=${typeset(formula.text)} /></span></div>`;
}

/**
 * How many formulas lie wholly in the row, and whether the first one does.
 * @param {HTMLElement} row
 */
function wholeOnes(row) {
  const children = /** @type {HTMLElement[]} */ ([...row.children]);
  const { bottom, width } = row.getBoundingClientRect();
  const fits = children.every((child, index) => {
    const math = child.querySelector('math');
    return index > 0 || !math || math.getBoundingClientRect().width <= width + 1;
  });
  const count = children.filter(
    (child) => child.getBoundingClientRect().bottom <= bottom + 1,
  ).length;
  return { count: Math.max(count, 1), fits };
}
