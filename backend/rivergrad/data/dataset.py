"""A data set: examples in order, the first of them for training, the others for testing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Labels = Literal["sign", "probability", "one_hot", "number"]
"""What targets say: a class as −1 or 1, as 0 or 1, as a row with a single 1; or a number."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """inputs: (examples, …); targets: (examples, outputs); the first `training` are for training.

    columns: what the inputs' columns are called. points: where the examples are points of the
    plane, their two coordinates.
    """

    name: str
    inputs: Array
    targets: Array
    training: int
    labels: Labels
    columns: tuple[str, ...] = ()
    points: Array | None = None

    @property
    def train(self) -> tuple[Array, Array]:
        return self.inputs[: self.training], self.targets[: self.training]

    @property
    def test(self) -> tuple[Array, Array]:
        return self.inputs[self.training :], self.targets[self.training :]

    def __len__(self) -> int:
        return len(self.inputs)


def with_labels(data: DataSet, labels: Labels) -> DataSet:
    """Two classes said the other way: −1 and 1 as 0 and 1, or back. Other data stay as they are."""
    if data.labels == labels or not {data.labels, labels} <= {"sign", "probability"}:
        return data
    targets = 2.0 * data.targets - 1.0 if labels == "sign" else (data.targets + 1.0) / 2.0
    return replace(data, targets=targets, labels=labels)


def accuracy(prediction: Any, target: Array, labels: Labels) -> float | None:
    """The part of the examples whose class the prediction names. None where there are no classes,
    or no examples."""
    if labels == "number" or len(target) == 0:
        return None
    return float(np.mean(_chosen(prediction, labels) == _chosen(target, labels)))


def _chosen(values: Any, labels: Labels) -> Any:
    if labels == "one_hot":
        return np.argmax(values, axis=-1)
    return np.ravel(values) >= (0.0 if labels == "sign" else 0.5)
