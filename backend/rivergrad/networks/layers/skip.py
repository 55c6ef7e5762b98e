"""A skip connection: the output of an earlier layer is added."""

from __future__ import annotations

from typing import Any

import numpy as np

from rivergrad.errors import SourceError
from rivergrad.networks.layers.base import Layer, Shape, index_text
from rivergrad.networks.pen import Pen

KIND = "skip"


class Skip(Layer):
    def shape(self, outputs: list[Shape]) -> Shape:
        source = self.spec.source
        if source >= self.number - 1:
            raise SourceError(
                f"layer {self.number} skips from layer {source}, which is not before the last one",
                hint=f"name a layer from 0 (the inputs) to {max(self.number - 2, 0)}",
            )
        if outputs[source] != outputs[-1]:
            raise SourceError(
                f"layer {self.number} adds layer {source} of shape {outputs[source]} "
                f"to the shape {outputs[-1]}",
                hint="a skip connection joins layers of the same shape",
            )
        return outputs[-1]

    @property
    def label(self) -> str:
        return f"skip from {self.spec.source or 'the inputs'}"

    def arrays(self, pen: Pen, outputs: list[int]) -> int:
        return pen.op("add", outputs[-1], outputs[self.spec.source], name=f"a{self.number}")

    def neurons(self, pen: Pen, outputs: list[Any]) -> Any:
        result = np.empty(self.output_shape, dtype=object)
        for index in np.ndindex(*self.output_shape):
            name = f"a{self.number}{index_text(index)}"
            here, there = outputs[-1][index], outputs[self.spec.source][index]
            result[index] = pen.op("add", here, there, name=name)
        return result


LAYER = Skip
