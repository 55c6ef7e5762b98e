"""A program over a grid of two inputs: its value and both gradients at every point.

The tape runs once on whole axes: x as a row and y as a column, so that nothing is expanded to the
full grid before it depends on both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from rivergrad.elementwise import run_elementwise
from rivergrad.errors import InputError, did_you_mean
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.trace import Trace, retrace

Array = Any  # a float64 array


class Axis(NamedTuple):
    """An input and the `steps` values it takes, from `start` to `stop`, both included."""

    name: str
    start: float
    stop: float
    steps: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`value[row][column]` is at y[row], x[column]; so are the gradients by input name."""

    x: Array
    y: Array
    value: Array
    gradients: Mapping[str, Array]


def grid(trace: Trace, x: Axis, y: Axis, limits: Limits = DEFAULT_LIMITS) -> Grid:
    """The trace's program over a grid; other inputs stay as they are in the trace.

    Raises InputError for an axis that is no scalar input, LimitError where the grid is too large.
    """
    for axis in (x, y):
        _check_axis(trace, axis)
    if x.name == y.name:
        raise InputError(f"both axes are {x.name}", None, "choose two inputs")
    elementwise = trace.tape.floats and all(
        isinstance(value, float) for value in trace.inputs.values()
    )
    limits.check_elements(x.steps * y.steps * (len(trace.program.nodes) if elementwise else 1))
    xs, ys = (np.linspace(axis.start, axis.stop, axis.steps) for axis in (x, y))
    compute = _at_once if elementwise else _point_by_point
    return compute(trace, x.name, y.name, xs, ys, limits)


def _check_axis(trace: Trace, axis: Axis) -> None:
    inputs = trace.program.inputs
    if axis.name not in inputs:
        hint = did_you_mean(axis.name, inputs) or f"the inputs are {', '.join(inputs)}"
        raise InputError(f"the program has no input named {axis.name!r}", None, hint)
    if axis.name in trace.program.structural:
        raise InputError(
            f"{axis.name} decides the shape of the program and cannot be an axis",
            None,
            "choose an input that no loop bound, index or condition reads",
        )
    if np.shape(trace.numbers.values[inputs[axis.name]]) != ():
        raise InputError(
            f"{axis.name} is an array and cannot be an axis", None, "choose a scalar input"
        )
    if not math.isfinite(axis.stop - axis.start):
        raise InputError(f"the axis {axis.name} is too long", None, "give finite ends")
    if axis.steps < 2 or not axis.start < axis.stop:
        raise InputError(
            f"the axis {axis.name} is empty", None, "give from < to, and at least 2 steps"
        )


def _at_once(trace: Trace, x: str, y: str, xs: Array, ys: Array, limits: Limits) -> Grid:
    shape = (ys.size, xs.size)
    inputs = {**trace.inputs, x: xs[np.newaxis, :], y: ys[:, np.newaxis]}
    value, gradients = run_elementwise(trace.tape, inputs, trace.upstream)
    whole = {name: np.broadcast_to(gradients[trace.program.inputs[name]], shape) for name in (x, y)}
    return Grid(xs, ys, np.broadcast_to(value, shape), whole)


def _point_by_point(trace: Trace, x: str, y: str, xs: Array, ys: Array, limits: Limits) -> Grid:
    value = np.empty((ys.size, xs.size))
    gradients = {name: np.empty_like(value) for name in (x, y)}
    deadline = limits.deadline()
    for row, column in np.ndindex(value.shape):
        limits.check_time(deadline)
        point = retrace(trace, {x: float(xs[column]), y: float(ys[row])}, limits)
        value[row, column] = point.value
        for name in (x, y):
            gradients[name][row, column] = point.gradients[name]
    return Grid(xs, ys, value, gradients)
