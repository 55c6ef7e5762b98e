// The one timeline: forward steps, then backward steps, then rest.

import { useComputed, useSignalEffect } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import { grouped } from '../../format.js';
import * as player from '../../player.js';
import { stopAt } from '../../scene/stops.js';
import * as store from '../../store.js';
import { moment, turn } from './moment.js';
import { toPosition, toStops } from './scale.js';
import { drawTicks } from './ticks.js';

const SPEEDS = [0.25, 0.5, 1, 2, 4];

export function Timeline() {
  return html`<div class="timeline" role="group" aria-label="Timeline">
    <${Transport} />
    <${Scrubber} />
    <${Counter} />
    <${Speed} />
  </div>`;
}

/** Drawn in a square of 16: what machines that play have on their knobs. */
const SIGNS = {
  start: 'M3 3v10M13 3L5 8l8 5z',
  back: 'M10.5 3.5L6 8l4.5 4.5',
  play: 'M5 2.5v11L13.5 8z',
  pause: 'M5 3v10M11 3v10',
  on: 'M5.5 3.5L10 8l-4.5 4.5',
  end: 'M13 3v10M3 3l8 5-8 5z',
};

function Transport() {
  const off = !store.trace.value;
  const playing = store.playing.value;
  const [name, sign] = playing ? ['Pause', SIGNS.pause] : ['Play', SIGNS.play];
  return html`<div class="transport">
    <${Knob} name="To the start" keys="Home" sign=${SIGNS.start} act=${player.toStart} off=${off} />
    <${Knob} name="One step back" keys="←" sign=${SIGNS.back} act=${player.stepBack} off=${off} />
    <${Knob} name=${name} keys="Space" sign=${sign} act=${player.togglePlay} off=${off} kind="main" />
    <${Knob} name="One step on" keys="→" sign=${SIGNS.on} act=${player.stepForward} off=${off} />
    <${Knob} name="To the end" keys="End" sign=${SIGNS.end} act=${player.toEnd} off=${off} />
  </div>`;
}

/** @param {{name: string, keys: string, sign: string, act: () => void, off: boolean, kind?: string}} properties */
function Knob({ name, keys, sign, act, off, kind = '' }) {
  return html`<button type="button" class=${`knob ${kind}`} aria-label=${name}
    title=${`${name} (${keys})`} onClick=${act} disabled=${off}>
    <svg viewBox="0 0 16 16" aria-hidden="true"><path d=${sign} /></svg></button>`;
}

function Counter() {
  return html`<output class="counter">${countOf(moment.value)}</output>`;
}

/** @param {import('./moment.js').Moment} moment */
export function countOf({ phase, number, of }) {
  if (phase === 'start') return 'start';
  if (phase === 'rest') return 'at rest';
  return `${phase} ${grouped(number)} of ${grouped(of)}`;
}

function Speed() {
  const { value: speed } = store.speed;
  const change = (/** @type {Event} */ event) => {
    store.speed.value = Number(/** @type {HTMLSelectElement} */ (event.target).value);
  };
  return html`<label class="choice speed">Speed
    <select value=${String(speed)} onChange=${change}>
      ${SPEEDS.map(
        (each) => html`<option value=${each} selected=${each === speed}>${each}×</option>`,
      )}
    </select></label>`;
}

/** The range input does the pointing and speaks; the canvas below it shows the steps. */
function Scrubber() {
  const range = useRef(/** @type {HTMLInputElement | null} */ (null));
  const water = useRef(/** @type {HTMLDivElement | null} */ (null));
  useSignalEffect(() => {
    const at = toStops(store.stops.value, store.position.value);
    const last = Math.max(store.stops.value.length - 1, 1);
    // A value above the old end would be cut off.
    if (range.current) Object.assign(range.current, { max: String(last), value: String(at) });
    water.current?.style.setProperty('--passed', `${(100 * at) / last}%`);
    water.current?.style.setProperty('--turn', `${(100 * turn.value) / last}%`);
  });
  return html`<div class="scrubber">
    <${Ticks} />
    <div class="passed" ref=${water}></div>
    <input ref=${range} type="range" aria-label="Step" min="0" step="any"
      disabled=${!store.trace.value} aria-valuetext=${countOf(moment.value)}
      onInput=${scrub} onChange=${settle} />
  </div>`;
}

/** @param {Event} event */
function scrub(event) {
  const count = Number(/** @type {HTMLInputElement} */ (event.target).value);
  player.goTo(toPosition(store.stops.value, count));
}

/** A hand that lets go stands at the nearest stop. @param {Event} event */
function settle(event) {
  const count = Math.round(Number(/** @type {HTMLInputElement} */ (event.target).value));
  player.goTo(store.stops.value[stopAt(store.stops.value, toPosition(store.stops.value, count))]);
}

function Ticks() {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const count = useComputed(() => store.stops.value.length).value;
  const at = turn.value;
  const theme = store.theme.value;
  useEffect(() => {
    const element = /** @type {HTMLCanvasElement} */ (canvas.current);
    const draw = () => drawTicks(element, { count, turn: at });
    const watcher = new ResizeObserver(draw);
    watcher.observe(element);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    return () => {
      watcher.disconnect();
      scheme.removeEventListener('change', draw);
    };
  }, [count, at, theme]);
  return html`<canvas ref=${canvas} aria-hidden="true"></canvas>`;
}
