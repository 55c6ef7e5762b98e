"""Contributions to a gradient that cancel each other wherever the inputs are, as in x − x.

At an ordinary optimum they cancel, too; but there they no longer do when the inputs move a little.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from rivergrad.diagnosis.anatomy import Anatomy
from rivergrad.diagnosis.finding import size
from rivergrad.errors import RivergradError
from rivergrad.trace import Trace, retrace

_CANCELLED = 1e-3
"""Contributions whose sum is below this part of their sizes cancel each other."""
_EXACTLY = 1e-8
"""What rounding leaves of contributions that cancel for a reason of algebra."""
_MOVED = 0.1
"""How far inputs move: this part of their size, or of 1 where they are smaller."""


def always_cancelling(anatomy: Anatomy, several: Mapping[int, list[int]]) -> list[int]:
    """The nodes whose contributions (the flows along the edges of each) cancel here, and still do
    at inputs moved a little. None where the program cannot run there."""
    trace = anatomy.trace
    here = [node for node in several if _left(trace, node, several[node]) < _CANCELLED]
    if not here:
        return []
    try:
        moved = retrace(trace, _moved(trace))
    except RivergradError:
        return []
    return [node for node in here if _left(moved, node, several[node]) < _EXACTLY]


def _left(trace: Trace, node: int, edges: list[int]) -> float:
    """Which part of its contributions' sizes a node's gradient is; 1 where all are 0."""
    parts = sum(size(trace.numbers.flows[edge]) for edge in edges)
    return size(trace.numbers.gradients[node]) / parts if parts > 0.0 else 1.0


def _moved(trace: Trace) -> dict[str, Any]:
    """Every element of every input somewhat larger, each by another part."""
    random = np.random.default_rng(0)
    result: dict[str, Any] = {}
    for name, index in trace.program.inputs.items():
        value = np.asarray(trace.numbers.values[index])
        part = random.uniform(_MOVED / 2, _MOVED, value.shape)
        result[name] = value + part * np.maximum(1.0, np.abs(value))
    return result
