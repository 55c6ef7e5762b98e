"""Programs: inputs whose gradient is exactly zero, and the gates that shut it off."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rivergrad.diagnosis.anatomy import CHOOSING, FLAT, Anatomy
from rivergrad.diagnosis.cancelling import always_cancelling
from rivergrad.diagnosis.finding import Disease, Finding, Severity, size
from rivergrad.formula import spoken_number


def blocked(anatomy: Anatomy) -> Iterator[Finding]:
    """A finding for each gate (or sum) that keeps the gradient from an input."""
    arriving = _arriving(anatomy)
    zero = {n for n in anatomy.program.inputs.values() if size(anatomy.gradients[n]) == 0.0}
    kept_from = inputs_of(anatomy, zero)
    for node, inputs in kept_from.items():
        found = _shut(anatomy, node, inputs)
        if found:
            yield found
    several = {
        node: flows
        for node, flows in arriving.items()
        if (node in kept_from or node in anatomy.program.inputs.values()) and len(flows) > 1
    }
    for node in always_cancelling(anatomy, several):
        yield _cancelling(anatomy, node, arriving[node])
    yield from _unconnected(anatomy, zero)


def _arriving(anatomy: Anatomy) -> dict[int, list[int]]:
    """The edges whose flows add up at each node."""
    arriving: dict[int, list[int]] = {}
    for _, _, valves in anatomy.trace.tape.backward:
        for edge, _, source, _ in valves:
            arriving.setdefault(source, []).append(edge)
    return arriving


def inputs_of(anatomy: Anatomy, inputs: set[int]) -> dict[int, set[int]]:
    """For each node between these inputs and the output, those of them that it depends on."""
    below: dict[int, set[int]] = {node: {node} for node in inputs}
    reached = {node for node, _, _ in anatomy.trace.tape.backward}
    for index, node in enumerate(anatomy.program.nodes):
        if index in reached:
            found = set().union(*(below.get(a, set()) for a in node.arguments))
            if found:
                below[index] = found
    return below


def _shut(anatomy: Anatomy, node: int, inputs: set[int]) -> Finding | None:
    """A gate that has a gradient and passes none of it on towards these inputs."""
    if node in inputs or size(anatomy.gradients[node]) == 0.0:
        return None
    reason = _reason(anatomy, node, inputs)
    if reason is None:
        return None
    disease, severity, why, advice = reason
    cut_off = sorted(inputs)
    cause = f"{why}, so that no gradient reaches {anatomy.names(cut_off)}"
    numbers = {"upstream": size(anatomy.gradients[node]), "inputs_cut_off": len(cut_off)}
    return Finding(disease, severity, (node, *cut_off), cause, advice, numbers)


def _reason(
    anatomy: Anatomy, node: int, inputs: set[int]
) -> tuple[Disease, Severity, str, str] | None:
    operation, name = anatomy.operation(node), anatomy.name(node)
    entry, first = anatomy.program.nodes[node], anatomy.trace.tape.first_edges[node]
    flows = anatomy.flows[first : first + len(entry.arguments)]
    shut = [
        port
        for port, source in enumerate(entry.arguments)
        if flows[port] is not None
        and size(flows[port]) == 0.0
        and (source in inputs or anatomy.operation(source))
    ]
    if not shut:
        return None
    if anatomy.is_relu(node):
        entering = anatomy.values[entry.arguments[shut[0]]]
        below = float(np.max(entering))
        if below == 0.0:
            why = f"{name} = relu of 0 is at its kink, where its slope is taken as 0"
            return "dead_relu", "info", why, "nothing is wrong if other inputs open it"
        most = "" if type(entering) is float else "at most "
        why = f"{name} = relu of {most}{spoken_number(below)} is closed"
        return "dead_relu", "warning", why, "raise its bias, or use leaky_relu, which never closes"
    if anatomy.is_saturated(node):
        why = f"{name} = {operation} is at its end, where its slope is 0"
        return "saturated", "warning", why, "make what enters it smaller"
    if operation in FLAT:
        why = f"{operation} is flat wherever it does not jump"
        return "cut_path", "warning", why, "use a smooth step such as sigmoid where one must learn"
    if operation in CHOOSING and not any(map(size, flows)):
        advice = "nothing is wrong if that is meant; a smooth mean such as logsumexp passes some on"
        return "cut_path", "info", f"{name} = {operation} chose a constant", advice
    if operation == "multiply" and _constant_zero(anatomy, node):
        return "cut_path", "warning", f"{name} is a product with 0", "leave the factor 0 out"
    return None


def _constant_zero(anatomy: Anatomy, node: int) -> bool:
    return any(
        anatomy.program.nodes[a].kind == "constant" and not np.any(anatomy.values[a])
        for a in anatomy.program.nodes[node].arguments
    )


def _cancelling(anatomy: Anatomy, node: int, edges: list[int]) -> Finding:
    parts = [size(anatomy.flows[edge]) for edge in edges]
    total = size(anatomy.gradients[node])
    cause = (
        f"{len(edges)} contributions to the gradient of {anatomy.name(node)}, of "
        f"{spoken_number(sum(parts))} in all, cancel each other to {spoken_number(total)}"
    )
    advice = (
        "nothing is wrong if it is meant not to matter, as in the variance of what is normalised; "
        "else look whether it enters twice with opposite signs, as in x − x"
    )
    numbers = {"contributions": parts, "gradient": total}
    return Finding("cancelling_contributions", "info", (node,), cause, advice, numbers)


def _unconnected(anatomy: Anatomy, zero: set[int]) -> Iterator[Finding]:
    """Inputs from which no way leads to the output at all."""
    idle = [n for n in anatomy.trace.tape.idle if n in zero and n != anatomy.program.output]
    if idle:
        cause = f"no way leads from {anatomy.names(idle)} to the output"
        advice = "use it, delete it, or choose another output"
        yield Finding("cut_path", "info", tuple(idle), cause, advice, {"inputs_cut_off": len(idle)})
