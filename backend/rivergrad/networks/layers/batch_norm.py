"""Batch normalisation (Ioffe and Szegedy 2015) of the last axis.

A trace takes the running statistics, as a network in use does; a trainer those of the batch.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from rivergrad.networks.layers.base import Draw, Layer, Shape, index_text, scalar_name
from rivergrad.networks.pen import Pen

KIND = "batch_norm"


class BatchNorm(Layer):
    def shape(self, outputs: list[Shape]) -> Shape:
        return outputs[-1]

    @property
    def label(self) -> str:
        return "batch norm"

    @property
    def names(self) -> tuple[str, str, str, str]:
        """Of scale, shift, running mean and running variance."""
        n = self.number
        return f"gamma{n}", f"beta{n}", f"mean{n}", f"variance{n}"

    @property
    def width(self) -> Shape:
        return self.output_shape[-1:]

    def parameters(self) -> dict[str, Shape]:
        return dict.fromkeys(self.names[:2], self.width)

    def statistics(self) -> dict[str, tuple[Shape, float]]:
        return {self.names[2]: (self.width, 0.0), self.names[3]: (self.width, 1.0)}

    def initial(self, draw: Draw) -> dict[str, Any]:
        return {self.names[0]: np.ones(self.width), self.names[1]: np.zeros(self.width)}

    def arrays(self, pen: Pen, outputs: list[int]) -> int:
        x = outputs[-1]
        mean, variance = self._batch(pen, x) if pen.use == "train" else self._running(pen)
        centred = pen.op("subtract", x, mean)
        deviation = pen.op("sqrt", pen.op("add", variance, pen.constant(self.spec.epsilon)))
        normal = pen.op("divide", centred, deviation)
        scaled = pen.op("multiply", normal, pen.parameter(self.names[0]))
        return pen.op("add", scaled, pen.parameter(self.names[1]), name=f"a{self.number}")

    @property
    def batch_names(self) -> tuple[str, str]:
        """What the mean and the variance of a batch are called."""
        return f"batch_{self.names[2]}", f"batch_{self.names[3]}"

    def _batch(self, pen: Pen, x: int) -> tuple[int, int]:
        axes = tuple(range(len(self.output_shape)))
        mean = pen.op("mean", x, axis=axes, name=self.batch_names[0])
        return mean, pen.op("var", x, axis=axes, name=self.batch_names[1])

    def _running(self, pen: Pen) -> tuple[int, int]:
        return pen.parameter(self.names[2]), pen.parameter(self.names[3])

    def neurons(self, pen: Pen, outputs: list[Any]) -> Any:
        result = np.empty(self.output_shape, dtype=object)
        for index in np.ndindex(*self.output_shape):
            text = index_text(index)
            with pen.group("neuron", f"unit {text[1:]}", f"unit{text}"):
                result[index] = self._unit(pen, outputs[-1][index], index[-1], text)
        return result

    def _unit(self, pen: Pen, x: int, channel: int, text: str) -> int:
        gamma, beta, mean, variance = (
            pen.scalar(scalar_name(name, (channel,), self.width), pen.values[name][channel])
            for name in self.names
        )
        deviation = pen.op("sqrt", pen.op("add", variance, pen.constant(self.spec.epsilon)))
        normal = pen.op("divide", pen.op("subtract", x, mean), deviation)
        scaled = pen.op("multiply", normal, gamma)
        return pen.op("add", scaled, beta, name=f"a{self.number}{text}")


LAYER = BatchNorm
