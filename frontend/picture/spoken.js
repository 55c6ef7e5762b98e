// What a screen reader says of a node or a group: name, operation, numbers.

import { progress } from '../scene/scene.js';
import { gradientText, valueText } from './marks/figures.js';

/**
 * @param {import('./sheet.js').Sheet} sheet
 * @param {number} index of a scene node
 */
export function spokenNode(sheet, index) {
  const node = sheet.scene.nodes[index];
  const known = progress(node.span, sheet.position) === 1;
  const gradient = gradientText(sheet, index);
  return [
    whatItIs(sheet.trace, node),
    known ? `value ${valueText(sheet, node)}` : 'not computed yet',
    gradient ? `gradient ${gradient.text}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/**
 * @param {Trace} trace
 * @param {import('../scene/scene.js').SceneNode} node
 */
function whatItIs(trace, { node, group, kind }) {
  const { model } = trace;
  if (group >= 0) return `group ${spokenGroup(trace, group)}`;
  if (kind !== 'operation') return `${kind} ${model.symbols[node]}`;
  return `${model.symbols[node]}: ${model.operations[node]}`;
}

/**
 * @param {Trace} trace
 * @param {number} group
 */
export function spokenGroup({ model }, group) {
  const { kind, label, nodes, members } = model.groups[group];
  return nodes ? `${kind} ${label} of ${nodes} operations` : `${members} inputs ${label}`;
}
