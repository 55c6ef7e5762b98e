// The head of the sheet: its name, where to go, and how to look.

import { html } from 'htm/preact';
import { Examples } from '../examples.js';
import { Present } from '../present.js';
import { Share } from '../share.js';
import { Keys } from './keys.js';
import { Search } from './search.js';
import { ViewControls } from './view.js';

export function Header() {
  return html`<header class="head">
    <h1><a href="./" title="Begin anew">rivergrad</a></h1>
    <${Examples} />
    <${Search} />
    <${ViewControls} />
    <${Share} />
    <${Present} />
    <${Keys} />
  </header>`;
}
