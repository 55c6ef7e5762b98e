"""The explanation of one node or one edge of a trace."""

from __future__ import annotations

from typing import Any

from rivergrad.errors import InputError
from rivergrad.explain import Explainer
from rivergrad.graph import edges_of
from rivergrad.prose import Had
from rivergrad.server.problems import RequestError
from rivergrad.trace import BackwardStep, Trace, backward_steps
from rivergrad.wire import edge_id, json_number, node_id

MOST_REASONS = 100


def explanation(trace: Trace, node: str | None, edge: str | None) -> dict[str, Any]:
    """Of the node or the edge with this id. Raises RequestError unless exactly one is given,
    InputError for an id that the program does not have or where nothing flows."""
    if (node is None) == (edge is None):
        raise RequestError("give either `node` or `edge`", None, 'such as "node": "n2"')
    explainer = _WireExplainer(trace, node_id, edge_id)
    if node is not None:
        return explainer.of_node(_index(node, "n", len(trace.program.nodes), "node"))
    return explainer.of_edge(_index(edge or "", "e", trace.tape.edges, "edge"))


def _index(text: str, letter: str, count: int, what: str) -> int:
    number = text.removeprefix(letter)
    if text.startswith(letter) and number.isdecimal() and number.isascii() and len(number) < 10:
        index = int(number)
        if index < count and text == f"{letter}{index}":
            return index
    known = f"{what}s go from {letter}0 to {letter}{count - 1}" if count else f"it has no {what}s"
    raise InputError(f"the program has no {what} {text!r}", None, known)


class _WireExplainer(Explainer):
    """Explanations as documents of the API."""

    def of_node(self, node: int) -> dict[str, Any]:
        numbers = self.trace.numbers
        computed = self.trace.program.nodes[node].operation is not None
        return {
            "node": node_id(node),
            "symbol": self.symbols[node],
            "value": json_number(numbers.values[node]),
            "gradient": _number(numbers.gradients[node]),
            "forward": self.forward(node) if computed else None,
            "backward": self._backward_of(node),
            "contributions": self._contributions_with_reasons(node),
        }

    def of_edge(self, edge: int) -> dict[str, Any]:
        numbers = self.trace.numbers
        source, target, _ = list(edges_of(self.trace.program))[edge]
        if numbers.flows[edge] is None:
            raise InputError(
                f"nothing flows along {edge_id(edge)}: it comes from a constant",
                None,
                "choose an edge that comes from an input or an operation",
            )
        return {
            "edge": edge_id(edge),
            "source": node_id(source),
            "target": node_id(target),
            "local_gradient": _number(numbers.local_gradients[edge]),
            "flow": json_number(numbers.flows[edge]),
            "explanation": self.edge(target, edge, self._earlier(source, edge)),
            "contributions": self._contributions_with_reasons(source),
        }

    def _backward_of(self, node: int) -> dict[str, Any] | None:
        """The node's backward step; None where the output does not depend on it."""
        earlier: dict[int, Had] = {}
        for step in backward_steps(self.trace):
            if step.node == node:
                return self.backward(step, earlier)
            self._remember(step, earlier)
        return None

    def _remember(self, step: BackwardStep, earlier: dict[int, Had]) -> None:
        for edge in step.edges:
            source = self.source(step.node, edge)
            earlier.setdefault(source, Had()).add(self.trace.numbers.flows[edge])

    def _earlier(self, source: int, edge: int) -> Had:
        """What the source's gradient has before this edge's flow."""
        had = Had()
        for _, _, valves in self.trace.tape.backward:
            for other, _, below, _ in valves:
                if other == edge:
                    return had
                if below == source:
                    had.add(self.trace.numbers.flows[other])
        return Had()

    def _contributions_with_reasons(self, node: int) -> list[dict[str, Any]]:
        """Every flow that adds up to a node's gradient, the first ones with their explanation."""
        had = Had()
        found = []
        for target, _, valves in self.trace.tape.backward:
            for edge, _, source, _ in valves:
                if source == node:
                    flow = self.trace.numbers.flows[edge]
                    reasons = self.edge(target, edge, had) if had.count < MOST_REASONS else None
                    found.append(
                        {"edge": edge_id(edge), "flow": json_number(flow), "explanation": reasons}
                    )
                    had.add(flow)
        return found


def _number(value: Any) -> Any:
    return None if value is None else json_number(value)
