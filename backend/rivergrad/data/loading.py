"""Loads a data set by its name, drawn anew from the same seed or read from what the user gave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from rivergrad.data.clouds import clouds, numbers_from
from rivergrad.data.dataset import Array, DataSet, Labels
from rivergrad.data.digits import digits
from rivergrad.data.features import FEATURES, features_of
from rivergrad.data.planar import PLANAR, REGRESSION, Point, shuffled
from rivergrad.data.random import SeededRandom
from rivergrad.data.table import read_csv, read_rows
from rivergrad.errors import SourceError

IMAGE = (28, 28, 1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which data set, and for what network: `shape` of one input, number of `outputs`. noise,
    train_percent: in percent. features: of planar points."""

    name: str
    seed: str
    shape: tuple[int, ...]
    outputs: int
    noise: float = 0.0
    train_percent: float | None = None
    features: tuple[str, ...] | None = None
    points: tuple[tuple[float, ...], ...] | None = None
    csv: str | None = None

    @property
    def width(self) -> int:
        return int(np.prod(self.shape, dtype=int))

    def training(self, count: int) -> int:
        """How many of `count` examples are for training: at least one."""
        usual = 50.0 if self.name in PLANAR else 80.0
        percent = usual if self.train_percent is None else self.train_percent
        return max(1, int(count * percent // 100))


def usual_data(shape: tuple[int, ...], outputs: int) -> str:
    """The data set for a network that names none."""
    if int(np.prod(shape, dtype=int)) == 784 and outputs == 10:
        return "digits"
    return "circle" if len(shape) == 1 and shape[0] <= len(FEATURES) and outputs == 1 else "clouds"


def load(wanted: Wanted) -> tuple[DataSet, SeededRandom]:
    """The data set, and the stream of random numbers where the data left it.

    Raises SourceError where the data do not fit the network, InputError for bad points.
    """
    if wanted.name in PLANAR:
        return _planar(wanted)
    if wanted.name == "digits":
        return _digits(wanted), SeededRandom(wanted.seed)
    data = _clouds(wanted) if wanted.name == "clouds" else _points(wanted)
    return data, SeededRandom(wanted.seed)


@lru_cache(maxsize=64)
def _drawn(name: str, seed: str, noise: float) -> tuple[list[Point], SeededRandom]:
    random = SeededRandom(seed)
    points = shuffled(PLANAR[name](random, noise / 100.0), random)
    return points, random


def _planar(wanted: Wanted) -> tuple[DataSet, SeededRandom]:
    features = wanted.features or FEATURES[: wanted.width]
    if len(wanted.shape) != 1 or len(features) != wanted.width or wanted.outputs > 2:
        raise SourceError(
            f"the data set {wanted.name} has points of the plane for networks of 1 to 7 inputs and "
            f"one output (or two classes), but this one has {wanted.width} and {wanted.outputs}",
            hint="name another data set, or change the network's first or last layer",
        )
    points, random = _drawn(wanted.name, wanted.seed, wanted.noise)
    table = np.array(points)
    labels: Labels = "one_hot" if wanted.outputs == 2 else "sign"
    if wanted.name in REGRESSION:
        labels = "number"
    inputs = features_of(table[:, :2], features)
    targets: Array = _targets((table[:, 2] > 0).astype(float), labels, 2)
    if labels == "number":
        targets = np.repeat(table[:, 2:], wanted.outputs, axis=1)
    training = wanted.training(len(table))
    data = DataSet(wanted.name, inputs, targets, training, labels, features, table[:, :2])
    return data, random.copy()


def _targets(classes: Array, labels: Labels, count: int) -> Array:
    """Class numbers as targets: (examples, outputs)."""
    if labels == "one_hot":
        return np.asarray(np.eye(count)[classes.astype(int)])
    return np.asarray((2.0 * classes - 1.0 if labels == "sign" else classes)[:, None])


def _clouds(wanted: Wanted) -> DataSet:
    classes = max(wanted.outputs, 2)
    inputs, chosen = clouds(wanted.seed, wanted.shape, classes, wanted.noise / 100.0)
    labels: Labels = "one_hot" if wanted.outputs > 1 else "sign"
    targets = _targets(chosen, labels, classes)
    plane = inputs if wanted.shape == (2,) else None
    return DataSet(
        "clouds", inputs, targets, wanted.training(len(inputs)), labels, _columns(wanted), plane
    )


def _columns(wanted: Wanted) -> tuple[str, ...]:
    return tuple(f"x{i + 1}" for i in range(wanted.width)) if len(wanted.shape) == 1 else ()


@lru_cache(maxsize=4)
def _digits(wanted: Wanted) -> DataSet:
    if wanted.width != 784 or wanted.outputs != 10:
        raise SourceError(
            "the data set digits has images of 28 × 28 = 784 numbers and 10 classes",
            hint="write 784-32-10, or name another data set",
        )
    images, classes = digits()
    order = numbers_from(wanted.seed, "digits").permutation(len(images))
    inputs = images[order].reshape(len(images), *wanted.shape)
    targets = _targets(classes[order], "one_hot", 10)
    return DataSet("digits", inputs, targets, wanted.training(len(images)), "one_hot")


def _points(wanted: Wanted) -> DataSet:
    planar = wanted.features is not None
    columns = (2 if planar else wanted.width) + wanted.outputs
    if wanted.csv is not None:
        rows: Any = read_csv(wanted.csv, columns)
    else:
        rows = read_rows([list(row) for row in wanted.points or ()], columns)
    table = np.array(rows, dtype=float)
    points, targets = table[:, : -wanted.outputs], table[:, -wanted.outputs :]
    inputs = features_of(points, wanted.features) if wanted.features else points
    labels = _labels_of(targets)
    names = wanted.features or _columns(wanted)
    plane = points if points.shape[1] == 2 else None
    inputs = inputs.reshape(len(inputs), *wanted.shape)
    return DataSet("points", inputs, targets, wanted.training(len(table)), labels, names, plane)


def _labels_of(targets: Array) -> Labels:
    """What the user's targets say: −1 and 1, or 0 and 1, are classes."""
    values = set(np.unique(targets).tolist())
    if targets.shape[1] > 1:
        rows_of_one = values <= {0.0, 1.0} and bool(np.all(targets.sum(axis=1) == 1.0))
        return "one_hot" if rows_of_one else "number"
    if values <= {0.0, 1.0}:
        return "probability"
    return "sign" if values <= {-1.0, 1.0} else "number"
