// The keys of the page, for those who ask.

import { html } from 'htm/preact';
import { Popover } from '../popover.js';

const KEYS = [
  ['← →', 'one step back, one step on'],
  ['Shift ← →', 'to the start, all values, rest'],
  ['Home End', 'to the start, to the end'],
  ['Space', 'play, pause'],
  ['+ − 0', 'zoom in, zoom out, all of it'],
  ['F', 'fill the screen with the picture'],
  ['Tab', 'into the graph'],
  ['↑ ↓', 'in the graph: along the rivers'],
  ['Shift ↑ ↓', 'to the river or node beside'],
  ['[ ]', 'to the node before, after'],
  ['Enter', 'on a node or river: select it'],
  ['O', 'open a group; in an open one, close it'],
  ['Esc', 'close what is open'],
  ['wheel', 'zoom; with Shift sideways'],
  ['two fingers', 'move; pinched, or with Ctrl, zoom'],
];

export function Keys() {
  return html`<${Popover} label="Keys" name="keys">${() =>
    html`<dl class="keys-list">${KEYS.map(
      ([keys, meaning]) => html`<div><dt>${keys}</dt><dd>${meaning}</dd></div>`,
    )}</dl>`}<//>`;
}
