// The source's editor. A plain field stands in until the real one has been loaded.

import { useSignal, useSignalEffect } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { edit, pointAt } from '../../actions.js';
import { nodeId } from '../../scene/model.js';
import * as store from '../../store.js';
import { litSpans, problemSpan } from './lights.js';
import { nodeAt } from './places.js';

/** So long after the last key the text is traced, in milliseconds. */
const PATIENCE = 250;

/** What was typed and has not been asked yet. */
let pending = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
/** The newest text that was typed here: what comes from elsewhere replaces it. */
let typed = '';

/** @param {string} text */
function type(text) {
  typed = text;
  clearTimeout(pending);
  pending = setTimeout(() => edit(text), PATIENCE);
}

/** @param {number | null} at an offset in the text */
function hover(at) {
  const { value: trace } = store.trace;
  const node = at === null || !trace ? -1 : nodeAt(store.source.value, trace.model, at);
  pointAt(node < 0 ? null : { kind: 'node', id: nodeId(node) });
}

export function Editor() {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const editor = useSignal(/** @type {import('./codemirror.js').Editor | null} */ (null));
  useEffect(() => {
    let gone = false;
    import('./codemirror.js').then(({ createEditor }) => {
      if (gone || !place.current) return;
      editor.value = createEditor(place.current, { text: shownText(), type, hover });
    });
    return () => {
      gone = true;
      editor.value?.destroy();
    };
  }, []);
  useSignalEffect(() => {
    const { value: text } = store.source;
    if (text === typed) return;
    clearTimeout(pending);
    typed = text;
    editor.value?.setText(text);
  });
  useSignalEffect(() => editor.value?.light(litSpans()));
  useSignalEffect(() => editor.value?.setProblem(problemSpan(), store.problem.value));
  return html`<section class="editor" aria-label="Program text">
    <div ref=${place}></div>
    ${editor.value ? null : html`<${PlainField} />`}
  </section>`;
}

function shownText() {
  return typed || store.source.value;
}

function PlainField() {
  return html`<textarea class="plain-field" aria-label="Source" spellcheck=${false} rows="8"
    value=${store.source.value}
    onInput=${(/** @type {Event} */ event) =>
      type(/** @type {HTMLTextAreaElement} */ (event.target).value)}></textarea>`;
}
