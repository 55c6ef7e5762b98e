"""What a layer is doing: how large its gradients and steps are, and how its values are spread."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

BINS = 20
_SAMPLE = 20_000


class Histogram(NamedTuple):
    """`counts` of BINS equal intervals from `low` to `high`. None where a value is not finite."""

    low: float | None
    high: float | None
    counts: list[int]


class LayerStatistics(NamedTuple):
    """gradient_norm, weight_norm: Euclidean, over all parameters of the layer. update_ratio: how
    far the last step went beside them. gradients, activations: how they are spread. zeros: the part
    of units that were 0 for every example. The first four are None before a step."""

    layer: int
    label: str
    gradient_norm: float | None
    weight_norm: float
    update_ratio: float | None
    gradients: Histogram | None
    activations: Histogram
    zeros: float


def histogram(array: Any) -> Histogram:
    """How the elements are spread; of a large array, of some of them."""
    flat = array.reshape(-1)
    if flat.size > _SAMPLE:
        flat = flat[:: flat.size // _SAMPLE]
    low, high = float(flat.min()), float(flat.max())
    width = high - low
    if width - width != 0.0:
        return Histogram(None, None, [0] * BINS)
    scale = BINS / width if width > 0.0 else 0.0
    if scale == np.inf:
        scale = 0.0
    places = np.minimum(((flat - low) * scale).astype(np.int64), BINS - 1)
    return Histogram(low, high, np.bincount(places, minlength=BINS).tolist())


def norm(arrays: list[Any]) -> float:
    """The Euclidean length of all of them together."""
    return float(np.sqrt(sum(float(np.vdot(array, array)) for array in arrays)))


def of_layer(
    layer: int,
    label: str,
    weights: list[Any],
    gradients: list[Any],
    before: list[Any],
    activation: Any,
) -> LayerStatistics:
    """The statistics of a layer: `before` are its weights before the last step, `activation`
    (examples, …) its outputs."""
    size = norm(weights)
    moved = norm([new - old for new, old in zip(weights, before, strict=True)]) if before else None
    units = activation.reshape(len(activation), -1)
    return LayerStatistics(
        layer,
        label,
        norm(gradients) if gradients else None,
        size,
        None if moved is None else moved / size if size > 0.0 else 0.0,
        histogram(gradients[0]) if gradients else None,
        histogram(units),
        float(np.mean(~units.any(axis=0))),
    )
