// Whether things may move.

/** Whether the person asked for no motion. */
export function stillness() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
