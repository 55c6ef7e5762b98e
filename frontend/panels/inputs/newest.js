// A value that changes faster than it can be answered: one question at a time, and the newest next.

/**
 * @template T
 * @param {(value: T) => Promise<unknown>} ask
 * @param {(settled: T) => void} settle called when nothing newer is waiting
 * @returns {(value: T) => Promise<void>} settled when nothing waits, or at once where others ask
 */
export function newestOnly(ask, settle) {
  let asking = false;
  /** @type {{value: T} | null} */
  let next = null;
  const go = async () => {
    asking = true;
    let value = /** @type {T} */ (next?.value);
    try {
      while (next) {
        value = next.value;
        next = null;
        await ask(value);
      }
    } finally {
      asking = false;
      settle(value);
    }
  };
  return async (value) => {
    next = { value };
    if (!asking) await go();
  };
}
