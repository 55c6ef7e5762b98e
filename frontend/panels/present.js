// For a class: the picture and what happens fill the screen, everything else is away.

import { effect, signal } from '@preact/signals';
import { html } from 'htm/preact';

export const presenting = signal(false);

export function togglePresenting() {
  presenting.value = !presenting.value;
  const asked = presenting.value
    ? document.documentElement.requestFullscreen?.()
    : document.fullscreenElement && document.exitFullscreen();
  // Where the browser does not let the page fill the screen, it fills its window.
  asked?.catch(() => {});
}

/** Keeps the page as it is presented, from now on. */
export function followPresenting() {
  effect(() => {
    document.documentElement.toggleAttribute('data-presenting', presenting.value);
    if (presenting.value) document.getElementById('picture')?.focus();
  });
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement) presenting.value = false;
  });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && presenting.value && !event.defaultPrevented) togglePresenting();
  });
}

export function Present() {
  return html`<button type="button" class="plain present" title="Fill the screen with the picture (F)"
    onClick=${togglePresenting}>Present</button>`;
}

/** The way back, as the head of the page is away. */
export function Leave() {
  if (!presenting.value) return null;
  return html`<button type="button" class="plain leave" onClick=${togglePresenting}>Leave (Esc)</button>`;
}
