// Finds nodes and groups by name, operation or value.

import { brief, full, short } from '../../format.js';
import { CONSTANT, nodeId } from '../../scene/model.js';

/** @typedef {{pointed: Pointed, title: string, detail: string, rank: number}} Found */

const MOST = 40;

/**
 * The best matches first: whole names, then beginnings, then what only contains the words.
 * @param {Trace} trace
 * @param {string} query
 * @returns {Found[]}
 */
export function find({ model, numbers }, query) {
  const words = query.trim().toLowerCase().replaceAll('-', '−');
  if (!words) return [];
  const found = [...groupsLike(model, words), ...nodesLike(model, numbers, words)];
  return found.sort((one, other) => one.rank - other.rank).slice(0, MOST);
}

/**
 * @param {Model} model
 * @param {string} words
 * @returns {Found[]}
 */
function groupsLike({ groups }, words) {
  return groups.flatMap(({ path, kind, label, nodes }) => {
    const rank = rankOf([label, kind], words);
    if (rank === null || kind === 'statement') return [];
    const title = `${kind} ${label}`;
    return [{ pointed: { kind: 'group', id: path }, title, detail: `${nodes} nodes`, rank }];
  });
}

/**
 * @param {Model} model
 * @param {Numbers} numbers
 * @param {string} words
 */
function nodesLike(model, numbers, words) {
  /** @type {Found[]} */
  const found = [];
  const number = /^[−\d.∞n]/.test(words);
  for (let node = 0; node < model.nodes; node += 1) {
    if (model.kinds[node] === CONSTANT) continue;
    const names = [model.symbols[node], model.operations[node] ?? 'input', model.labels[node]];
    const value = numbers.raw.values[node];
    const rank = rankOf(number ? [...names, ...spellings(value)] : names, words);
    if (rank === null) continue;
    found.push({
      pointed: { kind: 'node', id: nodeId(node) },
      title: model.symbols[node],
      detail: `${model.operations[node] ?? 'input'} = ${brief(value)}`,
      rank,
    });
  }
  return found;
}

/** @param {ApiValue} value */
function spellings(value) {
  if (value === null || typeof value === 'object') return [];
  return [short(Number(value)), full(value)];
}

/**
 * @param {string[]} names
 * @param {string} words
 */
function rankOf(names, words) {
  let rank = null;
  for (const name of names) {
    const own = rankOfName(name.toLowerCase(), words);
    if (own !== null && (rank === null || own < rank)) rank = own;
  }
  return rank;
}

/**
 * @param {string} name
 * @param {string} words
 */
function rankOfName(name, words) {
  if (name === words) return 0;
  const at = name.indexOf(words);
  if (at < 0) return null;
  return at === 0 ? 1 : 2;
}
