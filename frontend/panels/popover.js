// A button that shows something below itself, until Escape is pressed or the focus goes elsewhere.

import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useId, useRef } from 'preact/hooks';

/**
 * @param {{label: string, name?: string, children: (close: () => void) => any}} properties
 */
export function Popover({ label, name = '', children }) {
  const open = useSignal(false);
  const id = useId();
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const close = () => {
    open.value = false;
    place.current?.querySelector('button')?.focus();
  };
  useLeaving(place, open);
  return html`<div class=${`popover ${name}`} ref=${place}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Escape' || !open.value) return;
      event.stopPropagation();
      close();
    }}>
    <button type="button" class="plain" aria-expanded=${open.value} aria-controls=${id}
      onClick=${() => {
        open.value = !open.value;
      }}>${label}<span class="caret" aria-hidden="true"></span></button>
    <div id=${id} class="slip" hidden=${!open.value}>${open.value ? children(close) : null}</div>
  </div>`;
}

/**
 * @param {import('preact').RefObject<HTMLDivElement | null>} place
 * @param {import('@preact/signals').Signal<boolean>} open
 */
function useLeaving(place, open) {
  useEffect(() => {
    const leave = (/** @type {Event} */ event) => {
      if (!place.current?.contains(/** @type {Node} */ (event.target))) open.value = false;
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [place, open]);
}
