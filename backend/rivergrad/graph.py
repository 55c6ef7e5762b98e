"""The graph of a program: nodes, edges and groups as data, and questions that need all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

import networkx as nx
import numpy as np

from rivergrad.program import NO_GROUP, Program

Array = Any


class Edge(NamedTuple):
    """Data runs from `source` to `target`, where it is the operand number `port`."""

    source: int
    target: int
    port: int


def edges_of(program: Program) -> Iterator[Edge]:
    """The edges in the tape's order: node by node, argument by argument."""
    for target, node in enumerate(program.nodes):
        for port, source in enumerate(node.arguments):
            yield Edge(source, target, port)


@dataclass(frozen=True, slots=True)
class Boundary:
    """What crosses a group's border: the outside nodes that its members read, its members that are
    read outside (or are the program's output), and the members themselves, all in order."""

    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    members: tuple[int, ...]


def boundaries(program: Program) -> list[Boundary]:
    """The boundary of each group. Constants never cross one."""
    if not program.groups:
        return []
    own = np.array([node.group for node in program.nodes]) - NO_GROUP
    inputs, outputs = _crossing(program, own)
    columns = (inputs, outputs, _enclosed(program, np.arange(len(own)), own))
    count = len(program.groups)
    return [
        Boundary(*border)
        for border in zip(*(_by_group(pairs, count) for pairs in columns), strict=True)
    ]


def ends(program: Program) -> tuple[Array, Array]:
    """The source and the target of every edge, in the tape's order."""
    arguments = [node.arguments for node in program.nodes]
    arities = np.array(list(map(len, arguments)), dtype=np.int64)
    sources = np.array(list(chain.from_iterable(arguments)), dtype=np.int64)
    return sources, np.repeat(np.arange(len(arguments)), arities)


def flowing(program: Program) -> Array:
    """Whether each node is no constant: gradients flow towards it."""
    return np.array([n.operation is not None or n.name is not None for n in program.nodes])


Pairs = tuple[Array, Array]
"""Groups, and a node of each. Groups are counted from 1 here: 0 is outside of all of them."""


def _crossing(program: Program, own: Array) -> tuple[Pairs, Pairs]:
    """The groups that edges enter, and those that they leave, each with the edge's source.

    Both ends of every edge climb out of their groups until they meet, the deeper one first.
    """
    parents, depths = _tree(program)
    sources, targets = ends(program)
    entered, left = own[targets], own[sources]
    carry = flowing(program)
    inputs: list[Pairs] = []
    outputs = [_enclosed(program, np.array([program.output]), own[[program.output]])]
    while len(sources := sources[entered != left]):
        entered, left = entered[apart := entered != left], left[apart]
        inward, outward = depths[entered] >= depths[left], depths[left] >= depths[entered]
        carries = inward & carry[sources]
        inputs.append((entered[carries], sources[carries]))
        outputs.append((left[outward], sources[outward]))
        entered = np.where(inward, parents[entered], entered)
        left = np.where(outward, parents[left], left)
    return _joined(inputs), _joined(outputs)


def _tree(program: Program) -> tuple[Array, Array]:
    """The parent and the depth of each group, of which parents come before their children."""
    parents, depths = [0], [0]
    for group in program.groups:
        parents.append(group.parent - NO_GROUP)
        depths.append(depths[parents[-1]] + 1)
    return np.array(parents), np.array(depths)


def _enclosed(program: Program, nodes: Array, groups: Array) -> Pairs:
    """Nodes with their groups and all groups around those."""
    parents, _ = _tree(program)
    found: list[Pairs] = []
    while len(nodes := nodes[groups > 0]):
        groups = groups[groups > 0]
        found.append((groups, nodes))
        groups = parents[groups]
    return _joined(found)


def _joined(pairs: list[Pairs]) -> Pairs:
    nothing = np.empty(0, dtype=np.int64)
    groups, nodes = zip(*pairs, (nothing, nothing), strict=True)
    return np.concatenate(groups), np.concatenate(nodes)


def _by_group(pairs: Pairs, count: int) -> list[tuple[int, ...]]:
    """The nodes of each group in order, each once."""
    groups, nodes = pairs
    span = int(nodes.max(initial=0)) + 1
    keys = groups * span + nodes
    keys.sort(kind="stable")  # they are nearly in order, which this sort makes use of
    keys = keys[np.diff(keys, prepend=-1) > 0]
    groups = keys // span
    nodes = keys - groups * span
    bounds = np.searchsorted(groups, np.arange(1, count + 2)).tolist()
    listed = nodes.tolist()
    return [tuple(listed[bounds[g] : bounds[g + 1]]) for g in range(count)]


def as_networkx(program: Program) -> nx.MultiDiGraph[int]:
    """The graph for networkx: nodes carry operation, kind and name, edges their port."""
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    for index, node in enumerate(program.nodes):
        operation = node.operation.name if node.operation else None
        graph.add_node(index, kind=node.kind, operation=operation, name=node.name)
    for number, (source, target, port) in enumerate(edges_of(program)):
        graph.add_edge(source, target, key=number, port=port)
    return graph
