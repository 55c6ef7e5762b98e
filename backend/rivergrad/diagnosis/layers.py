"""Networks: what the layers do to the gradient on its way back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from rivergrad.diagnosis.anatomy import Anatomy
from rivergrad.diagnosis.finding import AT_RANDOM, Finding, Severity, size
from rivergrad.diagnosis.units import Layer, Units, is_wrong
from rivergrad.formula import spoken_number
from rivergrad.program import NO_GROUP

_VANISHED, _EXPLODED, _HUGE = 1e-3, 1e3, 1e4
_FORGOTTEN = 1e-8
_SHRINKING, _GROWING = 0.5, 1.5
_MUCH = 100.0


class Way(NamedTuple):
    """The way of the gradient from the last layer to the first. norms: of the gradient at each
    layer, in order of the layers; factors: of each to the one after it; gates: the part of a factor
    that the activation is to blame for, the rest being the weights'."""

    layers: list[Layer]
    norms: list[float]
    factors: list[float]
    gates: list[float]

    def nodes(self, which: list[int]) -> tuple[int, ...]:
        """The gates of these layers, from the last to the first, or what else they have."""
        chosen = [self.layers[index] for index in reversed(which)]
        found = [(layer.gates or layer.entering).members() for layer in chosen]
        return tuple(node for members in found for node in members)


def along_layers(anatomy: Anatomy, layers: list[Layer]) -> Iterator[Finding]:
    """The findings of the way from the last layer to the first."""
    if not layers:
        return
    norms = [_norm(anatomy, layer.entering) for layer in layers]
    if norms[-1] == 0.0:
        yield from _values_grown(anatomy, layers)
        return
    below = [norm / above if above else 0.0 for norm, above in pairwise(norms)]
    at_gates = [
        _norm(anatomy, s.gates) if s.gates else n for s, n in zip(layers, norms, strict=True)
    ]
    gates = [norm / at if at else 0.0 for norm, at in zip(norms, at_gates, strict=True)]
    way = Way(layers, norms, below, gates[:-1])
    ratio = norms[0] / norms[-1]
    if norms[0] == 0.0:
        yield from _cut(anatomy, way)
    elif ratio < _VANISHED and len(layers) > 2:
        yield _vanished(way, is_wrong(anatomy))
    elif ratio > _EXPLODED:
        yield _exploded(way)
    else:
        yield from _large(anatomy, way)


def _norm(anatomy: Anatomy, units: Units) -> float:
    return float(np.sqrt(sum(size(anatomy.gradients[node]) ** 2 for node in units.members())))


def _numbers(way: Way) -> dict[str, Any]:
    ratio = way.norms[0] / way.norms[-1]
    return {"ratio": ratio, "factors": way.factors, "gradient_norms": way.norms}


def _vanished(way: Way, wrong: bool) -> Finding:
    """No disease of a network that is right already. The weights of a recurrent layer are those of
    its last moments, too: it only forgets."""
    gates, whole = _product(way.gates), _product(way.factors)
    through_time = _product(_moments(way)) < whole**0.5
    by_weights = gates > whole**0.5
    shrinking = [index for index, factor in enumerate(way.factors) if factor <= _SHRINKING]
    who = "small weights" if by_weights else "flat gates"
    what = "time steps" if through_time else "layers"
    cause = (
        f"the gradient shrinks to {spoken_number(whole)} of itself on its way from the last layer "
        f"to the first, by {who} in {len(way.factors)} {what}, one after the other: "
        f"{_chain(way.factors)}"
    )
    advice = "use relu with init he, fewer layers, batch norm, or skip connections"
    if by_weights:
        advice = "start from larger weights (init xavier, or he for relu), or use batch norm"
    if through_time:
        advice = (
            "use shorter sequences, a U near the identity or orthogonal, or gates as in an LSTM"
        )
    numbers = {**_numbers(way), "gate_factors": way.gates}
    nodes = (*way.nodes(shrinking), *way.layers[0].entering.members())
    ill = wrong and whole < (_FORGOTTEN if through_time else _VANISHED)
    severity: Severity = "warning" if ill else "info"
    return Finding(
        "vanishing_gradient", severity, tuple(dict.fromkeys(nodes)), cause, advice, numbers
    )


def _product(factors: list[float]) -> float:
    return float(np.prod(factors))


def _moments(way: Way) -> list[float]:
    """The factors from one moment of a layer to the one before."""
    pairs = zip(way.factors, pairwise(way.layers), strict=True)
    return [factor for factor, (a, b) in pairs if a.moment and b.moment and a.number == b.number]


def _exploded(way: Way) -> Finding:
    growing = [index for index, factor in enumerate(way.factors) if factor >= _GROWING]
    through_time = _product(_moments(way)) > _product(way.factors) ** 0.5
    steps = "time steps" if through_time else "layers"
    cause = (
        f"the gradient grows {spoken_number(_product(way.factors))}-fold on its way from the last "
        f"layer to the first, by large weights in {len(way.factors)} {steps}: {_chain(way.factors)}"
    )
    nodes = tuple(node for i in reversed(growing) for node in way.layers[i].entering.members())
    advice = _start_smaller(through_time)
    return Finding("exploding_gradient", "warning", nodes, cause, advice, _numbers(way))


def _start_smaller(through_time: bool) -> str:
    if through_time:
        return "use a smaller U, near the identity or orthogonal, or shorter sequences"
    return "start from smaller weights (init xavier or he)"


def _chain(factors: list[float], most: int = 12) -> str:
    """From the last layer to the first."""
    shown = " × ".join(spoken_number(factor) for factor in factors[: -most - 1 : -1])
    return shown if len(factors) <= most else f"{shown} × …"


def _large(anatomy: Anatomy, way: Way) -> Iterator[Finding]:
    """Weights with a huge gradient, though it does not grow on its way: it springs too large, or
    what the weights multiply is."""
    inputs = [
        i for i in anatomy.program.inputs.values() if anatomy.program.nodes[i].group != NO_GROUP
    ]
    sizes = {i: float(np.max(np.abs(anatomy.gradients[i]))) for i in inputs}
    most = max(sizes.values(), default=0.0)
    if most <= _HUGE:
        return
    numbers = {**_numbers(way), "largest_weight_gradient": most}
    heaviest = max(sizes, key=lambda i: sizes[i])
    nodes: tuple[int, ...] = (heaviest,)
    if most > _MUCH * way.norms[-1]:
        cause = (
            f"the gradient of {anatomy.name(heaviest)} is as large as {spoken_number(most)} "
            "because what it multiplies is: no layer makes it grow"
        )
        advice = "scale the inputs to about 1, as by their mean and deviation"
    else:
        nodes = way.layers[-1].entering.members()
        cause = (
            f"the error is so large that a gradient of {spoken_number(way.norms[-1])} already "
            "enters the last layer: outputs and targets are far apart"
        )
        advice = "scale the targets to about 1, and let the output reach them"
    yield Finding("exploding_gradient", "warning", nodes, cause, advice, numbers)


def _values_grown(anatomy: Anatomy, layers: list[Layer]) -> Iterator[Finding]:
    """No gradient passes the last activation: the values that shut it may have grown on the way."""
    last = layers[-1].gates
    if last is None or _norm(anatomy, last) == 0.0:
        return
    sizes = [float(np.linalg.norm(layer.entering.of(anatomy.values))) for layer in layers]
    factors = [after / before if before else 0.0 for before, after in pairwise(sizes)]
    if not factors or sizes[0] == 0.0 or sizes[-1] / sizes[0] < _EXPLODED:
        return
    growing = [index + 1 for index, factor in enumerate(factors) if factor >= _GROWING]
    cause = (
        f"values grow {spoken_number(sizes[-1] / sizes[0])}-fold on their way to the output, by "
        f"large weights, and a gradient would on its way back: {_chain(factors[::-1])}"
    )
    advice = _start_smaller(any(layers[index].moment for index in growing))
    nodes = tuple(node for index in growing for node in layers[index].entering.members())
    numbers = {"ratio": sizes[-1] / sizes[0], "value_factors": factors}
    yield Finding("exploding_gradient", "warning", nodes, cause, advice, numbers)


def _cut(anatomy: Anatomy, way: Way) -> Iterator[Finding]:
    """The first layer gets exactly nothing: the deepest layer that still gets something cuts."""
    last_zero = max(index for index, norm in enumerate(way.norms) if norm == 0.0)
    layer, above = way.layers[last_zero], way.layers[last_zero + 1]
    if layer.gates is not None and _norm(anatomy, layer.gates) > 0.0:
        return  # its gates are shut, which is said of its units
    zeros = _zero_factors(anatomy, layer, above)
    if not zeros:
        return
    trained = [node for node in zeros if _is_trained(anatomy, node)]
    mends = any(size(anatomy.gradients[node]) > 0.0 for node in trained)
    cause = f"no gradient passes from {above.label} back to {layer.label}: {anatomy.names(zeros)} "
    cause += "is exactly 0" if len(zeros) == 1 else "are exactly 0"
    if mends:
        cause += ", until a first step moves it" if len(zeros) == 1 else ", until a step moves them"
    advice = AT_RANDOM
    if not trained:
        advice = "nothing is wrong if another draw passes; a lower dropout drops fewer units"
    severity: Severity = "info" if mends or not trained else "warning"
    nodes = (*zeros, *layer.entering.members())
    yield Finding("cut_path", severity, nodes, cause, advice, {"gradient_norms": way.norms})


def _zero_factors(anatomy: Anatomy, layer: Layer, above: Layer) -> list[int]:
    """What the ways between the two layers are multiplied by, where it is 0."""
    start, stop = layer.entering.members()[-1], above.entering.members()[-1]
    nodes = anatomy.program.nodes
    found = {
        argument
        for node in nodes[start + 1 : stop + 1]
        if node.operation and node.operation.name in ("multiply", "matmul", "conv2d")
        for argument in node.arguments
        if nodes[argument].kind != "operation" and nodes[argument].name not in (None, "X")
        if size(anatomy.values[argument]) == 0.0
    }
    return sorted(found)


def _is_trained(anatomy: Anatomy, node: int) -> bool:
    return anatomy.program.nodes[node].group != NO_GROUP
