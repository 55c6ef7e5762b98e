"""Operations where numbers are hard: far out, at kinks, at the last digits, of many arguments."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import rivergrad as rg
from rivergrad.operations import OPERATIONS, SPELLINGS

NAN, INF = math.nan, math.inf
STABLE = [
    ("sigmoid(x)", 1000.0, 1.0, 0.0),
    ("sigmoid(x)", -1000.0, 0.0, 0.0),
    ("softplus(x)", 1000.0, 1000.0, 1.0),
    ("softplus(x)", -1000.0, 0.0, 0.0),
    ("log1p(x)", 1e-20, 1e-20, 1.0),
    ("tanh(x)", 1000.0, 1.0, 0.0),
    ("silu(x)", -1000.0, 0.0, 0.0),
    ("sum(softmax([x, 0]) * [1, 2])", 1000.0, 1.0, 0.0),
    ("logsumexp([x, 0])", 1000.0, 1000.0, 1.0),
    ("log_softmax([x, 0])[1]", 1000.0, -1000.0, -1.0),
    ("cross_entropy([x, 0], 1)", 1000.0, 1000.0, 1.0),
    ("bce_with_logits(x, 0)", 1000.0, 1000.0, 1.0),
    ("log(x)", 0.0, -INF, INF),
    ("sqrt(x)", 0.0, 0.0, INF),
    ("log(x)", -1.0, NAN, -1.0),
    ("exp(x)", 1000.0, INF, INF),
    ("1 / x", 0.0, INF, -INF),
    ("x ** 0.5", -1.0, NAN, NAN),
    ("x ** 0", 0.0, 1.0, 0.0),
    ("y = 0\nx ** y", 0.0, 1.0, 0.0),
    ("sum([x, x] ** 0)", 0.0, 2.0, 0.0),
    ("sum([x, 1] ** [0, 2])", 0.0, 2.0, 0.0),
    ("0 ** x", 2.0, 0.0, 0.0),
    ("prod([x, 0, 3])", 2.0, 0.0, 0.0),
    ("prod([x, 2, 3])", 0.0, 0.0, 6.0),
    ("sum([0, 1] ** x)", 2.0, 1.0, 0.0),
    ("0 ** x", 0.0, 1.0, -INF),
    ("bce(x, 1)", 1.0, 0.0, -1.0),
    ("bce(x, 0)", 0.0, 0.0, 1.0),
    ("bce(x, 1)", 0.0, INF, -INF),
    ("bce(x, 0)", 1.0, INF, INF),
    ("bce([x, 0.5], [1, 0.5])", 1.0, math.log(2) / 2, -0.5),
    ("bce(x, [1, 1])", 1.0, 0.0, -1.0),
]


@pytest.mark.parametrize(("source", "x", "value", "gradient"), STABLE)
def test_far_out(source: str, x: float, value: float, gradient: float) -> None:
    trace = rg.trace(source, x=x)
    assert trace.value == pytest.approx(value, nan_ok=True, abs=1e-12)
    assert trace.gradients["x"] == pytest.approx(gradient, nan_ok=True, abs=1e-12)


# Numbers whose digits a plainer rule loses: Φ(−10) and φ(10) of the normal distribution from
# tables, exp from its series.
EXACT = [
    ("gelu(x)", -10.0, -7.61985302416052607e-23, -7.6184000964648141e-22),
    ("elu(x)", -1e-10, -9.9999999995e-11, 0.9999999999),
    ("elu(x)", -50.0, -1.0, 1.9287498479639178e-22),
    ("elu(x, alpha=2)", -1e-10, -1.9999999999e-10, 1.9999999998),
    ("log10(x)", 1000.0, 3.0, 1 / (1000 * math.log(10))),
    ("log2(x)", 2.0**29, 29.0, 2.0**-29 / math.log(2)),
    ("norm([x, 4e200])", 3e200, 5e200, 0.6),
    ("norm([x, 4e-200])", 3e-200, 5e-200, 0.6),
    ("norm([x, 0], axis=0, keepdims=True)[0]", -3.0, 3.0, -1.0),
]


@pytest.mark.parametrize(("source", "x", "value", "gradient"), EXACT)
@pytest.mark.parametrize("array", [False, True])
def test_digits(source: str, x: float, value: float, gradient: float, array: bool) -> None:
    trace = rg.trace(source.replace("x", "x[0]", 1) if array else source, x=[x] if array else x)
    assert trace.value == pytest.approx(value, rel=1e-14, abs=0)
    found = trace.gradients["x"]
    assert float(np.ravel(found)[0]) == pytest.approx(gradient, rel=1e-13, abs=0)


@pytest.mark.parametrize("name", ["stack", "concatenate"])
def test_the_flows_of_many_arguments_are_computed_once(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0
    (rule,) = OPERATIONS[name].vjps

    def counted(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        return rule(*arguments, **options)

    source = f"sum({name}([{', '.join(['x'] * 50)}]))"
    with monkeypatch.context() as patch:
        patch.setitem(SPELLINGS, name, (replace(OPERATIONS[name], vjps=(counted,)),))
        trace = rg.trace(source, x=[1.0, 2.0])
    assert trace.gradients["x"] == pytest.approx([50.0, 50.0])
    assert calls == 1


KINKS = [
    ("relu(x)", 0.0, 0.0),
    ("leaky_relu(x)", 0.0, 0.01),
    ("elu(x, alpha=2)", 0.0, 2.0),
    ("abs(x)", 0.0, 0.0),
    ("step(x)", 0.0, 0.0),
    ("sign(x)", 0.0, 0.0),
    ("max(x, 1)", 1.0, 0.5),
    ("min(x, 1)", 1.0, 0.5),
    ("max([x, 1, 1])", 1.0, 1 / 3),
    ("norm([x, 0])", 0.0, 0.0),
    ("std([x, 1])", 1.0, 0.0),
    ("clip(x, 0, 1)", 1.0, 1.0),
    ("where(x > 0, 2 * x, 3 * x)", 0.0, 3.0),
]


@pytest.mark.parametrize(("source", "x", "gradient"), KINKS)
def test_kinks_have_a_convention(source: str, x: float, gradient: float) -> None:
    trace = rg.trace(source, x=x)
    assert trace.gradients["x"] == pytest.approx(gradient)
    used = [node.operation for node in trace.program.nodes if node.operation]
    assert any(op.kinks for op in used)


UNFIT = [
    ((1, 2), (3,), "last dimension, 2, must equal the right side's only one, 3"),
    ((1, 2), (1, 3), "last dimension, 2, must equal the right side's last but one, 1"),
    ((2, 1, 2), (3, 2, 1), "the stacks of matrices, 2 and 3, must be of equal sizes"),
    ((), (2,), "a scalar is multiplied by *"),
]


@pytest.mark.parametrize(("left", "right", "message"), UNFIT)
def test_matrices_that_do_not_fit(
    left: tuple[int, ...], right: tuple[int, ...], message: str
) -> None:
    with pytest.raises(rg.ShapeError) as caught:
        rg.trace("sum(x @ y)", x=np.ones(left), y=np.ones(right))
    assert message in caught.value.message
    assert "gufunc" not in str(caught.value)
