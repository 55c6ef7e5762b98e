"""Playground's features written as operations on a point's coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rivergrad.networks.pen import Pen


def feature_columns(pen: Pen, points: int, names: Sequence[str]) -> int:
    """The features of points (examples, 2), as columns (examples, features)."""
    with pen.group("layer", "features", "features"):
        x1, x2 = (
            pen.op("index", points, key=(slice(None), column), name=f"x{column + 1}")
            for column in (0, 1)
        )
        return pen.op("stack", *(_feature(pen, name, x1, x2) for name in names), axis=-1)


def feature_scalars(pen: Pen, point: Any, names: Sequence[str]) -> Any:
    """The features of one point, as an object array of nodes."""
    with pen.group("layer", "features", "features"):
        nodes = [_feature(pen, name, point[0], point[1]) for name in names]
    return np.array(nodes, dtype=object)


def _feature(pen: Pen, name: str, x1: int, x2: int) -> int:
    coordinate = x2 if name.endswith("2") or name.startswith("x2") else x1
    if name in ("x1", "x2"):
        return coordinate
    if name == "x1_x2":
        return pen.op("multiply", x1, x2, name=name)
    return pen.op("sin" if name.startswith("sin") else "square", coordinate, name=name)
