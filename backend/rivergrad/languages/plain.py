"""Plain statements, `name = expression` a line, read by tokens and precedence.

Python's own parser reads everything that this reader does not know, and tells what is wrong; this
one makes the same program ten times as fast from what nearly every program is made of, by the
shunting-yard algorithm (Dijkstra, 1961): operands and operators wait on two stacks.
"""

from __future__ import annotations

import keyword
import math
import re
from typing import NamedTuple

from rivergrad.builder import Builder
from rivergrad.errors import Place
from rivergrad.languages.constants import CONSTANTS
from rivergrad.languages.notation import Notation
from rivergrad.limits import Limits
from rivergrad.operations import MODULES, SPELLINGS, Op
from rivergrad.program import NO_GROUP, Group, Node


class NotPlain(Exception):
    """Something that only Python's own parser reads, or refuses with a reason."""


class Waiting(NamedTuple):
    """An operator or an open parenthesis that waits for its operands.

    op: what is applied; None for a parenthesis. start: the column where it began. ops: what a
    parenthesis may call. below: how many operands stood before it.
    """

    precedence: int
    op: Op | None
    start: int = 0
    ops: tuple[Op, ...] = ()
    below: int = 0


Operand = tuple[int, int, int]  # a node, and the columns from which and to which it reaches

_NUMBER = r"(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_DIGITS = frozenset("0123456789")
_TOKEN = re.compile(rf"[ \t]+|{_NUMBER}|[A-Za-z_]\w*\(?|\*\*|<=|>=|==|!=|[^\W\d]\w*\(?|.")
_ASSIGNMENT = re.compile(r"([^\W\d]\w*)[ \t]*=(?!=)[ \t]*")
_LITERAL = re.compile(rf"(-?[ \t]*{_NUMBER})[ \t]*(?:#.*)?$")
_LEVELS = (("<", "<=", ">", ">=", "==", "!="), ("+", "-"), ("*", "/", "@"), (), ("**",))
_CLOSING, _COMPARED, _SIGNED, _RAISED = 0.5, 1, 4, 5
_BINARY = {
    sign: Waiting(level, next(op for op in SPELLINGS[sign] if op.arity == 2))
    for level, signs in enumerate(_LEVELS, 1)
    for sign in signs
}
_NEGATIVE = next(op for op in SPELLINGS["-"] if op.arity == 1)
_RESERVED = {*keyword.kwlist, *MODULES, *CONSTANTS, "e", "nan"}


class Plain:
    """Reads the lines of a program into `builder`."""

    def __init__(self, limits: Limits) -> None:
        self.builder = Builder(limits)
        self.nodes = self.builder.nodes
        self.names: dict[str, int] = {}
        self.constants: set[int] = set()
        self.last = -1

    def program(self, source: str) -> tuple[Builder, int, dict[str, int]]:
        """The builder, the output and the names of a source. Raises NotPlain."""
        lines = [
            (n, line) for n, line in enumerate(source.split("\n"), 1) if line and not line.isspace()
        ]
        lines = [(number, line) for number, line in lines if line[0] != "#"]
        single = len(lines) == 1
        for number, line in lines:
            if line[0] in " \t":
                raise NotPlain
            self.statement(number, line, single)
        if self.last < 0:
            raise NotPlain
        return self.builder, self.last, self.names

    def statement(self, number: int, line: str, single: bool) -> None:
        assignment = _ASSIGNMENT.match(line)
        name, start = (assignment[1], assignment.end()) if assignment else (None, 0)
        if name is not None and self._input(name, number, line, start):
            return
        first = len(self.nodes)
        self.last, end = self.expression(number, line, start)
        if name is not None and self.last in self.constants:
            raise NotPlain  # (3) is an input as 3 is
        if not single and len(self.nodes) - first > 1:
            self._group(first, name or "result", Place(number, 0, number, end))
        if name is not None:
            self.builder.name(self.last, name)
            self.names[name] = self.last

    def _input(self, name: str, number: int, line: str, start: int) -> bool:
        """`x = 3` makes x an input with a value."""
        if name in _RESERVED:
            raise NotPlain
        literal = _LITERAL.match(line, start)
        if literal is None:
            return False
        if name in self.names:
            raise NotPlain
        value = _finite(literal[1].replace(" ", "").replace("\t", ""))
        place = Place(number, 0, number, literal.end(1))
        self.last = self.names[name] = self.builder.input(name, value, place)
        return True

    def _group(self, first: int, key: str, place: Place) -> None:
        members = range(first, len(self.nodes))
        if sum(self.nodes[index].operation is not None for index in members) < 2:
            return
        builder = self.builder
        builder.groups.append(
            Group(builder.unique_path(NO_GROUP, key), "statement", key, NO_GROUP, place)
        )
        for index in members:
            node = self.nodes[index]
            if node.operation is not None or node.name is None:
                self.nodes[index] = node._replace(group=len(builder.groups) - 1)

    def expression(self, number: int, line: str, column: int) -> tuple[int, int]:
        """The node of the expression from `column` on, and the column where it ends."""
        operands: list[Operand] = []
        waiting: list[Waiting] = []
        names = self.names
        wanted = True
        for token in _TOKEN.findall(line, column):
            end = column + len(token)
            if wanted and token in names:
                operands.append((names[token], column, end))
                wanted = False
            elif token.isspace():
                pass
            elif wanted:
                wanted = self._operand(number, token, column, operands, waiting)
            elif token in _BINARY:
                operator = _BINARY[token]
                if waiting and waiting[-1][0] >= operator[0]:
                    self._reduce(number, operator[0], operands, waiting)
                waiting.append(operator)
                wanted = True
            elif token[0] == "#":
                break
            else:
                wanted = self._close(number, token, end, operands, waiting)
            column = end
        if wanted:
            raise NotPlain
        self._reduce(number, _CLOSING, operands, waiting)
        if waiting or len(operands) != 1:
            raise NotPlain
        return operands[0][0], operands[0][2]

    def _operand(
        self, number: int, token: str, column: int, operands: list[Operand], waiting: list[Waiting]
    ) -> bool:
        """What begins an operand, or is one. Whether an operand is still wanted after it."""
        if token[-1] == "(":
            waiting.append(Waiting(0, None, column, self._called(token[:-1]), len(operands)))
            return True
        if token == "-":
            waiting.append(Waiting(_SIGNED, _NEGATIVE, column))
            return True
        end = column + len(token)
        operands.append((self._leaf(token, Place(number, column, number, end)), column, end))
        return False

    def _called(self, function: str) -> tuple[Op, ...]:
        """The operations that a function's name may mean; none for a bare parenthesis."""
        if not function:
            return ()
        if function in self.names or function not in SPELLINGS:
            raise NotPlain
        return SPELLINGS[function]

    def _leaf(self, token: str, place: Place) -> int:
        """The node of a number or of a new name."""
        if token.isidentifier():
            if token in _RESERVED:
                raise NotPlain
            index = self.names[token] = self.builder.input(token, None, place)
            return index
        if token[0] not in _DIGITS and (token[0] != "." or len(token) == 1):
            raise NotPlain
        index = self._append(Node(None, (), None, _finite(token), None, place, NO_GROUP))
        self.constants.add(index)
        return index

    def _append(self, node: Node) -> int:
        index = len(self.nodes)
        if index >= self.builder.limits.nodes:
            self.builder.limits.check_nodes(index + 1, node.place)
        self.nodes.append(node)
        return index

    def _reduce(
        self, number: int, precedence: float, operands: list[Operand], waiting: list[Waiting]
    ) -> None:
        """Applies what waits and binds at least as tightly; a power waits for its right side."""
        while waiting and waiting[-1][0] >= precedence:
            level, op, start, _, _ = waiting[-1]
            if op is None or precedence == _RAISED:
                return
            if level == precedence == _COMPARED:
                raise NotPlain
            waiting.pop()
            right, right_start, end = operands.pop()
            if level == _SIGNED:
                operands.append(
                    (self._negative(number, right, start, right_start, end), start, end)
                )
                continue
            left, start, _ = operands.pop()
            operands.append(
                (self._apply(op, (left, right), Place(number, start, number, end)), start, end)
            )

    def _negative(self, number: int, operand: int, start: int, operand_start: int, end: int) -> int:
        """Minus an operand. Right before a number the sign belongs to it: −3 is a constant."""
        node, place = self.nodes[operand], Place(number, start, number, end)
        if (
            operand in self.constants
            and node.place == (number, operand_start, number, end)
            and node.value is not None
        ):
            if math.copysign(1.0, float(node.value)) < 0:
                raise NotPlain
            self.nodes[operand] = node._replace(value=-node.value, place=place)
            return operand
        return self._apply(_NEGATIVE, (operand,), place)

    def _apply(self, op: Op, arguments: tuple[int, ...], place: Place) -> int:
        if self.constants.issuperset(arguments):
            raise NotPlain  # constants alone are computed while reading, to name an overflow
        return self._append(Node(op, arguments, None, None, None, place, NO_GROUP))

    def _close(
        self, number: int, token: str, end: int, operands: list[Operand], waiting: list[Waiting]
    ) -> bool:
        """A comma or a closing parenthesis. Whether an operand is wanted after it."""
        if token not in "),":
            raise NotPlain
        self._reduce(number, _CLOSING, operands, waiting)
        top = waiting[-1] if waiting else None
        if top is None or (token == "," and not top.ops):
            raise NotPlain
        if token == ",":
            return True
        waiting.pop()
        parts = operands[top.below :]
        del operands[top.below :]
        if not top.ops and len(parts) != 1:
            raise NotPlain
        node = (
            self._call(top.ops, parts, Place(number, top.start, number, end))
            if top.ops
            else parts[0][0]
        )
        operands.append((node, top.start, end))
        return False

    def _call(self, ops: tuple[Op, ...], parts: list[Operand], place: Place) -> int:
        for op in ops:
            if op.arity == len(parts):
                return self._apply(op, tuple([part[0] for part in parts]), place)
        raise NotPlain


def _finite(text: str) -> float:
    value = float(text)
    if value - value != 0.0:
        raise NotPlain
    return value


def read_plain(notation: Notation, limits: Limits) -> tuple[Builder, int, dict[str, int]] | None:
    """What a plain program is made of, or None when Python's own parser is needed."""
    try:
        found = Plain(limits).program(notation.text)
    except NotPlain:
        return None
    if notation.columns is not None:
        _place_in_source(found[0], notation)
    return found


def _place_in_source(builder: Builder, notation: Notation) -> None:
    """Places that were read from the rewritten text, in the source."""
    between = notation.between
    nodes, groups = builder.nodes, builder.groups
    nodes[:] = [n._replace(place=between(*n.place)) if n.place else n for n in nodes]
    groups[:] = [g._replace(place=between(*g.place)) if g.place else g for g in groups]
