// The name of an input. One that is too long for its place has its middle left out; the whole is
// there to hover, and to hear.

import { html } from 'htm/preact';
import { symbol } from '../../format.js';
import { Words } from '../../math.js';

const LONG = 10;
const ENDS = 13;

/** Whether a name needs a line of its own. @param {string} name */
export const isLong = (name) => name.length > LONG;

/** @param {{name: string, upright?: boolean}} properties */
export function Name({ name, upright = false }) {
  const brief = abridged(name);
  const kind = upright ? 'name-of' : 'name-of slanted';
  if (brief === name) return html`<span class=${kind}><${Words} text=${symbol(name)} /></span>`;
  return html`<span class=${kind} title=${name}><span aria-hidden="true">${brief}</span><span class="unseen">${name}</span></span>`;
}

/** @param {string} name */
export function abridged(name) {
  if (name.length <= 2 * ENDS + 1) return name;
  return `${name.slice(0, ENDS)}…${name.slice(-ENDS)}`;
}
