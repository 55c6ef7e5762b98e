"""Programs: gradients that shrink or grow gate by gate on their way down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rivergrad.diagnosis.anatomy import Anatomy
from rivergrad.diagnosis.finding import Finding, size
from rivergrad.formula import spoken_number

_SHRINKING, _GROWING = 0.5, 1.5
_GATES = 5
_VANISHED, _EXPLODED = 1e-3, 1e4


class Way(NamedTuple):
    """The strongest way from the output down to a node: the gates' factors, and the gates."""

    factors: tuple[float, ...]
    nodes: tuple[int, ...]


def along_paths(anatomy: Anatomy) -> Iterator[Finding]:
    """A finding for the input whose gradient has shrunk, or grown, most by many gates together."""
    ends = _ends(anatomy)
    upstream = abs(anatomy.trace.upstream) or 1.0
    for disease, extreme in (("vanishing_gradient", min), ("exploding_gradient", max)):
        sizes = {node: size(anatomy.gradients[node]) / upstream for node in ends}
        candidates = {
            node: ratio
            for node, ratio in sizes.items()
            if (0.0 < ratio <= _VANISHED if extreme is min else ratio >= _EXPLODED)
        }
        if candidates:
            node = extreme(candidates, key=lambda n: candidates[n])
            yield from _finding(anatomy, disease == "vanishing_gradient", node, sizes[node])


def _ends(anatomy: Anatomy) -> list[int]:
    inputs = anatomy.program.inputs.values()
    return [n for n in inputs if anatomy.gradients[n] is not None and n != anatomy.program.output]


def _finding(anatomy: Anatomy, vanishing: bool, end: int, ratio: float) -> Iterator[Finding]:
    way = _way(anatomy, end)
    if vanishing:
        gates = [n for n, f in zip(way.nodes, way.factors, strict=True) if f <= _SHRINKING]
    else:
        gates = [n for n, f in zip(way.nodes, way.factors, strict=True) if f >= _GROWING]
    if len(gates) < _GATES:
        return
    word = "shrink" if vanishing else "grow"
    cause = (
        f"{len(gates)} gates between the output and {anatomy.name(end)} {word} the gradient one "
        f"after the other, to {spoken_number(ratio)} times what springs at the output"
    )
    advice = (
        "use fewer squashing gates in a row, relu, a skip connection, or larger weights"
        if vanishing
        else "use smaller weights, fewer repetitions, or clip the gradient"
    )
    disease = "vanishing_gradient" if vanishing else "exploding_gradient"
    numbers = {"ratio": ratio, "factors": list(way.factors)}
    yield Finding(disease, "warning", (*gates, end), cause, advice, numbers)  # type: ignore[arg-type]


def _way(anatomy: Anatomy, end: int) -> Way:
    """From a node up to the output, along the largest flow each time; factors from above."""
    strongest: dict[int, tuple[float, int]] = {}
    for node, _, valves in anatomy.trace.tape.backward:
        for edge, _, source, _ in valves:
            flow = size(anatomy.flows[edge])
            if flow > strongest.get(source, (-1.0, 0))[0]:
                strongest[source] = (flow, node)
    factors: list[float] = []
    nodes: list[int] = []
    while end in strongest:
        flow, above = strongest[end]
        upstream = size(anatomy.gradients[above])
        factors.append(flow / upstream if upstream else 0.0)
        nodes.append(above)
        end = above
    return Way(tuple(reversed(factors)), tuple(reversed(nodes)))
