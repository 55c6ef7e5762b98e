// Everything about what is selected, in a drawer over the picture's edge.

import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { select } from '../../actions.js';
import { indexOf } from '../../scene/model.js';
import * as store from '../../store.js';
import { AboutEdge } from './edge.js';
import { AboutGroup } from './group.js';
import { AboutNode } from './node.js';

export function Inspector() {
  const { value: trace } = store.trace;
  const { value: selection } = store.selection;
  const about = trace && selection ? contents(trace, selection) : null;
  return html`<aside class="drawer" aria-label="Inspector" hidden=${!about}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      select(null);
    }}>${about ? html`<${Drawer}>${about}<//>` : null}</aside>`;
}

/** @param {{children: any}} properties */
function Drawer({ children }) {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const { value: selection } = store.selection;
  useEffect(() => {
    if (place.current) place.current.scrollTop = 0;
  }, [selection?.id]);
  return html`<button type="button" class="plain close" onClick=${() => select(null)}>Close</button>
    <div class="about" ref=${place} tabindex="0" role="region" aria-label="Details">${children}</div>`;
}

/**
 * @param {Trace} trace
 * @param {Pointed} selection
 */
function contents(trace, { kind, id }) {
  const { model } = trace;
  if (kind === 'group') {
    const group = model.groups.findIndex(({ path }) => path === id);
    return group < 0 ? null : html`<${AboutGroup} trace=${trace} group=${group} />`;
  }
  const index = indexOf(id);
  if (kind === 'edge') {
    return index < model.edges ? html`<${AboutEdge} trace=${trace} edge=${index} />` : null;
  }
  return index < model.nodes ? html`<${AboutNode} trace=${trace} node=${index} />` : null;
}
