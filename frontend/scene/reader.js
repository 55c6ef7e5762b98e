// Reads the answer's bytes into columns: a long answer in a worker, so that the page stays alive.

import { traceOf } from './model.js';

/** Reading this many bytes takes about a frame. */
const AT_ONCE = 300_000;

/** @type {Worker | null} */
let worker = null;

/**
 * @param {Response} response
 * @returns {Promise<Trace>}
 */
export async function read(response) {
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength <= AT_ONCE) return traceOf(JSON.parse(new TextDecoder().decode(bytes)));
  return inWorker(bytes);
}

export function stopReading() {
  worker?.terminate();
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {Promise<Trace>}
 */
function inWorker(bytes) {
  worker?.terminate();
  const own = new Worker(new URL('./reader.worker.js', import.meta.url), { type: 'module' });
  worker = own;
  return new Promise((resolve, reject) => {
    own.onmessage = ({ data }) => {
      own.terminate();
      resolve(data);
    };
    own.onerror = (event) => reject(new Error(event.message));
    own.postMessage(bytes, [bytes]);
  });
}
