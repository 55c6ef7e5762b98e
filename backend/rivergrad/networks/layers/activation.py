"""An activation on its own, for where it does not follow a weighted layer at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from rivergrad.networks.layers.base import Layer, Shape, index_text
from rivergrad.networks.pen import Pen

KIND = "activation"
_CALLED = {"leaky_relu": "negative_slope", "elu": "alpha"}


class Activation(Layer):
    def shape(self, outputs: list[Shape]) -> Shape:
        return outputs[-1]

    @property
    def label(self) -> str:
        return " ".join(map(str, (self.spec.activation, *self._constant.values())))

    @property
    def _constant(self) -> dict[str, float]:
        alpha = self.spec.alpha
        return {} if alpha is None else {_CALLED[self.spec.activation]: alpha}

    def arrays(self, pen: Pen, outputs: list[int]) -> int:
        return self._written(pen, outputs[-1], ())

    def neurons(self, pen: Pen, outputs: list[Any]) -> Any:
        result = np.empty(self.output_shape, dtype=object)
        for index in np.ndindex(*self.output_shape):
            result[index] = self._written(pen, outputs[-1][index], index)
        return result

    def _written(self, pen: Pen, node: int, index: Shape) -> int:
        if self.spec.activation == "linear":
            return node
        name = f"a{self.number}{index_text(index)}"
        return pen.op(self.spec.activation, node, name=name, **self._constant)


LAYER = Activation
