// Wheel, drag and pinch move the camera; the picture is told by how much.

/**
 * @typedef {object} Moves
 * @property {(factor: number, at: Point) => void} zoom
 * @property {(dx: number, dy: number) => void} pan
 */

/**
 * @param {HTMLElement} element
 * @param {Moves} moves
 * @returns {() => void} stops listening
 */
export function listen(element, moves) {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  const { down, move, up, click } = createDrag(element, moves);
  element.addEventListener('pointerdown', down, options);
  element.addEventListener('pointermove', move, options);
  element.addEventListener('pointerup', up, options);
  element.addEventListener('pointercancel', up, options);
  element.addEventListener('click', click, { ...options, capture: true });
  const wheel = createWheel(element, moves);
  element.addEventListener('wheel', wheel, { ...options, passive: false });
  return () => stop.abort();
}

/**
 * @param {HTMLElement} element
 * @param {Moves} moves
 */
function createDrag(element, moves) {
  /** @type {ReadonlyMap<number, Point>} */
  let fingers = new Map();
  let start = /** @type {Point} */ ({ x: 0, y: 0 });
  let dragged = false;
  const moved = (/** @type {PointerEvent} */ event) =>
    new Map(fingers).set(event.pointerId, placeOf(event, element));
  return {
    down: (/** @type {PointerEvent} */ event) => {
      const { button, target } = event;
      if (button !== 0 || /** @type {Element} */ (target).closest('[data-own-drag]')) return;
      fingers = moved(event);
      dragged = fingers.size > 1;
      start = middleOf(fingers);
    },
    move: (/** @type {PointerEvent} */ event) => {
      if (!fingers.has(event.pointerId)) return;
      const now = moved(event);
      dragged ||= isFar(start, middleOf(now));
      if (!dragged) return;
      element.setPointerCapture(event.pointerId);
      follow(fingers, now, moves);
      fingers = now;
    },
    up: (/** @type {PointerEvent} */ { pointerId }) => {
      fingers = new Map([...fingers].filter(([finger]) => finger !== pointerId));
    },
    click: (/** @type {Event} */ event) => {
      if (dragged) event.stopPropagation();
      dragged = false;
    },
  };
}

/** A press that has moved a little is a drag, not a click on what lies below. */
const DRAG_FROM = 4;

/** @param {Point} start @param {Point} here */
const isFar = (start, here) => Math.hypot(here.x - start.x, here.y - start.y) >= DRAG_FROM;

/**
 * @param {ReadonlyMap<number, Point>} before
 * @param {ReadonlyMap<number, Point>} after
 * @param {Moves} moves
 */
function follow(before, after, moves) {
  const [from, to] = [middleOf(before), middleOf(after)];
  moves.pan(to.x - from.x, to.y - from.y);
  const [was, is] = [spreadOf(before), spreadOf(after)];
  if (was > 0 && is > 0) moves.zoom(is / was, to);
}

/** @param {ReadonlyMap<number, Point>} fingers @returns {Point} */
function middleOf(fingers) {
  let [x, y] = [0, 0];
  for (const finger of fingers.values()) {
    x += finger.x / fingers.size;
    y += finger.y / fingers.size;
  }
  return { x, y };
}

/** @param {ReadonlyMap<number, Point>} fingers */
function spreadOf(fingers) {
  const [one, other] = fingers.values();
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
}

/**
 * @param {HTMLElement} element
 * @param {Moves} moves
 */
function createWheel(element, moves) {
  const turned = createTurns();
  return (/** @type {WheelEvent} */ event) => {
    event.preventDefault();
    const turn = turned(event);
    if ('zoom' in turn) moves.zoom(turn.zoom, placeOf(event, element));
    else moves.pan(turn.x, turn.y);
  };
}

/** Fingers that slide move by less at a time than the notch of a wheel does. */
const NOTCH = 40;
/** For so long, in milliseconds, fingers on a pad that slide fast are still fingers. */
const SLIDE = 250;
const LINE = 16;
/** How much a pixel of it zooms. */
const [TURN, PINCH] = [0.0016, 0.01];

/**
 * What a turn of the wheel does: pinched, or turned with Ctrl, and at a mouse it zooms; two fingers
 * that slide over a pad move the sheet; with Shift, a wheel moves it sideways.
 * @returns {(event: Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' |
 *   'shiftKey' | 'timeStamp'>) => {zoom: number} | {x: number, y: number}}
 */
export function createTurns() {
  let slidAt = Number.NEGATIVE_INFINITY;
  return (event) => {
    const { x, y, fine } = turnOf(event);
    if (event.ctrlKey || event.metaKey) return { zoom: Math.exp(-y * (fine ? PINCH : TURN)) };
    if (event.shiftKey) return { x: -(x || y), y: 0 };
    if (!fine && event.timeStamp - slidAt > SLIDE) return { zoom: Math.exp(-y * TURN) };
    slidAt = event.timeStamp;
    return { x: -x, y: -y };
  };
}

/**
 * How far it was turned, in pixels, and whether by less than a notch.
 * @param {Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode'>} event
 */
function turnOf({ deltaX, deltaY, deltaMode }) {
  const unit = deltaMode === 1 ? LINE : 1;
  const fine = deltaMode === 0 && (deltaX !== 0 || Math.abs(deltaY) < NOTCH);
  return { x: deltaX * unit, y: deltaY * unit, fine };
}

/**
 * @param {MouseEvent} event
 * @param {HTMLElement} element
 * @returns {Point}
 */
export function placeOf(event, element) {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}
