"""A program: validated statements over values, as plain data. Every language becomes this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Union

import numpy as np

from rivergrad.errors import Place
from rivergrad.operations.op import Op

Value = Union[float, "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"]
Kind = Literal["input", "constant", "operation"]
GroupKind = Literal["statement", "function", "iteration", "layer", "neuron"]

NO_GROUP = -1


class Node(NamedTuple):
    """A value of a program.

    operation: what computes it; None for an input or a constant. arguments: indices of earlier
    nodes. options: the operation's keyword options. value: of a constant, or an input's own value.
    name: what the source calls it. group: index of its innermost group, or NO_GROUP.
    """

    operation: Op | None
    arguments: tuple[int, ...] = ()
    options: Mapping[str, object] | None = None
    value: Value | None = None
    name: str | None = None
    place: Place | None = None
    group: int = NO_GROUP

    @property
    def kind(self) -> Kind:
        if self.operation is not None:
            return "operation"
        return "constant" if self.name is None else "input"


class Group(NamedTuple):
    """A statement, call, iteration, layer or neuron: a named set of nodes that may hold others."""

    path: str
    kind: GroupKind
    label: str
    parent: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class Program:
    """Nodes in execution order, their groups, and which node is differentiated.

    names: the last node that each name of the source stands for. inputs: the input nodes by name.
    comments: of the source, by line. structural: the inputs whose values decided what nodes there
    are, as loop bounds do. asked: the name that was asked for as the output, None for the last
    statement's value.
    """

    nodes: tuple[Node, ...]
    groups: tuple[Group, ...]
    output: int
    names: Mapping[str, int]
    inputs: Mapping[str, int]
    source: str = ""
    language: str = "python"
    comments: Mapping[int, str] = field(default_factory=dict)
    structural: frozenset[str] = frozenset()
    asked: str | None = None


MOST_AXES = 64  # of a numpy array


def as_value(value: float | Sequence[object] | Value) -> Value:
    """A number as a float, nested lists as a float64 array. An array of float64 is not copied: it
    must not be changed while a trace holds it.

    Raises ValueError when lists are ragged, nested too deeply, or hold something that is not a
    number.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if _depth(value) > MOST_AXES:
        raise ValueError(f"its lists are nested more than {MOST_AXES} deep")
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError("its lists are not of equal length") from None
    if array.dtype.kind not in "iuf":
        raise ValueError("only numbers and regular nested lists of numbers are allowed")
    if array.size == 0:
        raise ValueError("an array needs at least one element")
    return float(array) if array.shape == () else array.astype(float, copy=False)


def _depth(value: object) -> int:
    """How many lists stand in each other, counted along the first elements."""
    depth = 0
    while isinstance(value, (list, tuple)) and value and depth <= MOST_AXES:
        value, depth = value[0], depth + 1
    return depth
