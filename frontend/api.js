// The server's answers. A newer request of the same kind takes the place of an older one.

/** What the server refused, with its problem+json. */
export class Refused extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** @type {Map<string, AbortController>} */
const running = new Map();

/**
 * Posts a question. Rejects with Refused, or with an AbortError when a newer one took its place.
 * @param {string} path below /api/
 * @param {object} body
 * @param {string} [kind] what a newer request takes the place of
 * @returns {Promise<any>}
 */
export async function post(path, body, kind = path) {
  return (await answer(path, body, kind)).json();
}

/**
 * The answer itself, for those who read its bytes elsewhere.
 * @param {string} path
 * @param {object} body
 * @param {string} [kind]
 */
export async function answer(path, body, kind = path) {
  running.get(kind)?.abort();
  const controller = new AbortController();
  running.set(kind, controller);
  const response = await fetch(`/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: controller.signal,
  }).catch(unreachable);
  if (!response.ok) throw new Refused(await problemOf(response));
  return response;
}

/** Stops waiting for an answer. @param {string} path */
export function cancel(path) {
  running.get(path)?.abort();
}

/**
 * @param {string} path
 * @returns {Promise<any>}
 */
export async function get(path) {
  const response = await fetch(`/api/${path}`).catch(unreachable);
  if (!response.ok) throw new Refused(await problemOf(response));
  return response.json();
}

/**
 * @param {Error} error
 * @returns {never}
 */
function unreachable(error) {
  if (error.name === 'AbortError') throw error;
  throw new Refused({
    type: 'about:blank',
    title: 'The server cannot be reached',
    status: 0,
    detail: 'the server does not answer',
    hint: 'see whether it is running, then change anything to try again',
  });
}

/**
 * @param {Response} response
 * @returns {Promise<Problem>}
 */
async function problemOf(response) {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) return response.json();
  const { status, statusText } = response;
  return { type: 'about:blank', title: statusText, status, detail: `the server said ${status}` };
}
