"""Errors that a user can act on: what came, what is allowed, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


class Place(NamedTuple):
    """A span of the source as the user sent it: 1-based lines, 0-based columns in characters."""

    line: int
    column: int
    end_line: int
    end_column: int


class RivergradError(Exception):
    """What went wrong (`str(error)`), where in the source (`place`), and what to do (`hint`).

    `kind` is a stable word for programs; the server makes the problem's `type` of it.
    """

    kind = "invalid_program"
    title = "The program cannot be understood"

    def __init__(self, message: str, place: Place | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.place = place
        self.hint = hint

    @property
    def message(self) -> str:
        return str(self.args[0])

    def __str__(self) -> str:
        where = f"line {self.place.line}, column {self.place.column}: " if self.place else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.message}{hint}"

    def __reduce__(self) -> tuple[object, ...]:
        """Errors travel between processes with their place and hint."""
        return type(self), (self.message, self.place, self.hint)


class SourceError(RivergradError):
    """The text is not a program in the language it was read as."""


class InputError(RivergradError):
    """A value, an input's name, or an output's name does not fit the program."""

    kind = "invalid_input"
    title = "The inputs do not fit the program"


class ShapeError(RivergradError):
    """An operation got arrays whose shapes do not go together."""

    kind = "shape_mismatch"
    title = "The shapes do not go together"


class LimitError(RivergradError):
    """The program is larger than a limit of this service."""

    kind = "limit_exceeded"
    title = "The program is too large"


class TimeLimitError(LimitError):
    """The computation was stopped at its time limit."""

    kind = "time_limit"
    title = "The computation took too long"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most likely meant, or None."""
    matches = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the nearest known word, or None when nothing is near."""
    match = nearest(word, known)
    return f"did you mean `{match}`?" if match else None
