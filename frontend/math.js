// Formulas on the page: native MathML, which every browser draws and screen readers read.

import { html } from 'htm/preact';
import { LOWERED } from './format.js';

/**
 * @param {{formula: Formula | null | undefined, block?: boolean}} properties
 */
export function Mathematics({ formula, block = false }) {
  if (!formula) return null;
  const markup = block ? formula.mathml.replace('<math', '<math display="block"') : formula.mathml;
  return html`<span class=${block ? 'formula block' : 'formula'} title=${formula.text}
    dangerouslySetInnerHTML=${{ __html: markup }}></span>`;
}

/**
 * Text with its subscripts set as such: few typefaces have the signs for them.
 * @param {{text: string}} properties
 */
export function Words({ text }) {
  return text
    .split(/([₀-₉]+)/)
    .map((part, index) => (index % 2 ? html`<sub>${plain(part)}</sub>` : part));
}

/** @param {string} digits lowered */
const plain = (digits) => digits.replace(/./g, (digit) => String(LOWERED.indexOf(digit)));
