// What a network's weights and examples are called as inputs of its program, at either depth.

/**
 * An element of a weight array in neurons: w1_21 goes to neuron 2 from neuron 1 in layer 1;
 * w1_12_3 where there are ten or more of either; b1_2 is the bias of neuron 2.
 * @param {string} parameter W1
 * @param {number[]} index from 0
 * @param {number[]} shape
 */
export function scalarName(parameter, index, shape) {
  const order = shape.length === 2 ? [...index].reverse() : index;
  const between = shape.every((size) => size < 10) ? '' : '_';
  return `${lowered(parameter)}_${order.map((each) => each + 1).join(between)}`;
}

/** @param {string} name */
const lowered = (name) => name[0].toLowerCase() + name.slice(1);

/** @param {string} name W1 → W */
export const withoutNumber = (name) => name.replace(/\d+$/, '');

/** @param {ApiValue} value @returns {number[]} */
export function shapeOfLists(value) {
  return Array.isArray(value) ? [value.length, ...shapeOfLists(value[0] ?? null)] : [];
}

/**
 * Weights as values of the program's inputs.
 * @param {LayerArrays[]} weights
 * @param {string[][]} parameters names by layer
 * @param {Depth} depth
 * @returns {Record<string, ApiValue>}
 */
export function weightsAsInputs(weights, parameters, depth) {
  const arrays = parameters.flatMap((names, layer) =>
    names.map((name) => [name, weights[layer]?.[withoutNumber(name)] ?? null]),
  );
  return arraysAsInputs(Object.fromEntries(arrays), depth);
}

/**
 * Arrays of a network, by their names at layer depth, as values of its program's inputs.
 * @param {Record<string, ApiValue>} arrays
 * @param {Depth} depth
 * @returns {Record<string, ApiValue>}
 */
export function arraysAsInputs(arrays, depth) {
  if (depth === 'layer') return arrays;
  /** @type {Record<string, ApiValue>} */
  const inputs = {};
  for (const [name, array] of Object.entries(arrays)) {
    each(array, (value, index, shape) => {
      inputs[scalarName(name, index, shape)] = value;
    });
  }
  return inputs;
}

/** What a request can carry, and how much of it a weight takes, in bytes. */
const LARGEST = 950_000;
const WEIGHT = { neuron: 35, layer: 22 };

/**
 * Whether so many weights can be sent as inputs.
 * @param {number} size
 * @param {Depth} depth
 */
export const fits = (size, depth) => size * WEIGHT[depth] <= LARGEST;

/**
 * @param {ApiValue} array
 * @param {(value: ApiValue, index: number[], shape: number[]) => void} visit
 */
function each(array, visit) {
  const shape = shapeOfLists(array);
  const walk = (/** @type {ApiValue} */ part, /** @type {number[]} */ index) => {
    if (!Array.isArray(part)) visit(part, index, shape);
    else for (const [at, inner] of part.entries()) walk(inner, [...index, at]);
  };
  walk(array, []);
}

/**
 * The inputs without weights: what the person chose besides.
 * @param {Record<string, ApiValue>} inputs
 * @param {string[][]} parameters
 */
export function withoutWeights(inputs, parameters) {
  const arrays = new Set(parameters.flat());
  const heads = parameters.flat().map((name) => `${lowered(name)}_`);
  return Object.fromEntries(
    Object.entries(inputs).filter(
      ([name]) => !arrays.has(name) && !heads.some((head) => name.startsWith(head)),
    ),
  );
}

/**
 * The weight that an input stands for, or null. `index` is null for a whole array.
 * @param {string} name
 * @param {LayerArrays[]} weights
 * @param {string[][]} parameters
 */
export function weightNamed(name, weights, parameters) {
  for (const [layer, names] of parameters.entries()) {
    for (const parameter of names) {
      if (name === parameter) return { layer, parameter, index: null };
      if (!name.startsWith(`${lowered(parameter)}_`)) continue;
      const shape = shapeOfLists(weights[layer]?.[withoutNumber(parameter)] ?? null);
      return { layer, parameter, index: indexIn(name.slice(parameter.length + 1), shape) };
    }
  }
  return null;
}

/**
 * @param {string} text
 * @param {number[]} shape
 */
function indexIn(text, shape) {
  const numbers = shape.every((size) => size < 10) ? [...text] : text.split('_');
  const index = numbers.map((number) => Number(number) - 1);
  return shape.length === 2 ? index.reverse() : index;
}

/**
 * The weights that a person changed among the inputs, element by element.
 * @param {Record<string, ApiValue>} inputs as they are
 * @param {Record<string, ApiValue>} known all weights as they were put there
 * @param {LayerArrays[]} weights
 * @param {string[][]} parameters
 */
export function changedWeights(inputs, known, weights, parameters) {
  return Object.entries(known).flatMap(([name, before]) => {
    const weight = name in inputs ? weightNamed(name, weights, parameters) : null;
    if (!weight) return [];
    return differences(inputs[name], before).map(({ at, value }) => ({
      ...weight,
      index: [...(weight.index ?? []), ...at],
      value,
    }));
  });
}

/**
 * @param {ApiValue} now
 * @param {ApiValue} before
 * @returns {{at: number[], value: number}[]}
 */
function differences(now, before) {
  if (typeof now === 'number') return now === before ? [] : [{ at: [], value: now }];
  if (!Array.isArray(now) || !Array.isArray(before)) return [];
  return now.flatMap((part, index) =>
    differences(part, before[index]).map(({ at, value }) => ({ at: [index, ...at], value })),
  );
}

/**
 * An example as the inputs of a program at some depth.
 * @param {import('./points.js').Shown} example
 * @param {Depth} depth
 * @returns {Record<string, ApiValue>}
 */
export function exampleAsInputs({ row, shape, targets }, depth) {
  if (depth === 'layer') return { X: [nested(row, shape)], y: [targets] };
  const xs = row.map((x, at) => [`x${placeIn(shape, at).join('_')}`, x]);
  const ys = targets.map((t, at) => [targets.length === 1 ? 'target' : `target${at + 1}`, t]);
  return Object.fromEntries([...xs, ...ys]);
}

/**
 * The place of a number in an array of some shape, counted from 1.
 * @param {number[]} shape
 * @param {number} at in the flat row
 */
export function placeIn(shape, at) {
  let rest = at;
  return shape
    .toReversed()
    .map((size) => {
      const place = (rest % size) + 1;
      rest = Math.floor(rest / size);
      return place;
    })
    .reverse();
}

/**
 * @param {number[]} row
 * @param {number[]} shape
 * @returns {ApiValue[]}
 */
function nested(row, [size, ...inner]) {
  if (!inner.length) return row;
  const part = row.length / size;
  return Array.from({ length: size }, (_, at) =>
    nested(row.slice(at * part, (at + 1) * part), inner),
  );
}
