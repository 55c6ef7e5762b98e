"""Iterations of a loop that only repeat the one before them, written without reading them again.

Where neither the body nor a function that it calls reads the loop's variable, and an iteration left
what the one before it left, moved along, so does every further one: what a body makes depends on
nothing else. This is how long loops unroll in a fraction of the time.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

from rivergrad.builder import Builder
from rivergrad.program import Group, Node

FIRST = 3  # iterations that are read: the first may differ, the others are compared
_NOT_REPEATED = (ast.FunctionDef, ast.Return, ast.Lambda)
_NOT_IN_FUNCTIONS = (ast.FunctionDef, ast.Lambda)


class Mark(NamedTuple):
    """What there is after an iteration: how many nodes and groups, what names stand for, which
    inputs may be loop bounds, and the value of the last statement."""

    nodes: int
    groups: int
    names: Mapping[str, Any]
    statics: Mapping[str, Any]
    last: Any


class Step(NamedTuple):
    """What every further iteration adds: nodes, groups, and the names that move along with them."""

    nodes: Sequence[Node]
    groups: Sequence[Group]
    arguments: Sequence[tuple[bool, ...]]  # of each node, whether each argument moves along
    names: Sequence[str]
    last_moves: bool


def may_repeat(loop: ast.For, functions: Mapping[str, ast.FunctionDef]) -> bool:
    """Whether nothing in the body, or in the functions that it calls, depends on the loop's
    variable or defines a function."""
    hidden = {part.id for part in ast.walk(loop.target) if isinstance(part, ast.Name)}
    if not _is_free_of(loop.body, hidden, _NOT_REPEATED):
        return False
    called = _named(loop.body) & functions.keys()
    seen: set[str] = set()
    while called - seen:
        name = (called - seen).pop()
        seen.add(name)
        definition = functions[name]
        parts = [definition.args, *definition.body]
        if not _is_free_of(parts, hidden, _NOT_IN_FUNCTIONS):
            return False
        called |= _named(parts) & functions.keys()
    return True


def _is_free_of(
    parts: Iterable[ast.AST], names: set[str], kinds: tuple[type[ast.AST], ...]
) -> bool:
    return not any(
        isinstance(node, kinds) or (isinstance(node, ast.Name) and node.id in names)
        for part in parts
        for node in ast.walk(part)
    )


def _named(parts: Iterable[ast.AST]) -> set[str]:
    return {n.id for part in parts for n in ast.walk(part) if isinstance(n, ast.Name)}


def step_between(
    builder: Builder, marks: Sequence[Mark], constants: Mapping[int, float]
) -> Step | None:
    """What the last iteration added, if it is what the one before it added, moved along."""
    start, middle, end = marks
    size, groups = end.nodes - middle.nodes, end.groups - middle.groups
    if not size or (middle.nodes - start.nodes, middle.groups - start.groups) != (size, groups):
        return None
    names = _moving_names(middle, end, size)
    earlier, later = (builder.nodes[m.nodes : m.nodes + size] for m in (start, middle))
    moves = [_moves(a, b, size, groups) for a, b in zip(earlier, later, strict=True)]
    known = any(b.operation and i in constants for i, b in enumerate(later, middle.nodes))
    if names is None or known or None in moves or not _alike(builder, marks, groups):
        return None
    last_moves = end.last != middle.last
    return Step(later, builder.groups[middle.groups : end.groups], moves, names, last_moves)  # type: ignore[arg-type]


def _moving_names(middle: Mark, end: Mark, size: int) -> list[str] | None:
    """The names that stand for the same node of the next iteration; None where one does not."""
    if middle.names.keys() != end.names.keys() or middle.statics != end.statics:
        return None
    changed = [name for name, item in end.names.items() if item != middle.names[name]]
    pairs = [(middle.names[name], end.names[name]) for name in changed]
    if end.last != middle.last:
        pairs.append((middle.last, end.last))
    moved = all(type(a) is int is type(b) and b - a == size for a, b in pairs)
    return changed if moved else None


def _moves(a: Node, b: Node, size: int, groups: int) -> tuple[bool, ...] | None:
    """Which arguments of a node move along; None where the nodes are not alike."""
    if a.operation is None and (a.name is not None or a.arguments):
        return None
    alike = a.operation is b.operation and a.place == b.place and a.name == b.name
    same_options = a.options == b.options and type(a.value) is type(b.value)
    if not alike or not same_options or len(a.arguments) != len(b.arguments):
        return None
    if a.value is not None and (type(a.value) is not float or a.value != b.value):
        return None
    if b.group - a.group not in (0, groups):
        return None
    distances = [later - earlier for earlier, later in zip(a.arguments, b.arguments, strict=True)]
    return None if set(distances) - {0, size} else tuple(d == size for d in distances)


def _alike(builder: Builder, marks: Sequence[Mark], count: int) -> bool:
    """Whether the groups of both iterations are the same but for where they stand."""
    first, second = (builder.groups[mark.groups : mark.groups + count] for mark in marks[:2])
    if not count:
        return True
    inner = zip(first[1:], second[1:], strict=True)
    return first[0].parent == second[0].parent and all(
        (a.kind, a.label, a.place, a.parent + count) == (b.kind, b.label, b.place, b.parent)
        and a.path.removeprefix(first[0].path) == b.path.removeprefix(second[0].path)
        for a, b in inner
    )


def write(builder: Builder, step: Step, keys: Sequence[str], labels: Sequence[str]) -> None:
    """Adds an iteration for each of `labels`, whose group is called by the key beside it."""
    times = len(labels)
    size, groups = len(step.nodes), len(step.groups)
    first_group = len(builder.groups) - groups
    columns = []
    for node, moves in zip(step.nodes, step.arguments, strict=True):
        arguments = [
            range(a + size, a + size * (times + 1), size) if moving else repeat(a, times)
            for a, moving in zip(node.arguments, moves, strict=True)
        ]
        own: Iterable[int] = repeat(node.group, times)
        if groups and node.group >= first_group:
            own = range(node.group + groups, node.group + groups * (times + 1), groups)
        fields = (
            repeat(node.operation, times),
            zip(*arguments, strict=True) if arguments else repeat((), times),
            *(repeat(field, times) for field in (node.options, node.value, node.name, node.place)),
            own,
        )
        columns.append(map(tuple.__new__, repeat(Node), zip(*fields, strict=True)))
    builder.nodes.extend(chain.from_iterable(zip(*columns, strict=True)))
    if groups:
        _write_groups(builder, step, keys, labels)


def _write_groups(builder: Builder, step: Step, keys: Sequence[str], labels: Sequence[str]) -> None:
    own, *inner = step.groups
    for number, (key, label) in enumerate(zip(keys, labels, strict=True), 1):
        path = builder.unique_path(own.parent, key)
        builder.groups.append(own._replace(path=path, label=label))
        moved = number * len(step.groups)
        builder.groups.extend(
            group._replace(
                path=path + group.path.removeprefix(own.path), parent=group.parent + moved
            )
            for group in inner
        )
