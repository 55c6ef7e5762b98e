"""The doctor's round over one trace."""

from __future__ import annotations

from collections.abc import Iterator

from rivergrad.diagnosis.activations import of_activations
from rivergrad.diagnosis.anatomy import NEARLY_FLAT, Anatomy
from rivergrad.diagnosis.blocked import blocked, inputs_of
from rivergrad.diagnosis.broken import broken
from rivergrad.diagnosis.finding import Finding, size
from rivergrad.diagnosis.layers import along_layers
from rivergrad.diagnosis.paths import along_paths
from rivergrad.diagnosis.symmetry import symmetric
from rivergrad.diagnosis.units import layers_of
from rivergrad.formula import spoken_number
from rivergrad.trace import Trace

_MOST = 20
_JUDGES = ("log", "binary_cross_entropy")
"""What reads a probability so that its gate passes next to nothing only where it is right."""


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
        layers = layers_of(anatomy)
        found = [*along_layers(anatomy, layers), *of_activations(anatomy, layers)]
        yield from (finding for finding in found if not (alike and _by_zeros(finding)))
        return
    shut = list(blocked(anatomy))
    yield from shut
    yield from _single_gates(anatomy, {node for finding in shut for node in finding.nodes})
    yield from along_paths(anatomy)


def _by_zeros(finding: Finding) -> bool:
    """Whether it is equal weights of 0 that shut the way: that is said once."""
    at_zero = finding.disease == "dead_relu" and finding.numbers["entering"] == 0.0
    return at_zero or finding.disease == "cut_path"


def _single_gates(anatomy: Anatomy, said: set[int]) -> Iterator[Finding]:
    """Sigmoids and tanhs that let next to nothing through, to inputs that get next to nothing."""
    backward = anatomy.trace.tape.backward
    judged = {
        a for n, arguments, _ in backward if anatomy.operation(n) in _JUDGES for a in arguments
    }
    flat = [n for n, _, _ in backward if anatomy.is_saturated(n) and n not in judged]
    faint = inputs_of(anatomy, set(anatomy.program.inputs.values())) if flat else {}
    for node in flat:
        most = NEARLY_FLAT * size(anatomy.gradients[node])
        starved = [i for i in faint.get(node, ()) if size(anatomy.gradients[i]) <= most]
        if starved and node not in said:
            yield _saturated(anatomy, node, sorted(starved))


def _saturated(anatomy: Anatomy, node: int, starved: list[int]) -> Finding:
    value = anatomy.values[anatomy.program.nodes[node].arguments[0]]
    entering = spoken_number(value) if type(value) is float else "all its elements"
    cause = (
        f"{anatomy.name(node)} = {anatomy.operation(node)} of {entering} is nearly flat there: "
        f"next to nothing reaches {anatomy.names(starved)}"
    )
    advice = "make what enters it smaller: scale the inputs or the weights"
    numbers = {"upstream": size(anatomy.gradients[node])}
    return Finding("saturated", "warning", (node,), cause, advice, numbers)
