"""Statements of LaTeX: `f(x, y) = …`, `a = 3`, or a formula alone, a line each."""

from __future__ import annotations

from collections.abc import Iterator

from rivergrad.builder import Builder
from rivergrad.errors import Place, SourceError
from rivergrad.languages.constants import PI
from rivergrad.languages.latex.atoms import Atoms
from rivergrad.languages.latex.cursor import Cursor
from rivergrad.languages.latex.tokens import Token
from rivergrad.limits import Limits

Line = tuple[Token, ...]
_JOINING = frozenset("+-*/^_=,@⊤") | {"<", "<=", ">", ">=", "!="}


class Statements(Atoms):
    """Reads a program into `builder`."""

    def __init__(self, source: str, given: frozenset[str], limits: Limits) -> None:
        super().__init__(source, given, Builder(limits))

    def program(self, tokens: Line) -> int:
        """Reads all statements, and gives the output node: the last one's."""
        lines = [line for line in map(_without_full_stop, _lines(tokens)) if line]
        if not lines:
            hint = r"type a formula such as \frac{x + y}{x^2}"
            raise SourceError("the source is empty", Place(1, 0, 1, 0), hint)
        output = -1
        for line in lines:
            output = self._statement(line, single=len(lines) == 1)
        return output

    def _statement(self, line: Line, single: bool) -> int:
        signs = [i for i, token in enumerate(line) if token.kind == "sign" and token.text == "="]
        if len(signs) > 1:
            raise self.error("a second equals sign", line[signs[1]], "write one a statement")
        name = self._head(line[: signs[0]], line[signs[0]]) if signs else None
        right = line[signs[0] + 1 :] if signs else line
        cursor = Cursor(right, line[-1].end)
        if name is not None and not self.functions.get(name) and name not in self.names:
            value = self._constant_value(right, cursor)
            if value is not None:
                place = self.places.between(line[0].start, line[-1].end)
                self.names[name] = self.builder.input(name, value, place)
                return self.names[name]
        node = self._grouped(cursor, line, name or "result", single)
        if name is not None:
            self.builder.name(node, name)
            self.names[name] = node
        return node

    def _grouped(self, cursor: Cursor, line: Line, label: str, single: bool) -> int:
        """The value of a statement, its nodes in a group of their own where there are several."""
        if single:
            return self.whole(cursor).node
        place = self.places.between(line[0].start, line[-1].end)
        with self.builder.inside("statement", label, place, label):
            return self.whole(cursor).node

    def _constant_value(self, tokens: Line, cursor: Cursor) -> float | None:
        r"""The value of `x = 3` and `x = \frac{1}{2}`, which make x an input."""
        if any(map(self._is_variable, tokens)):
            return None
        first = len(self.builder.nodes)
        known = self._known.get(self.whole(cursor.copy()).node)
        self.forget(first)
        return known

    def _is_variable(self, token: Token) -> bool:
        inner = any(self._is_variable(part) for parts in token.parts for part in parts)
        return inner or (token.kind in ("letters", "name", "word") and token.text not in PI)

    def _head(self, tokens: Line, equals: Token) -> str:
        """The name before an equals sign. Its parameters become inputs."""
        cursor = Cursor(tokens, equals.start)
        if cursor.next.kind not in ("letters", "name", "word", "function"):
            raise self.error("a name is missing before =", equals, "write f = …")
        name, _ = self.name(cursor)
        if cursor.sees("'"):
            hint = "write f(x) = …: the derivatives are what is computed here"
            raise self.error("a prime stands for a derivative", cursor.next, hint)
        if cursor.next.kind == "open":
            self.functions[name] = self._parameters(cursor)
        if cursor.next.kind != "nothing":
            hint = "write f = … or f(x, y) = …; put everything else on the right"
            raise self.error("only a name can stand before =", cursor.next, hint)
        return name

    def _parameters(self, cursor: Cursor) -> list[str]:
        names: list[str] = []
        while not names or cursor.sees(","):
            cursor.take()
            token = cursor.next
            if token.kind not in ("letters", "name", "word"):
                raise self.error("a parameter must be a name", token, "write f(x, y) = …")
            name, end = self.name(cursor)
            names.append(name)
            if name not in self.names:
                place = self.places.between(token.start, end)
                self.names[name] = self.builder.input(name, None, place)
        if cursor.next.kind != "close":
            raise self.error("the parameters are not closed", cursor.next, "write f(x, y) = …")
        cursor.take()
        return names


def _lines(tokens: Line) -> Iterator[Line]:
    """The tokens of each statement. A line goes on in the next where a sign joins them."""
    line: list[Token] = []
    depth = 0
    for position, token in enumerate(tokens):
        if token.kind != "end":
            depth += (token.kind == "open") - (token.kind == "close")
            line.append(token)
        elif line and depth <= 0 and not (_joins(line[-1]) or _joins(_next(tokens, position))):
            yield tuple(line)
            line = []
    yield tuple(line)


def _next(tokens: Line, position: int) -> Token | None:
    following = position + 1
    while following < len(tokens) and tokens[following].kind == "end":
        following += 1
    return tokens[following] if following < len(tokens) else None


def _joins(token: Token | None) -> bool:
    return token is not None and token.kind == "sign" and token.text in _JOINING


def _without_full_stop(line: Line) -> Line:
    while line and line[-1].kind == "sign" and line[-1].text in (".", ","):
        line = line[:-1]
    return line
