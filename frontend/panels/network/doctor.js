// The doctor's findings about the training, which tries some epochs from the last snapshot.

import { effect, signal, untracked } from '@preact/signals';
import { html } from 'htm/preact';
import { post, Refused } from '../../api.js';
import { Told } from '../findings.js';
import { problem, snapshot } from './session.js';
import { data } from './shown.js';

/** So many epochs are tried, unless the network is large. */
const TRIED = 10;
const LARGE = 5_000;

const findings = signal(/** @type {Finding[] | null} */ (null));

function ask() {
  const { value: taken } = snapshot;
  const about = untracked(() => data.value);
  if (!taken || !about) {
    findings.value = null;
    return;
  }
  const network = { ...taken.network, depth: about.depth };
  post(
    'diagnose',
    {
      source: about.source,
      language: 'network',
      snapshot: { ...taken, network },
      epochs: about.size > LARGE ? 0 : TRIED,
    },
    'training',
  ).then(
    (answer) => {
      if (snapshot.value === taken) findings.value = answer.findings;
    },
    (error) => {
      if (error instanceof Refused) problem.value = error.problem;
      else if (error.name !== 'AbortError') throw error;
    },
  );
}

effect(ask);

export function Doctor() {
  const { value: found } = findings;
  if (found === null) return null;
  return html`<section class="findings" aria-labelledby="network-doctor">
    <h3 id="network-doctor">The doctor on this training</h3>
    ${
      found.length
        ? html`<ul>${found.map((finding) => html`<li><${Told} finding=${finding} /></li>`)}</ul>`
        : html`<p class="quiet">Healthy: nothing to be found.</p>`
    }
  </section>`;
}
