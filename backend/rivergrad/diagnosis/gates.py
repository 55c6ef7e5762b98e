"""Networks: units whose activation passes nothing, or next to nothing, of the gradient on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from rivergrad.diagnosis.anatomy import NEARLY_FLAT, Anatomy
from rivergrad.diagnosis.finding import Disease, Finding, Severity, listed
from rivergrad.diagnosis.units import STILL_WRONG, Stage, examples, is_wrong, slopes
from rivergrad.formula import spoken_number

_ENOUGH_EXAMPLES = 10
_MOSTLY = 0.9
_QUARTER = 0.25
_FAR, _FLAT = 10.0, 1e-9
"""A few examples tell of a disease only where units are that far from working."""


class Gates(NamedTuple):
    """The activation of a layer, of a recurrent one at all moments: its stages, and for each row
    (an example, and what else a unit is repeated over) and unit the slope and what entered."""

    stages: list[Stage]
    slopes: Any
    entering: Any
    examples: int

    @property
    def last(self) -> Stage:
        return self.stages[-1]

    def nodes(self, units: list[int]) -> tuple[int, ...]:
        found = [s.gates.members(units) for s in self.stages if s.gates is not None]
        return tuple(node for members in found for node in members)


def of_gates(anatomy: Anatomy, stages: list[Stage]) -> Iterator[Finding]:
    """Dead and saturated units of each layer."""
    wrong = is_wrong(anatomy)
    for _, together in groupby(stages, key=lambda stage: stage.layer):
        gates = _gates(anatomy, [stage for stage in together if stage.gates is not None])
        if gates is None:
            continue
        if gates.last.operation == "relu":
            yield from _dead(anatomy, gates)
        elif wrong and gates.last is stages[-1]:
            yield from _stuck_outputs(anatomy, gates)
        elif wrong:
            yield from _saturated(gates)


def _gates(anatomy: Anatomy, stages: list[Stage]) -> Gates | None:
    if not stages:
        return None
    assert stages[0].gates is not None
    slope = np.concatenate([slopes(anatomy, stage.gates) for stage in stages if stage.gates])
    entering = np.concatenate([stage.entering.of(anatomy.values) for stage in stages])
    return Gates(stages, slope, entering, examples(anatomy, stages[0].gates))


def _dead(anatomy: Anatomy, gates: Gates) -> Iterator[Finding]:
    """Of many examples: units that none passes. Of a few: only a layer that is wholly shut."""
    closed = np.flatnonzero(~gates.slopes.any(axis=0)).tolist()
    units = gates.slopes.shape[1]
    if not closed:
        return
    if gates.examples < _ENOUGH_EXAMPLES:
        if len(closed) == units:
            yield _wholly_shut(anatomy, gates)
        return
    part: Severity = "warning" if 2 * len(closed) >= units else "info"
    severity: Severity = "error" if len(closed) == units else part
    cause = (
        f"{_some(gates, closed)} closed: none of {gates.examples} examples passes, at "
        f"most {_most(gates, closed)} enters"
    )
    yield _finding(gates, closed, "dead_relu", severity, cause)


def _some(gates: Gates, units: list[int]) -> str:
    """In 1: dense 4 relu, 2 of 4 units (1 and 3) are."""
    total = gates.slopes.shape[1]
    kind = "filter" if len(gates.slopes) > gates.examples * len(gates.stages) else "unit"
    verb = "is" if len(units) == 1 else "are"
    label = gates.last.label if len(gates.stages) == 1 else gates.last.label.partition(" at ")[0]
    if len(units) == total:
        who = f"all {total} {kind}s" if total > 1 else f"the only {kind}"
    else:
        who = f"{len(units)} of {total} {kind}s ({listed(units)})"
    return f"in {label}, {who} {verb}"


def _most(gates: Gates, units: list[int]) -> str:
    return spoken_number(float(np.max(gates.entering[:, units])))


def _wholly_shut(anatomy: Anatomy, gates: Gates) -> Finding:
    """At a few examples: that is a disease where it is the biases that shut it far from opening."""
    units = list(range(gates.slopes.shape[1]))
    lasting = np.max(gates.entering) < -_FAR and _by_biases(anatomy, gates)
    cause = f"{_some(gates, units)} closed: at most {_most(gates, units)} enters"
    if not lasting:
        cause += " at this example; others may pass"
    severity: Severity = "error" if lasting else "info"
    return _finding(gates, units, "dead_relu", severity, cause)


def _by_biases(anatomy: Anatomy, gates: Gates) -> bool:
    """Whether they would be shut, too, if all but the biases had the other sign."""
    nodes = anatomy.program.nodes
    for node in (node for stage in gates.stages for node in stage.entering.members()):
        added = nodes[node].arguments[-1]
        has_bias = anatomy.operation(node) == "add" and nodes[added].kind == "input"
        bias = np.asarray(anatomy.values[added] if has_bias else 0.0)
        if np.any(2.0 * bias - anatomy.values[node] > 0.0):
            return False
    return True


def _saturated(gates: Gates) -> Iterator[Finding]:
    """Units that nearly all examples leave flat; of a few examples, at least half of the layer."""
    part = np.mean(np.abs(gates.slopes) < NEARLY_FLAT, axis=0)
    flat = np.flatnonzero(part >= _MOSTLY).tolist()
    few = gates.examples < _ENOUGH_EXAMPLES
    half = 2 * len(flat) >= len(part)
    if not flat or (few and (not half or len(part) < 2)):
        return
    for_examples = "" if few else f" (for {float(np.mean(part[flat])):.0%} of the examples)"
    cause = (
        f"{_some(gates, flat)} saturated{for_examples}: up to "
        f"{_largest(gates, flat)} enters, where {gates.last.operation} passes on less than "
        f"{NEARLY_FLAT:.1%} of the gradient"
    )
    deep = float(np.max(np.abs(gates.slopes[:, flat]))) < _FLAT
    severity: Severity = "warning" if half and (deep or not few) else "info"
    yield _finding(gates, flat, "saturated", severity, cause)


def _largest(gates: Gates, units: list[int]) -> str:
    return spoken_number(float(np.max(np.abs(gates.entering[:, units]))))


def _stuck_outputs(anatomy: Anatomy, gates: Gates) -> Iterator[Finding]:
    """Outputs at their end where that is wrong: the loss asks for a change, and none gets in."""
    stage = gates.last
    assert stage.gates is not None
    asked = np.abs(stage.gates.of(anatomy.gradients)) * gates.examples
    passed = np.abs(stage.entering.of(anatomy.gradients)) * gates.examples
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
    cause = (
        f"{_some(gates, units)} saturated where wrong: up to {_largest(gates, units)} enters, "
        f"where {stage.operation} is flat, so that the error is not passed on"
    )
    yield _finding(gates, units, "saturated", "warning", cause)


_ADVICE = {
    "dead_relu": "raise its bias, use init he or a lower learning rate, or leaky_relu, "
    "which never closes",
    "saturated": "scale the inputs, or start from smaller weights (init xavier)",
}


def _finding(
    gates: Gates, units: list[int], disease: Disease, severity: Severity, cause: str
) -> Finding:
    numbers = {
        "part": len(units) / gates.slopes.shape[1],
        "units": len(units),
        "of": gates.slopes.shape[1],
        "examples": gates.examples,
        "entering": float(np.max(gates.entering[:, units])),
    }
    counted = tuple(unit + 1 for unit in units)
    return Finding(disease, severity, gates.nodes(units), cause, _ADVICE[disease], numbers, counted)
