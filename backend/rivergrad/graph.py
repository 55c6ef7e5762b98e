"""The graph of a program: nodes, edges and groups as data, and questions that need all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx

from rivergrad.program import NO_GROUP, Program


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
    inputs: list[dict[int, None]] = [{} for _ in program.groups]
    outputs: list[dict[int, None]] = [{} for _ in program.groups]
    members: list[list[int]] = [[] for _ in program.groups]
    chains = _ancestries(program)
    own = [node.group for node in program.nodes]
    for index, innermost in enumerate(own):
        for group in chains[innermost]:
            members[group].append(index)
    for source, target, _ in edges_of(program):
        if own[source] == own[target]:
            continue
        inside, outside = chains[own[target]], chains[own[source]]
        if program.nodes[source].kind != "constant":
            for group in inside[_shared(inside, outside) :]:
                inputs[group][source] = None
        for group in outside[_shared(inside, outside) :]:
            outputs[group][source] = None
    for group in chains[own[program.output]]:
        outputs[group][program.output] = None
    return [
        Boundary(tuple(inputs[g]), tuple(sorted(outputs[g])), tuple(members[g]))
        for g in range(len(program.groups))
    ]


def _shared(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """How many groups, from the outermost on, two chains have in common."""
    return sum(1 for a, b in zip(one, other, strict=False) if a == b)


def _ancestries(program: Program) -> dict[int, tuple[int, ...]]:
    """For each group, itself and all groups around it. Parents come before their children."""
    chains: dict[int, tuple[int, ...]] = {NO_GROUP: ()}
    for index, group in enumerate(program.groups):
        chains[index] = (*chains[group.parent], index)
    return chains


def as_networkx(program: Program) -> nx.MultiDiGraph[int]:
    """The graph for networkx: nodes carry operation, kind and name, edges their port."""
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    for index, node in enumerate(program.nodes):
        operation = node.operation.name if node.operation else None
        graph.add_node(index, kind=node.kind, operation=operation, name=node.name)
    for number, (source, target, port) in enumerate(edges_of(program)):
        graph.add_edge(source, target, key=number, port=port)
    return graph
