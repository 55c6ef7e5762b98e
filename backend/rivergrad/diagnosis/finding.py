"""What the doctor says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

import numpy as np

Severity = Literal["info", "warning", "error"]
Disease = Literal[
    "vanishing_gradient",
    "exploding_gradient",
    "dead_relu",
    "saturated",
    "symmetric_weights",
    "nan",
    "learning_rate_too_high",
    "stuck_loss",
    "cancelling_contributions",
    "cut_path",
]


class Finding(NamedTuple):
    """A disease, the nodes that have it (indices into the program), what causes it, what helps, and
    the numbers that say so."""

    disease: Disease
    severity: Severity
    nodes: tuple[int, ...]
    cause: str
    advice: str
    numbers: Mapping[str, Any]


def size(value: Any) -> float:
    """The Euclidean length of a value: of a float its absolute value. None counts as 0."""
    if type(value) is float:
        return abs(value)
    return 0.0 if value is None else float(np.linalg.norm(value))


def short(number: float) -> str:
    """A number in a sentence."""
    return f"{number:.3g}".replace("-", "−")
