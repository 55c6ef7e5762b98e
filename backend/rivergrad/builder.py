"""How languages make programs: nodes and groups are appended, and never changed afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from rivergrad.errors import Place
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.operations.op import Op
from rivergrad.program import NO_GROUP, Group, GroupKind, Node, Program, Value


class Builder:
    """Collects a program. `group` is the innermost open group, which new nodes belong to."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self.nodes: list[Node] = []
        self.groups: list[Group] = []
        self.inputs: dict[str, int] = {}
        self.group = NO_GROUP
        self._labels: dict[tuple[int, str], int] = {}

    def _append(self, node: Node) -> int:
        index = len(self.nodes)
        if index >= self.limits.nodes:
            self.limits.check_nodes(index + 1, node.place)
        self.nodes.append(node)
        return index

    def input(
        self, name: str, value: Value | None, place: Place | None, grouped: bool = False
    ) -> int:
        """A value that the user may set. Inputs belong to no group, unless they are `grouped`: a
        weight is the inner matter of its neuron."""
        group = self.group if grouped else NO_GROUP
        index = self._append(Node(None, (), None, value, name, place, group))
        self.inputs[name] = index
        return index

    def constant(self, value: Value, place: Place | None = None) -> int:
        return self._append(Node(None, (), None, value, None, place, self.group))

    def apply(
        self,
        operation: Op,
        arguments: tuple[int, ...],
        place: Place | None = None,
        options: Mapping[str, object] | None = None,
    ) -> int:
        return self._append(Node(operation, arguments, options, None, None, place, self.group))

    def name(self, index: int, name: str) -> None:
        """Calls an operation's node by a name of the source, unless it has one already."""
        node = self.nodes[index]
        if node.name is None and node.operation is not None:
            self.nodes[index] = node._replace(name=name)

    @contextmanager
    def inside(self, kind: GroupKind, label: str, place: Place | None, key: str) -> Iterator[None]:
        """Nodes appended within belong to a new group, whose path is made of `key`."""
        outer, first_node, first_group = self.group, len(self.nodes), len(self.groups)
        self.groups.append(Group(self.unique_path(outer, key), kind, label, outer, place))
        self.group = first_group
        try:
            yield
        finally:
            self.group = outer
            if self._dissolve_if_single(first_group, first_node):
                self._labels[outer, key] -= 1

    def unique_path(self, outer: int, key: str) -> str:
        """The path of a group inside `outer`; the second of the same key is called key#2."""
        repeat = self._labels[outer, key] = self._labels.get((outer, key), 0) + 1
        unique = key if repeat == 1 else f"{key}#{repeat}"
        return unique if outer == NO_GROUP else f"{self.groups[outer].path}/{unique}"

    def _dissolve_if_single(self, group: int, first_node: int) -> bool:
        """A group of a single operation is that operation: it would only be a box around a box."""
        if len(self.groups) > group + 1:
            return False
        members = range(first_node, len(self.nodes))
        if sum(self.nodes[index].operation is not None for index in members) > 1:
            return False
        self.groups.pop()
        for index in members:
            if self.nodes[index].group == group:
                self.nodes[index] = self.nodes[index]._replace(group=self.group)
        return True

    def program(
        self,
        output: int,
        names: Mapping[str, int],
        source: str,
        language: str,
        comments: Mapping[int, str] | None = None,
    ) -> Program:
        nodes, groups, inputs = tuple(self.nodes), tuple(self.groups), dict(self.inputs)
        return Program(nodes, groups, output, dict(names), inputs, source, language, comments or {})
