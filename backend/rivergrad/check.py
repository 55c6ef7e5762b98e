"""Each input's gradient beside its central finite difference."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.program import Value
from rivergrad.trace import Trace, retrace

Verdict = Literal["agrees", "differs", "kink", "not_finite"]
TOLERANCE = 1e-5
MOST_ELEMENTS = 200


@dataclass(frozen=True, slots=True)
class Check:
    """A gradient, its central finite difference (both of the input's shape), and a verdict."""

    gradient: Value
    finite_difference: Value
    relative_error: float
    verdict: Verdict
    note: str


def check(trace: Trace, limits: Limits = DEFAULT_LIMITS) -> dict[str, Check]:
    """The gradient check of every input of a trace.

    (f(x + h) − f(x − h)) / 2h with h = ε^⅓ · max(1, |x|), whose error is of the order h²
    (Press et al., Numerical Recipes, 3rd ed., section 5.7). Where the one-sided differences
    disagree, the input sits on a kink. Of an array of more than MOST_ELEMENTS, that many elements
    spread over it are checked; the others' differences are NaN.
    """
    return {name: _check(trace, name, limits) for name in trace.program.inputs}


def _check(trace: Trace, name: str, limits: Limits) -> Check:
    value = trace.numbers.values[trace.program.inputs[name]]
    gradient = trace.gradients[name]
    flat = np.ravel(np.asarray(value, dtype=float))
    chosen = np.unique(np.linspace(0, flat.size - 1, min(flat.size, MOST_ELEMENTS)).astype(int))
    slopes = np.full((3, flat.size), np.nan)
    for element in chosen:
        slopes[:, element] = _slopes(trace, name, value, int(element), limits)
    difference = slopes[0].reshape(np.shape(value))
    error = _relative_error(np.ravel(gradient)[chosen], slopes[0][chosen])
    verdict = _verdict(np.ravel(gradient)[chosen], slopes[:, chosen], error)
    note = _NOTES[verdict]
    if len(chosen) < flat.size:
        note += f" Of {flat.size:,} elements, {len(chosen)} were checked."
    shaped: Value = float(difference) if difference.shape == () else difference
    return Check(gradient, shaped, error, verdict, note)


def _slopes(
    trace: Trace, name: str, value: Value, element: int, limits: Limits
) -> tuple[float, float, float]:
    """The central, right and left finite differences along one element."""
    at = float(np.ravel(value)[element])
    step = np.finfo(float).eps ** (1 / 3) * max(1.0, abs(at))
    above, below = at + step, at - step
    f_above, f_below = (_value_at(trace, name, value, element, x, limits) for x in (above, below))
    here = trace.value
    return (
        (f_above - f_below) / (above - below),
        (f_above - here) / (above - at),
        (here - f_below) / (at - below),
    )


def _value_at(
    trace: Trace, name: str, value: Value, element: int, x: float, limits: Limits
) -> float:
    if isinstance(value, float):
        return retrace(trace, {name: x}, limits).value
    moved: Any = np.array(value)
    moved.flat[element] = x
    return retrace(trace, {name: moved}, limits).value


def _relative_error(gradient: Any, difference: Any) -> float:
    scale = max(float(np.linalg.norm(gradient)), float(np.linalg.norm(difference)), 1e-8)
    with np.errstate(all="ignore"):
        return float(np.linalg.norm(np.subtract(gradient, difference))) / scale


def _verdict(gradient: Any, slopes: Any, error: float) -> Verdict:
    if not (np.all(np.isfinite(gradient)) and np.all(np.isfinite(slopes[0]))):
        return "not_finite"
    if error <= TOLERANCE or math.isclose(error, 0.0):
        return "agrees" if not _kinked(slopes) else "kink"
    return "kink" if _kinked(slopes) else "differs"


def _kinked(slopes: Any) -> bool:
    """Whether the slopes from both sides differ by more than curvature explains."""
    _, right, left = slopes
    apart = np.abs(right - left)
    return bool(np.any(apart > 1e-3 * np.maximum(1.0, np.maximum(np.abs(right), np.abs(left)))))


_NOTES: dict[Verdict, str] = {
    "agrees": "The gradient and the finite difference agree.",
    "differs": "The gradient and the finite difference differ; "
    "where the function is very steep or curved, this is the difference's own error.",
    "kink": "The function has a kink here: its slopes from the left and from the right differ, "
    "and the gradient is a convention.",
    "not_finite": "A number is not finite, so that there is nothing to compare.",
}
