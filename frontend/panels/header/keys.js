// The keys of the page, for those who ask.

import { html } from 'htm/preact';
import { Popover } from '../popover.js';

const KEYS = [
  ['← →', 'one step back, one step on'],
  ['Shift ← →', 'to the start, all values, rest'],
  ['Home End', 'to the start, to the end'],
  ['Space', 'play, pause'],
  ['+ − 0', 'zoom in, zoom out, all of it'],
  ['↑ ↓', 'on a node: along the rivers'],
  ['Enter', 'on a node: select it'],
  ['O', 'on a group: open it'],
  ['Esc', 'close what is open'],
];

export function Keys() {
  return html`<${Popover} label="Keys" name="keys">${() =>
    html`<dl class="keys-list">${KEYS.map(
      ([keys, meaning]) => html`<div><dt>${keys}</dt><dd>${meaning}</dd></div>`,
    )}</dl>`}<//>`;
}
