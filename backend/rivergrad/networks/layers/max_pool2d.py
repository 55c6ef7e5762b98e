"""Max-pooling: the largest element of each window."""

from __future__ import annotations

from typing import Any

import numpy as np

from rivergrad.networks.layers.base import Layer, Shape
from rivergrad.networks.layers.images import needs_image, windows
from rivergrad.networks.pen import Pen

KIND = "max_pool2d"


class MaxPool2D(Layer):
    def shape(self, outputs: list[Shape]) -> Shape:
        needs_image(self.number, outputs[-1], KIND)
        self.stride = self.spec.stride or self.spec.size
        return (*windows(self.number, outputs[-1], self.spec.size, self.stride), outputs[-1][2])

    @property
    def label(self) -> str:
        return f"max-pool {self.spec.size}×{self.spec.size}"

    def arrays(self, pen: Pen, outputs: list[int]) -> int:
        options = {"size": self.spec.size, "stride": self.stride}
        return pen.op("max_pool2d", outputs[-1], name=f"a{self.number}", **options)

    def neurons(self, pen: Pen, outputs: list[Any]) -> Any:
        result = np.empty(self.output_shape, dtype=object)
        for index in np.ndindex(*self.output_shape):
            text = "_".join(str(i + 1) for i in index)
            with pen.group("neuron", f"pixel {text}", f"pixel{text}"):
                largest = self._largest(pen, outputs[-1], index)
                pen.name(largest, f"a{self.number}_{text}")
            result[index] = largest
        return result

    def _largest(self, pen: Pen, image: Any, index: Shape) -> int:
        top, left = index[0] * self.stride, index[1] * self.stride
        window = image[top : top + self.spec.size, left : left + self.spec.size, index[2]]
        first, *others = window.reshape(-1)
        largest: int = first
        for other in others:
            largest = pen.op("maximum", largest, other)
        return largest


LAYER = MaxPool2D
