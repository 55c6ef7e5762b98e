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
  /** @type {Map<number, Point>} */
  const fingers = new Map();
  const stop = new AbortController();
  const options = { signal: stop.signal };
  const down = (/** @type {PointerEvent} */ event) => {
    if (event.button !== 0 || /** @type {Element} */ (event.target).closest('[data-own-drag]')) {
      return;
    }
    fingers.set(event.pointerId, placeOf(event, element));
  };
  const move = (/** @type {PointerEvent} */ event) => {
    if (!fingers.has(event.pointerId)) return;
    if (!element.hasPointerCapture(event.pointerId)) capture(element, event, fingers);
    const before = new Map(fingers);
    fingers.set(event.pointerId, placeOf(event, element));
    follow(before, fingers, moves);
  };
  const up = (/** @type {PointerEvent} */ event) => fingers.delete(event.pointerId);
  element.addEventListener('pointerdown', down, options);
  element.addEventListener('pointermove', move, options);
  element.addEventListener('pointerup', up, options);
  element.addEventListener('pointercancel', up, options);
  element.addEventListener('wheel', (event) => turnWheel(event, element, moves), {
    ...options,
    passive: false,
  });
  return () => stop.abort();
}

/** A press that has moved a little is a drag, not a click on what lies below. */
const DRAG_FROM = 4;

/**
 * @param {HTMLElement} element
 * @param {PointerEvent} event
 * @param {Map<number, Point>} fingers
 */
function capture(element, event, fingers) {
  const start = /** @type {Point} */ (fingers.get(event.pointerId));
  const here = placeOf(event, element);
  if (Math.hypot(here.x - start.x, here.y - start.y) >= DRAG_FROM) {
    element.setPointerCapture(event.pointerId);
  }
}

/**
 * @param {Map<number, Point>} before
 * @param {Map<number, Point>} after
 * @param {Moves} moves
 */
function follow(before, after, moves) {
  const [from, to] = [middleOf(before), middleOf(after)];
  moves.pan(to.x - from.x, to.y - from.y);
  const [was, is] = [spreadOf(before), spreadOf(after)];
  if (was > 0 && is > 0) moves.zoom(is / was, to);
}

/** @param {Map<number, Point>} fingers @returns {Point} */
function middleOf(fingers) {
  let [x, y] = [0, 0];
  for (const finger of fingers.values()) {
    x += finger.x / fingers.size;
    y += finger.y / fingers.size;
  }
  return { x, y };
}

/** @param {Map<number, Point>} fingers */
function spreadOf(fingers) {
  const [one, other] = fingers.values();
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
}

/**
 * @param {WheelEvent} event
 * @param {HTMLElement} element
 * @param {Moves} moves
 */
function turnWheel(event, element, moves) {
  event.preventDefault();
  const unit = event.deltaMode === 1 ? 16 : 1;
  if (event.shiftKey) moves.pan(-(event.deltaX || event.deltaY) * unit, 0);
  else moves.zoom(Math.exp(-event.deltaY * unit * 0.0016), placeOf(event, element));
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
