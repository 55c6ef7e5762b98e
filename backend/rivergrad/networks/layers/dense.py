"""A dense layer: every unit sees every unit before it."""

from __future__ import annotations

from typing import Any

import numpy as np

from rivergrad.errors import SourceError
from rivergrad.networks.layers.base import Draw, Shape, Weighted, scalar_name
from rivergrad.networks.pen import Pen

KIND = "dense"


class Dense(Weighted):
    def shape(self, outputs: list[Shape]) -> Shape:
        if len(outputs[-1]) != 1:
            raise SourceError(
                f"layer {self.number} is dense, but what comes in has the shape {outputs[-1]}",
                hint="put a flatten layer before it",
            )
        return (self.spec.units,)

    @property
    def label(self) -> str:
        return f"dense {self.spec.units} {self.activation}"

    @property
    def work(self) -> int:
        return self.weight_shape[0] * self.weight_shape[1]

    @property
    def weight_shape(self) -> Shape:
        return (*self.input_shape, *self.output_shape)

    def parameters(self) -> dict[str, Shape]:
        bias = {self.b: self.output_shape} if self.spec.bias else {}
        return {self.w: self.weight_shape, **bias}

    def initial(self, draw: Draw) -> dict[str, Any]:
        fans = (self.weight_shape[0], self.weight_shape[1])
        return {name: draw(name, s, fans, self.init) for name, s in self.parameters().items()}

    def arrays(self, pen: Pen, outputs: list[int]) -> int:
        z = pen.op("matmul", outputs[-1], pen.parameter(self.w))
        if self.spec.bias:
            z = pen.op("add", z, pen.parameter(self.b))
        return self.activated(pen, z)

    def neurons(self, pen: Pen, outputs: list[Any]) -> Any:
        units = range(self.spec.units)
        return np.array([self._neuron(pen, outputs[-1], unit) for unit in units], dtype=object)

    def _neuron(self, pen: Pen, before: Any, unit: int) -> int:
        with pen.group("neuron", f"neuron {unit + 1}", f"neuron{unit + 1}"):
            column = pen.values[self.w][:, unit]
            terms = [
                (pen.scalar(scalar_name(self.w, (source, unit), self.weight_shape), w), node)
                for source, (node, w) in enumerate(zip(before, column, strict=True))
            ]
            return self.activated(
                pen, self.weighted_sum(pen, terms, self._bias(pen, unit)), (unit,)
            )

    def _bias(self, pen: Pen, unit: int) -> int | None:
        if not self.spec.bias:
            return None
        name = scalar_name(self.b, (unit,), self.output_shape)
        return pen.scalar(name, pen.values[self.b][unit])


LAYER = Dense
