"""Staged Python and plain expressions: text → program. What a user sends is never executed."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Mapping

from rivergrad.builder import Builder
from rivergrad.errors import SourceError
from rivergrad.languages.notation import Notation, to_python
from rivergrad.languages.plain import read_plain
from rivergrad.languages.statements import Statements
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.memory import CollectorResting
from rivergrad.operations import SPELLINGS
from rivergrad.program import Program, Value

NAME = "python"
_KEYWORD = re.compile(rf"\b(?:{'|'.join(keyword.kwlist)})\b")
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
        notation = to_python(source)
        found = read_plain(notation, limits)
        builder, output, names = found or _read(notation, inputs or {}, limits)
        return builder.program(output, names, source, NAME, _comments(source))


def _read(
    notation: Notation, inputs: Mapping[str, Value | None], limits: Limits
) -> tuple[Builder, int, dict[str, int]]:
    """What a program is made of, read by Python's own parser."""
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
        raise _too_much(notation.text) from None
    except ValueError as error:
        raise SourceError(str(error), hint="delete what cannot be seen or read") from None


def _syntax_error(error: SyntaxError, notation: Notation) -> SourceError:
    line, column = error.lineno or 1, max((error.offset or 1) - 1, 0)
    lines = notation.text.split("\n")
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    end = column + 1
    if error.end_lineno == line and error.end_offset and error.end_offset - 1 > column:
        end = error.end_offset - 1
    place = notation.between(line, column, line, end)
    return SourceError(error.msg, place, _hint(error, text, column))


_DEEP = 60


def _too_much(text: str) -> SourceError:
    """What is said where Python's parser gives up: it is nested, or only long."""
    depth = deepest = 0
    for bracket in re.findall(r"[()\[\]]", text):
        depth += 1 if bracket in "([" else -1
        deepest = max(deepest, depth)
    if deepest > _DEEP or re.search(rf"(?:[+~-]\s*){{{_DEEP}}}", text):
        hint = "give its parts names: a = …, then b = … a …"
        return SourceError("the expression is nested too deeply", None, hint)
    hint = "split it into statements: a = …, then a + …"
    return SourceError("the expression is too long", None, hint)


_NEAR = 60  # characters around a mistake that a hint looks at


def _hint(error: SyntaxError, text: str, column: int) -> str:
    before, after = text[max(column - _NEAR, 0) : column].rstrip(), text[column : column + _NEAR]
    if "decimal literal" in error.msg or re.search(
        r"\d\s*[A-Za-z(]", text[max(column - 1, 0) : column + 2]
    ):
        return "write products with *: 2*x"
    if "never closed" in error.msg or "unmatched" in error.msg or "too many nested" in error.msg:
        return "balance the parentheses"
    if "indent" in error.msg:
        return "indent the body of def and for by the same number of spaces"
    function, argument = re.search(r"\w*$", before), re.match(r"[\w.]+", after)
    if function and argument and function[0] in SPELLINGS:
        return f"write {function[0]}({argument[0]})"
    left, right = re.search(r"[\w.]+$|[)\]]$", before), re.match(r"[\w.]+|\(", after)
    if left and right and not _KEYWORD.search(text):
        return f"write products with *: {left[0]}*{right[0]}"
    if re.search(r"[-+*/@=<>(,]$", text.partition("#")[0].rstrip()):
        return "a value is missing after the last sign"
    return "write formulas such as (x + sigmoid(y)) / (x + y)**2, one statement a line"


def _comments(source: str) -> dict[int, str]:
    if "#" not in source:
        return {}
    found = ((number, _COMMENT.search(line)) for number, line in enumerate(source.split("\n"), 1))
    return {number: match[1] for number, match in found if match and match[1]}
