"""Operations that choose: the larger, the smaller, one or the other. And comparisons."""

from __future__ import annotations

import math

from rivergrad.operations import functions as f
from rivergrad.operations.op import Op


def _comparison(name, label, spelling, forward, doc):
    return Op(
        name,
        forward=forward,
        vjps=(lambda g, out, x, y: 0.0, lambda g, out, x, y: 0.0),
        doc=f"1 where {doc}, else 0. No gradient passes.",
        label=label,
        spellings=(spelling,),
        kinks="where both sides are equal, the function jumps",
    )


def _clip(x, *, min=-math.inf, max=math.inf):  # noqa: A002 - the names that people type
    return f.minimum(f.maximum(x, float(min)), float(max))


CHOICE = (
    Op(
        "maximum",
        forward=f.maximum,
        vjps=(
            lambda g, out, x, y: g * (f.greater(x, y) + 0.5 * f.equal(x, y)),
            lambda g, out, x, y: g * (f.greater(y, x) + 0.5 * f.equal(x, y)),
        ),
        doc="The larger of two. It gets the whole gradient, the other none; ties halve it.",
        label="max",
        text="max({0}, {1})",
        latex=r"\max\left({0}, {1}\right)",
        mathml="<mi>max</mi><mo>(</mo>{0}<mo>,</mo>{1}<mo>)</mo>",
        python="max({0}, {1})",
        spellings=("max", "fmax"),
        kinks="where both sides are equal, each gets half of the gradient",
        folds=True,
    ),
    Op(
        "minimum",
        forward=f.minimum,
        vjps=(
            lambda g, out, x, y: g * (f.less(x, y) + 0.5 * f.equal(x, y)),
            lambda g, out, x, y: g * (f.less(y, x) + 0.5 * f.equal(x, y)),
        ),
        doc="The smaller of two. It gets the whole gradient, the other none; ties halve it.",
        label="min",
        text="min({0}, {1})",
        latex=r"\min\left({0}, {1}\right)",
        mathml="<mi>min</mi><mo>(</mo>{0}<mo>,</mo>{1}<mo>)</mo>",
        python="min({0}, {1})",
        spellings=("min", "fmin"),
        kinks="where both sides are equal, each gets half of the gradient",
        folds=True,
    ),
    Op(
        "where",
        forward=f.where,
        vjps=(
            lambda g, out, condition, x, y: 0.0,
            lambda g, out, condition, x, y: f.where(condition, g, 0.0),
            lambda g, out, condition, x, y: f.where(condition, 0.0, g),
        ),
        doc="x where the condition is not 0, else y. The gradient goes to the chosen side only.",
        python="({1} if {0} else {2})",
        kinks="where the condition changes, the function may jump",
    ),
    _comparison("less", "<", "<", f.less, "x is less than y"),
    _comparison("less_equal", "≤", "<=", f.less_equal, "x is at most y"),
    _comparison("greater", ">", ">", f.greater, "x is greater than y"),
    _comparison("greater_equal", "≥", ">=", f.greater_equal, "x is at least y"),
    _comparison("equal", "=", "==", f.equal, "x equals y"),
    _comparison("not_equal", "≠", "!=", f.not_equal, "x does not equal y"),
    Op(
        "clip",
        forward=_clip,
        vjps=(lambda g, out, x, **ends: g * f.equal(x, out),),
        doc="x, or `min` where it is less, `max` where it is more. Nothing passes where it is cut.",
        python='min(max({0}, float("{min}")), float("{max}"))',
        spellings=("clamp",),
        kinks="at both ends, where the derivative is taken as 1",
    ),
)
