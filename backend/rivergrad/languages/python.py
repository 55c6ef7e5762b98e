"""Staged Python and plain expressions: text → program. What a user sends is never executed."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from rivergrad.builder import Builder
from rivergrad.errors import Place, SourceError
from rivergrad.languages.notation import Notation, to_python
from rivergrad.languages.plain import read_plain
from rivergrad.languages.statements import Statements
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.memory import CollectorResting
from rivergrad.program import Program, Value

NAME = "python"
_COMMENT = re.compile(r"#+\s*(.*?)\s*$")


def recognises(source: str) -> bool:
    """Whatever no other language claims is read as Python."""
    return True


def parse(
    source: str, inputs: Mapping[str, Value | None] | None = None, limits: Limits = DEFAULT_LIMITS
) -> Program:
    """The program of a source text. `inputs` override literal values where those are loop bounds.

    Raises SourceError with place and hint where the text is not a program, LimitError where it
    unrolls to too many nodes.
    """
    with CollectorResting():
        builder, output, names = read_plain(source, limits) or _read(source, inputs or {}, limits)
        return builder.program(output, names, source, NAME, _comments(source))


def _read(
    source: str, inputs: Mapping[str, Value | None], limits: Limits
) -> tuple[Builder, int, dict[str, int]]:
    """What a program is made of, read by Python's own parser."""
    notation = to_python(source)
    reader = Statements(notation, dict(inputs), limits)
    output = reader.module(_tree(notation))
    reader.builder.structural = reader.scope.root().consumed
    return (
        reader.builder,
        output,
        {n: item for n, item in reader.scope.items.items() if type(item) is int},
    )


def _tree(notation: Notation) -> ast.Module:
    try:
        return ast.parse(notation.text)
    except SyntaxError as error:
        raise _syntax_error(error, notation) from None
    except (RecursionError, MemoryError):
        raise SourceError(
            "the expression is nested too deeply",
            hint="give its parts names: a = …, then b = … a …",
        ) from None
    except ValueError as error:
        raise SourceError(str(error), hint="delete what cannot be seen or read") from None


def _syntax_error(error: SyntaxError, notation: Notation) -> SourceError:
    line, column = error.lineno or 1, max((error.offset or 1) - 1, 0)
    lines = notation.text.split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    end = column + 1
    if error.end_lineno == line and error.end_offset and error.end_offset - 1 > column:
        end = error.end_offset - 1
    start_byte, end_byte = len(text[:column].encode()), len(text[:end].encode())
    place = notation.place(line, start_byte, line, end_byte)
    return SourceError(error.msg, place, _hint(error, text, column))


def _hint(error: SyntaxError, text: str, column: int) -> str:
    if "decimal literal" in error.msg or re.search(
        r"\d\s*[A-Za-z(]", text[max(column - 1, 0) : column + 2]
    ):
        return "write products with *: 2*x"
    if "never closed" in error.msg or "unmatched" in error.msg or "too many nested" in error.msg:
        return "balance the parentheses"
    if "indent" in error.msg:
        return "indent the body of def and for by the same number of spaces"
    return "write formulas such as (x + sigmoid(y)) / (x + y)**2, one statement a line"


def _comments(source: str) -> dict[int, str]:
    if "#" not in source:
        return {}
    found = ((number, _COMMENT.search(line)) for number, line in enumerate(source.split("\n"), 1))
    return {number: match[1] for number, match in found if match and match[1]}


def whole(source: str) -> Place:
    """The place of a whole source text."""
    lines = source.split("\n")
    return Place(1, 0, len(lines), len(lines[-1]))
