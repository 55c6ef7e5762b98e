// Panes that take turns.

import { html } from 'htm/preact';
import { useId } from 'preact/hooks';

/**
 * @param {{panes: {name: string, panel: () => any}[],
 *   chosen: import('@preact/signals').Signal<number>}} properties
 */
export function Tabs({ panes, chosen }) {
  const id = useId();
  const { panel: Panel } = panes[chosen.value];
  const move = (/** @type {KeyboardEvent} */ event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    chosen.value = (chosen.value + by + panes.length) % panes.length;
    document.getElementById(`${id}-tab${chosen.value}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label="Program" onKeyDown=${move}>
      ${panes.map(
        ({ name }, index) => html`<button type="button" role="tab" id=${`${id}-tab${index}`}
          aria-selected=${index === chosen.value} aria-controls=${`${id}-panel`}
          tabindex=${index === chosen.value ? 0 : -1}
          onClick=${() => {
            chosen.value = index;
          }}>${name}</button>`,
      )}
    </div>
    <div class="pane" role="tabpanel" id=${`${id}-panel`} aria-labelledby=${`${id}-tab${chosen.value}`}>
      <${Panel} /></div>`;
}
