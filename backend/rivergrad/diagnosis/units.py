"""Networks: the units of a layer, looked at in the same way at either depth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, get_args

import numpy as np

from rivergrad.diagnosis.anatomy import Anatomy
from rivergrad.networks.spec import Activation
from rivergrad.program import NO_GROUP, Node

ACTIVATIONS = frozenset(get_args(Activation)) - {"linear"}
STILL_WRONG = 0.1


class Units(NamedTuple):
    """Units of a layer. In arrays: one node, and the axis of its value that counts them. In
    neurons: scalar nodes (rows, units), a row for each place where a unit stands."""

    nodes: Any
    axis: int | None = None

    def of(self, column: Sequence[Any]) -> Any:
        """A column of numbers by node, as an array (rows, units)."""
        if self.axis is None:
            return np.array([[column[node] for node in row] for row in self.nodes], dtype=float)
        array = np.asarray(column[self.nodes], dtype=float)
        return np.moveaxis(array, self.axis, -1).reshape(-1, array.shape[self.axis])

    def members(self, units: Iterable[int] | None = None) -> tuple[int, ...]:
        """The nodes that these units have; of an array, itself."""
        if self.axis is not None:
            return (self.nodes,)
        chosen = self.nodes if units is None else self.nodes[:, list(units)]
        return tuple(int(node) for node in chosen.T.reshape(-1))


class Layer(NamedTuple):
    """A layer, or a moment of a recurrent one. entering: the units before its activation, or where
    it has none its output. gates: those of its activation, which is the `operation`. number: of
    the layer. moment: whether it is a moment."""

    label: str
    entering: Units
    gates: Units | None
    operation: str
    number: int
    moment: bool


def layers_of(anatomy: Anatomy) -> list[Layer]:
    """In order. Activations are told by their operations, the layers that have none by the names
    z… of what they compute."""
    gates: dict[tuple[int, int], list[int]] = {}
    plain: dict[tuple[int, int], list[int]] = {}
    for index, node in enumerate(anatomy.program.nodes):
        is_gate = anatomy.operation(index) in ACTIVATIONS
        if node.name and node.operation and (is_gate or node.name.startswith("z")):
            place = (anatomy.group_of(index, "layer", "iteration"), _number(anatomy, index))
            (gates if is_gate else plain).setdefault(place, []).append(index)
    entered = {anatomy.program.nodes[gate].arguments[0] for some in gates.values() for gate in some}
    found = [_gated(anatomy, group, some) for (group, _), some in gates.items()]
    found += [
        _layer(anatomy, group, _units(anatomy, some), None, "")
        for (group, _), some in plain.items()
        if some[0] not in entered
    ]
    return sorted(found, key=lambda layer: layer.entering.members()[0])


def _gated(anatomy: Anatomy, group: int, gates: list[int]) -> Layer:
    nodes, units = anatomy.program.nodes, _units(anatomy, gates)
    below = np.vectorize(lambda gate: nodes[gate].arguments[0], otypes=[int])
    entering = (
        Units(nodes[units.nodes].arguments[0], units.axis)
        if units.axis is not None
        else Units(below(units.nodes))
    )
    return _layer(anatomy, group, entering, units, anatomy.operation(gates[0]))


def _layer(
    anatomy: Anatomy, group: int, entering: Units, gates: Units | None, operation: str
) -> Layer:
    groups, number = anatomy.program.groups, _number(anatomy, (gates or entering).members()[0])
    if group == NO_GROUP:  # a layer of one operation has none
        return Layer(f"{number}: {operation}", entering, gates, operation, number, False)
    if groups[group].kind != "iteration":
        return Layer(groups[group].label, entering, gates, operation, number, False)
    label = f"{groups[groups[group].parent].label} at {groups[group].label}"
    return Layer(label, entering, gates, operation, number, True)


def _number(anatomy: Anatomy, node: int) -> int:
    """Of a layer, from the name of a node: 3 of a3_1."""
    name = anatomy.program.nodes[node].name or ""
    return int(name[1:].partition("_")[0])


def _units(anatomy: Anatomy, nodes: list[int]) -> Units:
    """An array, or scalars, of a layer."""
    if type(anatomy.values[nodes[0]]) is not float:
        return Units(nodes[0], -1)
    return _scalars(anatomy.program.nodes, nodes)


def _scalars(nodes: Sequence[Node], members: Iterable[int]) -> Units:
    by_unit: dict[int, list[int]] = {}
    for index in members:
        by_unit.setdefault(unit_of(nodes[index].name or ""), []).append(index)
    return Units(np.array([by_unit[unit] for unit in sorted(by_unit)]).T)


def unit_of(name: str) -> int:
    """Which unit, counted from 0, a scalar of a network belongs to: 1 for a1_2 and for w1_21, which
    goes to neuron 2 from neuron 1; 2 for w1_1_2_1_3 and w1_1213, of filter 3."""
    head, _, rest = name.partition("_")
    weight = head[0] in "wu"
    parts = list(rest) if weight and "_" not in rest else rest.split("_")
    return int(parts[0] if weight and len(parts) == 2 else parts[-1]) - 1


def slopes(anatomy: Anatomy, gates: Units) -> Any:
    """The local gradient of each gate: (rows, units)."""
    nodes = anatomy.program.nodes
    if gates.axis is None:
        first = anatomy.trace.tape.first_edges
        return np.array([[anatomy.local[first[gate]] for gate in row] for row in gates.nodes])
    node, out = nodes[gates.nodes], np.asarray(anatomy.values[gates.nodes])
    entering = np.asarray(anatomy.values[node.arguments[0]])
    assert node.operation is not None
    rule = node.operation.vjp(0, dict(node.options or {}))
    with np.errstate(all="ignore"):
        slope = np.broadcast_to(rule(np.ones(out.shape), out, entering), out.shape)
    return slope.reshape(-1, out.shape[-1])


def is_wrong(anatomy: Anatomy) -> bool:
    """Whether the loss still asks for a change: no gradient where all is right is no disease."""
    return float(anatomy.trace.value) > STILL_WRONG


def examples(anatomy: Anatomy, units: Units) -> int:
    return 1 if units.axis is None else len(anatomy.values[units.nodes])


def weights(anatomy: Anatomy) -> list[Units]:
    """The weights into the units of each layer but the last, whose units have targets of their own;
    of a program in arrays, each input that it multiplies by as a matrix or slides as filters."""
    if anatomy.program.language != "network":
        return _matrices(anatomy)
    return (_matrices(anatomy) if _in_arrays(anatomy) else _scalar_weights(anatomy))[:-1]


def _matrices(anatomy: Anatomy) -> list[Units]:
    found: dict[int, Units] = {}
    for node in anatomy.program.nodes:
        if node.operation is None or node.operation.name not in ("matmul", "conv2d"):
            continue
        left, right = node.arguments
        for matrix, axis in ((right, -1), (left, 0)):
            if _has_units(anatomy, matrix, axis, right):
                found.setdefault(matrix, Units(matrix, axis))
    return list(found.values())


def _has_units(anatomy: Anatomy, matrix: int, axis: int, right: int) -> bool:
    """A W of x @ W has a unit in each column, of W @ x, x a vector, in each row."""
    node = anatomy.program.nodes[matrix]
    if node.kind != "input" or np.ndim(anatomy.values[matrix]) < 2:
        return False
    if anatomy.program.language == "network":
        return axis == -1 and (node.name or "").startswith("W")
    return axis == -1 or np.ndim(anatomy.values[right]) == 1


def _in_arrays(anatomy: Anatomy) -> bool:
    return any(type(anatomy.values[i]) is not float for i in anatomy.program.inputs.values())


def _scalar_weights(anatomy: Anatomy) -> list[Units]:
    heads: dict[str, list[int]] = {}
    for name, index in anatomy.program.inputs.items():
        if name.startswith("w") and anatomy.program.nodes[index].group != NO_GROUP:
            heads.setdefault(name.partition("_")[0], []).append(index)
    return [_scalars(anatomy.program.nodes, members) for members in heads.values()]
