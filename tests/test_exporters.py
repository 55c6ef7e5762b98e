"""Code in the lesson's style: it runs with `math` alone, and tells which line is which step."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import rivergrad as rg
from rivergrad.exporters import EXPORTERS, export
from rivergrad.stages import stages

STAGED = """sigy = 1.0 / (1 + exp(-y))
num = x + sigy
sigx = 1.0 / (1 + exp(-x))
xpy = x + y
xpysqr = xpy**2
den = sigx + xpysqr
invden = 1.0 / den
f = num * invden"""

LESSON = """from math import exp

x = 3.0
y = -4.0

# forward pass
sigy = 1.0 / (1 + exp(-y))  #(1)
num = x + sigy  #(2)
sigx = 1.0 / (1 + exp(-x))  #(3)
xpy = x + y  #(4)
xpysqr = xpy**2  #(5)
den = sigx + xpysqr  #(6)
invden = 1 / den  #(7)
f = num * invden  #(8)

# backward pass: the gradient at the top
df = 1.0

# backprop f = num * invden
dnum = (invden) * df  #(8)
dinvden = (num) * df  #(8)

# backprop invden = 1 / den
dden = (-1 / den**2) * dinvden  #(7)

# backprop den = sigx + xpysqr
dsigx = (1) * dden  #(6)
dxpysqr = (1) * dden  #(6)

# backprop xpysqr = xpy**2
dxpy = (2 * xpy) * dxpysqr  #(5)

# backprop xpy = x + y
dx = (1) * dxpy  #(4)
dy = (1) * dxpy  #(4)

# backprop sigx = 1.0 / (1 + exp(-x))
dx += ((1 - sigx) * sigx) * dsigx  #(3)  # adds up

# backprop num = x + sigy
dx += (1) * dnum  #(2)  # adds up
dsigy = (1) * dnum  #(2)

# backprop sigy = 1.0 / (1 + exp(-y))
dy += ((1 - sigy) * sigy) * dsigy  #(1)  # adds up
"""


def test_the_lesson_itself() -> None:
    code = rg.trace(STAGED, x=3, y=-4).code("python")
    assert sorted(code.split("\n")) == sorted(LESSON.split("\n"))


PROGRAMS: list[tuple[str, dict[str, Any]]] = [
    (STAGED, {"x": 3, "y": -4}),
    ("h = x\nfor t in range(3):\n    h = tanh(w * h + x)\nh", {"w": 0.5, "x": 1}),
    ("a = x\na = a * x\na = a + y\na * a", {"x": 2, "y": 3}),
    ("d = x * 2\ndd = d * x\ndd + d", {"x": 2}),
    ("f = x * 2\nf * f", {"x": 2}),
    ("relu(x) + leaky_relu(y, negative_slope=0.3) + elu(y) + gelu(x) + silu(y)", {"x": 1, "y": -1}),
    ("where(x > y, x * 2, y) + max(x, y, 1) + min(x, y)", {"x": 1, "y": -1}),
    ("abs(x) + sign(y) + step(x) + softplus(y) + erf(x) + log1p(x) + square(y)", {"x": 1, "y": -1}),
    ("log2(x) + log10(x) + arcsin(y) + arccos(y) + arctan(x) + sinh(x)", {"x": 1, "y": -0.5}),
    ("x ** y + y / x - -x", {"x": 2, "y": 3}),
    ("sec(x) + csc(x) * cot(x) - asinh(x) + acosh(x + 1) * atanh(y)", {"x": 1, "y": 0.5}),
    ("arctan2(y, x) + floor(y) * x + clip(x, 0, 0.5) * y + clamp(y, min=0)", {"x": 1, "y": 2.5}),
    ("(x != y) * x + (x != 1) + clip(y, max=3)", {"x": 1, "y": 2.5}),
    ("std(v) + prod(v) + sum(outer(v, w) * 2) + prod(W, axis=0)[1] + std(W, axis=1, ddof=1)[0]",
     {"v": [1, 2], "w": [3, 4, 5], "W": [[1, 2], [3, 4]]}),
    ("unused = y * 2\nx + 1", {"x": 1, "y": 1}),
    ("mean(W @ v) + sum(W) + norm(v) + var(v) + max(v) + min(W)",
     {"W": [[1, 2], [3, 4]], "v": [1, 2]}),
    ("sum(softmax(v) * [1, 2]) + logsumexp(v) + sum(log_softmax(v)[0])", {"v": [1, 2]}),
    ("mse(v, t) + bce(sigmoid(v), t) + bce_with_logits(v, t) + cross_entropy(v, t)",
     {"v": [1, 2], "t": [0.25, 0.75]}),
    ("sum(concatenate([v, w])[1:3] * stack([v, w])[0]) + v.reshape(1, 2).T[1, 0]",
     {"v": [1, 2], "w": [3, 4]}),
    ("a = sum([x, y])\na * z", {"x": 1, "y": 2, "z": 5}),
    ("z * mean([x, y])", {"x": 1, "y": 2, "z": 5}),
    ("norm([x, y])", {"x": 3, "y": 4}),
    ("mse([x, y], [1, 2])", {"x": 3, "y": 5}),
    ("softmax([x, y, z])[1]", {"x": 3, "y": 4, "z": 5}),
    ("logsumexp([x, y])", {"x": 3, "y": 4}),
    ("bce(p, t)", {"p": 0.3, "t": 0.7}),
    ("bce_with_logits(z, 1)", {"z": 0.3}),
    ("bce(v, 0.5) + mse(x, 3) + norm(x) + var(x)", {"v": [0.1, 0.2], "x": 2}),
    ("cross_entropy(v, 1) + cross_entropy(W, [1, 0])", {"v": [1, 2], "W": [[1, 2], [4, 3]]}),
    ("max(T, axis=(0, 1)) * sum(min(T, axis=(-1, 0), keepdims=True))", {"T": [[1, 2], [3, 4]]}),
    ("sum(v[:0]) + x", {"v": [1, 2], "x": 1}),
    ("sigmoid(x) + silu(x) + y", {"x": -1000, "y": 1}),
    ("softplus(x) + x", {"x": -1000}),
    ("softplus(x + y) * sigmoid(x + y)", {"x": 1000, "y": 2}),
    ("logsumexp(v)", {"v": [1000, 2, 3]}),
    ("logsumexp(v) * x", {"v": [-1000, -1001], "x": 2}),
    ("sum(softmax(v) * [1, 2, 3])", {"v": [1000, 999, 3]}),
    ("sum(log_softmax(W, axis=0) * W)", {"W": [[1000, 999], [1001, 998]]}),
    ("cross_entropy(v, 1) + mean(logsumexp(W, axis=1))",
     {"v": [1e3, 999], "W": [[1, 2], [-800, 3]]}),
    ("sum(logsumexp(T, axis=(0, 2)))", {"T": [[[1, 2000], [3, 4]]]}),
    ("logsumexp(x) + sum(softmax(T, axis=1)) + logsumexp(T)",
     {"x": 1000, "T": [[[1, 2000], [3, 4]]]}),
    ("max * x + max(x, max) + sqrt(x)", {"max": 2, "x": 3}),
    ("sqrt * x + sqrt(x) * f", {"sqrt": 2, "x": 3}),
    ("float = x * 2\nabs(float) + float * float_", {"x": 3, "float_": 2}),
    ("log1p = x * 2\nexp = softplus(log1p)\nexp * sigmoid(exp)", {"x": 3}),
    ("exp = sum(v)\nmax = softmax(v * exp)[0]\nmax * relu(max)", {"v": [0.1, 0.2]}),
    ("pow * x ** 1.5 + x ** pow + 2 ** x + x ** -1.5", {"x": 3, "pow": 2}),
    ("x ** 3 - x ** -3", {"x": -2}),
    ("t = [1, 0]\ncross_entropy(z, t)", {"z": [[1, 2], [3, 4]]}),
    ("cross_entropy(z, t) * x", {"z": [1, 2], "t": 1, "x": 2}),
    ("exp(x) / (1 + exp(x)) + log(1 + exp(y)) + (1 + exp(-y)) ** -1", {"x": 3, "y": -2}),
    ("d_x * dx * x * grad_x * gradient_x", {"d_x": 2, "dx": 3, "x": 5, "gradient_x": 7}),
]  # fmt: skip


PREFIXES = ("d", "d_", "grad_", "gradient_", "gradient2_")


@pytest.mark.parametrize(("source", "inputs"), PROGRAMS, ids=[source for source, _ in PROGRAMS])
def test_the_code_runs_and_gives_the_same(source: str, inputs: dict[str, Any]) -> None:
    trace = rg.trace(source, inputs)
    listing = export(trace)
    assert "rivergrad" not in listing.code
    ran: dict[str, Any] = {}
    exec(listing.code, ran)
    prefix = next(
        p for p in PREFIXES if all({p + n, f"{p}{n}_"} & ran.keys() for n in trace.gradients)
    )
    for name, gradient in trace.gradients.items():
        spelled = next(n for n in (name, f"{name}_") if prefix + n in ran)
        assert np.array(ran[prefix + spelled]) == pytest.approx(
            np.array(gradient), rel=1e-9, abs=1e-12
        )


def test_each_line_knows_its_step() -> None:
    trace = rg.trace(STAGED, x=3, y=-4)
    listing = export(trace)
    lines = listing.code.split("\n")
    forward = [line for line in listing.lines if line.phase == "forward"]
    assert [lines[line.line - 1].split(" = ")[0] for line in forward] == [
        "sigy", "num", "sigx", "xpy", "xpysqr", "den", "invden", "f",
    ]  # fmt: skip
    assert {node for line in forward for node in line.nodes} == {n for n, _, _ in trace.tape.calls}


def test_targets() -> None:
    assert "python" in EXPORTERS
    with pytest.raises(rg.InputError, match="'pyton' is not known"):
        rg.trace("x").code("pyton")


def test_what_cannot_be_written_out_says_why() -> None:
    with pytest.raises(rg.ShapeError, match="a class must be a constant or an input"):
        rg.trace("cross_entropy(v, t * 1)", v=[1, 2], t=1).code()


# What is not finite in a trace: its code raises, and knows no more than the trace.
BROKEN = [
    ("x ** 0.5", -1, ValueError),
    ("(x * 2) ** (y / 2)", -1, ValueError),
    ("1 / (1 + exp(-x))", -1000, OverflowError),
    ("log(1 + exp(x)) * 2", 1000, OverflowError),
    ("sum([log(1 + exp(x)), x])", 1000, OverflowError),
]


@pytest.mark.parametrize(("source", "x", "error"), BROKEN)
def test_the_code_raises_where_the_trace_is_not_finite(
    source: str, x: float, error: type[Exception]
) -> None:
    trace = rg.trace(source, x=x)
    assert not np.isfinite(trace.gradients["x"])
    with pytest.raises(error):
        exec(trace.code(), {})
    assert trace.document()["steps"]["forward"]


SPELLED_OUT = [
    ("1 / (1 + exp(-x))", "sigmoid"), ("(exp(-x) + 1) ** -1", "sigmoid"),
    ("exp(x) / (exp(x) + 1)", "sigmoid"), ("1/(1+e^(-x))", "sigmoid"),
    ("log(1 + exp(x))", "softplus"), ("log1p(exp(x))", "softplus"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "operation"), SPELLED_OUT)
def test_what_spells_an_operation_out_is_its_stage(source: str, operation: str) -> None:
    found = stages(rg.trace(f"a = {source}\na * 2", x=0.3).program)
    assert [stage.operation.name for stage in found] == [operation, "multiply"]
