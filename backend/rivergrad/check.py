"""Each input's gradient beside its central finite difference."""

from __future__ import annotations

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
    (Press et al., Numerical Recipes, 3rd ed., section 5.7). Of an array of more than
    MOST_ELEMENTS, that many elements spread over it are checked; the others' differences are NaN.
    """
    return {name: _check(trace, name, limits) for name in trace.program.inputs}


def _check(trace: Trace, name: str, limits: Limits) -> Check:
    value = trace.numbers.values[trace.program.inputs[name]]
    gradient = trace.gradients[name]
    flat = np.ravel(np.asarray(value, dtype=float))
    chosen = np.unique(np.linspace(0, flat.size - 1, min(flat.size, MOST_ELEMENTS)).astype(int))
    central = np.full(flat.size, np.nan)
    kinked = False
    for element in chosen:
        central[element], kink = _slope(trace, name, value, int(element), limits)
        kinked = kinked or kink
    difference = central.reshape(np.shape(value))
    error = _relative_error(np.ravel(gradient)[chosen], central[chosen])
    finite = np.all(np.isfinite(gradient)) and np.all(np.isfinite(central[chosen]))
    verdict = _verdict(bool(finite), kinked, error)
    note = _NOTES[verdict]
    if len(chosen) < flat.size:
        note += f" Of {flat.size:,} elements, {len(chosen)} were checked."
    shaped: Value = float(difference) if difference.shape == () else difference
    return Check(gradient, shaped, error, verdict, note)


def _slope(
    trace: Trace, name: str, value: Value, element: int, limits: Limits
) -> tuple[float, bool]:
    """The central difference along one element, and whether there is a kink: whether the slopes
    from both sides stay apart at half the step, where curvature alone would bring them half as
    near."""
    step = np.finfo(float).eps ** (1 / 3) * max(1.0, abs(float(np.ravel(value)[element])))
    central, right, left = _slopes(trace, name, value, element, step, limits)
    apart = abs(right - left)
    if not apart > 1e-3 * max(1.0, abs(right), abs(left)):
        return central, False
    _, right, left = _slopes(trace, name, value, element, step / 2, limits)
    return central, abs(right - left) > 0.75 * apart


def _slopes(
    trace: Trace, name: str, value: Value, element: int, step: float, limits: Limits
) -> tuple[float, float, float]:
    """The central, right and left finite differences along one element."""
    at = float(np.ravel(value)[element])
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


def _verdict(finite: bool, kinked: bool, error: float) -> Verdict:
    if not finite:
        return "not_finite"
    if kinked:
        return "kink"
    return "agrees" if error <= TOLERANCE else "differs"


_NOTES: dict[Verdict, str] = {
    "agrees": "The gradient and the finite difference agree.",
    "differs": "The gradient and the finite difference differ; "
    "where the function is very steep or curved, this is the difference's own error.",
    "kink": "The function has a kink here: its slopes from the left and from the right differ, "
    "and the gradient is a convention.",
    "not_finite": "A number is not finite, so that there is nothing to compare.",
}
