"""The public Python API: the same functions that the server and the command line call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rivergrad import trace as tracing
from rivergrad.check import Check
from rivergrad.check import check as check_trace
from rivergrad.errors import InputError
from rivergrad.exporters import export
from rivergrad.grid import Axis, Grid
from rivergrad.grid import grid as grid_of_trace
from rivergrad.languages import parse as parse_source
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.memory import CollectorResting
from rivergrad.operations import OPERATIONS, Op
from rivergrad.program import Program, Value
from rivergrad.wire import document, plain


class Trace(tracing.Trace):
    """A trace with its conveniences: `value`, `gradients`, `values` by name, `code`, `document`."""

    __slots__ = ()

    @property
    def values(self) -> dict[str, Value]:
        """The value of every name of the program, in its shape."""
        return {name: self.numbers.values[index] for name, index in self.program.names.items()}

    def code(self, target: str = "python") -> str:
        """The program as code. Raises InputError for an unknown target."""
        return export(self, target).code

    def document(self, explain: bool = True, full: bool = False) -> dict[str, Any]:
        """The JSON of the REST API: graph, numbers, steps."""
        return plain(document(self, explain, full))

    def at(self, **inputs: object) -> Trace:
        """The same program at new inputs."""
        return _public(tracing.retrace(self, inputs))


def _public(trace: tracing.Trace) -> Trace:
    return Trace(*trace)


def parse(source: str, language: str = "auto") -> Program:
    """The program of a source text. Raises SourceError with place and hint."""
    return parse_source(source, language)


def trace(
    source: str,
    inputs: Mapping[str, object] | None = None,
    *,
    language: str = "auto",
    output: str | None = None,
    upstream: float = 1.0,
    limits: Limits = DEFAULT_LIMITS,
    **named_inputs: object,
) -> Trace:
    """Runs a program forward and backward: `rg.trace("x * y", x=3, y=-4)`.

    Inputs are numbers, nested lists or arrays, by keyword or in `inputs` (for names that are taken
    here). An input without a value is taken as 1.0, and named in `assumed`.
    Raises SourceError, InputError, ShapeError or LimitError, each with a place and a hint.
    """
    given = tracing.by_name({**_mapping(inputs), **named_inputs})
    with CollectorResting():
        program = parse_source(source, language, tracing.known_values(given), limits)
        return _public(tracing.trace_program(program, given, output, upstream, limits))


def _mapping(inputs: object) -> Mapping[str, object]:
    if inputs is None:
        return {}
    if isinstance(inputs, Mapping):
        return inputs
    kind = type(inputs).__name__
    raise InputError(f"the inputs are a {kind}", None, 'give them by name: {"x": 3}')


def check(trace: tracing.Trace) -> dict[str, Check]:
    """Each input's gradient beside its central finite difference."""
    return check_trace(trace)


def grid(
    trace: tracing.Trace, x: tuple[str, float, float, int], y: tuple[str, float, float, int]
) -> Grid:
    """Value and gradients over a grid: `rg.grid(t, ("x", -5, 5, 64), ("y", -5, 5, 64))`."""
    return grid_of_trace(trace, Axis(*x), Axis(*y))


def operations() -> list[Op]:
    """The operation table."""
    return list(OPERATIONS.values())
