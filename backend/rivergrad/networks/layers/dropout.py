"""Dropout: a mask of zeros and 1/(1 − rate), shown as an input of the graph."""

from __future__ import annotations

from typing import Any

import numpy as np

from rivergrad.data import numbers_from
from rivergrad.networks.layers.base import Layer, Shape, index_text
from rivergrad.networks.pen import Pen

KIND = "dropout"


class Dropout(Layer):
    def shape(self, outputs: list[Shape]) -> Shape:
        return outputs[-1]

    @property
    def label(self) -> str:
        return f"dropout {self.spec.rate:g}"

    @property
    def mask(self) -> str:
        return f"mask{self.number}"

    def draw_mask(self, random: np.random.Generator, examples: int) -> Any:
        """A mask for a batch: (examples, …)."""
        kept = random.random((examples, *self.output_shape)) >= self.spec.rate
        return kept / (1.0 - self.spec.rate)

    def random(self, seed: str, epoch: int, batch: int) -> np.random.Generator:
        """The numbers that a training draws this step's mask from."""
        return numbers_from(seed, self.mask, epoch, batch)

    def first_mask(self, seed: str, batch_size: int, example: int) -> Any:
        """What one example meets in the first epoch of a training in order: (1, …)."""
        batch, row = divmod(example, batch_size)
        random = self.random(seed, 0, batch)
        random.bit_generator.advance(row * int(np.prod(self.output_shape)))  # type: ignore[attr-defined]
        return self.draw_mask(random, 1)

    def arrays(self, pen: Pen, outputs: list[int]) -> int:
        value = pen.values.get(self.mask, np.ones((1, *self.output_shape)))
        return pen.op("multiply", outputs[-1], pen.given(self.mask, value), name=f"a{self.number}")

    def neurons(self, pen: Pen, outputs: list[Any]) -> Any:
        result = np.empty(self.output_shape, dtype=object)
        mask = pen.values.get(self.mask, np.ones((1, *self.output_shape)))[0]
        for index in np.ndindex(*self.output_shape):
            where = index_text(index)
            kept = pen.given(f"{self.mask}{where}", float(mask[index]))
            result[index] = pen.op(
                "multiply", outputs[-1][index], kept, name=f"a{self.number}{where}"
            )
        return result


LAYER = Dropout
