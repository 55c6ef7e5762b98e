// The sheets that lie on each other: land, water, ink, and the places that can be clicked. They
// fill their host, at the screen's resolution.

export class Stage {
  /**
   * @param {HTMLElement} host
   * @param {() => void} resized
   */
  constructor(host, resized) {
    this.host = host;
    const land = sheet('land');
    this.waterCanvas = sheet('water');
    const ink = sheet('ink');
    this.places = document.createElement('div');
    this.places.className = 'places';
    host.append(land, this.waterCanvas, ink, this.places);
    this.land = context(land);
    this.ink = context(ink);
    this.size = { width: 1, height: 1 };
    this.waterResolution = 1;
    this.observer = new ResizeObserver(() => {
      this.#fill();
      resized();
    });
    this.observer.observe(host);
    this.#fill();
  }

  /** A new canvas for the water in place of the old one: a canvas has one kind of context. */
  freshWaterCanvas() {
    const fresh = sheet('water');
    this.waterCanvas.replaceWith(fresh);
    this.waterCanvas = fresh;
    this.#fill();
    return fresh;
  }

  /** @param {number} share of the screen's resolution */
  setWaterResolution(share) {
    this.waterResolution = share;
    this.#fill();
  }

  #fill() {
    const { clientWidth, clientHeight } = this.host;
    this.size = { width: Math.max(clientWidth, 1), height: Math.max(clientHeight, 1) };
    for (const { canvas } of [this.land, this.ink]) resize(canvas, this.size, 1);
    resize(this.waterCanvas, this.size, this.waterResolution);
  }

  destroy() {
    this.observer.disconnect();
    this.host.replaceChildren();
  }
}

/** @param {string} name */
function sheet(name) {
  const canvas = document.createElement('canvas');
  canvas.className = `layer ${name}-layer`;
  canvas.setAttribute('aria-hidden', 'true');
  return canvas;
}

/** @param {HTMLCanvasElement} canvas */
function context(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{width: number, height: number}} size
 * @param {number} share
 */
function resize(canvas, { width, height }, share) {
  const ratio = (globalThis.devicePixelRatio || 1) * share;
  const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
}
