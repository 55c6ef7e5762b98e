"""Shapes and axes; broadcasting, done and undone."""

from __future__ import annotations

from typing import Any

import numpy as np


def shape_of(value: Any) -> tuple[int, ...]:
    """The shape of a value; of a float ()."""
    return () if type(value) is float else value.shape


def unbroadcast(gradient: Any, shape: tuple[int, ...]) -> Any:
    """`gradient` as an array of `shape`: summed over axes that broadcasting stretched, stretched
    over those that a rule left out (a rule may return a bare 0.0)."""
    if not hasattr(gradient, "shape") or gradient.shape == ():
        return np.full(shape, gradient) if shape else float(gradient)
    if gradient.shape == shape:
        return gradient
    if gradient.ndim == 2 and gradient.shape[1:] == shape:  # a bias: the usual case, done fast
        return np.add.reduce(gradient, axis=0)
    extra = gradient.ndim - len(shape)
    if extra > 0:
        gradient = gradient.sum(axis=tuple(range(extra)))
    stretched = tuple(
        axis for axis, size in enumerate(shape) if size == 1 and gradient.shape[axis] != 1
    )
    if stretched:
        gradient = gradient.sum(axis=stretched, keepdims=True)
    if shape == ():
        return float(gradient)
    return gradient if gradient.shape == shape else np.broadcast_to(gradient, shape)


def expand(reduced: Any, axis: Any, shape: tuple[int, ...]) -> Any:
    """A reduction over `axis` of an array of `shape`, with the reduced axes put back as 1."""
    if axis is None:
        return np.reshape(reduced, (1,) * len(shape)) if np.size(reduced) == 1 else reduced
    if np.ndim(reduced) == len(shape):
        return reduced
    return np.expand_dims(reduced, axes_of(axis, len(shape)))


def axes_of(axis: Any, count: int) -> tuple[int, ...]:
    """The option `axis` as the places of axes among `count`: None is all, −1 the last. A scalar
    has none, though numpy reduces it along its first."""
    if axis is None or count == 0:
        return tuple(range(count))
    return tuple(a % count for a in ((axis,) if isinstance(axis, int) else axis))
