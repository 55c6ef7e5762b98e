// Keys of the whole page: they move through time and zoom, unless someone is typing.

import * as player from '../../player.js';
import { picture, ZOOM } from '../picture.js';
import { togglePresenting } from '../present.js';

/** @type {Record<string, () => void>} */
const ACTIONS = {
  ArrowLeft: player.stepBack,
  ArrowRight: player.stepForward,
  'Shift+ArrowLeft': player.toPreviousPhase,
  'Shift+ArrowRight': player.toNextPhase,
  Home: player.toStart,
  End: player.toEnd,
  ' ': player.togglePlay,
  '+': () => picture.value?.zoomBy(ZOOM),
  '-': () => picture.value?.zoomBy(1 / ZOOM),
  0: () => picture.value?.fit(),
  f: togglePresenting,
};

const FIELDS = 'input, textarea, select, [contenteditable="true"]';
const PRESSED_BY_SPACE = `${FIELDS}, button, a, summary, [role="button"], [role="option"]`;

export function listenToKeys() {
  addEventListener('keydown', pressed, { capture: true });
  addEventListener('keydown', left);
}

/** The scrubber's own keys would move it by a percent. @param {KeyboardEvent} event */
function pressed(event) {
  const target = /** @type {Element} */ (event.target);
  if (target.matches?.('.scrubber input')) act(event);
}

/** What nothing else has used. @param {KeyboardEvent} event */
function left(event) {
  const target = /** @type {Element} */ (event.target);
  const busy = event.key === ' ' ? PRESSED_BY_SPACE : FIELDS;
  if (!event.defaultPrevented && !target.closest?.(busy)) act(event);
}

/** @param {KeyboardEvent} event */
function act(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.shiftKey && event.key.startsWith('Arrow') ? `Shift+${event.key}` : event.key;
  const action = ACTIONS[key];
  if (!action) return;
  event.preventDefault();
  event.stopPropagation();
  action();
}
