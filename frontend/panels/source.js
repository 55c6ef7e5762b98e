// What is asked: the program's text, what is wrong with it, its output and its inputs.

import { html } from 'htm/preact';
import { Editor } from './editor/editor.js';
import { ProblemBanner } from './editor/problem.js';
import { Findings } from './findings.js';
import { Inputs } from './inputs/inputs.js';
import { Output } from './inputs/output.js';

export function SourcePane() {
  return html`<${Editor} /><${ProblemBanner} /><${Inputs} /><${Output} /><${Findings} />`;
}
