// What is asked: the program's text, what is wrong with it, its output and its inputs.

import { signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import * as store from '../store.js';
import { Editor } from './editor/editor.js';
import { ProblemBanner } from './editor/problem.js';
import { Findings } from './findings.js';
import { Inputs } from './inputs/inputs.js';
import { Output } from './inputs/output.js';

export function SourcePane() {
  const isNetwork = store.trace.value?.model.language === 'network';
  return html`<${Editor} /><${ProblemBanner} />
    <${isNetwork ? NetworkPane : Inputs} /><${Output} /><${Findings} />`;
}

/** Loaded when there is a network for the first time. */
const loaded = signal(/** @type {(() => any) | null} */ (null));

function NetworkPane() {
  useEffect(() => {
    import('./network/network.js').then(({ Network }) => {
      loaded.value = Network;
    });
  }, []);
  return loaded.value ? html`<${loaded.value} />` : null;
}
