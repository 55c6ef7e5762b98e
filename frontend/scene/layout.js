// Where things are put: (visible graph, sizes, direction) → places and ways. Rivers run down in the
// layout; the other direction is the same picture, turned.

import ELK from 'elkjs/lib/elk-api.js';
import { operandsOf } from './collapse.js';
import { rating } from './rating.js';

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 * @typedef {object} Layout
 * @property {Box[]} nodes by visible node
 * @property {Map<number, Box>} plots by open group
 * @property {Point[][]} ways by visible edge: from the target's foot to the source's head
 * @property {number} width
 * @property {number} height
 */

/** A picture of up to so many nodes is worth several tries. */
const SMALL = 60;
const TRIES = [1, 2, 3].flatMap((seed) => [
  { seed, groupsInOrder: false },
  { seed, groupsInOrder: true },
]);
const FEW_INPUTS = 40;
/** Their operands may stand in any order: fewer rivers cross. */
const COMMUTATIVE = new Set(['add', 'multiply', 'maximum', 'minimum']);
/** A valve and its number need this much between two layers; deep graphs have less to spare. */
const LAYER_GAP = { few: 62, many: 38, sideways: 80 };
/** From here to there a graph is too deep for wide gaps, yet can still be seen whole. */
const DEEP = { from: 8, to: 14 };
/** Layers that rivers pass, all together, up to which the best placement takes less than a second. */
const MOST_PASSED = 400;
/** What a plot does not inherit from the sheet. */
const EVERYWHERE = {
  'elk.edgeRouting': 'POLYLINE',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.spacing.nodeNode': '30',
  'elk.spacing.edgeNode': '22',
  'elk.spacing.edgeEdge': '22',
  'elk.layered.spacing.edgeNodeBetweenLayers': '8',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
};
/** Nodes of a layer stand as the program has them. */
const IN_ORDER = {
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
};
const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.padding': '[top=44,left=20,bottom=20,right=20]',
};

/**
 * @typedef {object} Places what is to be placed
 * @property {Model} model
 * @property {import('./collapse.js').Visible} visible
 * @property {import('./sizes.js').Size[]} sizes
 * @property {Direction} direction
 */

/**
 * @param {() => Worker} makeWorker
 */
export function createLayouter(makeWorker) {
  let elk = engine(makeWorker);
  let waiting = 0;
  return {
    /**
     * @param {Places} places
     * @returns {Promise<Layout>}
     */
    async layout(places) {
      if (waiting > 0) {
        elk.terminateWorker(); // what it was doing is no longer wanted
        elk = engine(makeWorker);
        waiting = 0;
      }
      waiting += 1;
      return best(elk, places).finally(() => {
        waiting = 0;
      });
    },
    destroy: () => elk.terminateWorker(),
  };
}

/**
 * The best of some layouts: each seed leads the search for few crossings elsewhere, and groups keep
 * the order of what they read where that costs little. Where neurons have an order there is one way.
 * @param {import('elkjs/lib/elk-api.js').ELK} elk
 * @param {Places} places
 * @returns {Promise<Layout>}
 */
async function best(elk, places) {
  const { visible, model, direction } = places;
  const isFree = visible.nodes.length <= SMALL && !keepsOrder(model);
  const tries = isFree ? TRIES : TRIES.slice(0, 1);
  const graphs = tries.map((how) => toElk(places, how));
  const layouts = (await Promise.all(graphs.map((graph) => elk.layout(graph)))).map((laidOut) =>
    fromElk(laidOut, places),
  );
  const ratings = layouts.map((layout) => rating(layout, visible, model, direction));
  return layouts[ratings.indexOf(Math.min(...ratings))];
}

/** @param {() => Worker} makeWorker */
function engine(makeWorker) {
  return new ELK({ workerFactory: makeWorker });
}

/**
 * The graph as elk wants it; exported for tests.
 * @param {Places} places
 * @param {typeof TRIES[number]} [how]
 * @returns {any}
 */
export function toElk({ model, visible, sizes, direction }, { seed, groupsInOrder } = TRIES[0]) {
  const turned = direction === 'right';
  const spacing = { ...EVERYWHERE, ...placement(visible), ...layerGap(visible, turned) };
  const layoutOptions = {
    ...OPTIONS,
    ...spacing,
    ...thoroughness(visible),
    'elk.randomSeed': String(seed),
    ...(keepsOrder(model) ? IN_ORDER : {}),
  };
  const root = { id: 'root', layoutOptions, children: [], edges: [] };
  const containers = new Map([[-1, root]]);
  for (const group of visible.open) {
    const plot = plotOf(group, turned, spacing);
    const parent = containers.get(model.groups[group].parent) ?? root;
    /** @type {any[]} */ (parent.children).push(plot);
    containers.set(group, plot);
  }
  const operands = operandsOf(visible);
  const ported = new Set();
  const inputsLast = visible.nodes.length <= FEW_INPUTS;
  const order = keepsOrder(model) ? visible.nodes.keys() : readingOrder(visible, operands);
  for (const index of order) {
    const node = visible.nodes[index];
    const isInput = node.group < 0 && model.kinds[node.node] === 0;
    const keeps = node.group < 0 ? keepsOperands(model, node) : groupsInOrder;
    const ordered = operands[index].length > 1 && keeps;
    if (ordered) ported.add(index);
    const child = nodeOf(index, sizes[index], operands[index].length, { turned, ordered });
    if (isInput && inputsLast) {
      child.layoutOptions['elk.layered.layering.layerConstraint'] = 'LAST';
    }
    /** @type {any} */ (containers.get(node.parent)).children.push(child);
  }
  root.edges = /** @type {any} */ (
    visible.edges.map((edge, index) => edgeOf(edge, index, operands, ported))
  );
  return root;
}

/**
 * Whether a gate's operands must stand in their order.
 * @param {Model} model
 * @param {import('./collapse.js').VisibleNode} node
 */
const keepsOperands = ({ operations }, { node }) => !COMMUTATIVE.has(operations[node] ?? '');

/**
 * The neurons of a layer stand in their order.
 * @param {Model} model
 */
const keepsOrder = ({ groups }) => groups.some(({ kind }) => kind === 'neuron');

/**
 * A small picture is worth many tries.
 * @param {import('./collapse.js').Visible} visible
 */
function thoroughness({ nodes }) {
  return { 'elk.layered.thoroughness': nodes.length <= SMALL ? '60' : '5' };
}

/**
 * @param {import('./collapse.js').Visible} visible
 * @param {boolean} turned
 */
function layerGap(visible, turned) {
  const layers = depth(visible);
  const isTight = layers >= DEEP.from && layers <= DEEP.to;
  const downwards = isTight ? LAYER_GAP.many : LAYER_GAP.few;
  const gap = turned ? LAYER_GAP.sideways : downwards;
  return { 'elk.layered.spacing.nodeNodeBetweenLayers': String(gap) };
}

/**
 * The length of the longest way through what is visible, in nodes.
 * @param {import('./collapse.js').Visible} visible
 */
export function depth(visible) {
  return depthsOf(visible).reduce((most, each) => Math.max(most, each), 0);
}

/** @param {import('./collapse.js').Visible} visible */
function depthsOf({ nodes, edges }) {
  const depths = new Int32Array(nodes.length).fill(1);
  // Visible nodes stand in the order of the program: an operand before what uses it.
  const byTarget = [...edges].sort((one, other) => one.target - other.target);
  for (const { source, target } of byTarget) {
    depths[target] = Math.max(depths[target], depths[source] + 1);
  }
  return depths;
}

/**
 * The network simplex places best; but where many rivers run past many layers (an input that every
 * step of a long loop uses) it takes minutes, and the other way a second.
 * @param {import('./collapse.js').Visible} visible
 */
function placement(visible) {
  const depths = depthsOf(visible);
  const passed = visible.edges.reduce(
    (sum, { source, target }) => sum + depths[target] - depths[source],
    0,
  );
  const strategy = passed <= MOST_PASSED ? 'NETWORK_SIMPLEX' : 'BRANDES_KOEPF';
  return { 'elk.layered.nodePlacement.strategy': strategy };
}

/**
 * From the outputs down, operands from left to right: the order in which the layout keeps what it can.
 * @param {import('./collapse.js').Visible} visible
 * @param {number[][]} operands
 * @returns {Iterable<number>}
 */
function readingOrder({ nodes, edges }, operands) {
  const order = new Set();
  const waiting = nodes.map((_, index) => index); // the last node first
  while (waiting.length) {
    const node = /** @type {number} */ (waiting.pop());
    if (order.has(node)) continue;
    order.add(node);
    for (const edge of operands[node].toReversed()) waiting.push(edges[edge].source);
  }
  return order;
}

/**
 * @param {number} group
 * @param {boolean} turned
 * @param {Record<string, string>} spacing they are not inherited
 * @returns {any}
 */
function plotOf(group, turned, spacing) {
  const padding = turned
    ? '[top=14,left=26,bottom=14,right=14]'
    : '[top=24,left=14,bottom=12,right=14]';
  return {
    id: `g${group}`,
    layoutOptions: { 'elk.padding': padding, ...spacing },
    children: [],
  };
}

/**
 * @param {number} index
 * @param {import('./sizes.js').Size} size
 * @param {number} operands
 * @param {{turned: boolean, ordered: boolean}} how
 * @returns {any}
 */
function nodeOf(index, { width, height }, operands, { turned, ordered }) {
  return {
    id: `v${index}`,
    width: turned ? height : width,
    height: turned ? width : height,
    layoutOptions: {
      'elk.portConstraints': ordered ? 'FIXED_ORDER' : 'FREE',
      'elk.portAlignment.default': 'DISTRIBUTED',
    },
    ports: Array.from({ length: ordered ? operands : 0 }, (_, place) => ({
      id: `p${index}.${place}`,
      layoutOptions: {
        'elk.port.side': 'SOUTH',
        'elk.port.index': String(operands - 1 - place), // clockwise: from right to left
      },
    })),
  };
}

/**
 * @param {import('./collapse.js').VisibleEdge} edge
 * @param {number} index
 * @param {number[][]} operands
 * @param {Set<number>} ported nodes whose operands have places of their own
 */
function edgeOf({ source, target }, index, operands, ported) {
  const place = operands[target].indexOf(index);
  const from = ported.has(target) ? `p${target}.${place}` : `v${target}`;
  const isAlone = operands[target].length === 1;
  return {
    id: `e${index}`,
    sources: [from],
    targets: [`v${source}`],
    layoutOptions: isAlone ? { 'elk.layered.priority.straightness': '10' } : {},
  };
}

/**
 * @param {any} root
 * @param {Places} places
 * @returns {Layout}
 */
function fromElk(root, { visible, direction }) {
  const turn = direction === 'right' ? turnedBy(root.height) : asItIs;
  /** @type {Box[]} */
  const nodes = new Array(visible.nodes.length);
  /** @type {Map<number, Box>} */
  const plots = new Map();
  /** @param {any} parent */
  const collect = (parent) => {
    for (const child of parent.children ?? []) {
      const box = turn.box(child);
      if (child.id[0] === 'v') nodes[Number(child.id.slice(1))] = box;
      else plots.set(Number(child.id.slice(1)), box);
      collect(child);
    }
  };
  collect(root);
  const ways = visible.edges.map(() => /** @type {Point[]} */ ([]));
  for (const edge of root.edges) ways[Number(edge.id.slice(1))] = wayOf(edge).map(turn.point);
  const { width, height } = turn.box({ x: 0, y: 0, width: root.width, height: root.height });
  return { nodes, plots, ways, width, height };
}

/**
 * @param {any} edge
 * @returns {Point[]}
 */
function wayOf({ sections }) {
  return (sections ?? []).flatMap((/** @type {any} */ section) => [
    section.startPoint,
    ...(section.bendPoints ?? []),
    section.endPoint,
  ]);
}

const asItIs = {
  /** @param {Box} box */
  box: ({ x, y, width, height }) => ({ x, y, width, height }),
  /** @param {Point} point */
  point: ({ x, y }) => ({ x, y }),
};

/**
 * Down becomes left: rivers run from the output at the right to the inputs at the left.
 * @param {number} length
 */
function turnedBy(length) {
  return {
    /** @param {Box} box */
    box: ({ x, y, width, height }) => ({
      x: length - y - height,
      y: x,
      width: height,
      height: width,
    }),
    /** @param {Point} point */
    point: ({ x, y }) => ({ x: length - y, y: x }),
  };
}
