// A place with very many members is given folders: runs of neighbours, as an atlas has sheets. So
// the picture of a program of any size can start with few nodes, and be opened piece by piece.

const MOST_MEMBERS = 120;
const MOST_SHEETS = 40;

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
    if (list.length > MOST_MEMBERS) putInFolders(filled, group, list);
  }
  return withChildren(filled);
}

/**
 * What stands directly in each group (-1: in none), in the order of the program.
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
    if (kinds[node] === 0) continue; // inputs belong to everybody
    put(groupOf[node], { group: -1, nodes: 1, first: node });
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
 */
function putInFolders(model, parent, members) {
  const sheets = Math.min(MOST_SHEETS, Math.ceil(members.length / MOST_SHEETS));
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
  const label = line && endLine > line ? `lines ${line}–${endLine}` : partLabel(start, part.length);
  return {
    path: `${above}~${start}+${part.length}`,
    kind: 'part',
    label,
    gate: null,
    parent,
    inputs: [],
    outputs: [],
    groups: [],
    nodes: 0,
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
    first: -1,
  }));
  groups.forEach((group, index) => {
    if (group.parent >= 0) groups[group.parent].groups.push(index);
  });
  for (let node = 0; node < model.nodes; node += 1) {
    if (model.kinds[node] !== 2) continue;
    for (let group = model.groupOf[node]; group >= 0; group = groups[group].parent) {
      groups[group].nodes += 1;
      if (groups[group].first < 0) groups[group].first = node;
    }
  }
  return { ...model, groups };
}
