// How a node's outline tells what state it is in.

/**
 * @param {boolean} broken
 * @param {number} level
 */
export function outlineColour(broken, level) {
  if (broken) return 'broken';
  return level === 0 ? 'ink-quiet' : 'ink';
}

/**
 * @param {import('../sheet.js').Sheet} sheet
 * @param {import('../../scene/scene.js').SceneNode} node
 */
export function isLit({ pointed, current }, { key, node, group }) {
  if (pointed.has(key)) return 'focus';
  return current.has(node) || (group >= 0 && current.has(-2 - group)) ? 'selection' : null;
}
