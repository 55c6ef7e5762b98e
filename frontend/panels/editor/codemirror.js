// CodeMirror with what this page needs of it, and no more. Loaded when the page is there.

import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, StateEffect, StateField, Transaction } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { visible } from './places.js';

/** @typedef {import('./lights.js').Lit} Lit */
/**
 * @typedef {object} Editor
 * @property {(text: string) => void} setText
 * @property {(spans: Lit[]) => void} light
 * @property {(span: import('./places.js').Span | null, problem: Problem | null) => void} setProblem
 * @property {() => void} destroy
 */

/** @type {import('@codemirror/state').StateEffectType<Lit[]>} */
const lightUp = StateEffect.define();

const lights = StateField.define({
  create: () => Decoration.none,
  update(before, transaction) {
    const spans = transaction.effects.find((effect) => effect.is(lightUp))?.value;
    return spans ? marks(transaction.state, spans) : before.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/**
 * @param {EditorState} state
 * @param {Lit[]} spans
 */
function marks({ doc }, spans) {
  const within = spans.filter(({ to }) => to <= doc.length);
  return Decoration.set(
    within.map(({ from, to, kind }) => Decoration.mark({ class: `lit ${kind}` }).range(from, to)),
    true,
  );
}

const inks = HighlightStyle.define([
  { tag: tags.comment, class: 'ink-comment' },
  { tag: [tags.number, tags.bool], class: 'ink-number' },
  { tag: [tags.keyword, tags.definitionKeyword, tags.controlKeyword], class: 'ink-keyword' },
]);

/**
 * @param {HTMLElement} parent
 * @param {{text: string, type: (text: string) => void, hover: (at: number | null) => void}} given
 * @returns {Editor}
 */
export function createEditor(parent, { text, type, hover }) {
  const view = new EditorView({
    parent,
    state: EditorState.create({ doc: text, extensions: extensions({ type, hover }) }),
  });
  document.fonts.ready.then(() => view.requestMeasure());
  return {
    setText: (next) => replace(view, next),
    light: (spans) => view.dispatch({ effects: lightUp.of(spans) }),
    setProblem: (span, problem) =>
      view.dispatch(setDiagnostics(view.state, diagnostics(view, span, problem))),
    destroy: () => view.destroy(),
  };
}

/** @param {{type: (text: string) => void, hover: (at: number | null) => void}} given */
function extensions({ type, hover }) {
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    python(),
    syntaxHighlighting(inks),
    lintGutter(),
    lights,
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': 'Source', spellcheck: 'false' }),
    EditorView.updateListener.of((update) => {
      const own = update.transactions.some((each) => each.annotation(Transaction.remote));
      if (update.docChanged && !own) type(update.state.doc.toString());
    }),
    pointing(hover),
  ];
}

/** @param {(at: number | null) => void} hover */
function pointing(hover) {
  return EditorView.domEventHandlers({
    pointermove: (event, view) => {
      hover(view.posAtCoords({ x: event.clientX, y: event.clientY }));
    },
    pointerleave: () => hover(null),
  });
}

/**
 * @param {EditorView} view
 * @param {string} text
 */
function replace(view, text) {
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: text },
    annotations: Transaction.remote.of(true),
  });
}

/**
 * @param {EditorView} view
 * @param {import('./places.js').Span | null} span
 * @param {Problem | null} problem
 * @returns {import('@codemirror/lint').Diagnostic[]}
 */
function diagnostics({ state }, span, problem) {
  if (!span || !problem) return [];
  const { from, to } = visible(state.doc.toString(), span);
  const message = problem.hint ? `${problem.detail}\n${problem.hint}` : problem.detail;
  return [{ from, to, severity: 'error', message }];
}
