// Over the painted picture lie real buttons: one a node, one a group that can be opened or closed.
// So the graph can be clicked, walked by keyboard, and heard.

import { spokenGroup, spokenNode } from './spoken.js';

/**
 * @typedef {object} PlaceEvents
 * @property {(pointed: Pointed | null) => void} select
 * @property {(pointed: Pointed | null) => void} hover
 * @property {(path: string) => void} toggle
 */

export class Places {
  /**
   * @param {HTMLElement} container
   * @param {PlaceEvents} events
   */
  constructor(container, events) {
    this.container = container;
    this.events = events;
    /** @type {Map<string, HTMLButtonElement>} */
    this.buttons = new Map();
    /** @type {import('./sheet.js').Sheet | null} */
    this.sheet = null;
    container.setAttribute('role', 'group');
    container.setAttribute('aria-label', 'Graph. Arrow keys up and down walk along the rivers.');
    this.#listen();
  }

  #listen() {
    const { container, events } = this;
    container.addEventListener('click', (event) => {
      const button = buttonOf(event);
      if (button?.dataset.toggle) events.toggle(button.dataset.toggle);
      else if (button) events.select(pointedOf(button));
    });
    container.addEventListener('dblclick', (event) => {
      const pointed = pointedOf(buttonOf(event));
      if (pointed?.kind === 'group') events.toggle(pointed.id);
    });
    container.addEventListener('pointerover', (event) => events.hover(pointedOf(buttonOf(event))));
    container.addEventListener('focusin', (event) => events.hover(pointedOf(buttonOf(event))));
    container.addEventListener('focusout', () => events.hover(null));
    container.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const button = buttonOf(event);
    if (!this.sheet || !button) return;
    const pointed = pointedOf(button);
    if (event.key === 'o' && pointed?.kind === 'group') this.events.toggle(pointed.id);
    const next = neighbour(this.sheet, button.dataset.key ?? '', event.key);
    if (next === null) return;
    event.preventDefault();
    this.focus(next);
  }

  /**
   * Puts the buttons of a scene in their places, in the order of the steps.
   * @param {import('./sheet.js').Sheet} sheet
   */
  place(sheet) {
    this.sheet = sheet;
    const wanted = placesOf(sheet);
    for (const [key, button] of this.buttons) {
      if (wanted.has(key)) continue;
      button.remove();
      this.buttons.delete(key);
    }
    let before = /** @type {Element | null} */ (null);
    for (const [key, place] of wanted) {
      const button = this.buttons.get(key) ?? newButton(key);
      this.buttons.set(key, button);
      put(button, place);
      const following = before ? before.nextElementSibling : this.container.firstElementChild;
      if (following !== button) this.container.insertBefore(button, following);
      before = button;
    }
    keepOneTabStop(this.buttons);
  }

  /** Says anew what each place is. @param {import('./sheet.js').Sheet} sheet */
  name(sheet) {
    this.sheet = sheet;
    for (const [key, place] of placesOf(sheet)) {
      this.buttons.get(key)?.setAttribute('aria-label', place.name());
    }
  }

  /** @param {import('./camera.js').Camera} camera */
  look({ x, y, k }) {
    this.container.style.transform = `translate(${x}px, ${y}px) scale(${k})`;
  }

  /** @param {string} key */
  focus(key) {
    this.buttons.get(key)?.focus({ preventScroll: true });
  }
}

/** @param {Event} event */
function buttonOf(event) {
  return /** @type {Element} */ (event.target).closest('button');
}

/** @typedef {{box: import('../scene/layout.js').Box, pointed: Pointed | null, toggle: string, name: () => string}} Place */

/**
 * @param {import('./sheet.js').Sheet} sheet
 * @returns {Map<string, Place>}
 */
function placesOf(sheet) {
  const { scene, trace } = sheet;
  /** @type {Map<string, Place>} */
  const places = new Map();
  scene.nodes.forEach((node, index) => {
    const { box, key, group } = node;
    const path = group < 0 ? '' : trace.model.groups[group].path;
    const pointed = /** @type {Pointed} */ (
      path ? { kind: 'group', id: path } : { kind: 'node', id: `n${node.node}` }
    );
    places.set(key, { box, pointed, toggle: '', name: () => spokenNode(sheet, index) });
    if (path) {
      const corner = { x: box.x + box.width - 11, y: box.y - 11, width: 22, height: 22 };
      const name = () => `Open ${spokenGroup(trace, group)}`;
      places.set(`open:${key}`, { box: corner, pointed: null, toggle: path, name });
    }
  });
  for (const { group, box } of scene.plots) {
    const { path } = trace.model.groups[group];
    const corner = { x: box.x + box.width - 28, y: box.y + 3, width: 22, height: 22 };
    const name = () => `Close ${spokenGroup(trace, group)}`;
    places.set(`close:${path}`, { box: corner, pointed: null, toggle: path, name });
  }
  return places;
}

/** @param {string} key */
function newButton(key) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.key = key;
  return button;
}

/**
 * @param {HTMLButtonElement} button
 * @param {Place} place
 */
function put(button, { box, pointed, toggle, name }) {
  const { style, dataset } = button;
  style.left = `${box.x}px`;
  style.top = `${box.y}px`;
  style.width = `${box.width}px`;
  style.height = `${box.height}px`;
  button.className = toggle ? 'toggle' : '';
  dataset.kind = pointed?.kind ?? '';
  dataset.id = pointed?.id ?? '';
  dataset.toggle = toggle;
  button.setAttribute('aria-label', name());
}

/**
 * @param {HTMLElement | null} button
 * @returns {Pointed | null}
 */
function pointedOf(button) {
  const { kind, id } = button?.dataset ?? {};
  return kind ? /** @type {Pointed} */ ({ kind, id }) : null;
}

/** One Tab enters the graph; the arrow keys walk in it. @param {Map<string, HTMLElement>} buttons */
function keepOneTabStop(buttons) {
  const all = [...buttons.values()];
  const first = all.find((button) => button === document.activeElement) ?? all.at(-1);
  for (const button of all) button.tabIndex = button === first || button.dataset.toggle ? 0 : -1;
}

/**
 * Where a key leads: up along a river to what uses the node, down to its operand, [ and ] through
 * the steps in order.
 * @param {import('./sheet.js').Sheet} sheet
 * @param {string} key
 * @param {string} pressed
 * @returns {string | null}
 */
export function neighbour({ scene }, key, pressed) {
  const index = scene.nodes.findIndex((node) => node.key === key);
  if (index < 0) return null;
  const { uses, operands } = scene.nodes[index];
  const at = {
    ArrowUp: () => scene.rivers[uses[0]]?.target,
    ArrowDown: () => scene.rivers[operands[0]]?.source,
    '[': () => index - 1,
    ']': () => index + 1,
  }[pressed];
  return at ? (scene.nodes[at() ?? -1]?.key ?? null) : null;
}
