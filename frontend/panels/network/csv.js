// Own examples from a CSV file: they replace the data once the server has read every row of them.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { post, Refused } from '../../api.js';

/** What fits into a request, with room for the rest of it. */
const MOST_CHARACTERS = 900_000;

/** @typedef {{told: string[], hint: string}} Refusal */

/**
 * @param {{sourceWith: (csv: string) => string, use: (source: string) => void}} properties
 *   sourceWith: the network's source with these data
 */
export function File({ sourceWith, use }) {
  const refused = useSignal(/** @type {Refusal | null} */ (null));
  const chosen = async (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.currentTarget);
    const file = field.files?.[0];
    if (!file) return;
    const text = await file.text();
    field.value = '';
    const source = sourceWith(text);
    refused.value = tooLong(text) ?? (await refusalOf(source));
    if (!refused.value) use(source);
  };
  const { value: problem } = refused;
  return html`<p><label>A CSV file, a row for each example: inputs, then target
    <input type="file" accept=".csv,.txt,text/csv,text/plain" onChange=${chosen} /></label></p>
    ${
      problem
        ? html`<div class="refused" role="alert"><p>The file was not taken:</p>
          <ul>${problem.told.map((each) => html`<li>${each}</li>`)}</ul><p class="hint">${problem.hint}</p></div>`
        : null
    }`;
}

/** @param {string} text @returns {Refusal | null} */
function tooLong({ length }) {
  if (length <= MOST_CHARACTERS) return null;
  return { told: [`it has ${length} characters`], hint: `${MOST_CHARACTERS} are allowed` };
}

/** @param {string} source @returns {Promise<Refusal | null>} */
async function refusalOf(source) {
  try {
    await post('data', { source, points: false }, 'file');
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { told: rowsNamed(error.problem.detail), hint: error.problem.hint ?? '' };
  }
}

/** The bad rows one by one, as the server names them. @param {string} detail */
export function rowsNamed(detail) {
  return detail.replace(/^bad rows in the points: /, '').split(/; (?=row \d|and [\d,]+ more)/);
}
