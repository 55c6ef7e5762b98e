r"""LaTeX formulas: `\frac{x + \sigma(y)}{\sigma(x) + (x+y)^2}` as it stands, → program."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rivergrad.errors import SourceError
from rivergrad.languages.latex.statements import Statements
from rivergrad.languages.latex.tokens import tokens
from rivergrad.languages.notation import reject_unreadable
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.memory import CollectorResting
from rivergrad.program import Program, Value

NAME = "latex"
_PYTHON_COMMENT = re.compile(r"#.*")
_SIGN = re.compile(r"\\[A-Za-z\[(|{\\]|[\^_]\s*\{|^\s*\$", re.MULTILINE)


def recognises(source: str) -> bool:
    r"""Commands (`\frac`), braces after ^ or _, and dollar signs are LaTeX."""
    return _SIGN.search(_PYTHON_COMMENT.sub("", source)) is not None


def parse(
    source: str, inputs: Mapping[str, Value | None] | None = None, limits: Limits = DEFAULT_LIMITS
) -> Program:
    r"""The program of a source text: statements `a = …` separated by `\\` or new lines.

    Letters side by side are a product, unless the program or `inputs` know them as one name.
    Raises SourceError with place and hint where the text is no formula, LimitError where it is too
    large.
    """
    reject_unreadable(source)
    try:
        with CollectorResting():
            found, comments = tokens(source)
            reader = Statements(source, frozenset(inputs or ()), limits)
            output = reader.program(found)
            return reader.builder.program(output, reader.names, source, NAME, comments)
    except RecursionError:
        raise SourceError(
            "the formula is nested too deeply", hint="give its parts names: a = …, then b = … a …"
        ) from None
