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
    ("1 / x", {"x": 1e-8}, {"x": "agrees"}),
    ("sin(x * 1e6)", {"x": 1}, {"x": "agrees"}),
    ("x + 1e16", {"x": 1}, {"x": "agrees"}),
    ("x ** 3", {"x": 0}, {"x": "agrees"}),
    ("log(x)", {"x": 1e-9}, {"x": "agrees"}),
    ("log(x - 1)", {"x": 1 + 1e-9}, {"x": "agrees"}),
    ("exp(x)", {"x": 700}, {"x": "agrees"}),
    ("relu(x)", {"x": 1e-7}, {"x": "agrees"}),
    ("relu(1 / x)", {"x": 1e-8}, {"x": "agrees"}),
    ("elu(x)", {"x": 0}, {"x": "agrees"}),
    ("x ** 2 + relu(x)", {"x": 0}, {"x": "kink"}),
    ("1e-6 * abs(x)", {"x": 0}, {"x": "kink"}),
    ("x * y", {"x": 1e308, "y": 1e-300}, {"x": "agrees", "y": "agrees"}),
]


LOOP = "n = 3\ns = x\nfor i in range(n):\n    s = s * x\ns"


@pytest.mark.parametrize("upstream", [2, -0.5, 0, 1e9])
def test_the_upstream_gradient_counts_on_both_sides(upstream: float) -> None:
    check = rg.check(rg.trace("x * x", x=3, upstream=upstream))["x"]
    assert check.verdict == "agrees"
    assert check.finite_difference == pytest.approx(6 * upstream)


STRUCTURAL = [
    LOOP,
    "n = 2\nx * x if n > 1 else x",
    "n = 1\nv = [x, 2*x, 3*x]\nv[n]",
    "n = 2\ndef f(a):\n    for i in range(n):\n        a = a * x\n    return a\nf(x)",
]


@pytest.mark.parametrize("source", STRUCTURAL)
def test_what_decides_the_shape_is_not_compared(source: str) -> None:
    checks = rg.check(rg.trace(source, x=2))
    assert {name: check.verdict for name, check in checks.items()} == {
        "n": "structural",
        "x": "agrees",
    }


@pytest.mark.parametrize(("source", "inputs", "verdicts"), CHECKS)
def test_verdicts(source: str, inputs: dict[str, Any], verdicts: dict[str, str]) -> None:
    checks = rg.check(rg.trace(source, inputs))
    assert {name: check.verdict for name, check in checks.items()} == verdicts


def test_both_numbers_and_their_error() -> None:
    check = rg.check(rg.trace("x ** 3", x=2))["x"]
    assert check.gradient == 12
    assert check.finite_difference == pytest.approx(12, rel=1e-8)
    assert check.relative_error < 1e-8


def test_the_error_of_large_gradients_does_not_overflow() -> None:
    assert rg.check(rg.trace("exp(x)", x=700))["x"].relative_error < 1e-5


def test_a_wrong_gradient_differs() -> None:
    trace = rg.trace("sin(x) + y", x=1, y=2)
    trace.numbers.gradients[trace.program.inputs["x"]] *= 1.001
    assert {name: c.verdict for name, c in rg.check(trace).items()} == {
        "x": "differs",
        "y": "agrees",
    }


def test_large_arrays_are_checked_in_part() -> None:
    check = rg.check(rg.trace("sum(v * v)", v=np.ones(1000)))["v"]
    assert np.shape(check.finite_difference) == (1000,)
    assert int(np.isfinite(check.finite_difference).sum()) == 200
    assert "200 were checked" in check.note
