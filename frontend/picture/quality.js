// How fine the water is drawn, as the measured time between frames asks: at full resolution, at
// half, at half of the frames, and at last without WebGL.

/** @typedef {{resolution: number, everyFrame: number, webgl: boolean}} Quality */

/** @type {Quality[]} */
export const QUALITIES = [
  { resolution: 1, everyFrame: 1, webgl: true },
  { resolution: 0.5, everyFrame: 1, webgl: true },
  { resolution: 0.5, everyFrame: 2, webgl: true },
  { resolution: 1, everyFrame: 2, webgl: false },
];
/** A frame that takes longer than this is too slow. */
const SLOW = 1 / 24;
/** So many slow frames among this many are no accident. */
const WATCHED = 40;
const TOO_MANY = 24;
/** A page that was hidden or halted says nothing about drawing. */
const HALTED = 0.4;

/**
 * Counts slow frames; says when a lower quality is due.
 */
export function createWatch() {
  let seen = 0;
  let slow = 0;
  return {
    /**
     * @param {number} seconds since the last frame
     * @returns {boolean} whether to go a step down
     */
    tooSlow(seconds) {
      if (seconds > HALTED) return false;
      seen += 1;
      if (seconds > SLOW) slow += 1;
      if (seen < WATCHED) return false;
      const due = slow >= TOO_MANY;
      seen = 0;
      slow = 0;
      return due;
    },
  };
}
