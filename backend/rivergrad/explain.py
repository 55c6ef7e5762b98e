"""What a step means: formula, chain rule with names and with numbers, and one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from rivergrad.errors import InputError
from rivergrad.formula import TEXT, render, short_number, shown
from rivergrad.graph import Boundary
from rivergrad.operations.term import Term, name, substitute, term
from rivergrad.stages import Stage, local_term, named_term, stages, value_term
from rivergrad.symbols import symbols
from rivergrad.trace import BackwardStep, Trace

_TIMES = " × "
_LARGEST_FORMULA = 40
_FEW = 5
Shown = dict[str, str]


@dataclass
class Explainer:
    """Explains the steps of one trace. `node_ids` and `edge_ids` are how clients call them."""

    trace: Trace
    node_ids: Any
    edge_ids: Any
    symbols: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.symbols = symbols(self.trace.program)
        self._lines = self.trace.program.source.split("\n")

    @cached_property
    def stages(self) -> dict[int, Stage]:
        """The recognised stage that ends in each node."""
        return {stage.node: stage for stage in stages(self.trace.program)}

    def forward(self, node: int) -> dict[str, Any]:
        """The explanation of the step in which a node gets its value."""
        stage, arguments = self._gate(node)
        formula = value_term(stage, arguments)
        result = _value_term(self.trace.numbers.values[node])
        numbers = substitute(formula, self._substitutions(stage.arguments))
        sentence = f"{self.symbols[node]} is {render(formula, TEXT)}"
        if result is not None:
            sentence += f" = {render(numbers, TEXT)} = {render(result, TEXT)}"
        sides = [name(self.symbols[node]), numbers, *([result] if result is not None else [])]
        return {
            "sentence": f"{sentence}.",
            "formula": shown(name(self.symbols[node]), formula),
            "with_numbers": shown(*sides),
            **self._code(node),
        }

    def backward(self, step: BackwardStep, earlier: dict[int, list[Any]]) -> dict[str, Any]:
        """The explanation of a backward step. `earlier` has each node's contributions before it."""
        edges = []
        for edge in step.edges:
            source = self._source(step.node, edge)
            edges.append(self.edge(step.node, edge, earlier.get(source, [])))
            earlier.setdefault(source, []).append(self.trace.numbers.flows[edge])
        sentence = (
            " ".join(edge["sentence"] for edge in edges)
            or "Nothing flows on from here: it has only constants."
        )
        return {"sentence": sentence, "edges": edges, **self._code(step.node)}

    def edge(self, node: int, edge: int, earlier: list[Any]) -> dict[str, Any]:
        """The explanation of the flow along one edge into `node`, against the direction of data."""
        source = self._source(node, edge)
        stage, arguments = self._gate(node)
        numbers = self.trace.numbers
        position = edge - self.trace.tape.first_edges[node]
        local, flow = numbers.local_gradients[edge], numbers.flows[edge]
        output, here, below = (self.symbols[i] for i in (self.trace.program.output, node, source))
        upstream = Term("partial", output, here)
        of_arrays = local is None
        formula = local_term(
            stage, position, upstream if of_arrays else term(1.0), name(here), arguments
        )
        relation = "+=" if earlier else "="
        chain = (
            [formula] if of_arrays else [Term("multiply", upstream, Term("partial", here, below))]
        )
        return {
            "edge": self.edge_ids(edge),
            "local": shown(formula) if of_arrays else shown(Term("partial", here, below), formula),
            "local_with_numbers": None
            if of_arrays
            else self._local_with_numbers(stage, here, below, formula, local),
            "chain": shown(Term("partial", output, below), *chain, relation=relation),
            "with_numbers": self._with_numbers(output, below, node, local, flow, relation),
            "sentence": self._sentence(output, below, node, local, flow, earlier),
            "accumulates": bool(earlier),
        }

    def group(self, border: Boundary) -> list[list[Shown | None]]:
        """The symbolic derivative of each output of a group by each input (None: too long)."""
        return [
            [self._derivative(border, output, source) for source in border.inputs]
            for output in border.outputs
        ]

    def gate(self, border: Boundary) -> str | None:
        """The label of the one operation that a group spells out, if it does: σ."""
        nodes = self.trace.program.nodes
        gates = tuple(index for index in border.members if nodes[index].operation is not None)
        stage = self.stages.get(gates[-1]) if gates else None
        return stage.operation.label if stage and sorted(stage.nodes) == list(gates) else None

    def contributions(self, node: int) -> list[dict[str, Any]]:
        """The flows that add up to a node's gradient, in the order of the backward pass."""
        numbers = self.trace.numbers
        return [
            {"edge": self.edge_ids(edge), "flow": numbers.flows[edge]}
            for _, _, valves in self.trace.tape.backward
            for edge, _, source, _ in valves
            if source == node
        ]

    def _gate(self, node: int) -> tuple[Stage, list[Term]]:
        program = self.trace.program
        entry = program.nodes[node]
        if entry.operation is None:
            raise InputError(
                f"{self.symbols[node]} is an {entry.kind}, which no operation computes"
            )
        stage = Stage(node, entry.operation, entry.arguments, entry.options or {}, (node,))
        return stage, [named_term(program, self.symbols, argument) for argument in entry.arguments]

    def _source(self, node: int, edge: int) -> int:
        return self.trace.program.nodes[node].arguments[edge - self.trace.tape.first_edges[node]]

    def _substitutions(self, nodes: tuple[int, ...]) -> dict[str, Term]:
        found = {self.symbols[i]: _value_term(self.trace.numbers.values[i]) for i in nodes}
        return {symbol: value for symbol, value in found.items() if value is not None}

    def _local_with_numbers(
        self, stage: Stage, here: str, below: str, formula: Term, local: float
    ) -> Shown:
        numbers = substitute(formula, self._substitutions((*stage.arguments, stage.node)))
        sides = [numbers] if numbers.head == "number" else [numbers, term(local)]
        return shown(Term("partial", here, below), *sides)

    def _with_numbers(
        self, output: str, below: str, node: int, local: Any, flow: Any, relation: str
    ) -> Shown:
        partial = Term("partial", output, below)
        if local is None:
            return shown(partial, name(_brief(flow)), relation=relation)
        product = Term("multiply", term(self.trace.numbers.gradients[node]), term(local))
        return shown(partial, product, term(flow), relation=relation)

    def _sentence(
        self, output: str, below: str, node: int, local: Any, flow: Any, earlier: list[Any]
    ) -> str:
        stage, arguments = self._gate(node)
        here = f"{self.symbols[node]} = {render(value_term(stage, arguments), TEXT)}"
        if local is None:
            amount = f"a flow of {_brief(flow)}"
        else:
            upstream = self.trace.numbers.gradients[node]
            amount = f"{_number(upstream)}{_TIMES}{_number(local)} = {_number(flow)}"
        sentence = f"∂{output}/∂{below} gets {amount} from {here}"
        if earlier:
            few = len(earlier) <= _FEW
            had = (
                " and ".join(map(_brief, earlier))
                if few
                else f"{_brief(sum(earlier))} from {len(earlier)} flows"
            )
            sentence += f"; it had {had} already, so it is now {_brief(sum(earlier) + flow)}"
        return f"{sentence}."

    def _derivative(self, border: Boundary, output: int, source: int) -> Shown | None:
        """The chain rule within a group, in terms; a group of one stage reads like that stage."""
        members = set(border.members)
        gradients: dict[int, Term] = {output: term(1.0)}
        for node in reversed(border.members):
            stage = self.stages.get(node)
            if stage is None or node not in gradients or not all(n in members for n in stage.nodes):
                continue
            arguments = [named_term(self.trace.program, self.symbols, a) for a in stage.arguments]
            for position, argument in enumerate(stage.arguments):
                local = local_term(stage, position, term(1.0), name(self.symbols[node]), arguments)
                flow = gradients[node] * local
                gradients[argument] = gradients[argument] + flow if argument in gradients else flow
                if _size(gradients[argument]) > _LARGEST_FORMULA:
                    return None
        partial = Term("partial", self.symbols[output], self.symbols[source])
        return shown(partial, gradients.get(source, term(0.0)))

    def _code(self, node: int) -> dict[str, Any]:
        place = self.trace.program.nodes[node].place
        if place is None or not 0 < place.line <= len(self._lines):
            return {"code": None, "line": None}
        return {"code": self._lines[place.line - 1].split("#")[0].strip(), "line": place.line}


def _size(formula: Term) -> int:
    return 1 + sum(_size(part) for part in formula.parts if isinstance(part, Term))


def _value_term(value: Any) -> Term | None:
    return term(value) if isinstance(value, float) else None


def _number(value: float) -> str:
    return short_number(value).replace("-", "−")


def _brief(value: Any) -> str:
    if isinstance(value, float):
        return _number(value)
    shape = "×".join(map(str, np.shape(value)))
    return f"{shape} numbers of norm {_number(float(np.linalg.norm(value)))}"
