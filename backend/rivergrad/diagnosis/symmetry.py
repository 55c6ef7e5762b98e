"""symmetric_weights: units that start alike get the same gradient and stay alike."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rivergrad.diagnosis.anatomy import Anatomy
from rivergrad.diagnosis.finding import Finding

_ADVICE = "draw the first weights at random: init playground, xavier or he"


def symmetric(anatomy: Anatomy) -> Iterator[Finding]:
    """Weights of units that are all equal, as a matrix or neuron by neuron."""
    yield from _matrices(anatomy)
    yield from _neurons(anatomy)


def _matrices(anatomy: Anatomy) -> Iterator[Finding]:
    """An input W of x @ W with equal columns, or of W @ x, x a vector, with equal rows."""
    seen: set[int] = set()
    for node in anatomy.program.nodes:
        if node.operation is None or node.operation.name != "matmul":
            continue
        left, right = node.arguments
        for weights, axis in ((right, 1), (left, 0)):
            of_vector = axis == 1 or np.ndim(anatomy.values[right]) == 1
            if weights in seen or not of_vector or anatomy.program.nodes[weights].kind != "input":
                continue
            seen.add(weights)
            if _alike(anatomy.values[weights], axis):
                yield _finding(anatomy, (weights,), np.shape(anatomy.values[weights])[axis])


def _alike(weights: object, axis: int) -> bool:
    array = np.asarray(weights)
    if array.ndim != 2 or array.shape[axis] < 2:
        return False
    return bool(np.all(array == np.take(array, [0], axis=axis)))


def _neurons(anatomy: Anatomy) -> Iterator[Finding]:
    """Neurons of a layer whose weights and biases are equal one by one."""
    layers: dict[int, dict[int, list[int]]] = {}
    for index in anatomy.program.inputs.values():
        group = anatomy.program.nodes[index].group
        if group != -1 and anatomy.program.groups[group].kind == "neuron":
            parent = anatomy.program.groups[group].parent
            layers.setdefault(parent, {}).setdefault(group, []).append(index)
    for neurons in layers.values():
        values = [tuple(anatomy.values[i] for i in members) for members in neurons.values()]
        if len(values) > 1 and len(set(values)) == 1:
            members = tuple(index for each in neurons.values() for index in each)
            yield _finding(anatomy, members, len(values))


def _finding(anatomy: Anatomy, nodes: tuple[int, ...], units: int) -> Finding:
    cause = (
        f"{units} units have the same weights ({anatomy.names(nodes)}): they compute the same, get "
        "the same gradient, and can never part"
    )
    return Finding("symmetric_weights", "warning", nodes, cause, _ADVICE, {"units": units})
