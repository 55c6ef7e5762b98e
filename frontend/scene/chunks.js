// A place with very many members is given folders: runs of neighbours, as an atlas has sheets. So
// the picture of a program of any size can start with few nodes, and be opened piece by piece.

const [INPUT, CONSTANT, OPERATION] = [0, 1, 2];
const MOST_MEMBERS = 120;
const MOST_SHEETS = 40;
/** Inputs that belong to everybody stand in no group; above this many they have folders of their own. */
const OF_EVERYBODY = -2;
const MOST_INPUTS = 60;
const INPUT_SHEETS = 8;

/** @typedef {{group: number, nodes: number, first: number}} Member a group, or -1 for a node */

/**
 * The model with its groups' sizes and children known, and folders where they are needed.
 * @param {Model} model
 * @returns {Model}
 */
export function withChunks(model) {
  const members = membersByGroup(model);
  const groupOf = model.groupOf.slice();
  const filled = { ...model, groupOf, groups: [...model.groups] };
  for (const [group, list] of members) {
    const isInputs = group === OF_EVERYBODY;
    if (list.length <= (isInputs ? MOST_INPUTS : MOST_MEMBERS)) continue;
    putInFolders(filled, Math.max(group, -1), list, isInputs ? INPUT_SHEETS : MOST_SHEETS);
  }
  return withOutputs(withChildren(filled));
}

/**
 * What stands directly in each group (-1: in none), in the order of the program. Constants are part
 * of their gates.
 * @param {Model} model
 * @returns {Map<number, Member[]>}
 */
function membersByGroup({ groupOf, groups, kinds, nodes }) {
  /** @type {Map<number, Member[]>} */
  const members = new Map();
  const seen = new Uint8Array(groups.length);
  /** @param {number} group @param {Member} member */
  const put = (group, member) => {
    const list = members.get(group);
    if (list) list.push(member);
    else members.set(group, [member]);
  };
  for (let node = 0; node < nodes; node += 1) {
    if (kinds[node] === CONSTANT) continue;
    const isOfEverybody = kinds[node] === INPUT && groupOf[node] < 0;
    put(isOfEverybody ? OF_EVERYBODY : groupOf[node], { group: -1, nodes: 1, first: node });
    for (let group = groupOf[node]; group >= 0 && !seen[group]; group = groups[group].parent) {
      seen[group] = 1;
      put(groups[group].parent, { group, nodes: 0, first: node });
    }
  }
  return members;
}

/**
 * @param {Model} model changed in place
 * @param {number} parent
 * @param {Member[]} members
 * @param {number} most folders
 */
function putInFolders(model, parent, members, most = MOST_SHEETS) {
  const sheets = Math.min(most, Math.ceil(members.length / MOST_SHEETS));
  const size = Math.ceil(members.length / Math.max(sheets, 2));
  for (let start = 0; start < members.length; start += size) {
    const part = members.slice(start, start + size);
    const index = model.groups.length;
    model.groups.push(folder(model, parent, part, start));
    for (const member of part) moveInto(model, index, member);
    if (part.length > MOST_MEMBERS) putInFolders(model, index, part);
  }
}

/**
 * @param {Model} model
 * @param {number} index
 * @param {Member} member
 */
function moveInto(model, index, { group, first }) {
  if (group < 0) model.groupOf[first] = index;
  else model.groups[group] = { ...model.groups[group], parent: index };
}

/**
 * @param {Model} model
 * @param {number} parent
 * @param {Member[]} part
 * @param {number} start
 * @returns {Group}
 */
function folder(model, parent, part, start) {
  const first = part[0].first;
  const last = part[part.length - 1].first;
  const above = parent < 0 ? '' : `${model.groups[parent].path}/`;
  const [line, endLine] = [model.places[4 * first], model.places[4 * last + 2]];
  const inputs = part.every((member) => member.group < 0 && model.kinds[member.first] === INPUT);
  const lines = line && endLine > line ? `lines ${line}–${endLine}` : partLabel(start, part.length);
  const label = inputs ? `${model.symbols[first]} … ${model.symbols[last]}` : lines;
  return {
    path: `${above}~${first}+${part.length}`,
    kind: 'part',
    label,
    gate: null,
    parent,
    inputs: [],
    outputs: [],
    groups: [],
    nodes: 0,
    members: 0,
    first,
    line,
    column: 0,
    endLine,
    endColumn: 0,
    derivatives: null,
  };
}

/**
 * @param {number} start
 * @param {number} count
 */
function partLabel(start, count) {
  return `${start + 1}–${start + count}`;
}

/**
 * @param {Model} model
 * @returns {Model}
 */
function withChildren(model) {
  const groups = model.groups.map((group) => ({
    ...group,
    groups: /** @type {number[]} */ ([]),
    nodes: 0,
    members: 0,
    first: -1,
  }));
  groups.forEach((group, index) => {
    if (group.parent >= 0) groups[group.parent].groups.push(index);
  });
  for (let node = 0; node < model.nodes; node += 1) {
    if (model.kinds[node] !== CONSTANT)
      countIn(groups, model.groupOf[node], node, model.kinds[node]);
  }
  return { ...model, groups };
}

/**
 * @param {Group[]} groups changed in place
 * @param {number} innermost
 * @param {number} node
 * @param {number} kind
 */
function countIn(groups, innermost, node, kind) {
  for (let group = innermost; group >= 0; group = groups[group].parent) {
    const counted = groups[group];
    counted.members += 1;
    if (kind === OPERATION) counted.nodes += 1;
    if (counted.first < 0) counted.first = node;
  }
}

/**
 * What leaves each folder: the nodes in it that are read outside.
 * @param {Model} model
 * @returns {Model}
 */
function withOutputs(model) {
  const { groups, groupOf, edgeSource, edgeTarget } = model;
  if (!groups.some(({ kind }) => kind === 'part')) return model;
  const found = groups.map(() => /** @type {Set<number>} */ (new Set()));
  const known = /** @type {Set<number>[]} */ (new Array(groups.length + 1));
  const leave = (/** @type {number} */ node, /** @type {number} */ reader) => {
    const around = known[reader + 1] ?? withParents(groups, reader);
    known[reader + 1] = around;
    for (
      let group = groupOf[node];
      group >= 0 && !around.has(group);
      group = groups[group].parent
    ) {
      found[group].add(node);
    }
  };
  edgeSource.forEach((source, edge) => {
    if (model.kinds[source] !== CONSTANT && groupOf[source] >= 0) {
      leave(source, groupOf[edgeTarget[edge]]);
    }
  });
  leave(model.output, -1);
  return {
    ...model,
    groups: groups.map((group, index) =>
      group.kind === 'part' ? { ...group, outputs: [...found[index]] } : group,
    ),
  };
}

/**
 * A group and those around it.
 * @param {Group[]} groups
 * @param {number} innermost
 */
function withParents(groups, innermost) {
  const found = new Set();
  for (let group = innermost; group >= 0; group = groups[group].parent) found.add(group);
  return found;
}
