"""Grids: at each point, what a run of its own gives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import rivergrad as rg

PROGRAMS: list[tuple[str, dict[str, Any]]] = [
    ("(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)", {}),
    ("x * y + z", {"z": 2}),
    ("x * 2", {"y": 1}),
    ("max(x, y) * relu(x) + abs(y) + where(x > y, x, 2 * y)", {}),
    ("log(x) + sqrt(y)", {}),
    ("sum(w * x) + y", {"w": [1, 2]}),
    ("3 + 0 * x * y", {}),
]  # fmt: skip


@pytest.mark.parametrize(("source", "inputs"), PROGRAMS)
def test_every_point_is_a_run_of_its_own(source: str, inputs: dict[str, Any]) -> None:
    if "y" in inputs:
        source, inputs = f"{source} + 0 * y", {}
    trace = rg.trace(source, inputs)
    grid = rg.grid(trace, ("x", -2, 3, 6), ("y", -1, 2, 4))
    assert grid.value.shape == grid.gradients["x"].shape == (4, 6)
    for row, column in np.ndindex(4, 6):
        point = trace.at(x=float(grid.x[column]), y=float(grid.y[row]))
        assert grid.value[row, column] == pytest.approx(point.value, nan_ok=True)
        for name in ("x", "y"):
            expected = point.gradients[name]
            assert grid.gradients[name][row, column] == pytest.approx(expected, nan_ok=True)


MISFITS: list[tuple[tuple[Any, ...], tuple[Any, ...], str]] = [
    (("q", 0, 1, 3), ("y", 0, 1, 3), "no input named 'q'"),
    (("x", 0, 1, 3), ("x", 0, 1, 3), "both axes are x"),
    (("x", 1, 0, 3), ("y", 0, 1, 3), "the axis x is empty"),
    (("x", 0, 1, 1), ("y", 0, 1, 3), "the axis x is empty"),
    (("W", 0, 1, 3), ("y", 0, 1, 3), "W is an array"),
    (("n", 0, 1, 3), ("y", 0, 1, 3), "n decides the shape of the program"),
]


@pytest.mark.parametrize(("x", "y", "message"), MISFITS)
def test_axes_that_do_not_fit(x: Any, y: Any, message: str) -> None:
    trace = rg.trace("n = 3\nfor i in range(n): x = x * y\nx * sum(W) + n", W=[1, 2])
    with pytest.raises(rg.InputError, match=message):
        rg.grid(trace, x, y)


def test_a_grid_that_is_too_large() -> None:
    with pytest.raises(rg.LimitError):
        rg.grid(rg.trace("x * y"), ("x", 0, 1, 5000), ("y", 0, 1, 5000))
