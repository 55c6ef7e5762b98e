"""Activation functions of neural networks."""

from __future__ import annotations

import math

from rivergrad.operations import functions as f
from rivergrad.operations.op import Op
from rivergrad.operations.term import Constant, call, name

_SQRT_2 = Constant(math.sqrt(2.0), call("sqrt", 2.0))
_SQRT_2_PI = Constant(math.sqrt(2.0 * math.pi), call("sqrt", 2.0 * name("pi")))


def _leaky_relu(x, *, negative_slope=0.01):
    return f.where(f.greater(x, 0.0), x, negative_slope * x)


def _elu(x, *, alpha=1.0):
    return f.where(f.greater(x, 0.0), x, alpha * f.expm1(f.minimum(x, 0.0)))


def _gelu(x):
    return x * 0.5 * f.erfc(-x / _SQRT_2)


ACTIVATION = (
    Op(
        "sigmoid",
        forward=f.sigmoid,
        vjps=(lambda g, out, x: g * ((1 - out) * out),),
        doc="1 / (1 + exp(−x)), between 0 and 1. Its gradient is at most ¼ and dies for large |x|.",
        label="σ",
        latex=r"\sigma\left({0}\right)",
        mathml="<mi>σ</mi><mo>(</mo>{0}<mo>)</mo>",
        python="(1.0 / (1 + exp(-{0})))",
        python_far="(0.5 * (1 + tanh(0.5 * {0})))",
        spellings=("σ", "sigma", "logistic", "expit", "Sigmoid"),
        written_out=(
            "1 / (1 + exp(-x))",
            "1 / (exp(-x) + 1)",
            "(1 + exp(-x)) ** -1",
            "(exp(-x) + 1) ** -1",
            "exp(x) / (1 + exp(x))",
            "exp(x) / (exp(x) + 1)",
        ),
    ),
    Op(
        "relu",
        forward=lambda x: f.maximum(x, 0.0),
        vjps=(lambda g, out, x: g * f.greater(x, 0.0),),
        doc="x where it is positive, else 0. A closed valve for negative x: nothing flows.",
        python="max({0}, 0.0)",
        spellings=("ReLU", "Relu"),
        kinks="at 0, where the derivative is taken as 0",
    ),
    Op(
        "leaky_relu",
        forward=_leaky_relu,
        vjps=(
            lambda g, out, x, negative_slope=0.01: (
                g * f.where(f.greater(x, 0.0), 1.0, negative_slope)
            ),
        ),
        doc="x where it is positive, else a small multiple of x (`negative_slope`, 0.01).",
        python="({0} if {0} > 0 else {negative_slope} * {0})",
        spellings=("LeakyReLU",),
        kinks="at 0, where the derivative is taken as the negative slope",
    ),
    Op(
        "elu",
        forward=_elu,
        vjps=(
            lambda g, out, x, alpha=1.0: (
                g * f.where(f.greater(x, 0.0), 1.0, alpha * f.exp(f.minimum(x, 0.0)))
            ),
        ),
        doc="x where it is positive, else alpha · (exp(x) − 1).",
        python="({0} if {0} > 0 else {alpha} * expm1({0}))",
        spellings=("ELU",),
        kinks="at 0 when alpha is not 1, where the derivative is taken as alpha",
    ),
    Op(
        "gelu",
        forward=_gelu,
        vjps=(
            lambda g, out, x: (
                g * (0.5 * f.erfc(-x / _SQRT_2) + x * f.exp(-f.squared(x) / 2) / _SQRT_2_PI)
            ),
        ),
        doc="x · Φ(x), with Φ the normal distribution function (the exact form, not the tanh one).",
        python="({0} * 0.5 * erfc(-{0} / sqrt(2)))",
        spellings=("GELU",),
    ),
    Op(
        "silu",
        forward=lambda x: x * f.sigmoid(x),
        vjps=(lambda g, out, x: g * (f.sigmoid(x) + out * (1 - f.sigmoid(x))),),
        doc="x · σ(x), also called swish.",
        python="({0} / (1 + exp(-{0})))",
        python_far="({0} * 0.5 * (1 + tanh(0.5 * {0})))",
        spellings=("swish", "SiLU"),
    ),
    Op(
        "softplus",
        forward=f.softplus,
        vjps=(lambda g, out, x: g * f.sigmoid(x),),
        doc="log(1 + exp(x)), a smooth relu, computed without overflow.",
        python="(max({0}, 0.0) + log1p(exp(-abs({0}))))",
        spellings=("Softplus",),
        written_out=("log(1 + exp(x))", "log(exp(x) + 1)", "log1p(exp(x))"),
    ),
    Op(
        "step",
        forward=lambda x: f.greater(x, 0.0),
        vjps=(lambda g, out, x: 0.0,),
        doc="1 where x is positive, else 0. No gradient passes.",
        python="float({0} > 0)",
        spellings=("heaviside",),
        kinks="at 0, where the function jumps",
    ),
)
