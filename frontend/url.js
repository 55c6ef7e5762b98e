// The page's state as a link: what is asked, how it is looked at, and where on the timeline.

/** No address takes the weights of a large network. */
const LONGEST_INPUTS = 20_000;

/**
 * @typedef {object} Address
 * @property {Question} question
 * @property {number | null} at the position; null: at rest
 * @property {string[]} toggled paths of groups that are open or closed unlike at the start
 * @property {Direction | null} direction null: as is usual for the program
 * @property {Scale} scale
 * @property {string | null} selected "node:n3", "edge:e1", "group:sigy"
 * @property {Sight | null} sight null: all of it
 */

/**
 * @param {Address} address
 * @returns {string} what stands behind the # of a URL
 */
export function toHash({ question, at, toggled, direction, scale, selected, sight }) {
  const words = new URLSearchParams();
  words.set('source', question.source);
  if (question.language !== 'auto') words.set('language', question.language);
  const given = JSON.stringify(question.inputs);
  if (given !== '{}' && given.length <= LONGEST_INPUTS) words.set('inputs', given);
  if (question.output) words.set('output', question.output);
  if (question.upstream !== 1) words.set('upstream', String(question.upstream));
  if (at !== null) words.set('at', String(at));
  if (toggled.length) words.set('toggled', toggled.join(' '));
  if (direction) words.set('direction', direction);
  if (scale !== 'auto') words.set('scale', scale);
  if (selected) words.set('selected', selected);
  if (sight) words.set('view', [sight.x, sight.y, sight.k].join(','));
  return words.toString();
}

/**
 * @param {string} hash
 * @returns {Address | null} null where it has no source
 */
export function fromHash(hash) {
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  const source = words.get('source');
  if (source === null) return null;
  return {
    question: {
      source,
      language: words.get('language') ?? 'auto',
      inputs: inputsOf(words.get('inputs')),
      output: words.get('output'),
      upstream: numberOf(words.get('upstream')) ?? 1,
    },
    at: numberOf(words.get('at')),
    toggled: words.get('toggled')?.split(' ').filter(Boolean) ?? [],
    direction: directionOf(words.get('direction')),
    scale: scaleOf(words.get('scale')),
    selected: words.get('selected'),
    sight: sightOf(words.get('view')),
  };
}

/** @param {string | null} text @returns {Record<string, ApiValue>} */
function inputsOf(text) {
  if (!text) return {};
  try {
    const value = JSON.parse(text);
    return value && typeof value === 'object' && !Array.isArray(value) ? value : {};
  } catch {
    return {}; // a link that was cut off still opens
  }
}

/** @param {string | null} text */
function numberOf(text) {
  const value = text?.trim() ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** @param {string | null} text @returns {Sight | null} */
function sightOf(text) {
  const [x, y, k, ...more] = text?.split(',').map(numberOf) ?? [];
  if (x == null || y == null || k == null || k <= 0 || more.length) return null;
  return { x, y, k };
}

/** @param {string | null} text @returns {Scale} */
function scaleOf(text) {
  return text === 'linear' || text === 'log' ? text : 'auto';
}

/** @param {string | null} text @returns {Direction | null} */
function directionOf(text) {
  return text === 'down' || text === 'right' ? text : null;
}
