// A long answer, read away from the page.

import { traceOf } from './model.js';

self.onmessage = (/** @type {MessageEvent<ArrayBuffer>} */ { data }) => {
  const trace = traceOf(JSON.parse(new TextDecoder().decode(data)));
  self.postMessage(trace);
};
