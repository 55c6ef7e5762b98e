"""The gradient check tells agreement, kinks and what is not finite."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import rivergrad as rg

CHECKS: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("x * y", {"x": 3, "y": -4}, {"x": "agrees", "y": "agrees"}),
    ("sin(x * 100)", {"x": 0.1}, {"x": "agrees"}),
    ("relu(x)", {"x": 0}, {"x": "kink"}),
    ("abs(x) + y", {"x": 0, "y": 1}, {"x": "kink", "y": "agrees"}),
    ("max(x, y)", {"x": 1, "y": 1}, {"x": "kink", "y": "kink"}),
    ("step(x)", {"x": 0}, {"x": "kink"}),
    ("relu(x)", {"x": -1}, {"x": "agrees"}),
    ("log(x)", {"x": 0}, {"x": "not_finite"}),
    ("log(x)", {"x": -1}, {"x": "not_finite"}),
    ("sum(W @ x)", {"W": [[1, 2]], "x": [1, 2]}, {"W": "agrees", "x": "agrees"}),
    ("max(v)", {"v": [1, 2, 2]}, {"v": "kink"}),
    ("x", {}, {"x": "agrees"}),
]


@pytest.mark.parametrize(("source", "inputs", "verdicts"), CHECKS)
def test_verdicts(source: str, inputs: dict[str, Any], verdicts: dict[str, str]) -> None:
    checks = rg.check(rg.trace(source, inputs))
    assert {name: check.verdict for name, check in checks.items()} == verdicts


def test_both_numbers_and_their_error() -> None:
    check = rg.check(rg.trace("x ** 3", x=2))["x"]
    assert check.gradient == 12
    assert check.finite_difference == pytest.approx(12, rel=1e-8)
    assert check.relative_error < 1e-8


def test_large_arrays_are_checked_in_part() -> None:
    check = rg.check(rg.trace("sum(v * v)", v=np.ones(1000)))["v"]
    assert np.shape(check.finite_difference) == (1000,)
    assert int(np.isfinite(check.finite_difference).sum()) == 200
    assert "200 were checked" in check.note
