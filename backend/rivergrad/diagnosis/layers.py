"""Networks: what the layers do to the gradient on its way back, and units that pass nothing on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from rivergrad.diagnosis.anatomy import NEARLY_FLAT, SQUASHING, Anatomy
from rivergrad.diagnosis.finding import Finding, Severity, short, size

_VANISHED, _EXPLODED, _HUGE = 1e-3, 1e3, 1e4
_ENOUGH_EXAMPLES = 10
_MOSTLY = 0.9
_STILL_WRONG = 0.1


class Stage(NamedTuple):
    """A layer, or a moment of a recurrent one: its label, the nodes before its activation (or its
    output where it has none), and the gates of its activation."""

    label: str
    entering: list[int]
    gates: list[int]


def of_layers(anatomy: Anatomy) -> Iterator[Finding]:
    """The findings of a network's program, at either depth."""
    stages = _stages(anatomy)
    yield from _by_depth(anatomy, stages)
    for stage in stages:
        yield from _dead(anatomy, stage)
    if _is_wrong(anatomy):
        for stage in stages[:-1]:
            yield from _saturated(anatomy, stage)


def _stages(anatomy: Anatomy) -> list[Stage]:
    """In order, told by the names z… that networks give to what enters an activation."""
    found: dict[int, Stage] = {}
    for index, node in enumerate(anatomy.program.nodes):
        if node.name is None or not node.name.startswith("z") or node.operation is None:
            continue
        group = anatomy.group_of(index, "layer", "iteration")
        stage = found.setdefault(group, Stage(anatomy.program.groups[group].label, [], []))
        stage.entering.append(index)
    entering = {index: stage for stage in found.values() for index in stage.entering}
    for index, node in enumerate(anatomy.program.nodes):
        if len(node.arguments) == 1 and node.arguments[0] in entering and node.name:
            entering[node.arguments[0]].gates.append(index)
    return list(found.values())


def _norm(anatomy: Anatomy, nodes: list[int]) -> float:
    return float(np.sqrt(sum(size(anatomy.gradients[node]) ** 2 for node in nodes)))


def _by_depth(anatomy: Anatomy, stages: list[Stage]) -> Iterator[Finding]:
    norms = [_norm(anatomy, stage.entering) for stage in stages]
    if len(norms) < 2 or norms[-1] == 0.0:
        return
    factors = [below / above if above else 0.0 for below, above in pairwise(norms)]
    ratio, weights = norms[0] / norms[-1], _largest_weight_gradient(anatomy)
    numbers = {"ratio": ratio, "factors": factors, "gradient_norms": norms}
    nodes = tuple(stages[0].entering)
    if norms[0] == 0.0:
        yield from _cut(anatomy, stages, norms)
    elif ratio < _VANISHED and len(stages) > 2:
        cause = (
            f"the gradient shrinks to {short(ratio)} of itself on its way from the last layer to "
            f"the first: {_chain(factors)}"
        )
        advice = "use relu with init he, fewer layers, batch norm, or skip connections"
        yield Finding("vanishing_gradient", "warning", nodes, cause, advice, numbers)
    elif ratio > _EXPLODED or weights > _HUGE:
        cause = (
            f"the gradient grows {short(ratio)}-fold on its way from the last layer to the first "
            f"({_chain(factors)}); the largest one of a weight is {short(weights)}"
        )
        advice = "start from smaller weights (init xavier or he), or lower the learning rate"
        numbers = {**numbers, "largest_weight_gradient": weights}
        yield Finding("exploding_gradient", "warning", nodes, cause, advice, numbers)


def _chain(factors: list[float]) -> str:
    """From the last layer to the first."""
    return " × ".join(short(factor) for factor in reversed(factors))


def _largest_weight_gradient(anatomy: Anatomy) -> float:
    inputs = anatomy.program.inputs.values()
    grouped = [i for i in inputs if anatomy.program.nodes[i].group != -1]
    return max((float(np.max(np.abs(anatomy.gradients[i]))) for i in grouped), default=0.0)


def _cut(anatomy: Anatomy, stages: list[Stage], norms: list[float]) -> Iterator[Finding]:
    """The first layer gets exactly nothing: the deepest stage that still gets something cuts."""
    last_zero = max(index for index, norm in enumerate(norms) if norm == 0.0)
    stage = stages[last_zero]
    if any(anatomy.is_relu(gate) or anatomy.is_saturated(gate) for gate in stage.gates):
        return  # that is said of its units
    cause = (
        f"no gradient passes from {stages[last_zero + 1].label} back to {stage.label}: what joins "
        "them is exactly 0"
    )
    advice = "draw the first weights at random: init playground, xavier or he"
    numbers = {"gradient_norms": norms}
    yield Finding("cut_path", "warning", tuple(stage.entering), cause, advice, numbers)


def _examples(value: Any) -> int:
    return 1 if np.ndim(value) < 2 else len(value)


def _dead(anatomy: Anatomy, stage: Stage) -> Iterator[Finding]:
    """Of many examples: units that none passes. Of a single one: a layer that is wholly shut."""
    gates = [gate for gate in stage.gates if anatomy.is_relu(gate)]
    if not gates:
        return
    open_units = np.concatenate([_units(anatomy.values[gate] > 0.0) for gate in gates])
    examples = _examples(anatomy.values[gates[0]])
    dead, units = int(np.sum(open_units == 0.0)), len(open_units)
    if dead == 0 or (examples < _ENOUGH_EXAMPLES and dead < units):
        return
    severity: Severity = "error" if dead == units else "warning" if 2 * dead >= units else "info"
    of_examples = f"none of {examples} examples passes" if examples > 1 else "nothing passes"
    cause = f"{dead} of {units} relus of {stage.label} are closed: {of_examples}"
    advice = "lower the learning rate, use init he, or leaky_relu, which never closes"
    numbers = {"dead": dead, "units": units, "examples": examples}
    nodes = tuple(gates if len(gates) < 2 else _closed(anatomy, gates))
    yield Finding("dead_relu", severity, nodes, cause, advice, numbers)


def _closed(anatomy: Anatomy, gates: list[int]) -> list[int]:
    return [gate for gate in gates if not np.any(np.asarray(anatomy.values[gate]) > 0.0)]


def _units(truth: Any) -> Any:
    """For each unit, the part of the examples for which it holds."""
    array = np.atleast_1d(np.asarray(truth, dtype=float))
    return array if array.ndim == 1 else array.reshape(len(array), -1).mean(axis=0)


def _is_wrong(anatomy: Anatomy) -> bool:
    """Whether the loss still asks for a change: saturation of what is right is no disease."""
    return float(anatomy.trace.value) > _STILL_WRONG


def _saturated(anatomy: Anatomy, stage: Stage) -> Iterator[Finding]:
    gates = [gate for gate in stage.gates if anatomy.operation(gate) in SQUASHING]
    if not gates:
        return
    flat = np.concatenate([_units(np.abs(anatomy.slope(gate)) < NEARLY_FLAT) for gate in gates])
    if len(flat) < 2 or float(np.min(flat)) < _MOSTLY:
        return
    part = float(np.mean(flat))
    cause = (
        f"all {len(flat)} units of {stage.label} are saturated (for {part:.0%} of the examples): "
        f"they pass on less than {NEARLY_FLAT:.1%} of the gradient"
    )
    advice = "scale the inputs, or start from smaller weights (init xavier)"
    numbers = {"units": len(flat), "part": part}
    yield Finding("saturated", "warning", tuple(gates), cause, advice, numbers)
