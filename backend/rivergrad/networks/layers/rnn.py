"""A simple recurrent layer, unrolled in time: h ← act(x_t @ W + h @ U + b), from h = 0."""

from __future__ import annotations

from typing import Any

import numpy as np

from rivergrad.errors import SourceError
from rivergrad.networks.layers.base import Draw, Shape, Weighted, scalar_name
from rivergrad.networks.pen import Pen

KIND = "rnn"


class Rnn(Weighted):
    def shape(self, outputs: list[Shape]) -> Shape:
        if len(outputs[-1]) != 2:
            raise SourceError(
                f"layer {self.number} is recurrent, but what comes in has the shape {outputs[-1]}",
                hint='give the inputs as a sequence: "inputs": [time, features]',
            )
        return (self.spec.units,)

    @property
    def label(self) -> str:
        return f"rnn {self.spec.units} {self.activation}"

    @property
    def u(self) -> str:
        return f"U{self.number}"

    @property
    def work(self) -> int:
        times, features = self.input_shape
        return int(times * self.spec.units * (features + self.spec.units))

    def parameters(self) -> dict[str, Shape]:
        units = self.spec.units
        return {self.w: (self.input_shape[1], units), self.u: (units, units), self.b: (units,)}

    def initial(self, draw: Draw) -> dict[str, Any]:
        units = self.spec.units
        fans = {self.w: (self.input_shape[1], units), self.u: (units, units), self.b: (1, units)}
        shapes = self.parameters()
        return {name: draw(name, shapes[name], fans[name], self.init) for name in shapes}

    def arrays(self, pen: Pen, outputs: list[int]) -> int:
        w, u, b = (pen.parameter(name) for name in self.parameters())
        h: int | None = None
        for time in range(self.input_shape[0]):
            with pen.group("iteration", f"t = {time + 1}", f"t{time + 1}"):
                x = pen.op("index", outputs[-1], key=(slice(None), time))
                z = pen.op("matmul", x, w)
                if h is not None:
                    z = pen.op("add", z, pen.op("matmul", h, u))
                h = self.activated(pen, pen.op("add", z, b), (time,))
        assert h is not None
        return h

    def neurons(self, pen: Pen, outputs: list[Any]) -> Any:
        h: Any = None
        for time, x in enumerate(outputs[-1]):
            with pen.group("iteration", f"t = {time + 1}", f"t{time + 1}"):
                before = h
                units = [self._unit(pen, x, before, unit, time) for unit in range(self.spec.units)]
                h = np.array(units, dtype=object)
        return h

    def _unit(self, pen: Pen, x: Any, h: Any, unit: int, time: int) -> int:
        with pen.group("neuron", f"neuron {unit + 1}", f"neuron{unit + 1}"):
            terms = self._terms(pen, self.w, x, unit)
            if h is not None:
                terms += self._terms(pen, self.u, h, unit)
            bias = self._scalar(pen, self.b, (unit,))
            return self.activated(pen, self.weighted_sum(pen, terms, bias), (time, unit))

    def _terms(self, pen: Pen, name: str, values: Any, unit: int) -> list[tuple[int, int]]:
        return [(self._scalar(pen, name, (i, unit)), value) for i, value in enumerate(values)]

    def _scalar(self, pen: Pen, name: str, index: Shape) -> int:
        value = pen.values[name]
        return pen.scalar(scalar_name(name, index, value.shape), value[index])


LAYER = Rnn
