// The network beside its picture: its depth, its training, and the example that runs through it.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { grouped } from '../../format.js';
import { Inputs } from '../inputs/inputs.js';
import { Doctor } from './doctor.js';
import { Example } from './example.js';
import { Layers } from './layers.js';
import { OwnPoints } from './own.js';
import { data, setDepth } from './shown.js';
import { Training } from './training.js';
import { Units } from './units.js';
import { SelectedWeight } from './weight.js';

/** @type {Depth[]} */
const DEPTHS = ['neuron', 'layer'];

export function Network() {
  const { value: about } = data;
  return html`<section class="network" aria-labelledby="network">
    <div class="row"><h2 id="network">Network</h2>
      <span class="quiet">${about ? `${grouped(about.size)} weights` : ''}</span><${DepthSwitch} /></div>
    <${Training} />
    <${SelectedWeight} />
    <${Doctor} />
    <${Example} />
    <${OwnPoints} />
    <${Layers} />
    <${Units} />
    <${AllInputs} />
  </section>`;
}

function DepthSwitch() {
  const { value: about } = data;
  return html`<span class="switch" role="group" aria-label="Depth">${DEPTHS.map(
    (depth) => html`<button type="button" class="plain" aria-pressed=${about?.depth === depth}
      disabled=${!about} onClick=${() => setDepth(depth)}>${depth}</button>`,
  )}</span>`;
}

/** A network may have thousands of inputs: they are listed only for who asks. */
function AllInputs() {
  const open = useSignal(false);
  return html`<details class="all" onToggle=${(/** @type {Event} */ event) => {
    open.value = /** @type {HTMLDetailsElement} */ (event.currentTarget).open;
  }}><summary>All inputs</summary>${open.value ? html`<${Inputs} />` : null}</details>`;
}
