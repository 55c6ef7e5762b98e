// How lines of generated code and steps of the trace belong together.

import { edgeId, indexOf, nodeId } from '../../scene/model.js';

/**
 * The lines that the run of steps carries out.
 * @param {ApiCode} code
 * @param {Model} model
 * @param {import('../time/moment.js').Run | null} run
 * @returns {Set<number>}
 */
export function linesOfRun({ lines }, model, run) {
  if (!run) return new Set();
  const steps = model[run.phase];
  const nodes = new Set(steps.subarray(run.first, run.last + 1));
  const lit = lines.filter(
    ({ phase, nodes: own }) => phase === run.phase && own.some((id) => nodes.has(indexOf(id))),
  );
  return new Set(lit.map(({ line }) => line));
}

/**
 * The lines about what is pointed at.
 * @param {ApiCode} code
 * @param {Model} model
 * @param {Pointed | null} pointed
 * @returns {Set<number>}
 */
export function linesAbout({ lines }, model, pointed) {
  if (!pointed) return new Set();
  const about = pointed.kind === 'group' ? inGroup(model, pointed.id) : null;
  const lit = lines.filter(({ nodes, edges }) =>
    about ? nodes.some(about) : nodes.includes(pointed.id) || edges.includes(pointed.id),
  );
  return new Set(lit.map(({ line }) => line));
}

/**
 * @param {Model} model
 * @param {string} path
 * @returns {(id: string) => boolean}
 */
function inGroup({ groups, groupOf }, path) {
  return (id) => {
    let group = groupOf[indexOf(id)];
    while (group >= 0 && groups[group].path !== path) group = groups[group].parent;
    return group >= 0;
  };
}

/**
 * The position at which a line has just been carried out.
 * @param {CodeLine} line
 * @param {Model} model
 */
export function positionOf({ phase, node, nodes }, model) {
  const index = indexOf(/** @type {string} */ (node ?? nodes[nodes.length - 1]));
  if (phase === 'forward') return model.forwardStep[index] + 1;
  const steps = nodes.map((id) => model.backwardStep[indexOf(id)]);
  return model.forward.length + Math.max(...steps) + 1;
}

/**
 * What pointing at a line points at: the edge whose flow it adds, or its node.
 * @param {CodeLine} line
 * @returns {Pointed | null}
 */
export function pointedBy({ phase, node, edges }) {
  if (phase === 'backward' && edges.length === 1) {
    return { kind: 'edge', id: edgeId(indexOf(edges[0])) };
  }
  return node ? { kind: 'node', id: nodeId(indexOf(node)) } : null;
}
