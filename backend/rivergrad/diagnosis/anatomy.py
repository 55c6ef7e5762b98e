"""What the doctor looks at again and again: which gates shut a flow off, and where nodes belong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rivergrad.program import NO_GROUP, Program
from rivergrad.symbols import symbols
from rivergrad.trace import Trace

RELUS = ("relu",)
SQUASHING = ("sigmoid", "tanh")
FLAT = ("step", "sign", "less", "less_equal", "greater", "greater_equal", "equal")
CHOOSING = ("where", "maximum", "minimum", "max", "min", "max_pool2d")
NEARLY_FLAT = 1e-3
"""A sigmoid or tanh that lets less than this part of the gradient through is saturated."""


class Anatomy:
    """A trace with what is needed to look into it, each found once and only when asked for."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.program: Program = trace.program
        self.values, self.gradients = trace.numbers.values, trace.numbers.gradients
        self.flows, self.local = trace.numbers.flows, trace.numbers.local_gradients
        self._symbols: list[str] | None = None

    def name(self, node: int) -> str:
        if self._symbols is None:
            self._symbols = symbols(self.program)
        return self._symbols[node]

    def names(self, nodes: Sequence[int], most: int = 5) -> str:
        """Some of the nodes' names, and how many more there are."""
        shown = ", ".join(self.name(node) for node in nodes[:most])
        return shown if len(nodes) <= most else f"{shown} and {len(nodes) - most} more"

    def operation(self, node: int) -> str:
        operation = self.program.nodes[node].operation
        return operation.name if operation else ""

    def is_relu(self, node: int) -> bool:
        """relu(x), or max(x, 0) as people write it."""
        if self.operation(node) in RELUS:
            return True
        arguments = self.program.nodes[node].arguments
        return self.operation(node) == "maximum" and any(
            self.program.nodes[a].kind == "constant" and not np.any(self.values[a])
            for a in arguments
        )

    def slope(self, node: int) -> Any:
        """The local gradient of a sigmoid or a tanh, from its value."""
        out = self.values[node]
        return out * (1.0 - out) if self.operation(node) == "sigmoid" else 1.0 - out * out

    def is_saturated(self, node: int) -> bool:
        """Whether nothing of it still passes the gradient on."""
        if self.operation(node) not in SQUASHING:
            return False
        return bool(np.all(np.abs(self.slope(node)) < NEARLY_FLAT))

    def group_of(self, node: int, *kinds: str) -> int:
        """The innermost group of one of these kinds around a node, or NO_GROUP."""
        group = self.program.nodes[node].group
        while group != NO_GROUP and self.program.groups[group].kind not in kinds:
            group = self.program.groups[group].parent
        return group
