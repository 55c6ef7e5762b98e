// Walking in the graph by keys: from a node along a river to the next node, and among the rivers
// and nodes beside each other. Places are called as their buttons are: nodes by their key, rivers
// by `riverPlace`.

/** @param {{key: string}} river */
export const riverPlace = ({ key }) => `river:${key}`;

/**
 * Where one stands, and the river over which one came there, if any.
 * @typedef {object} Stand
 * @property {string} at
 * @property {number} by scene river; −1: none
 * @property {'up' | 'down'} going
 */

/**
 * Where a key leads: up to what uses a node, down to its operands, with Shift to what lies beside;
 * [ and ] through the steps in order.
 * @param {import('../scene/scene.js').Scene} scene
 * @param {Stand} stand
 * @param {string} pressed
 * @param {boolean} stops whether one stops at the rivers on the way
 * @returns {Stand | null} null where it leads nowhere
 */
export function walked(scene, stand, pressed, stops) {
  if (pressed === 'Shift+ArrowUp') return beside(scene, stand, -1);
  if (pressed === 'Shift+ArrowDown') return beside(scene, stand, 1);
  if (pressed === '[' || pressed === ']') return inOrder(scene, stand, pressed === ']' ? 1 : -1);
  const going = pressed === 'ArrowUp' ? 'up' : 'down';
  if (going === 'down' && pressed !== 'ArrowDown') return null;
  const river = riverAt(scene, stand.at);
  if (river >= 0) return toNode(scene, river, going);
  const next = nextRiver(scene, stand, going);
  if (next < 0) return null;
  return stops ? toRiver(scene, next, going) : toNode(scene, next, going);
}

/**
 * The river by which one came is also the way back.
 * @param {import('../scene/scene.js').Scene} scene
 * @param {Stand} stand
 * @param {'up' | 'down'} going
 */
function nextRiver(scene, { at, by, going: went }, going) {
  const node = scene.nodes.find(({ key }) => key === at);
  const ways = (going === 'up' ? node?.uses : node?.operands) ?? [];
  return went !== going && ways.includes(by) ? by : (ways[0] ?? -1);
}

/**
 * Of several things at the end of the same node's rivers, the one before or after.
 * @param {import('../scene/scene.js').Scene} scene
 * @param {Stand} stand
 * @param {number} by
 * @returns {Stand | null}
 */
function beside(scene, stand, by) {
  const river = riverAt(scene, stand.at);
  const own = river >= 0 ? river : stand.by;
  if (own < 0) return null;
  const { source, target } = scene.rivers[own];
  const ways = stand.going === 'down' ? scene.nodes[target].operands : scene.nodes[source].uses;
  const next = ways[(ways.indexOf(own) + by + ways.length) % ways.length];
  if (next === own) return null;
  return river >= 0 ? toRiver(scene, next, stand.going) : toNode(scene, next, stand.going);
}

/**
 * @param {import('../scene/scene.js').Scene} scene
 * @param {Stand} stand
 * @param {number} by
 * @returns {Stand | null}
 */
function inOrder({ nodes, rivers }, { at }, by) {
  const river = rivers.findIndex((each) => riverPlace(each) === at);
  const own = river >= 0 ? rivers[river].target : nodes.findIndex(({ key }) => key === at);
  const next = own < 0 ? undefined : nodes[own + by];
  return next ? standAt(next.key) : null;
}

/** @param {string} at @returns {Stand} */
export const standAt = (at) => ({ at, by: -1, going: 'down' });

/** @param {import('../scene/scene.js').Scene} scene @param {string} place */
const riverAt = ({ rivers }, place) => rivers.findIndex((river) => riverPlace(river) === place);

/**
 * @param {import('../scene/scene.js').Scene} scene
 * @param {number} by
 * @param {'up' | 'down'} going
 * @returns {Stand}
 */
const toRiver = ({ rivers }, by, going) => ({ at: riverPlace(rivers[by]), by, going });

/**
 * @param {import('../scene/scene.js').Scene} scene
 * @param {number} by
 * @param {'up' | 'down'} going
 * @returns {Stand}
 */
function toNode({ nodes, rivers }, by, going) {
  const { source, target } = rivers[by];
  return { at: nodes[going === 'up' ? target : source].key, by, going };
}
