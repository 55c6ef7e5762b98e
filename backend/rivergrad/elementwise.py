"""A scalar program at many points at once: the tape's loops on arrays of independent runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import numpy as np

from rivergrad.tape import Tape, set_inputs


def run_elementwise(
    tape: Tape, inputs: Mapping[str, Any], upstream: float
) -> tuple[Any, list[Any]]:
    """The output and the inputs' gradients (by node) of a scalar program at many points at once.

    Inputs may be arrays that broadcast against each other: each element is a run of its own, so
    that broadcasting is not undone, and flows stay as small as the axes they depend on.
    """
    values = tape.values.copy()
    set_inputs(tape, values, inputs)
    gradients: list[Any] = [None] * len(values)
    gradients[tape.program.output] = _One() if upstream == 1.0 else upstream
    with np.errstate(all="ignore"):
        for node, forward, sources in tape.calls:
            values[node] = forward(*_for_numpy(values, sources))
        for node, sources, valves in tape.backward:
            arguments = _for_numpy(values, sources)
            for _, vjp, source, adds in valves:
                flow = vjp(gradients[node], values[node], *arguments)
                gradients[source] = gradients[source] + flow if adds else flow
            gradients[node] = None  # its memory serves the next
    return values[tape.program.output], [0.0 if g is None else g for g in gradients]


class _One(float):
    """The number 1, by which no array needs to be multiplied."""

    def __new__(cls) -> Self:
        return super().__new__(cls, 1.0)

    def __mul__(self, other: Any) -> Any:
        return other


def _for_numpy(values: list[Any], sources: tuple[int, ...]) -> list[Any]:
    """Arguments with floats as numpy's, so that all compute by IEEE rules and none raises."""
    return [np.float64(values[a]) if type(values[a]) is float else values[a] for a in sources]
