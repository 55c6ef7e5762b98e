"""The doctor's round over one trace."""

from __future__ import annotations

from collections.abc import Iterator

from rivergrad.diagnosis.anatomy import NEARLY_FLAT, Anatomy
from rivergrad.diagnosis.blocked import blocked, inputs_of
from rivergrad.diagnosis.broken import broken
from rivergrad.diagnosis.finding import Finding, short, size
from rivergrad.diagnosis.layers import of_layers
from rivergrad.diagnosis.paths import along_paths
from rivergrad.diagnosis.symmetry import symmetric
from rivergrad.trace import Trace

_MOST = 20


def diagnose(trace: Trace) -> list[Finding]:
    """What is wrong with a trace, and why: an empty list for a healthy one.

    Where numbers are not finite, only that is said: all others would follow from it.
    """
    anatomy = Anatomy(trace)
    return list(broken(anatomy)) or list(_findings(anatomy))[:_MOST]


def _findings(anatomy: Anatomy) -> Iterator[Finding]:
    alike = list(symmetric(anatomy))
    yield from alike
    if anatomy.program.language == "network":
        # Equal weights of 0 shut the way, too; that is said once.
        yield from (f for f in of_layers(anatomy) if not (alike and f.disease == "cut_path"))
        return
    shut = list(blocked(anatomy))
    yield from shut
    yield from _single_gates(anatomy, {node for finding in shut for node in finding.nodes})
    yield from along_paths(anatomy)


def _single_gates(anatomy: Anatomy, said: set[int]) -> Iterator[Finding]:
    """Sigmoids and tanhs that let next to nothing through, to inputs that get next to nothing."""
    flat = [n for n, _, _ in anatomy.trace.tape.backward if anatomy.is_saturated(n)]
    faint = inputs_of(anatomy, set(anatomy.program.inputs.values())) if flat else {}
    for node in flat:
        most = NEARLY_FLAT * size(anatomy.gradients[node])
        starved = [i for i in faint.get(node, ()) if size(anatomy.gradients[i]) <= most]
        if starved and node not in said:
            yield _saturated(anatomy, node, sorted(starved))


def _saturated(anatomy: Anatomy, node: int, starved: list[int]) -> Finding:
    value = anatomy.values[anatomy.program.nodes[node].arguments[0]]
    entering = short(value) if type(value) is float else "all its elements"
    cause = (
        f"{anatomy.name(node)} = {anatomy.operation(node)} of {entering} is nearly flat there: "
        f"next to nothing reaches {anatomy.names(starved)}"
    )
    advice = "make what enters it smaller: scale the inputs or the weights"
    numbers = {"upstream": size(anatomy.gradients[node])}
    return Finding("saturated", "warning", (node,), cause, advice, numbers)
