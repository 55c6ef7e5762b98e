"""The tape: a program laid flat for running, and the two loops that backpropagation is.

The forward loop computes every value in order. The reverse loop visits the operations backwards:
when an operation is reached, its upstream gradient is complete, and a flow leaves it along each edge:

    flow = upstream gradient × local gradient          (for arrays: the vector-Jacobian product)

Flows into the same node add up to its gradient. Nothing else happens in backpropagation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from rivergrad.errors import LimitError, RivergradError, ShapeError
from rivergrad.limits import Limits
from rivergrad.operations.shapes import unbroadcast
from rivergrad.program import Node, Program, Value

Rule = Callable[..., Any]


class Call(NamedTuple):
    """One operation on the tape. `fetch(values)` reads its arguments' values."""

    node: int
    forward: Rule
    fetch: Callable[[list[Any]], tuple[Any, ...]]


class Outlet(NamedTuple):
    """One edge that a flow leaves an operation by."""

    edge: int
    vjp: Rule
    source: int


class Tape(NamedTuple):
    """calls: in execution order. backward: the calls that the output depends on, reversed, with
    their outlets (none towards constants). rest: the other calls with their outlets, whose flows
    are 0. floats: no operation needs arrays, so that scalar inputs keep every value a float."""

    program: Program
    calls: list[Call]
    backward: list[tuple[Call, list[Outlet]]]
    rest: list[tuple[Call, list[Outlet]]]
    first_edges: list[int]
    edges: int
    floats: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a run leaves: `values` and `gradients` by node, `local_gradients` and `flows` by edge.

    Edges are numbered node by node, argument by argument. A constant has gradient None, and None on
    its edges; a local gradient is None where either end is an array.
    """

    values: list[Any]
    gradients: list[Any]
    local_gradients: list[Any]
    flows: list[Any]


def _fetch(arguments: tuple[int, ...]) -> Callable[[list[Any]], tuple[Any, ...]]:
    """A reader of the arguments' values that runs without a Python loop."""
    if len(arguments) == 1:
        return itemgetter(slice(arguments[0], arguments[0] + 1))
    return itemgetter(*arguments)


def lay_flat(program: Program) -> Tape:
    """The tape of a program."""
    nodes = program.nodes
    calls: list[Call] = []
    outlets: list[list[Outlet]] = []
    first_edges: list[int] = []
    edge = 0
    floats = True
    for index, (operation, arguments, options, value, _, _, _) in enumerate(nodes):
        first_edges.append(edge)
        if operation is None:
            if value is not None and type(value) is not float:
                floats = False
            continue
        if not operation.elementwise:
            floats = False
        calls.append(Call(index, _bind(operation.forward, options), _fetch(arguments)))
        own: list[Outlet] = []
        vjps = operation.vjps
        for port, source in enumerate(arguments):
            node = nodes[source]
            if node.operation is not None or node.name is not None:
                rule = operation.vjp(port, dict(options)) if options else None
                rule = rule or (vjps[port] if not operation.variadic else operation.vjp(port, {}))
                own.append(Outlet(edge + port, rule, source))
        outlets.append(own)
        edge += len(arguments)
    backward, rest = _from_output(program.output, calls, outlets)
    return Tape(program, calls, backward, rest, first_edges, edge, floats)


def _bind(forward: Rule, options: Mapping[str, object] | None) -> Rule:
    return (lambda *arguments: forward(*arguments, **options)) if options else forward


def _from_output(
    output: int, calls: list[Call], outlets: list[list[Outlet]]
) -> tuple[list[tuple[Call, list[Outlet]]], list[tuple[Call, list[Outlet]]]]:
    """The calls in reverse order: those that the output depends on, and the rest."""
    needed = {output}
    backward: list[tuple[Call, list[Outlet]]] = []
    rest: list[tuple[Call, list[Outlet]]] = []
    for position in range(len(calls) - 1, -1, -1):
        call, own = calls[position], outlets[position]
        if call.node in needed:
            backward.append((call, own))
            needed.update([outlet.source for outlet in own])
        else:
            rest.append((call, own))
    return backward, rest


def ieee(rule: Rule, *arguments: Any) -> Any:
    """The rule on floats by IEEE 754: where Python's `math` raises, numpy gives ∞ or NaN."""
    with np.errstate(all="ignore"):
        return float(rule(*[np.float64(x) if type(x) is float else x for x in arguments]))


def initial_values(program: Program, inputs: Mapping[str, Value]) -> list[Any]:
    """The values of inputs and constants, in a list with a place for every node.

    An input that neither `inputs` nor the program gives a value is 1.0.
    """
    values: list[Any] = [node.value for node in program.nodes]
    for name, index in program.inputs.items():
        value = inputs.get(name, values[index])
        values[index] = 1.0 if value is None else value
    return values


def run(tape: Tape, inputs: Mapping[str, Value], upstream: float, limits: Limits) -> Numbers:
    """A forward and a backward pass.

    Raises ShapeError where shapes do not go together or the output is no scalar, LimitError where
    arrays grow too large.
    """
    values = initial_values(tape.program, inputs)
    floats = tape.floats and all(type(values[index]) is float for index in tape.program.inputs.values())
    if floats:
        _forward_floats(tape, values)
        return _backward_floats(tape, values, upstream)
    with np.errstate(all="ignore"):
        _forward_arrays(tape, values, limits)
        _check_scalar(tape.program, values[tape.program.output])
        return _backward_arrays(tape, values, upstream, limits)


def _forward_floats(tape: Tape, values: list[Any]) -> None:
    for node, forward, fetch in tape.calls:
        try:
            values[node] = forward(*fetch(values))
        except (ArithmeticError, ValueError):
            values[node] = ieee(forward, *fetch(values))


def _backward_floats(tape: Tape, values: list[Any], upstream: float) -> Numbers:
    gradients: list[Any] = [None] * len(values)
    local_gradients: list[Any] = [None] * tape.edges
    flows: list[Any] = [None] * tape.edges
    gradients[tape.program.output] = upstream
    for (node, _, fetch), outlets in tape.backward:
        g = gradients[node]
        out = values[node]
        arguments = fetch(values)
        for edge, vjp, source in outlets:
            try:
                local = vjp(1.0, out, *arguments)
            except (ArithmeticError, ValueError):
                local = ieee(vjp, 1.0, out, *arguments)
            local_gradients[edge] = local
            flows[edge] = flow = g * local
            earlier = gradients[source]
            gradients[source] = flow if earlier is None else earlier + flow
    _close_the_rest(tape, values, gradients, local_gradients, flows)
    return Numbers(values, gradients, local_gradients, flows)


def _close_the_rest(
    tape: Tape, values: list[Any], gradients: list[Any], local_gradients: list[Any], flows: list[Any]
) -> None:
    """What the output does not depend on has valves, and gets flows and gradients of exactly 0."""
    for (node, _, fetch), outlets in tape.rest:
        arguments = fetch(values)
        for edge, vjp, source in outlets:
            scalar = type(values[node]) is float and type(values[source]) is float
            local_gradients[edge] = ieee(vjp, 1.0, values[node], *arguments) if scalar else None
            flows[edge] = 0.0 if type(values[source]) is float else np.zeros(values[source].shape)
    for index, gradient in enumerate(gradients):
        node = tape.program.nodes[index]
        if node.operation is None and node.name is None:
            gradients[index] = None
        elif gradient is None:
            value = values[index]
            gradients[index] = 0.0 if type(value) is float else np.zeros(value.shape)


def _forward_arrays(tape: Tape, values: list[Any], limits: Limits) -> None:
    nodes = tape.program.nodes
    deadline = limits.deadline()
    elements = sum(np.size(value) for value in values if value is not None)
    for node, forward, fetch in tape.calls:
        arguments = fetch(values)
        try:
            elements += _result_size(nodes[node], arguments)
            limits.check_elements(elements, nodes[node].place)
            values[node] = _tidy(forward(*arguments))
        except LimitError:
            raise
        except ArithmeticError:
            values[node] = ieee(forward, *arguments)
        except (ValueError, IndexError, TypeError, AttributeError) as error:
            values[node] = _retry(nodes[node], forward, arguments, error)
        limits.check_time(deadline, nodes[node].place)


def _check_scalar(program: Program, output: Value) -> None:
    if type(output) is not float:
        raise ShapeError(
            f"the output has the shape {np.shape(output)}; a gradient needs a scalar output",
            program.nodes[program.output].place,
            "reduce it, for example with sum(…) or mean(…)",
        )


def _retry(node: Node, forward: Rule, arguments: tuple[Any, ...], error: Exception) -> float:
    """A ValueError of `math` on floats is computed by IEEE rules; everything else is a mismatch."""
    if isinstance(error, ValueError) and all(type(x) is float for x in arguments):
        try:
            return ieee(forward, *arguments)
        except (ValueError, IndexError, TypeError, AttributeError):
            pass
    raise _mismatch(node, arguments, error) from error


def _tidy(value: Any) -> Value:
    """Scalars as Python floats, everything else as a float64 array."""
    if type(value) is float:
        return value
    return float(value) if np.ndim(value) == 0 else np.asarray(value, dtype=float)


def _result_size(node: Node, arguments: tuple[Any, ...]) -> int:
    """How many elements a result will have, known before memory is taken for it."""
    operation = node.operation
    assert operation is not None
    shapes = [np.shape(x) for x in arguments]
    if operation.shape is not None:
        return int(np.prod(operation.shape(*shapes), dtype=float))
    if operation.elementwise:
        return int(np.prod(np.broadcast_shapes(*shapes), dtype=float))
    return sum(int(np.prod(shape)) for shape in shapes)


def _mismatch(node: Node, arguments: tuple[Any, ...], error: Exception) -> RivergradError:
    assert node.operation is not None
    shapes = " and ".join(f"{np.shape(x)}" if np.ndim(x) else "a scalar" for x in arguments)
    return ShapeError(
        f"{node.operation.name} cannot take {shapes}: {_reason(error)}",
        node.place,
        "give the inputs values whose shapes fit; a name without a value is taken as the scalar 1.0",
    )


def _reason(error: Exception) -> str:
    if isinstance(error, (TypeError, AttributeError)):
        return "it needs arrays here"
    return str(error).split(" (")[0] or type(error).__name__


def _backward_arrays(tape: Tape, values: list[Any], upstream: Any, limits: Limits) -> Numbers:
    nodes = tape.program.nodes
    deadline = limits.deadline()
    gradients: list[Any] = [None] * len(values)
    local_gradients: list[Any] = [None] * tape.edges
    flows: list[Any] = [None] * tape.edges
    gradients[tape.program.output] = upstream
    for (node, _, fetch), outlets in tape.backward:
        g, out, arguments = gradients[node], values[node], fetch(values)
        for edge, vjp, source in outlets:
            if type(out) is float and type(values[source]) is float:
                local_gradients[edge] = local = ieee(vjp, 1.0, out, *arguments)
                flow = g * local
            else:
                flow = unbroadcast(vjp(g, out, *arguments), np.shape(values[source]))
            flows[edge] = flow
            earlier = gradients[source]
            gradients[source] = flow if earlier is None else earlier + flow
        limits.check_time(deadline, nodes[node].place)
    _close_the_rest(tape, values, gradients, local_gradients, flows)
    return Numbers(values, gradients, local_gradients, flows)


def run_elementwise(tape: Tape, inputs: Mapping[str, Any], upstream: float) -> tuple[Any, list[Any]]:
    """The output and all gradients of a scalar program at many points at once.

    Inputs may be arrays that broadcast against each other: each element is a run of its own, so
    that broadcasting is not undone, and flows stay as small as the axes they depend on.
    """
    values = initial_values(tape.program, inputs)
    gradients: list[Any] = [None] * len(values)
    gradients[tape.program.output] = upstream
    with np.errstate(all="ignore"):
        for node, forward, fetch in tape.calls:
            values[node] = forward(*_for_numpy(fetch(values)))
        for (node, _, fetch), outlets in tape.backward:
            arguments = _for_numpy(fetch(values))
            for _, vjp, source in outlets:
                flow = vjp(gradients[node], values[node], *arguments)
                earlier = gradients[source]
                gradients[source] = flow if earlier is None else earlier + flow
    return values[tape.program.output], [0.0 if g is None else g for g in gradients]


def _for_numpy(arguments: tuple[Any, ...]) -> list[Any]:
    """Floats as numpy's, so that all of them compute by IEEE rules instead of raising."""
    return [np.float64(x) if type(x) is float else x for x in arguments]
