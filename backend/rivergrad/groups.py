"""A group's own derivatives, computed from its members: what its valves show when collapsed."""

from __future__ import annotations

from rivergrad.graph import Boundary
from rivergrad.trace import Trace

Matrix = list[list[float]]
MOST_WORK = 10_000


def group_derivatives(trace: Trace, borders: list[Boundary]) -> list[Matrix | None]:
    """For each group ∂output/∂input (a row an output, a column an input), by the chain rule within.

    None where a member is an array, and from the point on where nested groups would take more than
    MOST_WORK visits of members.
    """
    work = 0
    result: list[Matrix | None] = []
    for border in borders:
        work += len(border.members) * len(border.outputs)
        scalar = all(
            type(trace.numbers.values[node]) is float for node in (*border.members, *border.inputs)
        )
        result.append(_jacobian(trace, border) if scalar and work <= MOST_WORK else None)
    return result


def _jacobian(trace: Trace, border: Boundary) -> Matrix:
    return [_row(trace, border, output) for output in border.outputs]


def _row(trace: Trace, border: Boundary, output: int) -> list[float]:
    """A backward pass that starts from 1 at `output` and stays inside the group."""
    nodes, local_gradients = trace.program.nodes, trace.numbers.local_gradients
    gradients: dict[int, float] = {output: 1.0}
    for member in reversed(border.members):
        g = gradients.get(member)
        if g is None:
            continue
        first = trace.tape.first_edges[member]
        for port, source in enumerate(nodes[member].arguments):
            local = local_gradients[first + port]
            if local is not None:
                gradients[source] = gradients.get(source, 0.0) + g * local
    return [gradients.get(source, 0.0) for source in border.inputs]
