"""Where in the plane the network says what: the output, and each unit, over a grid of points."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from rivergrad.data import PLANAR, features_of
from rivergrad.training.trainer import Trainer

BOUNDARY, THUMBNAIL = 50, 10
LARGEST = 100
_PLAYGROUND_EXTENT = 6.0
_MOST_UNITS = 64


class Maps(NamedTuple):
    """boundary: the output over [−extent, extent]² by row (the second coordinate, from below) and
    column; of two outputs the second less the first. units: by layer with weights and by unit, a
    smaller map of its activation (None for layers too wide)."""

    extent: float
    boundary: Any
    units: list[Any]


def maps(trainer: Trainer, size: int = BOUNDARY) -> Maps | None:
    """The maps, of `size` × `size` points. None for data that are not points of the plane."""
    data = trainer.data
    if data.points is None or not trainer.network.is_planar:
        return None
    extent = _extent(trainer)
    size = max(THUMBNAIL, min(size, LARGEST))
    running = trainer.model.evaluating
    points = _grid(extent, size)
    with np.errstate(all="ignore"):
        running.forward(
            features_of(points, data.columns), np.zeros((len(points), trainer.network.outputs))
        )
    prediction = running.prediction
    output = prediction[:, 0] if prediction.shape[1] == 1 else prediction[:, 1] - prediction[:, 0]
    units = [_small(values, size) for _, values in trainer.activations()]
    return Maps(extent, output.reshape(size, size), units)


def _extent(trainer: Trainer) -> float:
    if trainer.data.name in PLANAR:
        return _PLAYGROUND_EXTENT
    largest = float(np.abs(trainer.data.points).max())  # type: ignore[arg-type]
    return largest * 1.2 if largest > 0.0 else 1.0


def _grid(extent: float, size: int) -> Any:
    """The middles of size × size cells: (size², 2)."""
    middles = (np.arange(size) + 0.5) / size * 2.0 * extent - extent
    return np.stack(np.meshgrid(middles, middles), axis=-1).reshape(-1, 2)


def _small(values: Any, size: int) -> Any:
    """Each unit's values (size², units) at every few points: (units, rows, columns)."""
    if values.ndim != 2 or values.shape[1] > _MOST_UNITS:
        return None
    step = size // THUMBNAIL
    square = values.reshape(size, size, -1)[step // 2 :: step, step // 2 :: step]
    return np.moveaxis(square, -1, 0)
