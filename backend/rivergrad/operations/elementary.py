"""Elementary functions of one argument."""

from __future__ import annotations

import math

from rivergrad.operations import functions as f
from rivergrad.operations.op import Op
from rivergrad.operations.term import Constant, call, name
from rivergrad.operations.trigonometry import call_latex

_TWO_BY_SQRT_PI = Constant(2 / math.sqrt(math.pi), 2 / call("sqrt", name("pi")))
_LN_2 = Constant(math.log(2.0), call("log", 2.0))
_LN_10 = Constant(math.log(10.0), call("log", 10.0))


ELEMENTARY = (
    Op(
        "exp",
        forward=f.exp,
        vjps=(lambda g, out, x: g * out,),
        doc="e raised to x: its own derivative.",
        latex="e^{{{0}}}",
        mathml="<msup><mi>e</mi><mrow>{0}</mrow></msup>",
    ),
    Op(
        "log",
        forward=f.log,
        vjps=(lambda g, out, x: g * (1 / x),),
        doc="The natural logarithm.",
        latex=call_latex("ln"),
        spellings=("ln",),
    ),
    Op(
        "log1p",
        forward=f.log1p,
        vjps=(lambda g, out, x: g * (1 / (1 + x)),),
        doc="log(1 + x), exact for small x.",
    ),
    Op(
        "log2",
        forward=f.log2,
        vjps=(lambda g, out, x: g * (1 / (x * _LN_2)),),
        doc="The logarithm to base 2.",
        latex=r"\log_2\left({0}\right)",
    ),
    Op(
        "log10",
        forward=f.log10,
        vjps=(lambda g, out, x: g * (1 / (x * _LN_10)),),
        doc="The logarithm to base 10.",
        latex=r"\log_{{10}}\left({0}\right)",
        spellings=("lg",),
    ),
    Op(
        "sqrt",
        forward=f.sqrt,
        vjps=(lambda g, out, x: g * (1 / (2 * out)),),
        doc="The square root.",
        label="√x",
        latex=r"\sqrt{{{0}}}",
        mathml="<msqrt>{0}</msqrt>",
        spellings=("√",),
    ),
    Op(
        "square",
        forward=lambda x: x * x,
        vjps=(lambda g, out, x: g * (2 * x),),
        doc="x times itself.",
        label="x²",
        latex=r"\left({0}\right)^2",
        mathml="<msup><mrow><mo>(</mo>{0}<mo>)</mo></mrow><mn>2</mn></msup>",
        python="(({0}) ** 2)",
        spellings=("sqr",),
    ),
    Op(
        "abs",
        forward=f.absolute,
        vjps=(lambda g, out, x: g * f.sign(x),),
        doc="The distance from zero.",
        label="|x|",
        latex=r"\left|{0}\right|",
        mathml="<mrow><mo>|</mo>{0}<mo>|</mo></mrow>",
        spellings=("absolute", "fabs"),
        kinks="at 0, where the derivative is taken as 0",
    ),
    Op(
        "sign",
        forward=f.sign,
        vjps=(lambda g, out, x: 0.0,),
        doc="−1, 0 or 1, as x is negative, zero or positive. No gradient passes.",
        python="float(({0} > 0) - ({0} < 0))",
        spellings=("sgn",),
        kinks="at 0, where the function jumps",
    ),
    Op(
        "floor",
        forward=f.floor,
        vjps=(lambda g, out, x: 0.0,),
        doc="The largest whole number that is at most x. No gradient passes.",
        label="⌊x⌋",
        latex=r"\left\lfloor {0} \right\rfloor",
        mathml="<mrow><mo>⌊</mo>{0}<mo>⌋</mo></mrow>",
        python="float(floor({0}))",
        kinks="at whole numbers, where the function jumps",
    ),
    Op(
        "erf",
        forward=f.erf,
        vjps=(lambda g, out, x: g * (_TWO_BY_SQRT_PI * f.exp(-f.squared(x))),),
        doc="The error function.",
    ),
    Op(
        "erfc",
        forward=f.erfc,
        vjps=(lambda g, out, x: g * -(_TWO_BY_SQRT_PI * f.exp(-f.squared(x))),),
        doc="1 − erf(x), exact where that is small.",
    ),
)
