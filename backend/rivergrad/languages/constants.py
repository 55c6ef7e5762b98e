"""What depends on constants alone is computed while reading: 9**9**9 is named where it stands."""

from __future__ import annotations

import math
from typing import Any

from rivergrad.builder import Builder
from rivergrad.errors import Place, SourceError
from rivergrad.operations import Op
from rivergrad.tape import ieee

PI = ("pi", "π")
CONSTANTS = {**dict.fromkeys(PI, math.pi), "tau": math.tau, "inf": math.inf}


class Constants:
    """Appends constants and operations to `builder`, and knows the values of what is constant."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self._known: dict[int, float] = {}

    def constant(self, value: float, place: Place) -> int:
        """The node of a number."""
        index = self.builder.constant(value, place)
        self._known[index] = value
        return index

    def apply(
        self,
        op: Op,
        arguments: tuple[int, ...],
        place: Place,
        options: dict[str, Any] | None = None,
    ) -> int:
        """The node of an operation. Raises SourceError where constants overflow."""
        index = self.builder.apply(op, arguments, place, options or None)
        known = self._known
        if arguments[0] in known and op.elementwise and all(a in known for a in arguments):
            known[index] = _finite(ieee(op.forward, *[known[a] for a in arguments]), place)
        return index

    def forget(self, first: int) -> None:
        """Takes back the nodes from `first` on, of constants alone."""
        for index in range(first, len(self.builder.nodes)):
            self._known.pop(index, None)
        self.builder.drop(first)


def _finite(result: float, place: Place) -> float:
    if math.isfinite(result):
        return result
    raise SourceError(
        f"these constants give {'NaN' if result != result else 'Infinity'}",
        place,
        "a float64 goes up to 1.8e308; use smaller constants, or inputs",
    )
