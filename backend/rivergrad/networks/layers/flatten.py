"""All elements of an image or a sequence in one row."""

from __future__ import annotations

from typing import Any

import numpy as np

from rivergrad.networks.layers.base import Layer, Shape
from rivergrad.networks.pen import Pen

KIND = "flatten"


class Flatten(Layer):
    def shape(self, outputs: list[Shape]) -> Shape:
        return (int(np.prod(outputs[-1])),)

    @property
    def label(self) -> str:
        return "flatten"

    def arrays(self, pen: Pen, outputs: list[int]) -> int:
        return pen.op("reshape", outputs[-1], shape=(-1, *self.output_shape))

    def neurons(self, pen: Pen, outputs: list[Any]) -> Any:
        return outputs[-1].reshape(-1)


LAYER = Flatten
