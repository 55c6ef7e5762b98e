"""What TensorFlow Playground feeds its networks: functions of a point, in its order."""

from __future__ import annotations

from typing import Any

import numpy as np

FEATURES = ("x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2")


def features_of(points: Any, names: tuple[str, ...]) -> Any:
    """The columns `names` of points of the plane. points: (…, 2); result: (…, features)."""
    x, y = points[..., 0], points[..., 1]
    columns = {
        "x1": lambda: x,
        "x2": lambda: y,
        "x1_squared": lambda: x * x,
        "x2_squared": lambda: y * y,
        "x1_x2": lambda: x * y,
        "sin_x1": lambda: np.sin(x),
        "sin_x2": lambda: np.sin(y),
    }
    return np.stack([columns[name]() for name in names], axis=-1)
