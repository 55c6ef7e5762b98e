"""A tape run again and again, at arrays of the same shapes but for the number of examples.

It is the tape's own two loops with its own rules. What a single run finds out and checks at every
gate (sizes, scalars, whether broadcasting must be undone) is found out once, and flows are added up
without being kept: a training asks for gradients only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.operations.shapes import unbroadcast
from rivergrad.tape import Tape, run

_Undo = Callable[[Any], Any]
_Outflow = tuple[Callable[..., Any], int, tuple[int, ...], int, _Undo | None, bool]
"""A rule, its node, the node's arguments, the source that the flow goes to, how broadcasting is
undone where it must be, and whether the source has contributions already."""


class Replay:
    """`values` by node are those of the last run; inputs and constants may be replaced there."""

    def __init__(
        self, tape: Tape, example: Mapping[int, Any], limits: Limits = DEFAULT_LIMITS
    ) -> None:
        """`example` replaces constants by node, with two examples along the first axis: what is
        stretched along them can be told then. Raises ShapeError and LimitError as a run does."""
        self._output = tape.program.output
        self._calls = tape.calls
        constants = [example.get(index, value) for index, value in enumerate(tape.values)]
        self.values = run(tape._replace(values=constants), {}, 1.0, limits).values
        self.values = [np.float64(v) if type(v) is float else v for v in self.values]
        self._outflows = self._planned(tape)

    def _planned(self, tape: Tape) -> list[_Outflow]:
        """The backward loop with everything decided, from the shapes of one pass."""
        planned: list[_Outflow] = []
        gradients: list[Any] = [None] * len(self.values)
        gradients[self._output] = np.float64(1.0)
        with np.errstate(all="ignore"):
            for node, sources, valves in tape.backward:
                arguments = [self.values[a] for a in sources]
                for _, vjp, source, adds in valves:
                    flow = vjp(gradients[node], self.values[node], *arguments)
                    gradients[source] = unbroadcast(flow, np.shape(self.values[source]))
                    planned.append((vjp, node, sources, source, self._undo(flow, source), adds))
        return planned

    def _undo(self, flow: Any, source: int) -> _Undo | None:
        values, shape = self.values, np.shape(self.values[source])
        if getattr(flow, "shape", None) == shape:
            return None
        if np.shape(flow)[1:] == shape and np.ndim(flow) == len(shape) + 1:
            return np.add.reduce  # along the examples
        return lambda flow: unbroadcast(flow, np.shape(values[source]))

    def forward(self) -> None:
        """All values, from the inputs and constants in `values`."""
        values = self.values
        for node, forward, sources in self._calls:
            if len(sources) == 2:
                x, y = sources
                values[node] = forward(values[x], values[y])
            elif len(sources) == 1:
                values[node] = forward(values[sources[0]])
            else:
                values[node] = forward(*[values[a] for a in sources])

    def backward(self) -> list[Any]:
        """The gradients by node at the last `forward`; None where no flow arrives."""
        values = self.values
        gradients: list[Any] = [None] * len(values)
        gradients[self._output] = 1.0
        for vjp, node, sources, source, undo, adds in self._outflows:
            if len(sources) == 2:
                x, y = sources
                flow = vjp(gradients[node], values[node], values[x], values[y])
            else:
                flow = vjp(gradients[node], values[node], *[values[a] for a in sources])
            if undo is not None:
                flow = undo(flow)
            gradients[source] = gradients[source] + flow if adds else flow
        return gradients
