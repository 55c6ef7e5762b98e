"""Mathematical notation in plain text (`x^2`, `√y`, `a · b`) as Python, with positions kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rivergrad.errors import Place, SourceError
from rivergrad.languages.characters import FRACTIONS, SUBSCRIPTS, SUPERSCRIPTS, any_of, normal

_SIGNS = {
    "^": "**", "·": "*", "⋅": "*", "×": "*", "∗": "*", "÷": "/", "−": "-", "–": "-",
    "≤": "<=", "≥": ">=", "≠": "!=",
}  # fmt: skip
_RAISED, _LOWERED = any_of(SUPERSCRIPTS), any_of(SUBSCRIPTS)
_LETTER = rf"(?!{_RAISED}|{_LOWERED})\w"
_NOTATION = re.compile(
    r"(?P<head>^\s*[^\W\d]\w*\s*(?P<parameters>\([\w\s,]*\))(?=\s*=(?!=)))"
    rf"|(?P<raised>{_RAISED}+)"
    rf"|(?<=\w)(?P<lowered>{_LOWERED}+)"
    rf"|(?P<fraction>{any_of(FRACTIONS)})"
    rf"|(?P<name>(?!\d)(?:{_LETTER})+)"
    rf"|√\s*(?P<radicand>(?:(?!{_RAISED})[\w.])++(?!\s*\())"
    r"|(?P<root>√)"
    r"|(?P<sign>[\^·⋅×∗÷−–≤≥≠])"
    rf"|(?P<astray>{_LOWERED})"
)
_HEAD = re.compile(r"\)\s*=(?!=)")
_UNREADABLE = re.compile("[\0\ud800-\udfff\ufeff]")

Piece = tuple[str, int, bool]  # text, source column, whether each character is a column further


@dataclass(frozen=True, slots=True)
class Notation:
    """Python text, and for each of its lines where its characters stand in the source; None where
    both are the same."""

    text: str
    columns: tuple[tuple[int, ...] | None, ...] | None
    _characters: dict[int, list[int]] = field(default_factory=dict, compare=False)

    def between(self, line: int, column: int, end_line: int, end_column: int) -> Place:
        """The place in the source of a span of the text, by characters."""
        if self.columns is None:
            return Place(line, column, end_line, end_column)
        return Place(line, self._column(line, column), end_line, self._column(end_line, end_column))

    def place(self, line: int, byte: int, end_line: int, end_byte: int) -> Place:
        """The place in the source of a span that `ast` names by line and UTF-8 byte."""
        if self.columns is None:
            return Place(line, byte, end_line, end_byte)
        start, end = self._character(line, byte), self._character(end_line, end_byte)
        return self.between(line, start, end_line, end)

    def _column(self, line: int, character: int) -> int:
        columns = self.columns[line - 1] if self.columns and line <= len(self.columns) else None
        return columns[min(character, len(columns) - 1)] if columns else character

    def _character(self, line: int, byte: int) -> int:
        if not self._characters:
            lines = enumerate(self.text.split("\n"), 1)
            self._characters.update(
                (number, [i for i, c in enumerate(text + "\n") for _ in c.encode()])
                for number, text in lines
                if not text.isascii()
            )
            self._characters[0] = []
        characters = self._characters.get(line)
        return characters[min(byte, len(characters) - 1)] if characters else byte


def to_python(source: str) -> Notation:
    """The source as Python text. Raises SourceError on text that no program can hold."""
    reject_unreadable(source)
    if not _is_rewritten(source):
        return Notation(source, None)
    lines = [
        _line(line, number) if _is_rewritten(line) else (line, None)
        for number, line in enumerate(source.split("\n"), 1)
    ]
    return Notation("\n".join(text for text, _ in lines), tuple(columns for _, columns in lines))


def name_in_programs(text: str) -> str:
    """A name as programs have it: x₁ is x_1."""
    return text if text.isascii() else to_python(text).text


def _is_rewritten(text: str) -> bool:
    if not text.isascii() or "^" in text or "|" in text:
        return True
    return ")" in text and _HEAD.search(text) is not None


def reject_unreadable(source: str) -> None:
    """Raises SourceError on characters that cannot be seen."""
    found = _UNREADABLE.search(source)
    if found:
        position = found.start()
        line = source.count("\n", 0, position) + 1
        column = position - (source.rfind("\n", 0, position) + 1)
        raise SourceError(
            f"the character U+{ord(found[0]):04X} cannot stand in a program",
            Place(line, column, line, column + 1),
            "delete it; it is invisible and may have come along when pasting",
        )


def _line(line: str, number: int) -> tuple[str, tuple[int, ...]]:
    code, comment, rest = line.partition("#")
    pieces = [*_barred(list(_pieces(code, 0, number))), (comment + rest, len(code), True)]
    columns: list[int] = []
    for text, start, moving in pieces:
        columns.extend(range(start, start + len(text)) if moving else [start] * len(text))
    columns.append(len(line))
    return "".join(text for text, _, _ in pieces), tuple(columns)


def _pieces(line: str, offset: int, number: int) -> Iterator[Piece]:
    end = 0
    for match in _NOTATION.finditer(line):
        yield line[end : match.start()], offset + end, True
        yield from _replacement(match, offset, number)
        end = match.end()
    yield line[end:], offset + end, True


def _replacement(match: re.Match[str], offset: int, number: int) -> Iterator[Piece]:
    kind, text = str(match.lastgroup), match[0]
    start, end = offset + match.start(), offset + match.end()
    if kind in ("head", "parameters"):
        yield line_head(match), start, True
    elif kind == "raised":
        raised = "".join(SUPERSCRIPTS[c] for c in text)
        if raised == "T":
            yield ".T", start, False
        else:
            yield from (("**(", start, False), (raised, start, True), (")", end, False))
    elif kind == "lowered":
        lowered = "".join(SUBSCRIPTS[c] for c in text)
        yield from (("_", start, False), (lowered, start, True))
    elif kind == "fraction":
        yield from ((f"({FRACTIONS[text]!r}", start, False), (")", end, False))
    elif kind == "name":
        name = normal(text)
        yield name, start, len(name) == len(text)
    elif kind == "sign":
        yield _SIGNS[text], start, False
    elif kind == "radicand":
        yield "sqrt(", start, False
        yield from _pieces(match["radicand"], offset + match.start("radicand"), number)
        yield ")", end, False
    elif kind == "root" and match.string[match.end() :].lstrip().startswith("("):
        yield "sqrt", start, False
    else:
        what, hint = _ASTRAY[kind]
        raise SourceError(what.format(text), Place(number, start, number, end), hint)


_ASTRAY = {
    "root": ("nothing that it can take stands after √", "write √x, or √(x + 1)"),
    "astray": ("the subscript {} has nothing before it", "write it after a letter: x₁"),
}


def line_head(match: re.Match[str]) -> str:
    """`f(x, y)` before an equals sign is only the name `f`."""
    head, parameters = match["head"], match["parameters"]
    return normal(head[: -len(parameters)]).ljust(len(head))


def _barred(pieces: list[Piece]) -> list[Piece]:
    """|x| as abs(x): a bar opens where a value may begin, and closes where one may end. Bars that
    do not pair are left as they are."""
    if not any("|" in text for text, _, _ in pieces):
        return pieces
    found: list[Piece] = []
    before, opened = "", 0
    for text, start, moving in pieces:
        for offset, character in enumerate(text):
            column = start + offset * moving
            if character != "|":
                found.append((character, column, False))
            elif re.fullmatch(r"[\w)\].]", before):
                found.append((")", column, False))
                opened -= 1
                if opened < 0:
                    return pieces
            else:
                found.append(("abs(", column, False))
                opened += 1
            if not character.isspace():
                before = found[-1][0][-1]
    return pieces if opened else found
