"""A group's own derivatives as formulas of what goes in and comes out: of all that is to be seen of
it when it is closed."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rivergrad.formula import Form
from rivergrad.formula.forms import filled, named, slot, template
from rivergrad.graph import Boundary
from rivergrad.operations.term import Term, name, term
from rivergrad.stages import Stage, local_term, stage_of, value_term
from rivergrad.trace import Trace

_LARGEST = 40
_TOO_LONG = name("…")
Matrix = list[list[Form | None]]


def derivatives(
    trace: Trace, symbols: list[str], stages: dict[int, Stage], border: Boundary
) -> Matrix:
    """A row an output, a column an input. None where a formula would be too long to read, or where
    arrays are about. stages: the recognised ones, by their last node."""
    values, nodes = trace.numbers.values, trace.program.nodes
    if any(type(values[node]) is not float for node in (*border.members, *border.inputs)):
        return [[None] * len(border.inputs) for _ in border.outputs]
    own = [node for node in border.members if nodes[node].kind == "input"]
    seen = list(dict.fromkeys((*border.inputs, *border.outputs, *own)))
    inner = _stages(trace, stages, border)
    parts = [named(symbols[node]) for node in seen]
    return [
        [None if pattern is None else filled(pattern, parts) for pattern in row]
        for row in _patterns(_inside(trace, inner, seen, border))
    ]


def _stages(trace: Trace, stages: dict[int, Stage], border: Boundary) -> list[Stage]:
    """The group's operations: the recognised stages that lie inside of it, and the others alone."""
    members, covered = set(border.members), set[int]()
    found = []
    for node in reversed(border.members):
        if node in covered or trace.program.nodes[node].operation is None:
            continue
        stage = stages.get(node)
        if stage is None or not members.issuperset(stage.nodes):
            stage = stage_of(trace.program, node)
        covered.update(stage.nodes)
        found.append(stage)
    return found[::-1]


class _Inside(NamedTuple):
    """What a group computes, its nodes counted from 0: first those that are to be seen, then the
    inner ones. Alike groups are equal."""

    gates: tuple[_Gate, ...]
    seen: int
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


class _Gate(NamedTuple):
    """A stage whose arguments are nodes of the group or, as text, constants."""

    node: int
    operation: str
    options: str
    arguments: tuple[int | str, ...]
    stage: _Alike


class _Alike:
    """The stage itself, which does not tell alike groups apart."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Alike)

    def __hash__(self) -> int:
        return 0


def _inside(trace: Trace, inner: list[Stage], seen: list[int], border: Boundary) -> _Inside:
    places = {node: place for place, node in enumerate(seen)}
    gates = []
    for stage in inner:
        arguments = tuple(
            repr(trace.numbers.values[a])
            if trace.program.nodes[a].kind == "constant"
            else places.setdefault(a, len(places))
            for a in stage.arguments
        )
        place = places.setdefault(stage.node, len(places))
        options = repr(stage.options) if stage.options else ""
        gates.append(_Gate(place, stage.operation.name, options, arguments, _Alike(stage)))
    ends = [tuple(places[node] for node in nodes) for nodes in (border.inputs, border.outputs)]
    return _Inside(tuple(gates), len(seen), *ends)


@lru_cache(maxsize=1024)
def _patterns(inside: _Inside) -> list[list[Form | None]]:
    """The templates of the derivatives, with slots for the nodes that are to be seen."""
    terms = _terms(inside)
    return [_row(inside, terms, output) for output in inside.outputs]


def _terms(inside: _Inside) -> dict[int, Term]:
    """Every value about the group as a formula of what is to be seen."""
    terms: dict[int, Term] = {n: slot(n, name("x")) for n in range(inside.seen)}
    for gate in inside.gates:
        if gate.node not in terms:
            value = value_term(gate.stage.stage, _arguments(gate, terms))
            terms[gate.node] = value if _size(value) <= _LARGEST else _TOO_LONG
    return terms


def _arguments(gate: _Gate, terms: dict[int, Term]) -> list[Term]:
    return [term(float(a)) if isinstance(a, str) else terms[a] for a in gate.arguments]


def _row(inside: _Inside, terms: dict[int, Term], output: int) -> list[Form | None]:
    """The chain rule within the group, from one output to the inputs."""
    gradients: dict[int, Term] = {output: term(1.0)}
    for gate in reversed(inside.gates):
        g = gradients.get(gate.node)
        if g is None:
            continue
        arguments = _arguments(gate, terms)
        for position, argument in enumerate(gate.arguments):
            if isinstance(argument, str):
                continue
            flow = g * local_term(
                gate.stage.stage, position, term(1.0), terms[gate.node], arguments
            )
            total = gradients[argument] + flow if argument in gradients else flow
            gradients[argument] = total if _size(total) <= _LARGEST else _TOO_LONG
    found = [gradients.get(source, term(0.0)) for source in inside.inputs]
    return [None if _has(total, _TOO_LONG) else template(total, inside.seen) for total in found]


def _size(formula: Term) -> int:
    if formula.head in ("slot", "constant"):
        return 1
    return 1 + sum(_size(part) for part in formula.parts if isinstance(part, Term))


def _has(formula: Term, part: Term) -> bool:
    return formula is part or any(_has(p, part) for p in formula.parts if isinstance(p, Term))
