// A long answer, read away from the page. It is handed over column by column: each is received in a
// task of its own, so that the page is never busy for long.

import { traceOf } from './model.js';

self.onmessage = (/** @type {MessageEvent<ArrayBuffer>} */ { data }) => {
  const { model, numbers } = traceOf(JSON.parse(new TextDecoder().decode(data)));
  handOver(['model'], model);
  const { raw, ...others } = numbers;
  handOver(['numbers'], others);
  handOver(['numbers', 'raw'], raw);
  self.postMessage(null);
};

/**
 * @param {string[]} way
 * @param {Record<string, any>} columns
 */
function handOver(way, columns) {
  for (const [name, column] of Object.entries(columns)) {
    self.postMessage({ way: [...way, name], column });
  }
}
