// The explanation of a flow or a step: what came with the trace, or the server's answer.

import { edgeId, nodeId } from '../../scene/model.js';
import { answerAbout } from '../answers.js';

/**
 * @param {Trace} trace
 * @param {number} edge
 * @returns {EdgeExplanation | null} null while it is on its way, or where nothing flows
 */
export function explainedEdge(trace, edge) {
  const { model, numbers } = trace;
  const step = model.backwardStep[model.edgeTarget[edge]];
  if (step < 0 || !numbers.valid[edge]) return null;
  const known = numbers.backward[step];
  if (known) return known.edges.find((each) => each.edge === edgeId(edge)) ?? null;
  const answer = answerAbout(trace, 'explain', { edge: edgeId(edge) }, 'explain edge').value;
  return answer.state === 'here' ? answer.value.explanation : null;
}

/**
 * @param {Trace} trace
 * @param {number} node
 * @returns {ForwardExplanation | null}
 */
export function explainedValue(trace, node) {
  const { model, numbers } = trace;
  const step = model.forwardStep[node];
  if (step < 0) return null;
  const known = numbers.forward[step];
  if (known) return known;
  const answer = answerAbout(trace, 'explain', { node: nodeId(node) }, 'explain node').value;
  return answer.state === 'here' ? answer.value.forward : null;
}

/**
 * All flows that add up to a node's gradient, explained at once.
 * @param {Trace} trace
 * @param {number} node
 * @returns {Map<string, EdgeExplanation>} by the edge's id
 */
export function explainedContributions(trace, node) {
  const { numbers } = trace;
  if (numbers.backward.some(Boolean)) return new Map();
  const answer = answerAbout(trace, 'explain', { node: nodeId(node) }, 'explain node').value;
  if (answer.state !== 'here') return new Map();
  const contributions = /** @type {{edge: string, explanation: EdgeExplanation}[]} */ (
    answer.value.contributions
  );
  return new Map(contributions.map((each) => [each.edge, each.explanation]));
}
