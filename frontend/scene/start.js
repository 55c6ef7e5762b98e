// Which groups are closed when a program is opened: statements are single nodes, as in the lesson;
// outer groups are open as long as the picture stays readable.

const READABLE = 150;
/** Repetitions are only unrolled before the eye where there are few. */
const FEW = 14;
/** A column of more neurons is no longer read one by one. */
const MOST_NEURONS = 16;
/** No layout gives a useful picture of more. */
const MOST_DRAWN = 300;
const STAY_CLOSED = new Set(['statement', 'neuron', 'part']);

/**
 * @param {Model} model
 * @returns {Set<string>} paths of closed groups
 */
export function closedAtStart(model) {
  const known = found.get(model) ?? openedWhile(model, READABLE, (group) => mayOpen(model, group));
  found.set(model, known);
  return new Set(known);
}

/** Asked for at every change of the view, and long to find in a large program. @type {WeakMap<Model, Set<string>>} */
const found = new WeakMap();

/**
 * As much open as can be laid out and drawn.
 * @param {Model} model
 */
export function mostlyOpen(model) {
  return openedWhile(model, MOST_DRAWN, () => true);
}

/**
 * @param {Model} model
 * @param {number} most visible nodes
 * @param {(group: number) => boolean} wanted
 * @returns {Set<string>} paths of closed groups
 */
function openedWhile(model, most, wanted) {
  const closed = new Set(model.groups.map((group) => group.path));
  const count = { visible: visibleWith(model) };
  let layer = model.groups.flatMap((group, index) => (group.parent < 0 ? [index] : []));
  while (layer.length) {
    const opened = layer.filter(
      (group) => wanted(group) && openIfRoom(model, group, closed, count, most),
    );
    layer = opened.flatMap((group) => model.groups[group].groups);
  }
  return closed;
}

/**
 * Statements, neurons and parts stay closed; but a program of one statement would be one node: there
 * is nothing to see in that.
 * @param {Model} model
 * @param {number} index
 */
function mayOpen({ groups, forward, language }, index) {
  const { kind, nodes, groups: inner } = groups[index];
  if (kind === 'iteration') return forward.length <= FEW;
  if (kind === 'layer') return inner.length <= MOST_NEURONS;
  if (kind === 'function' && language === 'network' && !inner.length) return false; // its loss
  return !STAY_CLOSED.has(kind) || (nodes === forward.length && nodes > 1);
}

/**
 * How many nodes are visible while all groups are closed.
 * @param {Model} model
 */
function visibleWith({ kinds, groupOf, groups }) {
  let count = groups.filter((group) => group.parent < 0).length;
  kinds.forEach((kind, node) => {
    if (kind !== 1 && groupOf[node] < 0) count += 1;
  });
  return count;
}

/**
 * @param {Model} model
 * @param {number} index
 * @param {Set<string>} closed
 * @param {{visible: number}} count
 * @param {number} most
 */
function openIfRoom(model, index, closed, count, most) {
  const group = model.groups[index];
  const inside = group.groups.reduce(
    (sum, child) => sum - model.groups[child].members,
    group.members,
  );
  const more = inside + group.groups.length - 1;
  if (count.visible + more > most) return false;
  count.visible += more;
  closed.delete(group.path);
  return true;
}

/**
 * Networks are drawn in columns, as everybody knows them; what is computed otherwise, as water falls.
 * @param {Model} model
 * @returns {Direction}
 */
export function usualDirection({ groups }) {
  return groups.some(({ kind }) => kind === 'neuron') ? 'right' : 'down';
}
