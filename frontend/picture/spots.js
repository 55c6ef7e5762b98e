// What of the picture can be pressed, in the order of the steps: nodes, each with the sign that opens
// it and the valves of its rivers; then the signs that close plots.

import { pointAt } from '../scene/curves.js';
import { edgeId, nodeId } from '../scene/model.js';
import { spokenGroup, spokenNode, spokenRiver } from './spoken.js';
import { riverPlace } from './walk.js';

/** Rivers of a larger picture are pointed at, not walked. */
const MOST_RIVERS = 300;
/** The side of what lies over a valve. */
const VALVE = 24;
/** From afar a sign does not lie over all of its node. */
const MOST_SIDE = 48;

/**
 * @typedef {object} Spot
 * @property {import('../scene/layout.js').Box} box
 * @property {'node' | 'river' | 'toggle'} kind
 * @property {Pointed | null} pointed
 * @property {string} toggle path of the group that it opens or closes
 * @property {(sheet: import('./sheet.js').Sheet) => string} name what it is, by the numbers of a sheet
 */

/** @param {import('../scene/scene.js').Scene} scene */
export const hasRivers = ({ rivers }) => rivers.length <= MOST_RIVERS;

/**
 * @param {import('./sheet.js').Sheet} sheet
 * @returns {Map<string, Spot>}
 */
export function spotsOf(sheet) {
  const { scene, trace } = sheet;
  /** @type {Map<string, Spot>} */
  const spots = new Map();
  scene.nodes.forEach((node, index) => {
    const { box, key, group } = node;
    const path = group < 0 ? '' : trace.model.groups[group].path;
    spots.set(key, nodeSpot(sheet, index, path));
    if (path) {
      const name = opens('Open', group);
      spots.set(`open:${key}`, toggleSpot(path, { x: box.x + box.width, y: box.y }, name));
    }
    for (const river of hasRivers(scene) ? node.operands : []) {
      spots.set(riverPlace(scene.rivers[river]), riverSpot(sheet, river));
    }
  });
  for (const { group, box } of scene.plots) {
    const { path } = trace.model.groups[group];
    const name = opens('Close', group);
    const at = { x: box.x + box.width - 17, y: box.y + 14 };
    spots.set(`close:${path}`, toggleSpot(path, at, name));
  }
  keepApart([...spots.values()].filter(({ kind }) => kind === 'toggle'));
  return spots;
}

/** @param {'Open' | 'Close'} what @param {number} group @returns {Spot['name']} */
const opens =
  (what, group) =>
  ({ trace }) =>
    `${what} ${spokenGroup(trace, group)}`;

/**
 * @param {import('./sheet.js').Sheet} sheet
 * @param {number} index
 * @param {string} path
 * @returns {Spot}
 */
function nodeSpot(sheet, index, path) {
  const { box, node } = sheet.scene.nodes[index];
  const pointed = /** @type {Pointed} */ (
    path ? { kind: 'group', id: path } : { kind: 'node', id: nodeId(node) }
  );
  return { box, kind: 'node', pointed, toggle: '', name: (now) => spokenNode(now, index) };
}

/**
 * @param {string} path
 * @param {Point} at
 * @param {Spot['name']} name
 * @returns {Spot}
 */
function toggleSpot(path, { x, y }, name) {
  return { box: { x, y, width: 0, height: 0 }, kind: 'toggle', pointed: null, toggle: path, name };
}

/** @param {import('./sheet.js').Sheet} sheet @param {number} index @returns {Spot} */
function riverSpot(sheet, index) {
  const { bed, edges } = sheet.scene.rivers[index];
  const { x, y } = pointAt(bed, bed.valve);
  return {
    box: { x: x - VALVE / 2, y: y - VALVE / 2, width: VALVE, height: VALVE },
    kind: 'river',
    pointed: { kind: 'edge', id: edgeId(edges[0]) },
    toggle: '',
    name: (now) => spokenRiver(now, index),
  };
}

/**
 * Signs are as wide as a finger at every zoom, but no wider than their distance.
 * @param {Spot[]} toggles
 */
function keepApart(toggles) {
  const places = toggles.map(({ box }) => ({ ...box }));
  toggles.forEach(({ box }, index) => {
    const { x, y } = places[index];
    let nearest = MOST_SIDE;
    places.forEach((other, at) => {
      if (at !== index)
        nearest = Math.min(nearest, Math.max(Math.abs(other.x - x), Math.abs(other.y - y)));
    });
    box.width = nearest;
    box.height = nearest;
  });
}
