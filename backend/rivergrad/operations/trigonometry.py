"""Trigonometric and hyperbolic functions, and their inverses."""

from __future__ import annotations

from rivergrad.operations import functions as f
from rivergrad.operations.op import Op


def call_latex(function: str) -> str:
    """The template of a function that LaTeX has a command for."""
    return rf"\{function}\left({{0}}\right)"


TRIGONOMETRY = (
    Op(
        "sin",
        forward=f.sin,
        vjps=(lambda g, out, x: g * f.cos(x),),
        doc="The sine; x in radians.",
        latex=call_latex("sin"),
    ),
    Op(
        "cos",
        forward=f.cos,
        vjps=(lambda g, out, x: g * -f.sin(x),),
        doc="The cosine; x in radians.",
        latex=call_latex("cos"),
    ),
    Op(
        "tan",
        forward=f.tan,
        vjps=(lambda g, out, x: g * (1 + f.squared(out)),),
        doc="The tangent; x in radians.",
        latex=call_latex("tan"),
        spellings=("tg",),
    ),
    Op(
        "arcsin",
        forward=f.arcsin,
        vjps=(lambda g, out, x: g * (1 / f.sqrt(1 - f.squared(x))),),
        doc="The angle whose sine is x, for −1 ≤ x ≤ 1.",
        latex=call_latex("arcsin"),
        python="asin({0})",
        spellings=("asin",),
    ),
    Op(
        "arccos",
        forward=f.arccos,
        vjps=(lambda g, out, x: g * (-1 / f.sqrt(1 - f.squared(x))),),
        doc="The angle whose cosine is x, for −1 ≤ x ≤ 1.",
        latex=call_latex("arccos"),
        python="acos({0})",
        spellings=("acos",),
    ),
    Op(
        "arctan",
        forward=f.arctan,
        vjps=(lambda g, out, x: g * (1 / (1 + f.squared(x))),),
        doc="The angle whose tangent is x.",
        latex=call_latex("arctan"),
        python="atan({0})",
        spellings=("atan",),
    ),
    Op(
        "sinh",
        forward=f.sinh,
        vjps=(lambda g, out, x: g * f.cosh(x),),
        doc="The hyperbolic sine.",
        latex=call_latex("sinh"),
    ),
    Op(
        "cosh",
        forward=f.cosh,
        vjps=(lambda g, out, x: g * f.sinh(x),),
        doc="The hyperbolic cosine.",
        latex=call_latex("cosh"),
    ),
    Op(
        "tanh",
        forward=f.tanh,
        vjps=(lambda g, out, x: g * (1 - f.squared(out)),),
        doc="The hyperbolic tangent, between −1 and 1. Its gradient dies where |x| is large.",
        latex=call_latex("tanh"),
    ),
    Op(
        "sec",
        forward=lambda x: 1.0 / f.cos(x),
        vjps=(lambda g, out, x: g * (out * f.tan(x)),),
        doc="The secant, 1 / cos(x); x in radians.",
        latex=call_latex("sec"),
        python="(1.0 / cos({0}))",
    ),
    Op(
        "csc",
        forward=lambda x: 1.0 / f.sin(x),
        vjps=(lambda g, out, x: g * (-out / f.tan(x)),),
        doc="The cosecant, 1 / sin(x); x in radians.",
        latex=call_latex("csc"),
        python="(1.0 / sin({0}))",
        spellings=("cosec",),
    ),
    Op(
        "cot",
        forward=lambda x: 1.0 / f.tan(x),
        vjps=(lambda g, out, x: g * (-1 - f.squared(out)),),
        doc="The cotangent, 1 / tan(x); x in radians.",
        latex=call_latex("cot"),
        python="(1.0 / tan({0}))",
        spellings=("ctg",),
    ),
    Op(
        "arcsinh",
        forward=f.arcsinh,
        vjps=(lambda g, out, x: g * (1 / f.sqrt(f.squared(x) + 1)),),
        doc="The number whose hyperbolic sine is x.",
        python="asinh({0})",
        spellings=("asinh", "arsinh"),
    ),
    Op(
        "arccosh",
        forward=f.arccosh,
        vjps=(lambda g, out, x: g * (1 / f.sqrt(f.squared(x) - 1)),),
        doc="The positive number whose hyperbolic cosine is x, for x ≥ 1.",
        python="acosh({0})",
        spellings=("acosh", "arcosh"),
    ),
    Op(
        "arctanh",
        forward=f.arctanh,
        vjps=(lambda g, out, x: g * (1 / (1 - f.squared(x))),),
        doc="The number whose hyperbolic tangent is x, for −1 < x < 1.",
        python="atanh({0})",
        spellings=("atanh", "artanh"),
    ),
    Op(
        "arctan2",
        forward=f.arctan2,
        vjps=(
            lambda g, out, y, x: g * (x / (f.squared(x) + f.squared(y))),
            lambda g, out, y, x: g * (-y / (f.squared(x) + f.squared(y))),
        ),
        doc="The angle of the point that is y to the right and x up, between −π and π.",
        python="atan2({0}, {1})",
        spellings=("atan2",),
    ),
)
