"""Networks: units whose activation passes nothing, or next to nothing, of the gradient on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from rivergrad.diagnosis.anatomy import NEARLY_FLAT, Anatomy
from rivergrad.diagnosis.finding import Disease, Finding, Severity, listed
from rivergrad.diagnosis.units import STILL_WRONG, Layer, examples, is_wrong, slopes
from rivergrad.formula import spoken_number

_ENOUGH_EXAMPLES = 10
_MOSTLY = 0.9
_QUARTER = 0.25
_FAR, _FLAT = 10.0, 1e-9
"""A few examples tell of a disease only where units are that far from working."""


class Activations(NamedTuple):
    """The activation of a layer, of a recurrent one at all moments: its `layers`, and for each row
    (an example, and what else a unit is repeated over) and unit the slope and what entered."""

    layers: list[Layer]
    slopes: Any
    entering: Any
    examples: int

    @property
    def last(self) -> Layer:
        return self.layers[-1]

    def nodes(self, units: list[int]) -> tuple[int, ...]:
        found = [s.gates.members(units) for s in self.layers if s.gates is not None]
        return tuple(node for members in found for node in members)


def of_activations(anatomy: Anatomy, layers: list[Layer]) -> Iterator[Finding]:
    """Dead and saturated units of each layer."""
    wrong = is_wrong(anatomy)
    for _, together in groupby(layers, key=lambda layer: layer.number):
        gated = [layer for layer in together if layer.gates is not None]
        activations = _activations(anatomy, gated)
        if activations is None:
            continue
        if activations.last.operation == "relu":
            yield from _dead(anatomy, activations)
        elif wrong and activations.last is layers[-1]:
            yield from _stuck_outputs(anatomy, activations)
        elif wrong:
            yield from _saturated(activations)


def _activations(anatomy: Anatomy, layers: list[Layer]) -> Activations | None:
    if not layers:
        return None
    assert layers[0].gates is not None
    slope = np.concatenate([slopes(anatomy, layer.gates) for layer in layers if layer.gates])
    entering = np.concatenate([layer.entering.of(anatomy.values) for layer in layers])
    return Activations(layers, slope, entering, examples(anatomy, layers[0].gates))


def _dead(anatomy: Anatomy, activations: Activations) -> Iterator[Finding]:
    """Of many examples: units that none passes. Of a few: only a layer that is wholly shut."""
    closed = np.flatnonzero(~activations.slopes.any(axis=0)).tolist()
    units = activations.slopes.shape[1]
    if not closed:
        return
    if activations.examples < _ENOUGH_EXAMPLES:
        if len(closed) == units:
            yield _wholly_shut(anatomy, activations)
        return
    part: Severity = "warning" if 2 * len(closed) >= units else "info"
    severity: Severity = "error" if len(closed) == units else part
    cause = (
        f"{_some(activations, closed)} closed: none of {activations.examples} examples passes, at "
        f"most {_most(activations, closed)} enters"
    )
    yield _finding(activations, closed, "dead_relu", severity, cause)


def _some(activations: Activations, units: list[int]) -> str:
    """In 1: dense 4 relu, 2 of 4 units (1 and 3) are."""
    total = activations.slopes.shape[1]
    moments, label = len(activations.layers), activations.last.label
    kind = "filter" if len(activations.slopes) > activations.examples * moments else "unit"
    verb = "is" if len(units) == 1 else "are"
    label = label if moments == 1 else label.partition(" at ")[0]
    if len(units) == total:
        who = f"all {total} {kind}s" if total > 1 else f"the only {kind}"
    else:
        who = f"{len(units)} of {total} {kind}s ({listed(units)})"
    return f"in {label}, {who} {verb}"


def _most(activations: Activations, units: list[int]) -> str:
    return spoken_number(float(np.max(activations.entering[:, units])))


def _wholly_shut(anatomy: Anatomy, activations: Activations) -> Finding:
    """At a few examples: that is a disease where it is the biases that shut it far from opening."""
    units = list(range(activations.slopes.shape[1]))
    lasting = np.max(activations.entering) < -_FAR and _by_biases(anatomy, activations)
    cause = f"{_some(activations, units)} closed: at most {_most(activations, units)} enters"
    if not lasting:
        cause += " at this example; others may pass"
    severity: Severity = "error" if lasting else "info"
    return _finding(activations, units, "dead_relu", severity, cause)


def _by_biases(anatomy: Anatomy, activations: Activations) -> bool:
    """Whether they would be shut, too, if all but the biases had the other sign."""
    nodes = anatomy.program.nodes
    for node in (node for layer in activations.layers for node in layer.entering.members()):
        added = nodes[node].arguments[-1]
        has_bias = anatomy.operation(node) == "add" and nodes[added].kind == "input"
        bias = np.asarray(anatomy.values[added] if has_bias else 0.0)
        if np.any(2.0 * bias - anatomy.values[node] > 0.0):
            return False
    return True


def _saturated(activations: Activations) -> Iterator[Finding]:
    """Units that nearly all examples leave flat; of a few examples, at least half of the layer."""
    part = np.mean(np.abs(activations.slopes) < NEARLY_FLAT, axis=0)
    flat = np.flatnonzero(part >= _MOSTLY).tolist()
    few = activations.examples < _ENOUGH_EXAMPLES
    half = 2 * len(flat) >= len(part)
    if not flat or (few and (not half or len(part) < 2)):
        return
    for_examples = "" if few else f" (for {float(np.mean(part[flat])):.0%} of the examples)"
    cause = (
        f"{_some(activations, flat)} saturated{for_examples}: up to "
        f"{_largest(activations, flat)} enters, where {activations.last.operation} passes on less "
        f"than {NEARLY_FLAT:.1%} of the gradient"
    )
    deep = float(np.max(np.abs(activations.slopes[:, flat]))) < _FLAT
    severity: Severity = "warning" if half and (deep or not few) else "info"
    yield _finding(activations, flat, "saturated", severity, cause)


def _largest(activations: Activations, units: list[int]) -> str:
    return spoken_number(float(np.max(np.abs(activations.entering[:, units]))))


def _stuck_outputs(anatomy: Anatomy, activations: Activations) -> Iterator[Finding]:
    """Outputs at their end where that is wrong: the loss asks for a change, and none gets in."""
    layer = activations.last
    assert layer.gates is not None
    asked = np.abs(layer.gates.of(anatomy.gradients)) * activations.examples
    passed = np.abs(layer.entering.of(anatomy.gradients)) * activations.examples
    asks = asked > STILL_WRONG
    starved = asks & (passed < NEARLY_FLAT * asked) & (passed < STILL_WRONG)
    units = [
        unit
        for unit in range(asks.shape[1])
        if asks[:, unit].mean() >= _QUARTER
        and starved[:, unit].sum() >= _MOSTLY * asks[:, unit].sum()
    ]
    if not units:
        return
    most = _largest(activations, units)
    cause = (
        f"{_some(activations, units)} saturated where wrong: up to {most} enters, "
        f"where {layer.operation} is flat, so that the error is not passed on"
    )
    yield _finding(activations, units, "saturated", "warning", cause)


_ADVICE = {
    "dead_relu": "raise its bias, use init he or a lower learning rate, or leaky_relu, "
    "which never closes",
    "saturated": "scale the inputs, or start from smaller weights (init xavier)",
}


def _finding(
    activations: Activations, units: list[int], disease: Disease, severity: Severity, cause: str
) -> Finding:
    numbers = {
        "part": len(units) / activations.slopes.shape[1],
        "units": len(units),
        "of": activations.slopes.shape[1],
        "examples": activations.examples,
        "entering": float(np.max(activations.entering[:, units])),
    }
    counted = tuple(unit + 1 for unit in units)
    return Finding(
        disease, severity, activations.nodes(units), cause, _ADVICE[disease], numbers, counted
    )
