// Arrays in words.

import { short } from '../format.js';
import { amount } from '../scene/arrays.js';

/** @param {number[]} shape */
export function sizeName(shape) {
  if (shape.length === 1) return `vector of ${shape[0]}`;
  return `${shape.join('×')} ${shape.length === 2 ? 'matrix' : 'array'}`;
}

/**
 * "x = 3"; of an array its norm: "‖x‖ = 3".
 * @param {string} name
 * @param {ApiValue | undefined} value
 */
export function equation(name, value) {
  if (value === null || value === undefined) return `${name} = 0`;
  const isArray = typeof value === 'object';
  return `${isArray ? `‖${name}‖` : name} = ${short(amount(value))}`;
}
