// What a training has reached, kept for this tab, so that a page that is loaded again, or that
// died, goes on from there.

const KEY = 'rivergrad.training';
/** Only a page that comes back asks: a link opens its training from the beginning. */
const COMING_BACK = ['reload', 'back_forward'];

/**
 * @typedef {object} Kept
 * @property {TrainingSnapshot} snapshot
 * @property {import('./history.js').Moment[]} history
 */

/**
 * What is trained, whatever the depth and the example that are looked at.
 * @param {NetworkSpec} spec
 */
export function trainedPart({ depth, point, ...rest }) {
  return JSON.stringify(rest);
}

/**
 * @param {NetworkSpec} spec
 * @param {Kept} training
 */
export function keep(spec, training) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ of: trainedPart(spec), ...training }));
  } catch {
    forgetKept(); // too large for a tab to keep
  }
}

export function forgetKept() {
  sessionStorage.removeItem(KEY);
}

/**
 * What this page had reached before it was loaded again: told once.
 * @param {NetworkSpec} spec
 * @returns {Kept | null}
 */
export function takeKept(spec) {
  const isBack = isFirst && COMING_BACK.includes(navigation()?.type ?? '');
  isFirst = false;
  const kept = isBack ? readKept() : null;
  if (kept?.of !== trainedPart(spec)) return null;
  return { snapshot: kept.snapshot, history: numbered(kept.history) };
}

/** How this page came; not every browser tells. */
const navigation = () =>
  /** @type {PerformanceNavigationTiming | undefined} */ (
    performance.getEntriesByType('navigation')[0]
  );

/** @returns {any} what was kept; what cannot be read is forgotten */
function readKept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  } catch {
    forgetKept();
    return null;
  }
}

/** JSON knows no NaN: it says null. @param {any} history */
function numbered(history) {
  const text = JSON.stringify(history);
  return JSON.parse(text, (_, value) => value ?? Number.NaN);
}

let isFirst = true;
