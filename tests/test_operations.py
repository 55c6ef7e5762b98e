"""Every operation and every argument: against finite differences, an independent oracle (HIPS
autograd), and the operation's own printed formula."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from autograd.extend import defvjp, primitive

import rivergrad as rg
from rivergrad.formula import PYTHON, render
from rivergrad.operations import OPERATIONS
from rivergrad.operations.term import name, term

Array = Any


class Case(NamedTuple):
    """An expression of x, y and z that uses an operation, the same for the oracle, and the
    arguments' shapes. Arguments are drawn between `low` and `high`. No oracle: it has no gradient
    or the oracle does not know it; finite differences still check it."""

    operation: str
    source: str
    oracle: Callable[..., Array] | None
    shapes: tuple[tuple[int, ...], ...]
    low: float = -2.0
    high: float = 2.0


def sigmoid(x: Array) -> Array:
    return 1 / (1 + anp.exp(-x))


erf = primitive(np.vectorize(math.erf))
defvjp(erf, lambda out, x: lambda g: g * 2 / math.sqrt(math.pi) * anp.exp(-(x**2)))


def logsumexp(x: Array, **options: Any) -> Array:
    return anp.log(anp.sum(anp.exp(x), **options))


def softmax(x: Array, axis: int = -1) -> Array:
    powers = anp.exp(x)
    return powers / anp.sum(powers, axis=axis, keepdims=True)


def log_softmax(x: Array, axis: int = -1) -> Array:
    return anp.log(softmax(x, axis))


def _cross_entropy(z: Array, t: Array) -> Array:
    return -anp.sum(t * log_softmax(z)) / (anp.size(z) // z.shape[-1])


def _bce(p: Array, t: Array) -> Array:
    return -anp.mean(t * anp.log(p) + (1 - t) * anp.log(1 - p))


UNARY: list[tuple[str, str, Any, float, float]] = [
    ("negative", "-x", lambda x: -x, -2, 2),
    ("exp", "exp(x)", anp.exp, -2, 2),
    ("log", "log(x)", anp.log, 0.1, 3),
    ("log1p", "log1p(x)", anp.log1p, -0.5, 3),
    ("log2", "log2(x)", anp.log2, 0.1, 3),
    ("log10", "log10(x)", anp.log10, 0.1, 3),
    ("sqrt", "sqrt(x)", anp.sqrt, 0.1, 3),
    ("square", "square(x)", lambda x: x**2, -2, 2),
    ("abs", "abs(x)", anp.abs, -2, 2),
    ("sign", "sign(x)", lambda x: anp.sign(x) + 0 * x, -2, 2),
    ("sin", "sin(x)", anp.sin, -3, 3),
    ("cos", "cos(x)", anp.cos, -3, 3),
    ("tan", "tan(x)", anp.tan, -1, 1),
    ("arcsin", "arcsin(x)", anp.arcsin, -0.9, 0.9),
    ("arccos", "arccos(x)", anp.arccos, -0.9, 0.9),
    ("arctan", "arctan(x)", anp.arctan, -3, 3),
    ("sinh", "sinh(x)", anp.sinh, -2, 2),
    ("cosh", "cosh(x)", anp.cosh, -2, 2),
    ("tanh", "tanh(x)", anp.tanh, -2, 2),
    ("erf", "erf(x)", erf, -2, 2),
    ("erfc", "erfc(x)", lambda x: 1 - erf(x), -2, 2),
    ("sec", "sec(x)", lambda x: 1 / anp.cos(x), -1, 1),
    ("csc", "csc(x)", lambda x: 1 / anp.sin(x), 0.2, 3),
    ("cot", "cot(x)", lambda x: 1 / anp.tan(x), 0.2, 1.4),
    ("arcsinh", "asinh(x)", anp.arcsinh, -3, 3),
    ("arccosh", "acosh(x)", anp.arccosh, 1.2, 3),
    ("arctanh", "atanh(x)", anp.arctanh, -0.9, 0.9),
    ("floor", "floor(x)", lambda x: anp.floor(x) + 0 * x, -2, 2),
    ("clip", "clip(x, -1, 1)", lambda x: anp.where(x > 1, 1, anp.where(x < -1, -1, x)), -2, 2),
    ("clip", "clamp(x, min=0.5)", lambda x: anp.where(x < 0.5, 0.5, x), -2, 2),
    ("sigmoid", "sigmoid(x)", sigmoid, -4, 4),
    ("relu", "relu(x)", lambda x: anp.maximum(x, 0.0), -2, 2),
    ("leaky_relu", "leaky_relu(x)", lambda x: anp.where(x > 0, x, 0.01 * x), -2, 2),
    (
        "leaky_relu",
        "leaky_relu(x, negative_slope=0.2)",
        lambda x: anp.where(x > 0, x, 0.2 * x),
        -2,
        2,
    ),
    ("elu", "elu(x)", lambda x: anp.where(x > 0, x, anp.exp(x) - 1), -2, 2),
    ("elu", "elu(x, alpha=2)", lambda x: anp.where(x > 0, x, 2 * (anp.exp(x) - 1)), -2, 2),
    ("gelu", "gelu(x)", lambda x: x * 0.5 * (1 + erf(x / math.sqrt(2))), -2, 2),
    ("silu", "silu(x)", lambda x: x * sigmoid(x), -2, 2),
    ("softplus", "softplus(x)", lambda x: anp.log(1 + anp.exp(x)), -2, 2),
    ("step", "step(x)", lambda x: 0.5 + 0.5 * anp.sign(x) + 0 * x, -2, 2),
]

BINARY: list[tuple[str, str, Any, float, float]] = [
    ("add", "x + y", lambda x, y: x + y, -2, 2),
    ("subtract", "x - y", lambda x, y: x - y, -2, 2),
    ("multiply", "x * y", lambda x, y: x * y, -2, 2),
    ("divide", "x / y", lambda x, y: x / y, 0.5, 2),
    ("power", "x ** y", lambda x, y: x**y, 0.5, 2),
    ("maximum", "maximum(x, y)", anp.maximum, -2, 2),
    ("minimum", "minimum(x, y)", anp.minimum, -2, 2),
    ("less", "x < y", None, -2, 2),
    ("less_equal", "x <= y", None, -2, 2),
    ("greater", "x > y", None, -2, 2),
    ("greater_equal", "x >= y", None, -2, 2),
    ("equal", "x == y", None, -2, 2),
    ("not_equal", "x != y", None, -2, 2),
    ("arctan2", "arctan2(x, y)", anp.arctan2, -2, 2),
]

M = (3, 4)
OTHERS = [
    Case("where", "where(x > 0, y, z)", None, (M, (4,), ())),
    Case("where", "where(x > 0, y, z)", lambda x, y, z: anp.where(x > 0, y, z) + 0 * x, (M, M, M)),
    *(
        Case("matmul", "x @ y", anp.matmul, (left, right))
        for left in ((4,), M, (2, 3, 4))
        for right in ((4,), (4, 2), (2, 4, 2))
    ),
    Case("matmul", "np.matmul(x, y)", anp.matmul, ((2, 1, 3, 4), (5, 4, 2))),
    Case("outer", "outer(x, y)", anp.outer, ((3,), (4,))),
    Case("outer", "outer(x, y)", None, ((3,), (2, 2))),
    Case("transpose", "x.T", anp.transpose, (M,)),
    Case("transpose", "transpose(x, 1, 0, 2)", lambda x: anp.transpose(x, (1, 0, 2)), ((2, 3, 4),)),
    Case("reshape", "x.reshape(2, 6)", lambda x: anp.reshape(x, (2, 6)), (M,)),
    Case("reshape", "reshape(x, (-1,))", lambda x: anp.reshape(x, -1), (M,)),
    Case("index", "x[1]", lambda x: x[1], (M,)),
    Case("index", "x[1:3, ::2]", lambda x: x[1:3, ::2], (M,)),
    Case("index", "x[..., -1]", lambda x: x[..., -1], (M,)),
    Case("index", "x[[0, 2, 0]]", lambda x: x[anp.array([0, 2, 0])], ((4,),)),
    Case("concatenate", "concatenate([x, y])", lambda x, y: anp.concatenate([x, y]), (M, (1, 4))),
    Case(
        "concatenate",
        "concat([x, y], axis=1)",
        lambda x, y: anp.concatenate([x, y], axis=1),
        (M, (3, 2)),
    ),
    Case("stack", "stack([x, y])", lambda x, y: anp.stack([x, y]), (M, M)),
    Case("stack", "stack([x, y], axis=-1)", lambda x, y: anp.stack([x, y], axis=-1), (M, M)),
    Case("stack", "[x, y, 2]", lambda x, y: anp.stack([x, y, 2.0]), ((), ())),
    *(
        Case(op, f"{op}(x{options})", oracle, (M,))
        for op, function in (
            ("sum", anp.sum),
            ("mean", anp.mean),
            ("var", anp.var),
            ("std", anp.std),
            ("prod", anp.prod),
            ("max", anp.max),
            ("min", anp.min),
        )
        for options, oracle in (
            ("", function),
            (", axis=0", lambda x, f=function: f(x, axis=0)),
            (", axis=(0, 1)", lambda x, f=function: f(x, axis=(0, 1))),
            (", axis=-1, keepdims=True", lambda x, f=function: f(x, axis=-1, keepdims=True)),
        )
    ),
    Case("var", "var(x, ddof=1)", lambda x: anp.var(x, ddof=1), (M,)),
    Case("std", "std(x, ddof=1)", lambda x: anp.std(x, ddof=1), (M,)),
    Case("norm", "norm(x)", lambda x: anp.sqrt(anp.sum(x**2)), (M,)),
    Case("norm", "norm(x, axis=1)", lambda x: anp.sqrt(anp.sum(x**2, axis=1)), (M,)),
    Case("softmax", "softmax(x)", softmax, (M,)),
    Case("softmax", "softmax(x, axis=0)", lambda x: softmax(x, 0), (M,)),
    Case("log_softmax", "log_softmax(x)", log_softmax, (M,)),
    Case("logsumexp", "logsumexp(x)", logsumexp, (M,)),
    Case(
        "logsumexp",
        "logsumexp(x, axis=1, keepdims=True)",
        lambda x: logsumexp(x, axis=1, keepdims=True),
        (M,),
    ),
    Case("mse", "mse(x, y)", lambda x, y: anp.mean((x - y) ** 2), (M, M)),
    Case("mse", "mse(x, y)", lambda x, y: anp.mean((x - y) ** 2), (M, ())),
    Case("cross_entropy", "cross_entropy(x, y)", _cross_entropy, (M, M)),
    Case("binary_cross_entropy", "binary_cross_entropy(x, y)", _bce, (M, M), 0.1, 0.9),
    Case(
        "binary_cross_entropy_with_logits",
        "bce_with_logits(x, y)",
        lambda z, t: _bce(sigmoid(z), t),
        (M, M),
    ),
]

CASES = [
    *(
        Case(op, s, f, shapes, low, high)
        for op, s, f, low, high in UNARY
        for shapes in (((),), ((2, 3),))
    ),
    *(
        Case(op, s, f, shapes, low, high)
        for op, s, f, low, high in BINARY
        for shapes in (((), ()), ((2, 3), (3,)), ((2, 1), (1, 3)), ((), (2, 2)))
    ),
    *OTHERS,
]
ELSEWHERE = {op.name for op in OPERATIONS.values() if op.family == "images"}


def case_id(case: Case) -> str:
    return f"{case.operation}: {case.source} {case.shapes}"


def drawn(case: Case) -> dict[str, Array]:
    random = np.random.default_rng(zlib.crc32(case_id(case).encode()))
    return {
        letter: random.uniform(case.low, case.high, shape)
        if shape
        else random.uniform(case.low, case.high)
        for letter, shape in zip("xyz", case.shapes, strict=False)
    }


def weighted(case: Case, inputs: dict[str, Array]) -> tuple[rg.Trace, Array]:
    """The trace of the case's elements summed with random weights: a scalar, as gradients need."""
    if all(shape == () for shape in case.shapes) and OPERATIONS[case.operation].elementwise:
        return rg.trace(case.source, inputs), 1.0
    shape = np.shape(rg.trace(f"v = {case.source}\nsum(v)", inputs).values["v"])
    weights = np.random.default_rng(7).normal(size=shape)
    return rg.trace(f"sum(({case.source}) * weights)", {**inputs, "weights": weights}), weights


def test_every_operation_has_a_case() -> None:
    assert {case.operation for case in CASES} | ELSEWHERE == set(OPERATIONS)


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_finite_differences_along_random_directions(case: Case) -> None:
    inputs = drawn(case)
    trace, _ = weighted(case, inputs)
    assert any(node.operation is OPERATIONS[case.operation] for node in trace.program.nodes)
    random = np.random.default_rng(3)
    for letter, value in inputs.items():
        direction = random.normal(size=np.shape(value))
        step = 1e-6 * direction
        above, below = (trace.at(**{letter: value + s}).value for s in (step, -step))
        slope = float(np.sum(trace.gradients[letter] * direction))
        assert slope == pytest.approx((above - below) / 2e-6, rel=1e-5, abs=1e-7), letter


@pytest.mark.parametrize("case", [case for case in CASES if case.oracle], ids=case_id)
def test_the_oracle_agrees(case: Case) -> None:
    inputs = drawn(case)
    trace, weights = weighted(case, inputs)
    oracle = case.oracle
    assert oracle is not None

    def total(*arguments: Array) -> Array:
        return anp.sum(oracle(*arguments) * weights)

    assert trace.value == pytest.approx(float(total(*inputs.values())), rel=1e-12)
    for position, letter in enumerate(inputs):
        expected = grad(total, position)(*inputs.values())
        assert np.shape(trace.gradients[letter]) == np.shape(expected)
        assert trace.gradients[letter] == pytest.approx(expected, rel=1e-9, abs=1e-12), letter


SCALAR = [op for op in OPERATIONS.values() if op.elementwise and not op.formulas]


def arguments_of(op: Any) -> list[float]:
    """Numbers at which the operation is defined."""
    return [1.37] if op.name == "arccosh" else [0.37, 0.81, 0.59][: op.arity]


@pytest.mark.parametrize("op", SCALAR, ids=lambda op: op.name)
def test_the_printed_formula_is_the_rule(op: Any) -> None:
    arguments = arguments_of(op)
    out = op.forward(*arguments)
    letters = "xyz"[: op.arity]
    values = {"g": 1.7, "out": out, **dict(zip(letters, arguments, strict=True))}
    for position in range(op.arity):
        formula = term(op.formula(position, {})(name("g"), name("out"), *map(name, letters)))
        printed = eval(render(formula, PYTHON), dict(vars(math)), values)
        assert printed == pytest.approx(op.vjp(position, {})(1.7, out, *arguments), rel=1e-12)


@pytest.mark.parametrize("op", SCALAR, ids=lambda op: op.name)
def test_the_printed_value_is_the_forward_rule(op: Any) -> None:
    if not op.python:
        return
    arguments = arguments_of(op)
    options = op.forward.__kwdefaults__ or {}
    printed = op.python.format(*(f"({argument})" for argument in arguments), **options)
    assert eval(printed, dict(vars(math))) == pytest.approx(op.forward(*arguments), rel=1e-12)


@pytest.mark.parametrize("op", [op for op in SCALAR if op.python_far], ids=lambda op: op.name)
@pytest.mark.parametrize("x", [-1000.0, -3.0, 0.37, 1000.0])
def test_the_printed_value_of_large_numbers_is_the_forward_rule(op: Any, x: float) -> None:
    printed = eval(op.python_far.format(f"({x})"), dict(vars(math)))
    assert printed == pytest.approx(op.forward(x), rel=1e-12)
