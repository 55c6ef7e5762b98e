// Reads the answer's bytes into columns: a long answer in a worker, so that the page stays alive.

import { traceOf } from './model.js';

/** Reading this many bytes takes about a frame. */
const AT_ONCE = 300_000;

/** What is being read: stopping it settles the promise of it, too. @type {() => void} */
let stop = () => {};

/**
 * @param {Response} response
 * @returns {Promise<Trace>}
 */
export async function read(response) {
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength <= AT_ONCE) return traceOf(JSON.parse(new TextDecoder().decode(bytes)));
  return inWorker(bytes);
}

/** Whoever waits for what is being read gets an AbortError. */
export function stopReading() {
  stop();
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {Promise<Trace>}
 */
function inWorker(bytes) {
  stop();
  const own = new Worker(new URL('./reader.worker.js', import.meta.url), { type: 'module' });
  /** @type {any} */
  const trace = {};
  return new Promise((resolve, reject) => {
    stop = () => {
      own.terminate();
      reject(new DOMException('a newer answer is read', 'AbortError'));
    };
    own.onmessage = ({ data }) => {
      if (data) put(trace, data);
      else {
        own.terminate();
        resolve(trace);
      }
    };
    own.onerror = (event) => reject(new Error(event.message));
    own.postMessage(bytes, [bytes]);
  });
}

/**
 * @param {any} trace
 * @param {{way: string[], column: unknown}} part
 */
function put(trace, { way, column }) {
  const name = /** @type {string} */ (way.pop());
  let place = trace;
  for (const step of way) {
    place[step] ??= {};
    place = place[step];
  }
  place[name] = column;
}
