"""First weights.

Sources: TensorFlow Playground; Glorot and Bengio 2010 (Xavier, uniform); He et al. 2015 (normal).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from rivergrad.data import SeededRandom, numbers_from
from rivergrad.networks.layers.base import Shape

_PLAYGROUND_BIAS = 0.1
_MOST_DRAWN = 50_000


class Drawing:
    """Draws the parameters of one network, layer by layer.

    `stream` is where Playground's numbers go on after the data; the others have streams of their
    own by seed and parameter.
    """

    def __init__(self, seed: str, stream: SeededRandom) -> None:
        self.seed, self.stream = seed, stream

    def __call__(self, name: str, shape: Shape, fans: tuple[int, int], init: str) -> Any:
        if len(shape) == 1:
            return np.full(shape, _PLAYGROUND_BIAS if init == "playground" else 0.0)
        if init == "zeros":
            return np.zeros(shape)
        if init == "playground":
            return self._as_playground(name, shape)
        random = numbers_from(self.seed, name)
        if init == "he":
            return random.normal(0.0, np.sqrt(2.0 / fans[0]), shape)
        limit = np.sqrt(6.0 / sum(fans))
        return random.uniform(-limit, limit, shape)

    def _as_playground(self, name: str, shape: Shape) -> Any:
        """Uniform from −½ to ½, unit by unit, for each of them source by source; what Playground
        could never have drawn comes from a faster stream."""
        count = int(np.prod(shape, dtype=int))
        if count > _MOST_DRAWN:
            return numbers_from(self.seed, name).uniform(-0.5, 0.5, shape)
        numbers = np.array([self.stream.uniform() - 0.5 for _ in range(count)])
        by_unit = numbers.reshape(shape[-1], *shape[:-1])
        return np.ascontiguousarray(np.moveaxis(by_unit, 0, -1))
