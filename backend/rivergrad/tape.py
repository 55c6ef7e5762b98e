"""The tape: a program laid flat for running, and the two loops that backpropagation is.

The forward loop computes every value in order. The reverse loop visits the operations backwards:
when an operation is reached, its upstream gradient is complete, and a flow leaves along each edge:

    flow = upstream gradient × local gradient          (for arrays: the vector-Jacobian product)

Flows into the same node add up to its gradient. Nothing else happens in backpropagation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any, NamedTuple

import numpy as np

from rivergrad.errors import LimitError, RivergradError, ShapeError
from rivergrad.limits import Limits
from rivergrad.operations.op import Op, Part
from rivergrad.operations.shapes import shape_of, unbroadcast
from rivergrad.program import Node, Program, Value

Rule = Callable[..., Any]


Call = tuple[int, Rule, tuple[int, ...]]
"""One operation on the tape: its node, its forward rule, and the nodes of its arguments."""

Outlet = tuple[int, Rule, int]
"""An edge that a flow leaves an operation by: the edge, its vector-Jacobian product, its source."""


Valve = tuple[int, Rule, int, bool]
"""An outlet on the way of the gradient, and whether its source has contributions already (+=).
These are plain tuples because the loops below unpack them, which is twice as fast as named ones."""


class Tape(NamedTuple):
    """calls: in execution order. backward: for each call that the output depends on, in reverse
    order, its node, its arguments, and its valves (none towards constants). rest: the other calls
    with their outlets, whose flows are 0. values: of constants, and of inputs that
    have one, with a place for every node. unset: inputs without a value. idle: the nodes that are
    no constants and that no flow reaches. first_edges: of each node. floats: no operation needs
    arrays, so that scalar inputs keep every value a float."""

    program: Program
    calls: list[Call]
    backward: list[tuple[int, tuple[int, ...], list[Valve]]]
    rest: list[tuple[Call, list[Outlet]]]
    values: list[Any]
    unset: list[str]
    idle: list[int]
    first_edges: list[int]
    edges: int
    floats: bool


class Numbers(NamedTuple):
    """What a run leaves: `values` and `gradients` by node, `local_gradients` and `flows` by edge.

    Edges are numbered node by node, argument by argument. A constant has gradient None, and None on
    its edges; a local gradient is None where either end is an array.
    """

    values: list[Any]
    gradients: list[Any]
    local_gradients: list[Any]
    flows: list[Any]


_new: Any = tuple.__new__  # half the time of calling the named tuple


def lay_flat(program: Program) -> Tape:
    """The tape of a program."""
    calls: list[Call] = []
    values: list[Any] = []
    first_edges: list[int] = []
    flowing: list[bool] = []
    operations: set[Op] = set()
    rules: list[Sequence[Rule]] = []
    edge = 0
    for index, (operation, arguments, options, value, name, _, _) in enumerate(program.nodes):
        first_edges.append(edge)
        values.append(value)
        if operation is None:
            flowing.append(name is not None)
            continue
        flowing.append(True)
        operations.add(operation)
        simple = not (options or operation.variadic)
        rules.append(operation.vjps if simple else _rules(operation, options, len(arguments)))
        forward = operation.forward
        calls.append((index, _bind(forward, options) if options else forward, arguments))
        edge += len(arguments)
    backward, rest, reached = _from_output(program.output, calls, rules, first_edges, flowing)
    idle = [index for index, flows in enumerate(flowing) if flows and not reached[index]]
    unset = [name for name, index in program.inputs.items() if values[index] is None]
    floats = all(op.elementwise for op in operations) and {type(v) for v in values} <= _PLAIN
    return Tape(program, calls, backward, rest, values, unset, idle, first_edges, edge, floats)


_PLAIN = {float, type(None)}


def _rules(operation: Op, options: Mapping[str, object] | None, count: int) -> list[Rule]:
    return [operation.vjp(port, dict(options or {})) for port in range(count)]


def _bind(forward: Rule, options: Mapping[str, object]) -> Rule:
    return lambda *arguments: forward(*arguments, **options)


def _from_output(
    output: int,
    calls: list[Call],
    rules: list[Sequence[Rule]],
    first_edges: list[int],
    flowing: list[bool],
) -> tuple[
    list[tuple[int, tuple[int, ...], list[Valve]]], list[tuple[Call, list[Outlet]]], list[bool]
]:
    """The calls in reverse order: those that the output depends on, and the rest; and whether flows
    reach each node."""
    reached = [False] * len(flowing)
    reached[output] = True
    backward: list[tuple[int, tuple[int, ...], list[Valve]]] = []
    rest: list[tuple[Call, list[Outlet]]] = []
    for call, vjps in zip(reversed(calls), reversed(rules), strict=True):
        node, _, arguments = call
        edge = first_edges[node]
        if not reached[node]:
            edges = zip(range(edge, edge + len(arguments)), vjps, arguments, strict=True)
            rest.append((call, [outlet for outlet in edges if flowing[outlet[2]]]))
            continue
        valves = []
        for source, vjp in zip(arguments, vjps, strict=True):
            if flowing[source]:
                valves.append((edge, vjp, source, reached[source]))
                reached[source] = True
            edge += 1
        backward.append((node, arguments, valves))
    return backward, rest, reached


def ieee(rule: Rule, *arguments: Any) -> Any:
    """The rule on floats by IEEE 754: where Python's `math` raises, numpy gives ∞ or NaN."""
    with np.errstate(all="ignore"):
        return float(rule(*[np.float64(x) if type(x) is float else x for x in arguments]))


def set_inputs(tape: Tape, values: list[Any], inputs: Mapping[str, Value]) -> bool:
    """Puts the inputs' values in, 1.0 where there is none. Whether all of them are floats."""
    floats = True
    for name, index in tape.program.inputs.items():
        value = inputs.get(name)
        if value is None:
            value = values[index]
            if value is None:
                value = 1.0
        values[index] = value
        if type(value) is not float:
            floats = False
    return floats


def run(tape: Tape, inputs: Mapping[str, Value], upstream: float, limits: Limits) -> Numbers:
    """A forward and a backward pass. An input that has no value anywhere is 1.0.

    Raises ShapeError where shapes do not go together or the output is no scalar, LimitError where
    arrays grow too large.
    """
    values = tape.values.copy()
    if set_inputs(tape, values, inputs) and tape.floats:
        _forward_floats(tape, values)
        return _backward_floats(tape, values, upstream)
    with np.errstate(all="ignore"):
        _forward_arrays(tape, values, limits)
        _check_scalar(tape.program, values[tape.program.output])
        return _backward_arrays(tape, values, upstream, limits)


def _forward_floats(tape: Tape, values: list[Any]) -> None:
    for node, forward, arguments in tape.calls:
        try:
            if len(arguments) == 2:
                x, y = arguments
                values[node] = forward(values[x], values[y])
            elif len(arguments) == 1:
                values[node] = forward(values[arguments[0]])
            else:
                values[node] = forward(*[values[x] for x in arguments])
        except (ArithmeticError, ValueError):
            values[node] = ieee(forward, *[values[x] for x in arguments])


def _backward_floats(tape: Tape, values: list[Any], upstream: float) -> Numbers:
    gradients: list[Any] = [None] * len(values)
    local_gradients: list[Any] = [None] * tape.edges
    flows: list[Any] = [None] * tape.edges
    gradients[tape.program.output] = upstream
    for node, arguments, valves in tape.backward:
        g = gradients[node]
        out = values[node]
        # A call with its arguments spelled out takes half the time of one with a star.
        single, double = len(arguments) == 1, len(arguments) == 2
        x = values[arguments[0]]
        y = values[arguments[1]] if double else None
        for edge, vjp, source, adds in valves:
            try:
                if double:
                    local = vjp(1.0, out, x, y)
                elif single:
                    local = vjp(1.0, out, x)
                else:
                    local = vjp(1.0, out, *[values[a] for a in arguments])
            except (ArithmeticError, ValueError):
                local = ieee(vjp, 1.0, out, *[values[a] for a in arguments])
            local_gradients[edge] = local
            flows[edge] = flow = g * local
            if adds:
                gradients[source] += flow
            else:
                gradients[source] = flow
    if tape.idle or tape.rest or not tape.backward:
        _close_the_rest(tape, values, gradients, local_gradients, flows)
    return _new(Numbers, (values, gradients, local_gradients, flows))  # type: ignore[no-any-return]


def _close_the_rest(
    tape: Tape,
    values: list[Any],
    gradients: list[Any],
    local_gradients: list[Any],
    flows: list[Any],
) -> None:
    """What the output does not depend on has valves, and gets flows and gradients of exactly 0."""
    for (node, _, sources), outlets in tape.rest:
        arguments = [values[a] for a in sources]
        for edge, vjp, source in outlets:
            scalar = type(values[node]) is float and type(values[source]) is float
            if scalar:
                local_gradients[edge] = _local_gradient(vjp, values[node], arguments)
            flows[edge] = _zero(values[source])
    for index in tape.idle:
        gradients[index] = _zero(values[index])
    if not tape.backward and tape.program.nodes[tape.program.output].kind == "constant":
        gradients[tape.program.output] = None


def _local_gradient(vjp: Rule, out: float, arguments: list[Any]) -> float:
    """Of a scalar by a scalar. Other arguments may be arrays, against which it was broadcast."""
    if all(type(x) is float for x in arguments):
        try:
            return float(vjp(1.0, out, *arguments))
        except (ArithmeticError, ValueError):
            pass
    with np.errstate(all="ignore"):
        local = vjp(
            1.0, np.float64(out), *[np.float64(x) if type(x) is float else x for x in arguments]
        )
        return float(unbroadcast(local, ()))


def _zero(value: Value) -> Value:
    return 0.0 if type(value) is float else np.zeros(np.shape(value))


def _forward_arrays(tape: Tape, values: list[Any], limits: Limits) -> None:
    nodes = tape.program.nodes
    deadline = limits.deadline()
    elements = sum(np.size(value) for value in values if value is not None)
    for node, forward, sources in tape.calls:
        arguments = [values[a] for a in sources]
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


def _retry(node: Node, forward: Rule, arguments: list[Any], error: Exception) -> float:
    """A ValueError of `math` on floats is computed by IEEE rules; everything else is a mismatch."""
    if isinstance(error, ValueError) and all(type(x) is float for x in arguments):
        try:
            return float(ieee(forward, *arguments))
        except (ValueError, IndexError, TypeError, AttributeError):
            pass
    raise _mismatch(node, arguments, error) from error


def _tidy(value: Any) -> Value:
    """Scalars as Python floats, everything else as a float64 array."""
    if type(value) is float:
        return value
    return float(value) if np.ndim(value) == 0 else np.asarray(value, dtype=float)


def _result_size(node: Node, arguments: list[Any]) -> int:
    """How many elements a result will have, known before memory is taken for it."""
    operation = node.operation
    assert operation is not None
    shapes = [shape_of(x) for x in arguments]
    if operation.shape is not None:
        return prod(operation.shape(*shapes))
    if operation.elementwise:
        different = {shape for shape in shapes if shape}
        # numpy takes longer to broadcast shapes than to add small arrays.
        return prod(
            np.broadcast_shapes(*different) if len(different) > 1 else max(different, default=())
        )
    return sum(map(prod, shapes))


def _mismatch(node: Node, arguments: list[Any], error: Exception) -> RivergradError:
    assert node.operation is not None
    shapes = " and ".join(f"{np.shape(x)}" if np.ndim(x) else "a scalar" for x in arguments)
    message = f"{node.operation.name} cannot take {shapes}: {_reason(error)}"
    return ShapeError(message, node.place, _hint(error, arguments))


def _hint(error: Exception, arguments: list[Any]) -> str:
    if any(type(x) is float for x in arguments):
        return "give the inputs values whose shapes fit; one without a value is the scalar 1.0"
    if isinstance(error, IndexError):  # numpy's error of an axis is one of them
        return "count from 0, or from the end by −1: an array of n has the places 0 to n − 1"
    return "give the inputs values whose shapes fit"


def _reason(error: Exception) -> str:
    if isinstance(error, (TypeError, AttributeError)):
        return "it needs arrays here"
    return str(error).split(" (")[0] or type(error).__name__


def _parts(valves: list[Valve], g: Value, out: Value, arguments: list[Any]) -> Any:
    """The flows towards all arguments, where one rule gives them: called for each argument, it
    would do all of the work each time."""
    rule = valves[0][1] if valves else None
    return rule.rule(g, out, *arguments) if isinstance(rule, Part) else None


def _backward_arrays(tape: Tape, values: list[Any], upstream: float, limits: Limits) -> Numbers:
    deadline = limits.deadline()
    gradients: list[Any] = [None] * len(values)
    local_gradients: list[Any] = [None] * tape.edges
    flows: list[Any] = [None] * tape.edges
    gradients[tape.program.output] = upstream
    for node, sources, valves in tape.backward:
        g, out, arguments = gradients[node], values[node], [values[a] for a in sources]
        parts = _parts(valves, g, out, arguments)
        limits.check_time(deadline, tape.program.nodes[node].place)
        for edge, vjp, source, adds in valves:
            value = values[source]
            if type(out) is float and type(value) is float:
                local_gradients[edge] = local = _local_gradient(vjp, out, arguments)
                flow = g * local
            else:
                whole = vjp(g, out, *arguments) if parts is None else parts[vjp.position]  # type: ignore[attr-defined]
                flow = unbroadcast(whole, () if type(value) is float else value.shape)
            flows[edge] = flow
            # Never in place: the earlier gradient may be a recorded flow.
            gradients[source] = gradients[source] + flow if adds else flow
    _close_the_rest(tape, values, gradients, local_gradients, flows)
    return Numbers(values, gradients, local_gradients, flows)
