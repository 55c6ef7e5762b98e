// A sheet is everything that a mark needs to know to draw its shapes.

/**
 * How much is drawn, by how near one looks: labels give way before boxes, boxes before rivers.
 * @typedef {{labels: boolean, boxes: boolean, valves: boolean, closeUp: boolean}} Detail
 *
 * What neurons say where in the plane, by the path of their group: rows from above, each number
 * −1 … 1.
 * @typedef {Map<string, number[][]>} UnitMaps
 *
 * @typedef {object} Sheet
 * @property {Trace} trace
 * @property {import('../scene/scene.js').Scene} scene
 * @property {import('../scene/waters.js').Waters} waters
 * @property {number} position
 * @property {ReadonlySet<string>} pointed keys of what is selected and what the pointer is on
 * @property {UnitMaps} [maps]
 * @property {Set<number>} current nodes (or −2 − group) of the step that is happening
 * @property {Detail} detail
 */

/**
 * @param {number} zoom
 * @returns {Detail}
 */
export function detailAt(zoom) {
  return { labels: zoom >= 0.5, boxes: zoom >= 0.18, valves: zoom >= 0.22, closeUp: zoom >= 1.4 };
}

/**
 * What the current step is about.
 * @param {Trace} trace
 * @param {import('../scene/scene.js').Scene} scene
 * @param {number} position
 */
export function currentAt({ model }, scene, position) {
  const step = Math.ceil(position - 1e-9) - 1;
  const last = model.forward.length + model.backward.length;
  if (step < 0 || position >= last) return new Set();
  const isForward = step < model.forward.length;
  const node = isForward ? model.forward[step] : model.backward[step - model.forward.length];
  const shown = shownBy(model, scene, node);
  if (!shown) return new Set([node]);
  return new Set([shown.group >= 0 ? -2 - shown.group : shown.node]);
}

/**
 * What shows a node: itself, or the closed group that hides it.
 * @param {Model} model
 * @param {import('../scene/scene.js').Scene} scene
 * @param {number} node
 */
export function shownBy(model, { nodes }, node) {
  return nodes.find((each) => each.node === node || contains(model, each.group, node));
}

/**
 * @param {Model} model
 * @param {number} closedGroup
 * @param {number} node
 */
function contains({ groups, groupOf }, closedGroup, node) {
  if (closedGroup < 0) return false;
  let group = groupOf[node];
  while (group >= 0 && group !== closedGroup) group = groups[group].parent;
  return group === closedGroup;
}
