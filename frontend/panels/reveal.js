// Brings something of the program into the picture: the groups that hide it are opened.

import { select, setClosed } from '../actions.js';
import { indexOf } from '../scene/model.js';
import * as store from '../store.js';
import { picture } from './picture.js';

/** @param {Pointed} pointed */
export function showInPicture(pointed) {
  const { value: trace } = store.trace;
  if (!trace) return;
  const hiding = hidingGroups(trace.model, pointed, store.closed.value);
  if (hiding.length) {
    const closed = new Set(store.closed.value);
    for (const path of hiding) closed.delete(path);
    setClosed(closed);
  }
  select(pointed);
  picture.value?.reveal(pointed);
}

/**
 * The closed groups around a node, an edge or a group.
 * @param {Model} model
 * @param {Pointed} pointed
 * @param {ReadonlySet<string>} closed
 * @returns {string[]} paths
 */
export function hidingGroups({ groups, groupOf, edgeTarget }, { kind, id }, closed) {
  let group = -1;
  if (kind === 'group') group = groups.find(({ path }) => path === id)?.parent ?? -1;
  else group = groupOf[kind === 'edge' ? edgeTarget[indexOf(id)] : indexOf(id)];
  const hiding = [];
  for (; group >= 0; group = groups[group].parent) {
    if (closed.has(groups[group].path)) hiding.push(groups[group].path);
  }
  return hiding;
}

/**
 * What shows something in the picture: itself, or the closed group that hides it.
 * @param {Model} model
 * @param {Int32Array} standIns see scene/collapse.js
 * @param {Pointed | null} pointed
 * @returns {Pointed | null}
 */
export function shownFor({ groups, edgeSource, edgeTarget }, standIns, pointed) {
  if (!pointed || pointed.kind === 'group') return pointed;
  const index = indexOf(pointed.id);
  const isEdge = pointed.kind === 'edge';
  const standIn = standIns[isEdge ? edgeTarget[index] : index];
  const crosses = isEdge && standIns[edgeSource[index]] !== standIn;
  if (crosses || !(standIn < -1)) return pointed;
  return { kind: 'group', id: groups[-2 - standIn].path };
}
