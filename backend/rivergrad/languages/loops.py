"""Loops over constant ranges and lists, unrolled: each iteration is a group."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any, NamedTuple

from rivergrad.builder import Builder
from rivergrad.languages.expressions import Expressions, Item
from rivergrad.languages.notation import Notation
from rivergrad.languages.repetition import FIRST, Mark, Step, may_repeat, step_between, write
from rivergrad.languages.scope import Static
from rivergrad.languages.static import NotStatic

_FEW = 8  # iterations, which are read as they are


class _Turn(NamedTuple):
    """One turn of a loop: what its variable stands for, where among the others, and how it is
    written."""

    item: Item
    place: int
    shown: str

    def key(self, target: str) -> str:
        return f"{target}={self.place}"

    def label(self, target: str) -> str:
        return f"{target} = {self.shown}"


class Loops(Expressions):
    """Reads loops. `last` is what the newest statement gave: the output, in the end. `single`: a
    statement stands alone, and needs no group beside that of what it stands in."""

    def __init__(self, builder: Builder, notation: Notation) -> None:
        super().__init__(builder, notation)
        self.last: tuple[Item, ast.AST] | None = None
        self.single = False
        self._repeating: dict[tuple[Any, ...], bool] = {}

    def block(self, body: Iterable[ast.stmt]) -> None:
        raise NotImplementedError

    def bind(self, target: ast.expr, item: Item) -> None:
        raise NotImplementedError

    def loop(self, node: ast.For) -> None:
        if node.orelse:
            raise self.error("for … else is not allowed", node.orelse[0], "put it after the loop")
        before, self.single = self.single, len(node.body) == 1  # which needs no group of its own
        items = list(self._items(node.iter))
        done = self._repeated(node, items) if len(items) > _FEW and self._may_repeat(node) else 0
        for item in items[done:]:
            self._iteration(node, item)
        self.single = before

    def _may_repeat(self, node: ast.For) -> bool:
        functions = self.scope.functions()
        key = id(node), *map(id, functions.values())
        found = self._repeating.get(key)
        if found is None:
            found = self._repeating[key] = may_repeat(node, functions)
        return found

    def _repeated(self, node: ast.For, items: list[_Turn]) -> int:
        """Reads the first iterations, and writes the others at once if all they do is to repeat.
        How many are done."""
        marks = []
        for item in items[:FIRST]:
            self._iteration(node, item)
            marks.append(self._mark(label_of(node.target)))
        step = step_between(self.builder, marks, self._known)
        if step is None:
            return FIRST
        self._write(node, step, items[FIRST:])
        return len(items)

    def _iteration(self, node: ast.For, turn: _Turn) -> None:
        target = label_of(node.target)
        key, shown = turn.key(target), turn.label(target)
        with self.builder.inside("iteration", shown, self.place(node), key):
            self.bind(node.target, turn.item)
            self.block(node.body)

    def _mark(self, target: str) -> Mark:
        names = {n: i for n, i in self.scope.items.items() if n != target}
        last = self.last[0] if self.last else None
        nodes, groups = len(self.builder.nodes), len(self.builder.groups)
        return Mark(nodes, groups, names, dict(self.scope.own_statics), last)

    def _write(self, node: ast.For, step: Step, rest: list[_Turn]) -> None:
        moved = len(step.nodes) * len(rest)
        self.builder.limits.check_nodes(len(self.builder.nodes) + moved, self.place(node))
        target = label_of(node.target)
        write(
            self.builder,
            step,
            [turn.key(target) for turn in rest],
            [turn.label(target) for turn in rest],
        )
        self.bind(node.target, rest[-1].item)
        self.scope.items.update({name: self.scope.items[name] + moved for name in step.names})
        if step.last_moves and self.last is not None:
            self.last = (self.last[0] + moved, self.last[1])  # type: ignore[operator]
        self._know_constants(len(step.nodes))

    def _know_constants(self, count: int) -> None:
        """The constants of the last iteration, which may be read after the loop."""
        nodes = self.builder.nodes
        for index in range(len(nodes) - count, len(nodes)):
            if nodes[index].operation is None:
                self._known[index] = nodes[index].value  # type: ignore[assignment]

    def _items(self, over: ast.expr) -> Iterable[_Turn]:
        if isinstance(over, ast.Call) and getattr(over.func, "id", "") == "range":
            return (_Turn(Static(number), number, str(number)) for number in self._range(over))
        if isinstance(over, (ast.List, ast.Tuple)):
            return [
                _Turn(self._element_of(part), position, _shown(part, position))
                for position, part in enumerate(over.elts)
            ]
        raise self.error(
            "a loop runs over range(…) or a list that is written out",
            over,
            "write for i in range(3):",
        )

    def _element_of(self, part: ast.expr) -> Item:
        try:
            value = self.static(part)
            return Static(value) if not isinstance(part, ast.List) else self.item(part)
        except NotStatic:
            return self.item(part)

    def _range(self, call: ast.Call) -> range:
        try:
            numbers = [self.static(argument) for argument in call.args]
        except NotStatic:
            raise self.error(
                "range needs constants", call, "write range(3), or give n its value in a line n = 3"
            ) from None
        whole = all(isinstance(number, int) for number in numbers)
        if (
            not 1 <= len(numbers) <= 3
            or not whole
            or call.keywords
            or (len(numbers) == 3 and numbers[2] == 0)
        ):
            raise self.error(
                "range takes one to three whole numbers, the step not 0", call, "write range(3)"
            )
        span = range(*numbers)
        self.builder.limits.check_nodes(len(span), self.place(call))
        return span


def _shown(part: ast.expr, position: int) -> str:
    """A name or a number as it is written; of anything longer, where it stands in the list."""
    number = part.operand if isinstance(part, ast.UnaryOp) else part
    short = isinstance(part, ast.Name) or isinstance(number, ast.Constant)
    return ast.unparse(part) if short else f"element {position + 1}"


def label_of(target: ast.expr) -> str:
    if isinstance(target, ast.Name):
        return target.id
    return ast.unparse(target).strip("()").replace("/", "∕")
