"""Words for numbers and arrays in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rivergrad.formula import spoken_number
from rivergrad.symbols import FEW_ELEMENTS, nested

_FEW_FLOWS = 2  # with the one that comes, as many as the picture lists below a node


def brief(value: Any) -> str:
    """A number in four digits; of an array its few elements, or its shape and norm."""
    if isinstance(value, (float, int)):
        return spoken_number(value)
    if value.size <= FEW_ELEMENTS:
        return nested(value.tolist(), spoken_number)
    norm = float(np.linalg.norm(value))
    return f"{'×'.join(map(str, value.shape))} numbers of norm {spoken_number(norm)}"


def factor(value: float) -> str:
    """A number on the right of ×."""
    return f"({spoken_number(value)})" if value < 0 else spoken_number(value)


@dataclass(slots=True)
class Had:
    """What a gradient has already: how many flows, the first few of them, and their sum."""

    count: int = 0
    total: Any = 0.0
    few: list[Any] = field(default_factory=list)

    def add(self, flow: Any) -> None:
        """Takes one more flow in."""
        self.total = self.total + flow if self.count else flow
        self.count += 1
        if self.count <= _FEW_FLOWS:
            self.few.append(flow)

    def __str__(self) -> str:
        if self.count > _FEW_FLOWS:
            return f"{brief(self.total)} from {self.count} flows"
        *others, last = map(brief, self.few)
        return f"{', '.join(others)} and {last}" if others else last
