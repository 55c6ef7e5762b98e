// Over the painted picture lie real buttons: one a node, one a river, one a group that can be opened
// or closed. So the graph can be clicked, walked by keyboard, and heard.

import { shownBy } from './sheet.js';
import { hasRivers, spotsOf } from './spots.js';
import { riverPlace, standAt, walked } from './walk.js';

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
    /** @type {Map<string, import('./spots.js').Spot>} */
    this.spots = new Map();
    this.stand = standAt('');
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
    container.addEventListener('focusin', (event) => this.#entered(buttonOf(event)));
    container.addEventListener('focusout', () => events.hover(null));
    container.addEventListener('keydown', (event) => this.#pressed(event));
  }

  /** @param {HTMLButtonElement | null} button */
  #entered(button) {
    const key = button?.dataset.key ?? '';
    this.events.hover(pointedOf(button));
    if (button?.dataset.toggle) return;
    if (key !== this.stand.at) this.stand = standAt(key);
    keepOneTabStop(this.buttons, key);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const button = buttonOf(event);
    if (!this.sheet || !button || event.ctrlKey || event.metaKey || event.altKey) return;
    const { scene } = this.sheet;
    if (event.key.toLowerCase() === 'o') this.#toggleAt(button.dataset.key ?? '');
    const pressed = event.shiftKey ? `Shift+${event.key}` : event.key;
    const next = walked(scene, this.stand, pressed, hasRivers(scene));
    if (next === null) return;
    event.preventDefault();
    this.stand = next;
    this.focus(next.at);
  }

  /** Opens a group, or closes the one that a node is in. @param {string} key */
  #toggleAt(key) {
    const { trace, scene } = /** @type {import('./sheet.js').Sheet} */ (this.sheet);
    const node = scene.nodes.find((each) => each.key === key);
    if (!node) return;
    const { groups, groupOf } = trace.model;
    const group = node.group >= 0 ? node.group : groupOf[node.node];
    if (group >= 0) this.events.toggle(groups[group].path);
  }

  /**
   * Puts the buttons of a scene in their places, in the order of the steps.
   * @param {import('./sheet.js').Sheet} sheet
   */
  place(sheet) {
    const lost = this.#lostNode(sheet);
    this.sheet = sheet;
    const wanted = spotsOf(sheet);
    this.spots = wanted;
    for (const [key, button] of this.buttons) {
      if (wanted.has(key)) continue;
      button.remove();
      this.buttons.delete(key);
    }
    let before = /** @type {Element | null} */ (null);
    for (const [key, spot] of wanted) {
      const button = this.buttons.get(key) ?? newButton(key);
      this.buttons.set(key, button);
      put(button, spot);
      button.setAttribute('aria-label', spot.name(sheet));
      const following = before ? before.nextElementSibling : this.container.firstElementChild;
      if (following !== button) this.container.insertBefore(button, following);
      before = button;
    }
    const last = sheet.scene.nodes.at(-1)?.key ?? '';
    keepOneTabStop(this.buttons, this.buttons.has(this.stand.at) ? this.stand.at : last);
    if (lost >= 0) this.focus(shownBy(sheet.trace.model, sheet.scene, lost)?.key ?? '');
  }

  /**
   * The node where the keyboard's focus is, if the scene has no such place any more; −1: none.
   * @param {import('./sheet.js').Sheet} sheet
   */
  #lostNode({ scene }) {
    const button = [...this.buttons.values()].find((each) => each.matches(':focus-visible'));
    if (!button || !this.sheet) return -1;
    const { key, toggle } = button.dataset;
    const { nodes, rivers } = this.sheet.scene;
    if (toggle) return outputOf(this.sheet.trace, toggle);
    const river = rivers.find((each) => riverPlace(each) === key);
    const node = river ? nodes[river.target] : nodes.find((each) => each.key === key);
    return node && !scene.nodes.some((each) => each.key === node.key) ? node.node : -1;
  }

  /** Says anew what each place is. @param {import('./sheet.js').Sheet} sheet */
  name(sheet) {
    this.sheet = sheet;
    for (const [key, spot] of this.spots) {
      this.buttons.get(key)?.setAttribute('aria-label', spot.name(sheet));
    }
  }

  /** @param {import('./camera.js').Camera} camera */
  look({ x, y, k }) {
    const { style } = this.container;
    style.transform = `translate(${x}px, ${y}px) scale(${k})`;
    style.setProperty('--zoom', String(k));
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

/** @param {string} key */
function newButton(key) {
  const button = document.createElement('button');
  button.type = 'button';
  button.dataset.key = key;
  button.tabIndex = -1;
  return button;
}

/**
 * @param {HTMLButtonElement} button
 * @param {import('./spots.js').Spot} spot
 */
function put(button, { box, kind, pointed, toggle }) {
  const { style, dataset } = button;
  style.left = `${box.x}px`;
  style.top = `${box.y}px`;
  style.setProperty('--width', `${box.width}px`);
  style.setProperty('--height', `${box.height}px`);
  button.className = kind;
  dataset.kind = pointed?.kind ?? '';
  dataset.id = pointed?.id ?? '';
  dataset.toggle = toggle;
}

/**
 * @param {HTMLElement | null} button
 * @returns {Pointed | null}
 */
function pointedOf(button) {
  const { kind, id } = button?.dataset ?? {};
  return kind ? /** @type {Pointed} */ ({ kind, id }) : null;
}

/**
 * One Tab enters the graph where one was; the arrow keys walk in it.
 * @param {Map<string, HTMLElement>} buttons
 * @param {string} stop
 */
function keepOneTabStop(buttons, stop) {
  for (const [key, button] of buttons) button.tabIndex = key === stop ? 0 : -1;
}

/** @param {Trace} trace @param {string} path of a group */
function outputOf({ model }, path) {
  return model.groups.find((group) => group.path === path)?.outputs[0] ?? -1;
}
