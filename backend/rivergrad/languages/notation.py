"""Mathematical notation in plain text (`x^2`, `√y`, `a · b`) as Python, with positions kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rivergrad.errors import Place, SourceError

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SIGNS = {"^": "**", "·": "*", "⋅": "*", "×": "*", "∗": "*", "÷": "/", "−": "-", "–": "-"}
_NOTATION = re.compile(
    r"(?P<head>(?m:^)\s*[^\W\d]\w*\s*(?P<parameters>\([\w\s,]*\))(?=\s*=(?!=)))"
    r"|(?P<superscript>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|√\s*(?P<radicand>[\w.]+(?!\s*\())"
    r"|√"
    r"|(?P<sign>[\^·⋅×∗÷−–])"
)
_NEEDED = re.compile(r"[^\x00-\x7f]|\^|\)\s*=(?!=)")


@dataclass(frozen=True, slots=True)
class Notation:
    """Python text, and for each of its lines where its UTF-8 bytes stand in the source; None
    where both are the same."""

    text: str
    columns: tuple[tuple[int, ...], ...] | None

    def place(self, line: int, column: int, end_line: int, end_column: int) -> Place:
        """The place in the source of a span that `ast` names by line and UTF-8 byte."""
        if self.columns is None:
            return Place(line, column, end_line, end_column)
        return Place(line, self._column(line, column), end_line, self._column(end_line, end_column))

    def _column(self, line: int, byte: int) -> int:
        columns = self.columns[line - 1] if self.columns and line <= len(self.columns) else (0,)
        return columns[min(max(byte, 0), len(columns) - 1)]


def to_python(source: str) -> Notation:
    """The source as Python text. Raises SourceError on text that no Python file can hold."""
    reject_unreadable(source)
    if not _NEEDED.search(source):
        return Notation(source, None)
    lines = [_line(line) for line in source.split("\n")]
    return Notation("\n".join(text for text, _ in lines), tuple(columns for _, columns in lines))


def reject_unreadable(source: str) -> None:
    for position, character in enumerate(source) if not source.isprintable() else ():
        if character == "\0" or "\ud800" <= character <= "\udfff":
            line = source.count("\n", 0, position) + 1
            column = position - (source.rfind("\n", 0, position) + 1)
            raise SourceError(
                f"the character U+{ord(character):04X} cannot stand in a program",
                Place(line, column, line, column + 1),
                "delete it; it is invisible and may have come along when pasting",
            )


def _line(line: str) -> tuple[str, tuple[int, ...]]:
    pieces: list[tuple[str, int, bool]] = []  # text, source column, each character a column further
    end = 0
    for match in _NOTATION.finditer(line):
        pieces.append((line[end : match.start()], end, True))
        pieces.extend(_replacement(match))
        end = match.end()
    pieces.append((line[end:], end, True))
    columns: list[int] = []
    for text, start, moving in pieces:
        for offset, character in enumerate(text):
            columns.extend([start + offset * moving] * len(character.encode()))
    columns.append(len(line))
    return "".join(text for text, _, _ in pieces), tuple(columns)


def _replacement(match: re.Match[str]) -> list[tuple[str, int, bool]]:
    start = match.start()
    if match["head"]:
        return [(line_head(match), start, True)]
    if match["superscript"]:
        return [(f"**({match['superscript'].translate(_SUPERSCRIPTS)})", start, False)]
    if match["sign"]:
        return [(_SIGNS[match["sign"]], start, False)]
    if match["radicand"]:
        inner = (match["radicand"], match.start("radicand"), True)
        return [("sqrt(", start, False), inner, (")", match.end(), False)]
    return [("sqrt", start, False)]


def line_head(match: re.Match[str]) -> str:
    """`f(x, y)` before an equals sign is only the name `f`."""
    head, parameters = match["head"], match["parameters"]
    return head[: -len(parameters)].ljust(len(head))
