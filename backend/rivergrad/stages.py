"""The stages of a program: its operations as a person would write them down, one a line.

A stage is an operation, or several that together spell a known one out: 1 / (1 + exp(−y)) is a
sigmoid, and its local gradient reads (1 − out) · out, as in the lesson.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rivergrad.errors import InputError
from rivergrad.languages.python import parse
from rivergrad.operations import OPERATIONS, Op
from rivergrad.operations.formulas import Shape, summed
from rivergrad.operations.term import HEADS, Term, name, term
from rivergrad.program import Program

_MOST_ARGUMENTS = 8


class Stage(NamedTuple):
    """`node` is computed from `arguments` by `operation`. `nodes` are all the nodes it stands for,
    itself last."""

    node: int
    operation: Op
    arguments: tuple[int, ...]
    options: Mapping[str, object]
    nodes: tuple[int, ...]


@cache
def _patterns() -> tuple[tuple[Op, Program], ...]:
    return tuple((op, parse(text)) for op in OPERATIONS.values() for text in op.written_out)


def stages(program: Program) -> list[Stage]:
    """The stages in execution order."""
    uses = Counter(source for node in program.nodes for source in node.arguments)
    found: dict[int, Stage] = {}
    hidden: set[int] = set()
    for index in range(len(program.nodes) - 1, -1, -1):
        operation = program.nodes[index].operation
        if operation is None or index in hidden:
            continue
        found[index] = _recognised(program, index, uses) or stage_of(program, index)
        hidden.update(found[index].nodes[:-1])
    return [found[index] for index in sorted(found)]


def stage_of(program: Program, index: int) -> Stage:
    """The stage of one operation alone. Raises InputError for what no operation computes."""
    node = program.nodes[index]
    if node.operation is None:
        what = f"{node.name} is an input" if node.name else "that is a constant"
        raise InputError(f"{what}, which no operation computes")
    return Stage(index, node.operation, node.arguments, node.options or {}, (index,))


def _recognised(program: Program, index: int, uses: Counter[int]) -> Stage | None:
    for operation, pattern in _patterns():
        bound: dict[int, int] = {}
        inner: list[int] = []
        if not _matches(program, index, pattern, pattern.output, bound, inner):
            continue
        private = all(
            uses[node] == 1 and program.nodes[node].name is None and node != program.output
            for node in inner
            if node != index
        )
        if private:
            arguments = tuple(bound[source] for source in sorted(bound))
            return Stage(index, operation, arguments, {}, tuple(sorted(inner)))
    return None


def _matches(
    program: Program, index: int, pattern: Program, at: int, bound: dict[int, int], inner: list[int]
) -> bool:
    """Whether the node has the pattern's shape. Patterns are small, so this may recurse."""
    node, like = program.nodes[index], pattern.nodes[at]
    if like.kind == "input":
        return bound.setdefault(at, index) == index
    if like.kind == "constant":
        return node.kind == "constant" and node.value is not None and bool(node.value == like.value)
    if node.operation is not like.operation or node.options or node.operation is None:
        return False
    inner.append(index)
    pairs = zip(node.arguments, like.arguments, strict=True)
    return all(_matches(program, source, pattern, part, bound, inner) for source, part in pairs)


def named_term(program: Program, symbols: list[str], index: int) -> Term:
    """A node as a term: scalar constants by their number, everything else by its symbol."""
    node = program.nodes[index]
    return (
        term(node.value)
        if node.kind == "constant" and isinstance(node.value, float)
        else name(symbols[index])
    )


def value_term(stage: Stage, arguments: Sequence[Term]) -> Term:
    """The formula of a stage's value, with nothing simplified. Of very many arguments the first
    ones and the last."""
    if stage.operation.name in HEADS and not stage.options:
        return Term(stage.operation.name, *arguments)
    options = (dict(stage.options),) if stage.options else ()
    if len(arguments) > _MOST_ARGUMENTS:
        arguments = [*arguments[: _MOST_ARGUMENTS - 2], name("…"), arguments[-1]]
    return Term("call", stage.operation.name, *arguments, *options)


def local_term(
    stage: Stage, position: int, upstream: Term, out: Term, arguments: Sequence[Term]
) -> Term:
    """The formula of the flow towards one argument of a scalar operation; with upstream 1, of the
    local gradient."""
    return flow_term(stage, position, upstream, out, arguments, ((),) * len(arguments), ())


def flow_term(
    stage: Stage,
    position: int,
    upstream: Term,
    out: Term,
    arguments: Sequence[Term],
    shapes: Sequence[Shape],
    shape: Shape,
) -> Term:
    """The same where the arguments have these shapes and the value has `shape`: summed over the
    axes that broadcasting has stretched."""
    operation = stage.operation
    rule = operation.formula(position, dict(stage.options), tuple(shapes))
    flow = term(rule(upstream, out, *arguments))
    return summed(flow, shape, shapes[position]) if operation.elementwise else flow
