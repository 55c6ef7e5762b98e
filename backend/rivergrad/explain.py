"""What a step means: formula, chain rule with names and with numbers, and one plain sentence.

∂f/∂x is the gradient: how the output follows x along all ways. A local gradient that would look the
same is told apart: (∂f/∂x)₂ is how f follows x through its second operand alone.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property, lru_cache
from typing import Any

from rivergrad.derivatives import derivatives
from rivergrad.formula import Form, equation
from rivergrad.formula.forms import PARTIAL, filled, like, named, number, partial, slot, template
from rivergrad.gates import Gates
from rivergrad.graph import Boundary
from rivergrad.operations.term import Term, term
from rivergrad.prose import Had, brief, factor
from rivergrad.spelling import Spelling
from rivergrad.stages import Stage, stages
from rivergrad.trace import BackwardStep, Trace

_LOOKED_AT = 200
Shown = dict[str, str]


class Explainer:
    """Explains the steps of one trace. `node_ids` and `edge_ids` are how clients call them."""

    def __init__(self, trace: Trace, node_ids: Any, edge_ids: Any) -> None:
        self.trace, self.node_ids, self.edge_ids = trace, node_ids, edge_ids
        self.gates = Gates(trace)
        self.symbols = self.gates.symbols
        self.spelling = Spelling(self.gates)
        self._lines = trace.program.source.split("\n")

    @cached_property
    def stages(self) -> dict[int, Stage]:
        """The recognised stage that ends in each node."""
        return {stage.node: stage for stage in stages(self.trace.program)}

    @cached_property
    def contributions(self) -> Counter[int]:
        """How many flows add up to each node's gradient."""
        valves = (valve for _, _, valves in self.trace.tape.backward for valve in valves)
        return Counter(source for _, _, source, _ in valves)

    def forward(self, node: int) -> dict[str, Any]:
        """The explanation of the step in which a node gets its value. Raises InputError for a node
        that no operation computes."""
        gate, value = self.gates[node], self.trace.numbers.values[node]
        symbol = named(self.symbols[node])
        result = [number(value)] if type(value) is float else []
        return {
            "sentence": self.spelling.of_value(node),
            "formula": equation([symbol, gate.value()]),
            "with_numbers": equation([symbol, gate.value_in_numbers(), *result]),
            **self._code(node),
        }

    def backward(self, step: BackwardStep, earlier: dict[int, Had]) -> dict[str, Any]:
        """The explanation of a backward step. `earlier` is what each node's gradient has before it,
        and after it what it has then."""
        edges = []
        for edge in step.edges:
            had = earlier.setdefault(self.source(step.node, edge), Had())
            edges.append(self.edge(step.node, edge, had))
            had.add(self.trace.numbers.flows[edge])
        sentence = (
            " ".join(edge["sentence"] for edge in edges)
            or "Nothing flows on from here: it has only constants."
        )
        return {"sentence": sentence, "edges": edges, **self._code(step.node)}

    def edge(self, node: int, edge: int, had: Had) -> dict[str, Any]:
        """The explanation of the flow along one edge into `node`, against the direction of data."""
        source = self.source(node, edge)
        several = self.contributions[source] > 1
        sides = _Sides("+=" if had.count else "=", several and not had.count)
        position = edge - self.trace.tape.first_edges[node]
        if self.trace.numbers.local_gradients[edge] is None:
            formulas = self._of_arrays(node, position, edge, sides)
        else:
            formulas = self._of_scalars(node, position, edge, sides)
        return {
            "edge": self.edge_ids(edge),
            **formulas,
            "sentence": self._sentence(node, source, edge, had),
            "accumulates": had.count > 0,
        }

    def group(self, border: Boundary) -> list[list[Shown | None]]:
        """The symbolic derivative of each output of a group by each input (None: too long)."""
        matrix = derivatives(self.trace, self.symbols, self.stages, border)
        return [
            [self._derivative(border, output, *entry) for entry in enumerate(row)]
            for output, row in zip(border.outputs, matrix, strict=True)
        ]

    def gate(self, border: Boundary) -> str | None:
        """The label of the one operation that a group spells out, if it does: σ."""
        nodes = self.trace.program.nodes
        gates = tuple(index for index in border.members if nodes[index].operation is not None)
        stage = self.stages.get(gates[-1]) if gates else None
        return stage.operation.label if stage and sorted(stage.nodes) == list(gates) else None

    def source(self, node: int, edge: int) -> int:
        """The node at the other end of an edge into `node`."""
        return self.trace.program.nodes[node].arguments[edge - self.trace.tape.first_edges[node]]

    def _of_scalars(self, node: int, position: int, edge: int, sides: _Sides) -> dict[str, Any]:
        gate, numbers, source = self.gates[node], self.trace.numbers, self.source(node, edge)
        arguments = self.trace.program.nodes[node].arguments
        others = (*arguments[:position], *arguments[position + 1 :])
        through = position + 1 if self._has_another_way(source, others) else 0
        local = partial(self.symbols[node], self.symbols[source], through)
        value, above = numbers.local_gradients[edge], numbers.gradients[node]
        chain = filled(_product(*self._likes), (self._gradient(node), local))
        product = filled(_product(like(above), like(value)), (number(above), number(value)))
        to = self._gradient(source)
        return {
            "local": equation([local, gate.local(position)]),
            "local_with_numbers": equation([local, gate.local_in_numbers(position), number(value)]),
            "chain": sides.equation(to, chain),
            "with_numbers": sides.equation(to, product, number(numbers.flows[edge])),
        }

    def _of_arrays(self, node: int, position: int, edge: int, sides: _Sides) -> dict[str, Any]:
        formula = self.gates[node].flow(position, self._gradient(node), self._likes[0])
        to = self._gradient(self.source(node, edge))
        flow = brief(self.trace.numbers.flows[edge])
        words = Form(flow, rf"\text{{{flow}}}", f"<mtext>{flow}</mtext>")
        return {
            "local": equation([formula]),
            "local_with_numbers": None,
            "chain": sides.equation(to, formula),
            "with_numbers": sides.equation(to, words),
        }

    def _derivative(
        self, border: Boundary, output: int, column: int, formula: Form | None
    ) -> Shown | None:
        if formula is None:
            return None
        source = border.inputs[column]
        others = (*border.inputs[:column], *border.inputs[column + 1 :])
        through = column + 1 if self._has_another_way(source, others) else 0
        return equation([partial(self.symbols[output], self.symbols[source], through), formula])

    def _has_another_way(self, source: int, operands: tuple[int, ...]) -> bool:
        """Whether one of the operands depends on `source`, or so much is between that it may."""
        if self.contributions[source] < 2:
            return False
        nodes = self.trace.program.nodes
        reached = dict.fromkeys(operands)
        waiting = list(reached)
        for node in waiting:  # it grows: the nearest come first
            if node == source or len(waiting) > _LOOKED_AT:
                return True
            for below in nodes[node].arguments:
                if below >= source and below not in reached:
                    reached[below] = None
                    waiting.append(below)
        return False

    def _gradient(self, node: int) -> Form:
        """The gradient that arrives at a node: ∂f/∂x, as many times as springs at the output."""
        return _scaled(
            self.trace.upstream, self.symbols[self.trace.program.output], self.symbols[node]
        )

    @cached_property
    def _likes(self) -> tuple[Term, Term]:
        upstream = self.trace.upstream
        return PARTIAL if upstream == 1.0 else Term("multiply", term(upstream), PARTIAL), PARTIAL

    def _sentence(self, node: int, source: int, edge: int, had: Had) -> str:
        numbers, output = self.trace.numbers, self.symbols[self.trace.program.output]
        local, flow = numbers.local_gradients[edge], numbers.flows[edge]
        amount = brief(flow)
        if local is not None:
            above = numbers.gradients[node]
            amount = f"{brief(above)} × {factor(local)} = {amount}"
        to = self.spelling.atom(source)
        whose = f"∂{output}/∂{to}" if self.trace.upstream == 1.0 else f"The gradient of {to}"
        already = ""
        if had.count:
            already = f"; it had {had} already, so it is now {brief(had.total + flow)}"
        return f"{whose} gets {amount} from {self.spelling.of_gate(node)}{already}."

    def _code(self, node: int) -> dict[str, Any]:
        place = self.trace.program.nodes[node].place
        if place is None or not 0 < place.line <= len(self._lines):
            return {"code": None, "line": None}
        return {"code": self._lines[place.line - 1].split("#")[0].strip(), "line": place.line}


class _Sides:
    """How the contributions of one flow stand in an equation: += after others, + … before them."""

    def __init__(self, relation: str, more: bool) -> None:
        self.relation, self.more = relation, more

    def equation(self, *sides: Form) -> Shown:
        return equation(sides, self.relation, self.more)


@lru_cache(maxsize=64)
def _product(left: Term, right: Term) -> Form:
    return template(Term("multiply", slot(0, left), slot(1, right)), 2)


@lru_cache(maxsize=16384)
def _scaled(upstream: float, of: str, by: str) -> Form:
    if upstream == 1.0:
        return partial(of, by)
    return filled(_product(like(upstream), PARTIAL), (number(upstream), partial(of, by)))
