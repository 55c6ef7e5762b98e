"""The gallery: programs in the order of a course, and what to look at in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Example(NamedTuple):
    """A program and its inputs. look: one sentence on what to see in it."""

    name: str
    title: str
    look: str
    source: str
    inputs: Mapping[str, Any]
    language: str = "python"


EXAMPLES = (
    Example(
        "seed",
        "A river delta in one line",
        "x feeds three gates, and its gradient is the sum of three rivers.",
        "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)",
        {"x": 3.0, "y": -4.0},
    ),
)
