"""Writes operations by their names into a program under construction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from rivergrad.builder import Builder
from rivergrad.errors import Place
from rivergrad.operations import OPERATIONS
from rivergrad.program import GroupKind

Use = Literal["trace", "train", "evaluate"]
"""What a program is for. To train and to evaluate, data and masks are constants that change from
batch to batch; only in training does batch norm take the statistics of the batch."""


class Pen:
    """One network being written. values: of parameters and statistics by name."""

    def __init__(self, builder: Builder, values: Mapping[str, Any], use: Use = "trace") -> None:
        self.builder, self.values, self.use = builder, values, use
        self.place: Place | None = None
        self.settable: dict[str, int] = {}
        self._scalars: dict[str, int] = {}

    def op(self, operation: str, *arguments: int, name: str | None = None, **options: Any) -> int:
        node = self.builder.apply(OPERATIONS[operation], arguments, self.place, options or None)
        if name is not None:
            self.builder.name(node, name)
        return node

    def name(self, node: int, name: str) -> None:
        self.builder.name(node, name)

    def constant(self, value: Any) -> int:
        return self.builder.constant(value, self.place)

    def given(self, name: str, value: Any) -> int:
        """Something from outside: an input of a trace, a constant that a trainer sets each step."""
        if self.use == "trace":
            return self.builder.input(name, value, self.place)
        node = self.settable[name] = self.constant(value)
        return node

    def parameter(self, name: str) -> int:
        """An array that is trained. It belongs to the layer, as its inner matter."""
        return self.builder.input(name, self.values[name], self.place, grouped=True)

    def scalar(self, name: str, value: Any) -> int:
        """An element of such an array; asked for again, it is the same node."""
        if name not in self._scalars:
            self._scalars[name] = self.builder.input(name, float(value), self.place, grouped=True)
        return self._scalars[name]

    @contextmanager
    def group(self, kind: GroupKind, label: str, key: str) -> Iterator[None]:
        with self.builder.inside(kind, label, self.place, key):
            yield
