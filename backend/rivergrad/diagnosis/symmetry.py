"""symmetric_weights: units that are the same in all that they read and all that reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from rivergrad.diagnosis.anatomy import Anatomy
from rivergrad.diagnosis.finding import AT_RANDOM, Finding, listed
from rivergrad.diagnosis.units import Units, weights
from rivergrad.errors import RivergradError
from rivergrad.trace import Trace, retrace

_SCALES = (1.0, 0.1, 0.01, 0.001)
_EQUAL = 1e-9
Groups = list[list[int]]
"""Units, those that are alike together; a unit like no other is in none."""


def symmetric(anatomy: Anatomy) -> Iterator[Finding]:
    """Units whose weights are equal and that no training can part.

    Equal weights alone may part: where a bias or an outgoing weight differs, gradients do. So all
    inputs get other values, equal ones equal values and others other ones, and follow their
    gradient by one step: units whose weights and gradients are equal there, too, stay together.
    """
    alike = [(units, _equal(units.of(anatomy.values))) for units in weights(anatomy)]
    together: dict[int, Groups] = {}
    undecided = {index for index, (_, groups) in enumerate(alike) if groups}
    for scale in _SCALES:
        trace = _elsewhere(anatomy.trace, scale) if undecided else None
        if trace is None:
            continue
        for index in [index for index in undecided if _tells(trace, *alike[index])]:
            units, groups = alike[index]
            together[index] = [part for group in groups for part in _together(trace, units, group)]
            undecided.remove(index)
    for index in sorted(together):
        if together[index]:
            yield _finding(anatomy, alike[index][0], together[index])


def _equal(columns: Any) -> Groups:
    """The units whose columns are exactly equal."""
    units = columns.shape[1]
    if units < 2 or len(np.unique(columns[0])) == units:
        return []
    found: dict[bytes, list[int]] = {}
    for unit, column in enumerate(np.ascontiguousarray((columns + 0.0).T)):
        found.setdefault(column.tobytes(), []).append(unit)
    return [group for group in found.values() if len(group) > 1]


def _elsewhere(trace: Trace, scale: float) -> Trace | None:
    """The trace at inputs that are functions of the given ones, positive so that relus are open,
    after a step against the gradient. None where the program cannot run there."""
    names = trace.program.inputs.items()
    redrawn: dict[str, Any] = {
        name: scale * (0.6 + 0.5 * np.sin(9.0 * np.asarray(trace.numbers.values[index]) + 1.0))
        for name, index in names
    }
    try:
        there = retrace(trace, redrawn)
        gradients = there.gradients
        largest = max((float(np.max(np.abs(g))) for g in gradients.values()), default=0.0)
        if not 0.0 < largest < np.inf:
            return None
        step = 0.1 * scale / largest
        return retrace(trace, {name: redrawn[name] - step * gradients[name] for name in redrawn})
    except RivergradError:
        return None


def _tells(trace: Trace, units: Units, groups: Groups) -> bool:
    """Whether a gradient arrives, so that equal ones mean something."""
    gradients = units.of(trace.numbers.gradients)[:, [unit for group in groups for unit in group]]
    return bool(np.isfinite(gradients).all() and gradients.any())


def _together(trace: Trace, units: Units, group: list[int]) -> Groups:
    """Those of a group that are still alike: weights and gradients, but for rounding."""
    numbers = [
        units.of(column)[:, group] for column in (trace.numbers.values, trace.numbers.gradients)
    ]
    scaled = [n / largest if (largest := np.max(np.abs(n))) > 0.0 else n for n in numbers]
    columns, left, found = np.concatenate(scaled), list(range(len(group))), []
    while left:
        first = columns[:, left[:1]]
        near = np.max(np.abs(columns[:, left] - first), axis=0) <= _EQUAL
        found.append([group[unit] for unit, is_near in zip(left, near, strict=True) if is_near])
        left = [unit for unit, is_near in zip(left, near, strict=True) if not is_near]
    return [part for part in found if len(part) > 1]


def _finding(anatomy: Anatomy, units: Units, groups: Groups) -> Finding:
    members = sorted(unit for group in groups for unit in group)
    nodes = units.members(members)
    named = "; ".join(f"units {listed(group)}" for group in groups[:5])
    cause = (
        f"{named} have the same weights ({anatomy.names(nodes)}), and so has all that reads them: "
        "they compute the same, get the same gradient, and can never part"
    )
    numbers = {"groups": [[unit + 1 for unit in group] for group in groups]}
    counted = tuple(unit + 1 for unit in members)
    return Finding("symmetric_weights", "warning", nodes, cause, AT_RANDOM, numbers, counted)
