"""A trace: a program, its inputs, and every number of one forward and one backward pass."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from numbers import Real
from typing import Any, NamedTuple

import numpy as np

from rivergrad import languages
from rivergrad.errors import InputError, did_you_mean
from rivergrad.languages.notation import name_in_programs
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.memory import CollectorResting
from rivergrad.program import Program, Value, as_value
from rivergrad.tape import Numbers, Tape, lay_flat, run


class BackwardStep(NamedTuple):
    """`node` has its whole upstream gradient and sends flows along `edges`; `accumulates` are those
    that add to a gradient which has contributions already (+=)."""

    node: int
    edges: tuple[int, ...]
    accumulates: tuple[int, ...]


class Trace(NamedTuple):
    """One run. `numbers` are aligned with the program's nodes and edges; `assumed` are the inputs
    that nobody gave a value, and what was taken."""

    program: Program
    tape: Tape
    numbers: Numbers
    inputs: Mapping[str, Value]
    assumed: Mapping[str, Value]
    upstream: float

    @property
    def value(self) -> float:
        """The value of the output."""
        return self.numbers.values[self.program.output]  # type: ignore[no-any-return]

    @property
    def gradients(self) -> dict[str, Value]:
        """∂output/∂input for each input by name, with the input's shape."""
        return {name: self.numbers.gradients[index] for name, index in self.program.inputs.items()}

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{name}: {_brief(gradient)}" for name, gradient in self.gradients.items()
        )
        count = len(self.program.nodes)
        return f"<Trace value={_brief(self.value)}, gradients={{{shown}}}, {count} nodes>"


def _brief(value: Value) -> str:
    return f"{value:.6g}" if isinstance(value, float) else f"array{value.shape}"


def trace_program(
    program: Program,
    inputs: Mapping[str, object] | None = None,
    output: str | None = None,
    upstream: float = 1.0,
    limits: Limits = DEFAULT_LIMITS,
) -> Trace:
    """Runs a program forward and backward.

    inputs: numbers or nested lists by name. output: the name of the scalar to differentiate
    (default: the last statement's value). upstream: the gradient that springs there.
    Raises InputError for names or values that do not fit, ShapeError for a non-scalar output or
    shapes that do not go together, LimitError where a limit is passed.
    """
    if output is not None:
        program = _with_output(program, output)
    given = inputs or {}
    if not given.keys() <= program.inputs.keys():
        given = by_name(given)
    checked = dict(checked_inputs(program, given))
    with CollectorResting():
        return _traced(lay_flat(program), checked, _checked_upstream(upstream), limits)


def retrace(trace: Trace, inputs: Mapping[str, object], limits: Limits = DEFAULT_LIMITS) -> Trace:
    """The same source at new inputs; those that are not named stay as they are.

    It is read again where an input that decides the program's shape changes."""
    program = trace.program
    if program.structural or not inputs.keys() <= program.inputs.keys():
        inputs = by_name(inputs)
        structure = _structure(trace)
        if _changes_the_program(program, structure, inputs):
            return _read_again(trace, {**structure, **trace.inputs}, inputs, limits)
    given = {**trace.inputs, **checked_inputs(program, inputs, trace.inputs)}
    return _traced(trace.tape, given, trace.upstream, limits)


def by_name(inputs: Mapping[str, object]) -> Mapping[str, object]:
    """The inputs by their names in programs: what is called x₁ there is x_1."""
    return {name_in_programs(name): value for name, value in inputs.items()}


def _structure(trace: Trace) -> dict[str, Value]:
    """The inputs that decide the program's shape, as they are."""
    program = trace.program
    return {name: trace.numbers.values[program.inputs[name]] for name in program.structural}


def _changes_the_program(
    program: Program, structure: Mapping[str, Value], inputs: Mapping[str, object]
) -> bool:
    """Whether the source at these inputs may mean another program: a loop bound is another, or a
    name comes that was none."""
    bounds = {name: _as_number(inputs[name]) for name in structure.keys() & inputs.keys()}
    if any(bound is None or bound != structure[name] for name, bound in bounds.items()):
        return True
    return program.source != "" and not inputs.keys() <= program.inputs.keys()


def _read_again(
    trace: Trace, held: Mapping[str, object], inputs: Mapping[str, object], limits: Limits
) -> Trace:
    old, given = trace.program, {**held, **inputs}
    program = languages.parse(old.source, old.language, known_values(given), limits)
    gone = trace.inputs.keys() - inputs.keys() - program.inputs.keys()
    kept = {name: value for name, value in given.items() if name not in gone}
    return trace_program(program, kept, old.asked, trace.upstream, limits)


def known_values(inputs: Mapping[str, object]) -> dict[str, Value | None]:
    """The inputs as languages want them: with the numbers that may be loop bounds."""
    return {name: _as_number(value) for name, value in inputs.items()}


def _as_number(value: object) -> float | None:
    """A number that may be a loop bound, as a float; None for anything else."""
    if isinstance(value, float):
        return float(value)
    real = isinstance(value, Real) and not isinstance(value, bool)
    return float(value) if real and -(2**53) < value < 2**53 else None  # type: ignore[arg-type, operator]


def _checked_upstream(upstream: object) -> float:
    try:
        number = as_value(upstream)  # type: ignore[arg-type]
    except (ValueError, TypeError, OverflowError):
        number = math.nan
    if isinstance(number, float) and math.isfinite(number):
        return number
    raise InputError(f"the upstream gradient is {upstream!r}", None, "give a finite number")


_new: Any = tuple.__new__  # half the time of calling the named tuple


def _traced(tape: Tape, given: Mapping[str, Value], upstream: float, limits: Limits) -> Trace:
    numbers = run(tape, given, upstream, limits)
    assumed: dict[str, Value] = {}
    for name in tape.unset:
        if name not in given:
            assumed[name] = 1.0
    return _new(Trace, (tape.program, tape, numbers, given, assumed, upstream))  # type: ignore[no-any-return]


def _with_output(program: Program, asked: str) -> Program:
    output = name_in_programs(asked)
    if output not in program.names:
        known = ", ".join(program.names) or "none"
        hint = did_you_mean(output, program.names) or f"the names of this program are {known}"
        raise InputError(f"the program has no value named {output!r}", None, hint)
    return dataclasses.replace(program, output=program.names[output], asked=output)


_NONE: Mapping[str, Value] = {}


def checked_inputs(
    program: Program, inputs: Mapping[str, object], held: Mapping[str, Value] = _NONE
) -> Mapping[str, Value]:
    """The inputs as floats and arrays. Raises InputError for a name or value that does not fit. The
    same array as one that is `held` was checked when it came."""
    known = program.inputs
    for name, value in inputs.items():
        if type(value) is not float or name not in known or value - value != 0.0:
            break
    else:
        return inputs  # type: ignore[return-value]
    with np.errstate(all="ignore"):
        return {
            name: held[name]
            if name in held and value is held[name]
            else _checked(program, name, value)
            for name, value in inputs.items()
        }


def _checked(program: Program, name: str, value: object) -> Value:
    if name not in program.inputs:
        known = ", ".join(program.inputs) or "none"
        hint = did_you_mean(name, program.inputs) or f"the inputs of this program are {known}"
        raise InputError(f"the program has no input named {name!r}", None, hint)
    try:
        number = as_value(value)  # type: ignore[arg-type]
    except (ValueError, TypeError, OverflowError) as error:
        place = program.nodes[program.inputs[name]].place
        raise InputError(
            f"the value of {name} cannot be read: {error}",
            place,
            "give a number, or nested lists of equal length",
        ) from None
    if not _all_finite(number):
        place = program.nodes[program.inputs[name]].place
        raise InputError(
            f"the value of {name} is not finite",
            place,
            "give finite numbers; NaN and infinity may only arise inside",
        )
    return number


def _all_finite(number: Value) -> bool:
    """A finite sum of squares has finite terms, and is found several times as fast as they are."""
    if isinstance(number, float):
        return math.isfinite(number)
    flat = number.ravel()
    return math.isfinite(flat.dot(flat)) or bool(np.isfinite(flat).all())


def backward_steps(trace: Trace) -> list[BackwardStep]:
    """The steps of the backward pass, in order."""
    return [
        BackwardStep(
            node,
            tuple([edge for edge, _, _, _ in valves]),
            tuple([edge for edge, _, _, adds in valves if adds]),
        )
        for node, _, valves in trace.tape.backward
    ]


def broken_node(trace: Trace) -> int | None:
    """The first node where NaN or infinity arises: forward by value, else backward by gradient."""
    if finite_floats(trace.numbers.values) and finite_floats(trace.numbers.flows):
        return None
    for index, value in enumerate(trace.numbers.values):
        if not _finite(value):
            return index
    for node, _, valves in trace.tape.backward:
        if not all(_finite(trace.numbers.flows[edge]) for edge, _, _, _ in valves):
            return node
    return None


def finite_floats(values: list[Any]) -> bool:
    """Whether all values are finite floats, or None; a quick no where that is not sure."""
    if not set(map(type, values)) <= {float, type(None)}:
        return False
    return math.isfinite(sum(filter(None, values)))  # NaN and infinity survive any sum


def _finite(value: Value) -> bool:
    return value - value == 0.0 if type(value) is float else bool(np.all(np.isfinite(value)))
