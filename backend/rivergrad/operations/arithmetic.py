"""Sums, products and powers."""

from __future__ import annotations

import operator

from rivergrad.operations.functions import power, power_slope, squared, times_log
from rivergrad.operations.op import Op

ARITHMETIC = (
    Op(
        "add",
        forward=operator.add,
        vjps=(lambda g, out, x, y: g, lambda g, out, x, y: g),
        doc="The sum x + y. The upstream gradient goes whole to each side.",
        label="+",
        spellings=("+",),
    ),
    Op(
        "subtract",
        forward=operator.sub,
        vjps=(lambda g, out, x, y: g, lambda g, out, x, y: -g),
        doc="The difference x − y. The right side gets the upstream gradient with its sign turned.",
        label="−",
        spellings=("-", "sub"),
    ),
    Op(
        "multiply",
        forward=operator.mul,
        vjps=(lambda g, out, x, y: g * y, lambda g, out, x, y: g * x),
        doc="The product x · y. Each side's valve is the other side's value.",
        label="×",
        spellings=("*", "mul"),
    ),
    Op(
        "divide",
        forward=operator.truediv,
        vjps=(lambda g, out, x, y: g * (1 / y), lambda g, out, x, y: g * (-x / squared(y))),
        doc="The quotient x / y.",
        label="÷",
        spellings=("/", "div", "true_divide"),
    ),
    Op(
        "power",
        forward=power,
        vjps=(
            lambda g, out, x, y: g * power_slope(x, y),
            lambda g, out, x, y: g * times_log(out, x),
        ),
        doc="x raised to y. The gradient of the exponent needs x > 0, or is 0 at x = 0 for y > 0.",
        label="xʸ",
        spellings=("**", "^", "pow"),
    ),
    Op(
        "negative",
        forward=operator.neg,
        vjps=(lambda g, out, x: -g,),
        doc="The value with its sign turned.",
        label="−x",
        spellings=("-", "neg"),
    ),
)
