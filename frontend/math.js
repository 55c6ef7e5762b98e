// Formulas on the page: native MathML, which every browser draws and screen readers read.

import { html } from 'htm/preact';

/**
 * @param {{formula: Formula | null | undefined, block?: boolean}} properties
 */
export function Mathematics({ formula, block = false }) {
  if (!formula) return null;
  const markup = block ? formula.mathml.replace('<math', '<math display="block"') : formula.mathml;
  return html`<span class=${block ? 'formula block' : 'formula'} title=${formula.text}
    dangerouslySetInnerHTML=${{ __html: markup }}></span>`;
}
