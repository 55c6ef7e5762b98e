"""The stages of a program: its operations as a person would write them down, one a line.

A stage is an operation, or several that together spell a known one out: 1 / (1 + exp(−y)) is a
sigmoid, and its local gradient reads (1 − out) · out, as in the lesson.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from rivergrad.languages.python import parse
from rivergrad.operations import OPERATIONS, Op
from rivergrad.operations.term import HEADS, Term, name, term
from rivergrad.program import Program


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
        found[index] = _recognised(program, index, uses) or _single(program, index, operation)
        hidden.update(found[index].nodes[:-1])
    return [found[index] for index in sorted(found)]


def _single(program: Program, index: int, operation: Op) -> Stage:
    node = program.nodes[index]
    return Stage(index, operation, node.arguments, node.options or {}, (index,))


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


def value_term(stage: Stage, arguments: list[Term]) -> Term:
    """The formula of a stage's value, with nothing simplified."""
    if stage.operation.name in HEADS:
        return Term(stage.operation.name, *arguments)
    options = (dict(stage.options),) if stage.options else ()
    return Term("call", stage.operation.name, *arguments, *options)


def local_term(
    stage: Stage, position: int, upstream: Term, out: Term, arguments: list[Term]
) -> Term:
    """The formula of the flow towards one argument; with upstream 1, of the local gradient."""
    rule = stage.operation.formula(position, dict(stage.options))
    return term(rule(upstream, out, *arguments))
