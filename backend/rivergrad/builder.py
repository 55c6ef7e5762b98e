"""How languages make programs: nodes and groups are appended, and never changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any

from rivergrad.errors import Place
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.operations.op import Op
from rivergrad.program import NO_GROUP, Group, GroupKind, Node, Program, Value

Opening = tuple[int, int, int, str]
_new: Any = tuple.__new__  # half the time of calling the named tuple, where millions are made


class Builder:
    """Collects a program. `group` is the innermost open group, which new nodes belong to."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self.nodes: list[Node] = []
        self.groups: list[Group] = []
        self.inputs: dict[str, int] = {}
        self.structural: set[str] = set()
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
        nodes = self.nodes
        index = len(nodes)
        if index >= self.limits.nodes:
            self.limits.check_nodes(index + 1, place)
        nodes.append(_new(Node, (operation, arguments, options, None, None, place, self.group)))
        return index

    def drop(self, first: int) -> None:
        """Takes back the nodes from `first` on, which nothing reads yet."""
        del self.nodes[first:]

    def as_input(self, index: int, name: str) -> None:
        """Makes an input of a constant that nothing reads yet."""
        self.nodes[index] = self.nodes[index]._replace(name=name, group=NO_GROUP)
        self.inputs[name] = index

    def name(self, index: int, name: str) -> None:
        """Calls an operation's node by a name of the source, unless it has one already."""
        node = self.nodes[index]
        if node.name is None and node.operation is not None:
            self.nodes[index] = _new(Node, (*node[:4], name, *node[5:]))

    def inside(self, kind: GroupKind, label: str, place: Place | None, key: str) -> Inside:
        """Nodes appended within belong to a new group, whose path is made of `key`."""
        return Inside(self, kind, label, place, key)

    def open(self, kind: GroupKind, label: str, place: Place | None, key: str) -> Opening:
        """Begins a group: what `close` needs to end it."""
        outer, group = self.group, len(self.groups)
        path = self.unique_path(outer, key)
        self.groups.append(_new(Group, (path, kind, label, outer, place)))
        self.group = group
        return outer, group, len(self.nodes), key

    def close(self, opening: Opening) -> None:
        """Ends a group."""
        outer, group, first_node, key = opening
        self.group = outer
        if self._dissolve_if_single(group, first_node):
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
        operations = 0
        for index in members:
            operations += self.nodes[index][0] is not None
            if operations > 1:
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
        fixed = frozenset(self.structural)
        return Program(
            nodes, groups, output, dict(names), inputs, source, language, comments or {}, fixed
        )


class Inside:
    """A group that is open while a `with` runs."""

    __slots__ = ("_builder", "_group", "_opening")

    def __init__(
        self, builder: Builder, kind: GroupKind, label: str, place: Place | None, key: str
    ) -> None:
        self._builder, self._group = builder, (kind, label, place, key)

    def __enter__(self) -> None:
        self._opening = self._builder.open(*self._group)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._builder.close(self._opening)
