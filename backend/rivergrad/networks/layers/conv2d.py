"""Convolution of an image (height, width, channels) with filters."""

from __future__ import annotations

from typing import Any

import numpy as np

from rivergrad.networks.layers.base import Draw, Shape, Weighted, fans, scalar_name
from rivergrad.networks.layers.images import needs_image, padding, windows
from rivergrad.networks.pen import Pen

KIND = "conv2d"


class Conv2D(Weighted):
    def shape(self, outputs: list[Shape]) -> Shape:
        needs_image(self.number, outputs[-1], KIND)
        self.pad = padding(self.spec.padding, self.spec.kernel)
        return (
            *windows(self.number, outputs[-1], self.spec.kernel, self.spec.stride, self.pad),
            self.spec.filters,
        )

    @property
    def label(self) -> str:
        return f"conv {self.spec.kernel}×{self.spec.kernel}, {self.spec.filters} {self.activation}"

    @property
    def work(self) -> int:
        kernel = int(self.spec.kernel**2 * self.input_shape[2])
        return int(np.prod(self.output_shape, dtype=int)) * kernel

    def parameters(self) -> dict[str, Shape]:
        kernel, filters = self.spec.kernel, self.spec.filters
        bias = {self.b: (filters,)} if self.spec.bias else {}
        return {self.w: (kernel, kernel, self.input_shape[2], filters), **bias}

    def initial(self, draw: Draw) -> dict[str, Any]:
        shapes = self.parameters()
        of_w = fans(shapes[self.w])
        return {name: draw(name, shapes[name], of_w, self.init) for name in shapes}

    def arrays(self, pen: Pen, outputs: list[int]) -> int:
        w = pen.parameter(self.w)
        z = pen.op("conv2d", outputs[-1], w, stride=self.spec.stride, padding=self.pad)
        if self.spec.bias:
            z = pen.op("add", z, pen.parameter(self.b))
        return self.activated(pen, z)

    def neurons(self, pen: Pen, outputs: list[Any]) -> Any:
        result = np.empty(self.output_shape, dtype=object)
        for index in np.ndindex(*self.output_shape):
            text = "_".join(str(i + 1) for i in index)
            with pen.group("neuron", f"pixel {text}", f"pixel{text}"):
                bias = self._scalar(pen, self.b, index[2:]) if self.spec.bias else None
                terms = self._terms(pen, outputs[-1], index)
                result[index] = self.activated(pen, self.weighted_sum(pen, terms, bias), index)
        return result

    def _terms(self, pen: Pen, image: Any, index: Shape) -> list[tuple[int, int]]:
        row, column = (i * self.spec.stride - self.pad for i in index[:2])
        height, width, channels = self.input_shape
        return [
            (self._scalar(pen, self.w, (r, c, k, index[2])), image[row + r, column + c, k])
            for r in range(self.spec.kernel)
            for c in range(self.spec.kernel)
            for k in range(channels)
            if 0 <= row + r < height and 0 <= column + c < width
        ]

    def _scalar(self, pen: Pen, name: str, index: Shape) -> int:
        value = pen.values[name]
        return pen.scalar(scalar_name(name, index, value.shape), value[index])


LAYER = Conv2D
