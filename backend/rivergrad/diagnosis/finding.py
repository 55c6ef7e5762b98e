"""What the doctor says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    "penalty_too_high",
    "stuck_loss",
    "cancelling_contributions",
    "cut_path",
]


AT_RANDOM = "draw the first weights at random: init playground, xavier or he"
"""What helps where weights are 0, or equal."""


class Finding(NamedTuple):
    """A disease, the nodes that have it (indices into the program), what causes it, what helps, and
    the numbers that say so. units: which units of the layer have it, counted from 1 as in names;
    empty where it is not about units."""

    disease: Disease
    severity: Severity
    nodes: tuple[int, ...]
    cause: str
    advice: str
    numbers: Mapping[str, Any]
    units: tuple[int, ...] = ()


def size(value: Any) -> float:
    """The Euclidean length of a value: of a float its absolute value. None counts as 0."""
    if type(value) is float:
        return abs(value)
    return 0.0 if value is None else float(np.linalg.norm(value))


def listed(units: Sequence[int], most: int = 8) -> str:
    """Units, which are counted from 0, in a sentence, where they are from 1: 1, 2 and 5."""
    words = [str(unit + 1) for unit in units[:most]]
    if len(units) > most:
        return f"{', '.join(words)} and {len(units) - most} more"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
