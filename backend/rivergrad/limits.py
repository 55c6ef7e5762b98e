"""How large a program may be and how long it may run."""

from __future__ import annotations

import time
from dataclasses import dataclass

from rivergrad.errors import LimitError, Place, TimeLimitError


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one computation.

    nodes: of the graph; elements: numbers in all arrays together; seconds: of computing.
    """

    nodes: int = 200_000
    elements: int = 10_000_000
    seconds: float = 10.0

    def deadline(self) -> float:
        """The moment of `time.monotonic` at which a computation that starts now must stop."""
        return time.monotonic() + self.seconds

    def check_nodes(self, count: int, place: Place | None = None) -> None:
        """Raise LimitError when a graph of `count` nodes would be too large."""
        if count > self.nodes:
            raise LimitError(
                f"the program has more than {self.nodes:,} nodes, which is the limit",
                place,
                "use fewer or shorter loops",
            )

    def check_elements(self, count: int, place: Place | None = None) -> None:
        """Raise LimitError when arrays of `count` elements in all would be too large."""
        if count > self.elements:
            raise LimitError(
                f"the arrays would hold {count:,} elements in all; the limit is {self.elements:,}",
                place,
                "use smaller arrays",
            )

    def check_time(self, deadline: float, place: Place | None = None) -> None:
        """Raise TimeLimitError when `deadline` has passed."""
        if time.monotonic() > deadline:
            raise TimeLimitError(
                f"the computation was stopped at the limit of {self.seconds:g} s",
                place,
                "make the program or its arrays smaller",
            )


DEFAULT_LIMITS = Limits()
