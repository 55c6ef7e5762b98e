// Which groups are closed when a program is opened: statements are single nodes, as in the lesson;
// outer groups are open as long as the picture stays readable.

const READABLE = 150;
const STAY_CLOSED = new Set(['statement', 'neuron', 'part']);

/**
 * @param {Model} model
 * @returns {Set<string>} paths of closed groups
 */
export function closedAtStart(model) {
  const closed = new Set(model.groups.map((group) => group.path));
  const count = { visible: visibleWith(model) };
  let layer = model.groups.flatMap((group, index) => (group.parent < 0 ? [index] : []));
  while (layer.length) {
    const opened = layer.filter((group) => openIfReadable(model, group, closed, count));
    layer = opened.flatMap((group) => model.groups[group].groups);
  }
  return closed;
}

/**
 * A program of one statement would be one node: there is nothing to see in that.
 * @param {Model} model
 * @param {number} index
 */
function isEverything({ groups, forward }, index) {
  return groups[index].nodes === forward.length && groups[index].nodes > 1;
}

/**
 * How many nodes are visible while all groups are closed.
 * @param {Model} model
 */
function visibleWith({ kinds, groupOf, groups }) {
  let count = groups.filter((group) => group.parent < 0).length;
  kinds.forEach((kind, node) => {
    if (kind === 0 || (kind === 2 && groupOf[node] < 0)) count += 1;
  });
  return count;
}

/**
 * @param {Model} model
 * @param {number} index
 * @param {Set<string>} closed
 * @param {{visible: number}} count
 */
function openIfReadable(model, index, closed, count) {
  const group = model.groups[index];
  const staysClosed = STAY_CLOSED.has(group.kind);
  if (staysClosed && !isEverything(model, index)) return false;
  const inside = group.groups.reduce((sum, child) => sum - model.groups[child].nodes, group.nodes);
  const more = inside + group.groups.length - 1;
  if (count.visible + more > READABLE) return false;
  count.visible += more;
  closed.delete(group.path);
  return true;
}
