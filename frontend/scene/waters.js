// What flows in each bed and stands at each node: read off the trace's numbers. When only inputs
// change, this is all that is made anew.

import { amount, isBroken, tone } from './arrays.js';
import { scaleFor, WIDEST, WIDEST_IN_CROWDS } from './widths.js';

/**
 * @typedef {object} Water what flows in one bed
 * @property {number} before magnitude before the valve: the upstream gradient
 * @property {number} after magnitude after it: the flow
 * @property {number} beforeTone −1 … 1, which sign prevails
 * @property {number} afterTone
 * @property {number | null} local the local gradient; null where it is not one number, or not known
 * @property {boolean} many whether it is many numbers: an array's
 * @property {ApiValue} flow
 * @property {'flowing' | 'dry' | 'broken' | 'none'} state none: no gradient can come here
 * @property {boolean} adds to a gradient that is there already
 *
 * @typedef {object} Waters
 * @property {Water[]} rivers by visible edge
 * @property {import('./widths.js').WidthScale} scale
 * @property {number} spring magnitude of the upstream gradient at the output
 * @property {number} springTone
 */

/**
 * @param {Trace} trace
 * @param {import('./collapse.js').Visible} visible
 * @param {Scale} scale
 * @param {boolean} [crowded] whether there is little room
 * @returns {Waters}
 */
export function watersOf(trace, visible, scale, crowded = false) {
  const rivers = visible.edges.map((edge) => waterOf(trace, visible, edge));
  const { model, numbers } = trace;
  const spring = Math.abs(numbers.gradient[model.output]);
  const amounts = rivers.flatMap(({ before, after }) => [before, after]);
  return {
    rivers,
    scale: scaleFor([...amounts, spring], scale, crowded ? WIDEST_IN_CROWDS : WIDEST),
    spring,
    springTone: numbers.gradientTone[model.output],
  };
}

/**
 * @param {Trace} trace
 * @param {import('./collapse.js').Visible} visible
 * @param {import('./collapse.js').VisibleEdge} edge
 * @returns {Water}
 */
function waterOf(trace, { nodes }, edge) {
  const { numbers } = trace;
  const target = nodes[edge.target];
  const live = edge.edges.filter((each) => numbers.valid[each]);
  const flow = live.length ? flowOf(trace, live) : null;
  const after = Math.abs(amount(flow));
  const before = Math.abs(upstreamOf(trace, target));
  return {
    before: Number.isNaN(before) && flow === null ? 0 : before,
    after: flow === null ? 0 : after,
    beforeTone: numbers.gradientTone[target.node],
    afterTone: tone(flow),
    ...localOf(trace, target, edge),
    flow,
    state: stateOf(flow, after),
    adds: live.some((each) => numbers.accumulates[each] === 1),
  };
}

/**
 * What flows to one node adds up; what flows to several, in one bed, are numbers beside each other.
 * @param {Trace} trace
 * @param {number[]} edges
 * @returns {ApiValue}
 */
function flowOf({ model, numbers }, edges) {
  /** @type {Map<number, ApiValue[]>} */
  const bySource = new Map();
  for (const edge of edges) {
    const flows = bySource.get(model.edgeSource[edge]);
    if (flows) flows.push(numbers.raw.flows[edge]);
    else bySource.set(model.edgeSource[edge], [numbers.raw.flows[edge]]);
  }
  const sums = [...bySource.values()].map(sum);
  return sums.length === 1 ? sums[0] : sums;
}

/**
 * @param {ApiValue} flow
 * @param {number} after
 */
function stateOf(flow, after) {
  if (flow === null) return 'none';
  if (isBroken(flow)) return 'broken';
  return after === 0 ? 'dry' : 'flowing';
}

/**
 * What springs at a gate's foot: its gradient; for a group with several outputs, their norm.
 * @param {Trace} trace
 * @param {import('./collapse.js').VisibleNode} target
 */
function upstreamOf({ model, numbers }, { node, group }) {
  const outputs = group < 0 ? [] : model.groups[group].outputs;
  if (outputs.length < 2) return numbers.gradient[node];
  return Math.hypot(...outputs.map((each) => numbers.gradient[each]).filter(Number.isFinite));
}

/**
 * @param {Trace} trace
 * @param {import('./collapse.js').VisibleNode} target
 * @param {import('./collapse.js').VisibleEdge} edge
 * @returns {{local: number | null, many: boolean}}
 */
function localOf(trace, target, edge) {
  const { model, numbers } = trace;
  const many = !isScalar(model, edge, target);
  if (many) return { local: null, many };
  if (target.group < 0) return { local: numbers.local[edge.edges[0]], many };
  return { local: derivativeOf(trace, target, edge), many };
}

/**
 * Of a group, by one of its inputs: as the API gives it, else read off what flows.
 * @param {Trace} trace
 * @param {import('./collapse.js').VisibleNode} target
 * @param {import('./collapse.js').VisibleEdge} edge
 * @returns {number | null}
 */
function derivativeOf({ model, numbers }, { node, group }, { from, edges }) {
  const { inputs } = model.groups[group];
  const entry = numbers.raw.group_derivatives[group]?.[0]?.[inputs.indexOf(from)];
  if (typeof entry === 'number' || typeof entry === 'string') return Number(entry);
  const upstream = numbers.gradient[node];
  if (!upstream) return null;
  return edges.reduce((all, each) => all + numbers.flow[each], 0) / upstream;
}

/**
 * Whether one number comes out of a gate or group and one goes in.
 * @param {Model} model
 * @param {import('./collapse.js').VisibleEdge} edge
 * @param {import('./collapse.js').VisibleNode} target
 */
function isScalar({ shapes, groups, edgeSource }, { from, edges }, { node, group }) {
  const isOne = group < 0 || groups[group].outputs.length < 2;
  return (
    isOne &&
    shapes[from] === null &&
    shapes[node] === null &&
    edges.every((each) => edgeSource[each] === from)
  );
}

/**
 * Values of one shape, added up; a summary can't be added and stands for itself.
 * @param {ApiValue[]} values
 * @returns {ApiValue}
 */
export function sum(values) {
  return values.reduce((total, value) => plus(total, value));
}

/**
 * @param {ApiValue} one
 * @param {ApiValue} other
 * @returns {ApiValue}
 */
function plus(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.map((each, index) => plus(each, other[index]));
  }
  if (typeof one === 'object' || typeof other === 'object') return one;
  const total = Number(one) + Number(other);
  return Number.isFinite(total) ? total : /** @type {ApiNumber} */ (String(total));
}

/**
 * The flows that add up at a visible node, in the order in which they arrive.
 * @param {import('./scene.js').Scene} scene
 * @param {Waters} waters
 * @param {number} node
 */
export function summands(scene, waters, node) {
  return scene.nodes[node].uses
    .filter((river) => waters.rivers[river].state !== 'none')
    .map((river) => ({ river, water: waters.rivers[river] }));
}
