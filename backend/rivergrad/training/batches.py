"""Which examples each step of an epoch takes."""

from __future__ import annotations

from typing import Any

import numpy as np

from rivergrad.data import numbers_from


class Batches:
    """The batches of each epoch, as Playground has them: in order, an update after every
    `size`-th example. What is left over is added to the first batch of the next epoch: the weights
    have not changed in between, so that its gradient is the same then. `shuffle` draws a new order
    each epoch."""

    def __init__(self, count: int, size: int, shuffle: bool, seed: str) -> None:
        self.count, self.size = count, min(size, count)
        self.shuffle, self.seed = shuffle, seed

    @property
    def steps(self) -> int:
        """Updates in an epoch."""
        return self.count // self.size

    def of(self, epoch: int, step: int) -> Any:
        """The examples of a step: a slice, or indices."""
        start, stop = step * self.size, (step + 1) * self.size
        left = self.count % self.size
        if step == 0 and epoch > 0 and left:
            before = self._order(epoch - 1)[-left:]
            return np.concatenate([before, self._order(epoch)[:stop]])
        return self._order(epoch)[start:stop] if self.shuffle else slice(start, stop)

    def _order(self, epoch: int) -> Any:
        if not self.shuffle:
            return np.arange(self.count)
        if getattr(self, "_shuffled", (None, None))[0] != epoch:
            random = numbers_from(self.seed, "order", epoch)
            self._shuffled = (epoch, random.permutation(self.count))
        return self._shuffled[1]
