"""Each input's gradient beside its central finite difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.program import Value
from rivergrad.trace import Trace, retrace

Verdict = Literal["agrees", "differs", "kink", "not_finite", "structural"]
TOLERANCE = 1e-5
MOST_ELEMENTS = 200
_EPSILON = float(np.finfo(float).eps)
_FACTORS = (1e-2, 1e-4, 1e-6, 1e-8, 1e3, 1e6, 1e9, 1e12)


@dataclass(frozen=True, slots=True)
class Check:
    """A gradient, its central finite difference (both of the input's shape), and a verdict.

    checked: which elements were, as positions in the array laid flat; the difference of the others
    is NaN.
    """

    gradient: Value
    finite_difference: Value
    checked: tuple[int, ...]
    relative_error: float
    verdict: Verdict
    note: str


class _Slope(NamedTuple):
    """A central difference along one element, whether the function has a kink there, and how far
    rounding alone may put the difference off."""

    central: float
    kinked: bool
    rounding: float


class _Sides(NamedTuple):
    """The finite differences of one step, and the rounding error of each: of the output times the
    upstream gradient."""

    central: float
    right: float
    left: float
    rounding: float


def check(trace: Trace, limits: Limits = DEFAULT_LIMITS) -> dict[str, Check]:
    """The gradient check of every input of a trace.

    (f(x + h) − f(x − h)) / 2h with h = ε^⅓ · max(1, |x|), whose error is of the order h²
    (Press et al., Numerical Recipes, 3rd ed., section 5.7). Where that is not near the gradient, h
    scaled to |x| alone and steps far smaller and larger are tried too, and the nearest is taken: a
    steep function needs a small step, a sum with a huge number a large one. What rounding alone
    does, ε|f|/h, is no difference. A kink is spoken of where the slopes from both sides stay apart
    and an operation that has kinks depends on the input. An input that decides the program's shape
    cannot be moved: its verdict is `structural`. Of an array of more than MOST_ELEMENTS,
    that many elements spread over it are checked; the others' differences are NaN.
    """
    return {name: _check(trace, name, limits) for name in trace.program.inputs}


def _check(trace: Trace, name: str, limits: Limits) -> Check:
    value = trace.numbers.values[trace.program.inputs[name]]
    gradient = trace.gradients[name]
    if name in trace.program.structural:
        return Check(gradient, np.nan, (), np.nan, "structural", _NOTES["structural"])
    size = int(np.size(value))
    chosen = np.unique(np.linspace(0, size - 1, min(size, MOST_ELEMENTS)).astype(int))
    probe = _Probe(trace, name, limits)
    slopes = [probe.slope(int(element)) for element in chosen]
    central = np.full(size, np.nan)
    central[chosen] = [slope.central for slope in slopes]
    ours = np.ravel(gradient)[chosen]
    finite = bool(np.all(np.isfinite(ours)) and np.all(np.isfinite(central[chosen])))
    kinked = any(slope.kinked for slope in slopes)
    error = _relative_error(ours, central[chosen])
    rounding = max((slope.rounding for slope in slopes), default=0.0)
    agree = error <= TOLERANCE or bool(np.all(np.abs(ours - central[chosen]) <= rounding))
    verdict = _verdict(finite, kinked, agree)
    note = _NOTES[verdict]
    if len(chosen) < size:
        note += f" Of {size:,} elements, {len(chosen)} were checked."
    difference = central.reshape(np.shape(value))
    shaped: Value = float(difference) if difference.shape == () else difference
    return Check(gradient, shaped, tuple(chosen.tolist()), error, verdict, note)


class _Probe:
    """Finite differences of the output along the elements of one input."""

    def __init__(self, trace: Trace, name: str, limits: Limits) -> None:
        self.trace, self.name, self.limits = trace, name, limits
        self.value = trace.numbers.values[trace.program.inputs[name]]
        self.gradient = np.ravel(trace.gradients[name])
        self.may_kink = _may_kink(trace, name)

    def slope(self, element: int) -> _Slope:
        """The difference of the step that comes nearest to the gradient; the first that is near
        enough. NaN where no step gives a finite one."""
        gradient, nearest = float(self.gradient[element]), np.inf
        best: tuple[float, _Sides] | None = None
        for step in _steps(float(np.ravel(self.value)[element])):
            sides = self._sides(element, step)
            error = _relative_error([gradient], [sides.central])
            if np.isfinite(sides.central) and (best is None or error < nearest):
                best, nearest = (step, sides), error
            if error <= TOLERANCE:
                break
        if best is None:
            return _Slope(np.nan, False, 0.0)
        return _Slope(best[1].central, self._kinked(element, *best), best[1].rounding)

    def _kinked(self, element: int, step: float, sides: _Sides) -> bool:
        """Whether the slopes from both sides stay apart at half the step, where curvature alone
        would bring them half as near."""
        apart = abs(sides.right - sides.left)
        near = 1e-3 * max(abs(sides.right), abs(sides.left)) + sides.rounding
        if not (self.may_kink and apart > near):
            return False
        half = self._sides(element, step / 2)
        return abs(half.right - half.left) > 0.75 * apart

    def _sides(self, element: int, step: float) -> _Sides:
        at = float(np.ravel(self.value)[element])
        here = self.trace.upstream * self.trace.value
        above, below = at + step, at - step
        f_above, f_below = (
            _value_at(self.trace, self.name, self.value, element, x, self.limits)
            for x in (above, below)
        )
        largest = max(abs(f_above), abs(f_below), abs(here))
        return _Sides(
            (f_above - f_below) / (above - below),
            (f_above - here) / (above - at),
            (here - f_below) / (at - below),
            4.0 * _EPSILON * largest / step,
        )


def _steps(at: float) -> Iterator[float]:
    """Steps to try at a point, the likeliest first: those that move it, by finite amounts."""
    usual = _EPSILON ** (1 / 3)
    first = usual * max(1.0, abs(at))
    for step in dict.fromkeys((first, usual * abs(at), *(first * factor for factor in _FACTORS))):
        if at - step / 2 < at < at + step / 2 and np.isfinite(abs(at) + step):
            yield step


def _may_kink(trace: Trace, name: str) -> bool:
    """Whether an operation that has kinks depends on the input."""
    reached = {trace.program.inputs[name]}
    for index, node in enumerate(trace.program.nodes):
        if node.operation is not None and not reached.isdisjoint(node.arguments):
            reached.add(index)
            if node.operation.kinks:
                return True
    return False


def _value_at(
    trace: Trace, name: str, value: Value, element: int, x: float, limits: Limits
) -> float:
    moved: Any = x
    if not isinstance(value, float):
        moved = np.array(value)
        moved.flat[element] = x
    return trace.upstream * retrace(trace, {name: moved}, limits).value


def _relative_error(gradient: Any, difference: Any) -> float:
    """‖gradient − difference‖ over the larger norm, of numbers scaled so that nothing overflows."""
    largest = float(np.max(np.abs([gradient, difference]), initial=1e-8))
    if not np.isfinite(largest):
        return float("nan")
    ours, theirs = np.divide(gradient, largest), np.divide(difference, largest)
    scale = max(float(np.linalg.norm(ours)), float(np.linalg.norm(theirs)), 1e-8 / largest)
    return float(np.linalg.norm(ours - theirs)) / scale


def _verdict(finite: bool, kinked: bool, agree: bool) -> Verdict:
    if not finite:
        return "not_finite"
    if kinked:
        return "kink"
    return "agrees" if agree else "differs"


_NOTES: dict[Verdict, str] = {
    "agrees": "The gradient and the finite difference agree.",
    "differs": "The gradient and the finite difference differ; "
    "where the function is very steep or curved, this is the difference's own error.",
    "kink": "The function has a kink here: its slopes from the left and from the right differ, "
    "and the gradient is a convention.",
    "not_finite": "A number is not finite, so that there is nothing to compare.",
    "structural": "This input decides the shape of the program, as a loop bound does: it cannot be "
    "moved a little, so that its gradient holds for this shape and there is nothing to compare.",
}
