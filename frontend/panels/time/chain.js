// The chain rule with the numbers of a closed group, as the server writes that of a single gate.

import { short, symbol } from '../../format.js';
import { earlierFlows, flowsOut, localGradient } from './flows.js';

/**
 * "∂f/∂y += 0.5121 · 0.01766 = 0.009046" for every flow that leaves a closed group.
 * @param {Trace} trace
 * @param {import('./moment.js').Run} run
 * @returns {Formula[]}
 */
export function chainsOf(trace, run) {
  const { model, numbers } = trace;
  const { outputs } = model.groups[run.group];
  const top = symbol(model.symbols[model.output]);
  return flowsOut(trace, run).flatMap((flow) => {
    const local = localGradient(model, numbers, run, flow);
    if (!Number.isFinite(local) || model.shapes[flow.node]) return [];
    const adds = earlierFlows(model, flow.node, run.first).length > 0;
    const sides = [numbers.gradient[outputs[0]], local, flow.amount].map(short);
    return [chain([top, symbol(model.symbols[flow.node])], adds ? '+=' : '=', sides)];
  });
}

/**
 * @param {string[]} names what is differentiated, and by what
 * @param {string} relation
 * @param {string[]} numbers upstream gradient, local gradient, flow
 * @returns {Formula}
 */
function chain([top, below], relation, [upstream, local, flow]) {
  const parts = [top, below].map((name) => `<mrow><mo>∂</mo><mi>${escaped(name)}</mi></mrow>`);
  const product = `<mn>${upstream}</mn><mo>·</mo><mn>${local}</mn>`;
  return {
    text: `∂${top}/∂${below} ${relation} ${upstream} · ${local} = ${flow}`,
    latex: `\\frac{\\partial ${top}}{\\partial ${below}} ${relation} ${upstream} \\cdot ${local} = ${flow}`,
    mathml: `<math><mfrac>${parts.join('')}</mfrac><mo>${relation}</mo>${product}<mo>=</mo><mn>${flow}</mn></math>`,
  };
}

/** @param {string} name */
function escaped(name) {
  return name.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
