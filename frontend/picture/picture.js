// The picture: lays a trace out as a scene and draws it, frame by frame, as a function of trace,
// view and time. What it draws with: marks/ on paper, water/ in the beds.

import { stillness } from '../motion.js';
import { createLayouter } from '../scene/layout.js';
import { plan, sceneOf } from '../scene/scene.js';
import { watersOf } from '../scene/waters.js';
import { heldScale } from '../scene/widths.js';
import { Change } from './change.js';
import { listen } from './gestures.js';
import { Minimap } from './minimap.js';
import { Places } from './places.js';
import { listenForRivers } from './pointing.js';
import { currentAt, detailAt } from './sheet.js';
import { legendRoom, paintSheets } from './sheets.js';
import { Stage } from './stage.js';
import { displacement, outlineOf, seenBy } from './staying.js';
import { pictureAsSvg } from './still.js';
import { themeOf } from './theme.js';
import { ViewPoint } from './view.js';
import { Water } from './water/water.js';

/**
 * @typedef {object} PictureEvents
 * @property {(pointed: Pointed | null) => void} select
 * @property {(pointed: Pointed | null) => void} hover
 * @property {(path: string) => void} toggle
 * @property {(sight: Sight | null) => void} see where one looks, whenever something is drawn
 *
 * @typedef {object} View
 * @property {ReadonlySet<string>} closed
 * @property {Direction} direction
 * @property {Scale} scale
 */

/** Walking a graph of more nodes than this takes a good part of a frame. */
const LARGE = 20_000;
/** Inputs that were not moved for so long are let go. */
const RESTS_AFTER = 0.7;
/** Nothing was drawn yet. */
const NEVER = Number.NaN;

/**
 * @param {HTMLElement} host
 * @param {PictureEvents} events
 * @param {{water?: 'auto' | 'canvas'}} [options]
 */
export function createPicture(host, events, options) {
  return new Picture(host, events, options);
}

export class Picture {
  /**
   * @param {HTMLElement} host
   * @param {PictureEvents} events
   * @param {{water?: 'auto' | 'canvas'}} [options]
   */
  constructor(host, events, { water = 'auto' } = {}) {
    this.change = new Change();
    this.layouter = createLayouter(
      () => new Worker(new URL('../scene/layout.worker.js', import.meta.url), { type: 'module' }),
    );
    this.stage = new Stage(host, () => this.#resized());
    this.view = new ViewPoint(this.stage);
    this.water = new Water(this.stage, water);
    this.places = new Places(this.stage.places, events);
    this.minimap = new Minimap(host, (centre) => this.#moved(() => this.view.centre(centre)));
    this.host = host;
    this.see = events.see;
    this.theme = themeOf(host);
    this.trace = /** @type {Trace | null} */ (null);
    this.outline = '';
    this.pointed = /** @type {ReadonlySet<string>} */ (new Set());
    this.maps = /** @type {import('./sheet.js').UnitMaps} */ (new Map());
    this.dirty = true;
    this.filled = false;
    this.time = 0;
    this.drawnAt = NEVER;
    this.asked = 0;
    this.scale = /** @type {Scale} */ ('auto');
    this.resting =
      /** @type {{waters: import('../scene/waters.js').Waters, seconds: number} | null} */ (null);
    this.costs = { frames: 0, milliseconds: 0, worst: 0 };
    this.stopListening = this.#listen(events);
    this.#dye();
  }

  /** @param {PictureEvents} events */
  #listen(events) {
    const watcher = new MutationObserver(() => this.#dye());
    watcher.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const fontsCame = () => this.#moved(() => {});
    document.fonts.addEventListener('loadingdone', fontsCame);
    const stopMoves = listen(this.host, {
      zoom: (factor, at) => this.#moved(() => this.view.zoom(factor, at)),
      pan: (dx, dy) => this.#moved(() => this.view.pan(dx, dy)),
    });
    const stopRivers = listenForRivers(
      this.host,
      events,
      () => this.#sheetAt(this.drawnAt),
      this.view,
    );
    return () => {
      watcher.disconnect();
      document.fonts.removeEventListener('loadingdone', fontsCame);
      stopMoves();
      stopRivers();
    };
  }

  /**
   * Draws another trace, or the same one in another way. What was laid out before is kept.
   * @param {Trace} trace
   * @param {View} how
   */
  async show(trace, { closed, direction, scale }) {
    this.asked += 1;
    const mine = this.asked;
    if (trace.model.nodes > LARGE) await nextTask();
    if (mine !== this.asked) return;
    const outline = outlineOf(trace.model, closed, direction);
    const shown = this.change.targetScene();
    if (outline !== this.outline || !shown) {
      const planned = plan(trace, closed, direction);
      const layout = await this.layouter.layout(planned);
      if (mine !== this.asked) return;
      this.#place(trace, sceneOf(planned, layout), scale);
      this.outline = outline;
    } else {
      this.#refill(trace, shown, scale);
    }
    this.scale = scale;
    this.filled = false;
    this.dirty = true;
  }

  /**
   * @param {Trace} trace
   * @param {import('../scene/scene.js').Scene} scene
   * @param {Scale} scale
   */
  #place(trace, scene, scale) {
    const before = this.change.targetScene();
    const moved = before && displacement(before, scene);
    const atOnce = stillness() || !moved;
    if (moved) this.view.follow(-moved.x, -moved.y);
    this.change.setScene(scene, atOnce, moved);
    this.resting = null;
    this.trace = trace;
    this.change.setWaters(watersOf(trace, scene.visible, scale, scene.crowded), true);
    this.#leaveRoom();
    if (!moved) this.view.open(scene, atOnce);
    else if (!this.view.stays) this.view.fit(scene, atOnce);
    const sheet = this.#sheetAt(Number.isNaN(this.drawnAt) ? 0 : this.drawnAt);
    if (sheet) this.places.place({ ...sheet, scene });
    this.drawnAt = NEVER;
  }

  /**
   * Other numbers in the same scene. While inputs move the scale of widths stays, if it can; the
   * one that fits best comes when they rest.
   * @param {Trace} trace
   * @param {import('../scene/scene.js').Scene} scene
   * @param {Scale} scale
   */
  #refill(trace, scene, scale) {
    this.trace = trace;
    const now = watersOf(trace, scene.visible, scale, scene.crowded);
    const before = scale === this.scale && this.change.targetWaters();
    const waters = before ? { ...now, scale: heldScale(before.scale, now.scale) } : now;
    this.change.setWaters(waters, stillness());
    this.resting = waters.scale === now.scale ? null : { waters: now, seconds: RESTS_AFTER };
    this.drawnAt = NEVER; // its places have other numbers to say
  }

  /** @param {number} seconds since the last frame */
  #rest(seconds) {
    if (!this.resting) return;
    this.resting.seconds -= seconds;
    if (this.resting.seconds > 0) return;
    this.change.setWaters(this.resting.waters, stillness());
    this.resting = null;
    this.dirty = true;
    this.filled = false;
  }

  /**
   * What is selected, and what the pointer is on.
   * @param {(Pointed | null)[]} all
   */
  point(all) {
    this.pointed = new Set(all.flatMap((each) => (each ? [keyOf(each)] : [])));
    this.dirty = true;
  }

  /** What each neuron says where in the plane. @param {import('./sheet.js').UnitMaps} maps */
  setMaps(maps) {
    if (!maps.size && !this.maps.size) return;
    this.maps = maps;
    this.dirty = true;
  }

  /**
   * One frame.
   * @param {number} seconds since the last one
   * @param {number} position on the timeline
   */
  draw(seconds, position) {
    const started = performance.now();
    const still = stillness();
    this.time += still ? 0 : Math.min(seconds, 0.1);
    this.#rest(seconds);
    const changing = this.change.advance(seconds);
    const glided = this.view.advance(still ? 1 : seconds);
    const sheet = this.#sheetAt(position);
    if (!sheet) return;
    if (changing || !this.filled) {
      this.water.fill(sheet.scene, sheet.waters);
      this.filled = true;
    }
    const flows = position > sheet.scene.forwardSteps - 1 && !still;
    const otherwise = flows && this.water.judge(seconds);
    const changed = this.dirty || changing || glided || position !== this.drawnAt;
    if (changed) this.#drawSheets(sheet, still);
    const mustDraw = changed || otherwise;
    if (mustDraw || flows) {
      const { width, height } = this.stage.size;
      const camera = this.view.camera;
      this.water.draw({ camera, position, time: this.time, width, height }, mustDraw);
      this.#count(performance.now() - started);
    }
  }

  /**
   * @param {import('./sheet.js').Sheet} sheet
   * @param {boolean} still
   */
  #drawSheets(sheet, still) {
    const { position } = sheet;
    if (position !== this.drawnAt && (Number.isInteger(position) || still)) this.places.name(sheet);
    this.drawnAt = position;
    this.dirty = false;
    this.see(this.view.sight());
    const { camera } = this.view;
    paintSheets(this.stage, sheet, this.theme, { camera, chevrons: still });
    this.places.look(camera);
    this.minimap.draw(sheet.scene, seenBy(camera, this.stage.size), this.theme);
  }

  /**
   * @param {number} position
   * @returns {import('./sheet.js').Sheet | null}
   */
  #sheetAt(position) {
    const scene = this.change.shownScene();
    const waters = this.change.shownWaters();
    const { trace, pointed, maps } = this;
    if (!trace || !scene || !waters) return null;
    const current = currentAt(trace, scene, position);
    const detail = detailAt(this.view.camera.k);
    return { trace, scene, waters, position, pointed, maps, current, detail };
  }

  /** @param {number} milliseconds */
  #count(milliseconds) {
    this.costs.frames += 1;
    this.costs.milliseconds += milliseconds;
    this.costs.worst = Math.max(this.costs.worst, milliseconds);
  }

  #dye() {
    this.theme = themeOf(this.host);
    this.water.dye(this.theme);
    this.dirty = true;
  }

  /** The sheets are blank now, and would be seen so until the next frame. */
  #resized() {
    if (!this.view) return;
    this.dirty = true;
    if (!this.view.stays) this.fit(true);
    if (!Number.isNaN(this.drawnAt)) this.draw(0, this.drawnAt);
  }

  /** @param {() => void} move */
  #moved(move) {
    move();
    this.dirty = true;
  }

  fit(atOnce = stillness()) {
    const scene = this.change.targetScene();
    this.#leaveRoom();
    if (scene) this.#moved(() => this.view.fit(scene, atOnce));
  }

  /**
   * Something lies over the picture at its right or its bottom: what is seen makes room.
   * @param {{right: number, bottom: number}} covered
   * @param {Pointed | null} selection
   */
  cover(covered, selection) {
    const before = this.view.covered;
    this.view.covered = covered;
    const changed = before.right !== covered.right || before.bottom !== covered.bottom;
    this.dirty ||= changed;
    if (changed && !this.view.stays) this.fit();
    const node = selection && this.#nodeOf(selection);
    if (node && this.view.stays) this.#moved(() => this.view.uncover(node.box));
  }

  /** Looks where a link says. @param {Sight} sight */
  lookAt({ x, y, k }) {
    this.#moved(() => this.view.centre({ x, y }, k, true));
  }

  /** @param {Pointed} what */
  #nodeOf(what) {
    const key = keyOf(what);
    return this.change.targetScene()?.nodes.find((each) => each.key === key);
  }

  #leaveRoom() {
    this.view.leaveRoom(legendRoom(this.change.shownWaters(), this.stage.size));
  }

  /** @param {number} factor */
  zoomBy(factor) {
    const { width, height } = this.stage.size;
    this.#moved(() => this.view.zoom(factor, { x: width / 2, y: height / 2 }));
  }

  /** @param {number} dx @param {number} dy */
  panBy(dx, dy) {
    this.#moved(() => this.view.pan(dx, dy));
  }

  /** Brings a node or group into the middle. @param {Pointed} what */
  reveal(what) {
    const node = this.#nodeOf(what);
    if (!node) return;
    const { x, y, width, height } = node.box;
    const nearEnough = Math.max(this.view.camera.k, 0.8);
    this.#moved(() => this.view.centre({ x: x + width / 2, y: y + height / 2 }, nearEnough));
    this.places.focus(node.key);
  }

  /** The picture at a position as an SVG document. @param {number} position */
  toSVG(position) {
    const sheet = this.#sheetAt(position);
    return sheet ? pictureAsSvg(sheet, this.theme) : '';
  }

  /** What drawing cost since the last time this was asked, and what is drawn. */
  stats() {
    const { costs } = this;
    const scene = this.change.targetScene();
    this.costs = { frames: 0, milliseconds: 0, worst: 0 };
    const counts = { nodes: scene?.nodes.length ?? 0, rivers: scene?.rivers.length ?? 0 };
    return { ...costs, ...counts, water: this.water.kind() };
  }

  destroy() {
    this.stopListening();
    this.layouter.destroy();
    this.water.destroy();
    this.stage.destroy();
  }
}

/** As the scene calls it. @param {Pointed} what */
const keyOf = ({ kind, id }) => (kind === 'group' ? `group:${id}` : id);

/** Lets the page draw and listen between two long pieces of work. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve));
