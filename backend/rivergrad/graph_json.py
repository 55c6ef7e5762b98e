"""The graph and the steps of a trace as JSON: what no input changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
import orjson

from rivergrad.errors import Place
from rivergrad.graph import Boundary, ends, flowing
from rivergrad.operations.op import Op
from rivergrad.program import NO_GROUP, GroupKind, Program
from rivergrad.records import Array, Column, Table, Texts, ids, lists, records
from rivergrad.symbols import symbols
from rivergrad.trace import Trace

_NOWHERE = (None, None, None, None)


def node_id(index: int) -> str:
    return f"n{index}"


def edge_id(index: int) -> str:
    return f"e{index}"


def graph_document(trace: Trace, borders: list[Boundary]) -> dict[str, Any]:
    """Nodes, edges and groups, for orjson to write."""
    program = trace.program
    return {
        "nodes": orjson.Fragment(_nodes(trace)),
        "edges": orjson.Fragment(_edges(trace)),
        "groups": orjson.Fragment(_groups(program, borders)),
        "output": node_id(program.output),
        "comments": {str(line): text for line, text in program.comments.items()},
    }


def _nodes(trace: Trace) -> bytes:
    program = trace.program
    names = symbols(program)
    count = len(names)
    operations, _, _, _, own_names, places, groups = zip(*program.nodes, strict=True)
    whats = [operation or name for operation, name in zip(operations, names, strict=True)]
    kinds: dict[tuple[Any, ...], int] = {}
    keys = zip(whats, own_names, places, _shapes(trace), strict=True)
    first = np.array(list(map(kinds.setdefault, keys, range(count))))
    _, picks = np.unique(first, return_inverse=True)
    paths = [b"null", *_quoted([group.path for group in program.groups])]
    return records(
        count,
        b'{"id":', Texts(ids("n", count)), b',"symbol":', Texts(_quoted(names)),
        b',"group":', Texts(paths, np.array(groups) - NO_GROUP), b",",
        Texts([_kind(*key) for key in kinds], picks),
    )  # fmt: skip


def _shapes(trace: Trace) -> Sequence[tuple[int, ...]]:
    values = trace.numbers.values
    if set(map(type, values)) == {float}:
        return [()] * len(values)
    return [np.shape(value) for value in values]


def _quoted(names: list[str]) -> list[bytes]:
    """Names as JSON strings. Nearly all of them need nothing but the quotes."""
    text = "".join(names)
    if not names or not text.isprintable() or '"' in text or "\\" in text:
        return [orjson.dumps(name) for name in names]
    return ('"' + '"\n"'.join(names) + '"').encode().split(b"\n")


def _kind(
    operation: Op | str, name: str | None, place: Place | None, shape: tuple[int, ...]
) -> bytes:
    """The rest of a node's record, which nodes of the same place in a loop share. An input or a
    constant has its symbol in place of an operation."""
    gate = isinstance(operation, Op)
    record = {
        "kind": "operation" if gate else "constant" if name is None else "input",
        "operation": operation.name if isinstance(operation, Op) else None,
        "name": name,
        "label": operation.label if isinstance(operation, Op) else operation,
        "shape": shape,
        **_place(place),
    }
    return orjson.dumps(record)[1:]


def _edges(trace: Trace) -> bytes:
    count = trace.tape.edges
    sources, targets = ends(trace.program)
    ports = np.arange(count) - np.array(trace.tape.first_edges)[targets]
    nodes = ids("n", len(trace.program.nodes))
    numbers = [str(port).encode() for port in range(int(ports.max(initial=0)) + 1)]
    return records(
        count,
        b'{"id":', Texts(ids("e", count)), b',"source":', Texts(nodes, sources),
        b',"target":', Texts(nodes, targets), b',"port":', Texts(numbers, ports), b"}",
    )  # fmt: skip


def _groups(program: Program, borders: list[Boundary]) -> bytes:
    groups = program.groups
    paths = [b"null", *_quoted([group.path for group in groups])]
    kinds: dict[tuple[Any, ...], int] = {}
    picks = [kinds.setdefault((group.kind, group.place), len(kinds)) for group in groups]
    nodes = ids("n", len(program.nodes))
    return records(
        len(groups),
        b'{"path":', Texts(paths[1:]),
        b',"label":', Texts(_quoted([group.label for group in groups])),
        b',"parent":', Texts(paths, [group.parent - NO_GROUP for group in groups]),
        b',"inputs":', *_node_lists(nodes, [border.inputs for border in borders]),
        b',"outputs":', *_node_lists(nodes, [border.outputs for border in borders]),
        b",", Texts([_group_kind(*kind) for kind in kinds], picks),
    )  # fmt: skip


def _node_lists(table: Table, rows: list[tuple[int, ...]]) -> list[Column]:
    counts = np.array(list(map(len, rows)), dtype=np.int64)
    return lists(table, counts, np.array(list(chain.from_iterable(rows)), dtype=np.int64))


def _group_kind(kind: GroupKind, place: Place | None) -> bytes:
    """The rest of a group's record, which the iterations of a loop share."""
    return orjson.dumps({"kind": kind, **_place(place)})[1:]


def _place(place: Place | None) -> dict[str, int | None]:
    return dict(zip(Place._fields, place or _NOWHERE, strict=True))


def steps_document(trace: Trace) -> dict[str, Any]:
    """The steps of both passes, for orjson to write."""
    calls = [call[0] for call in trace.tape.calls]
    nodes = ids("n", len(trace.program.nodes))
    forward = records(len(calls), b'{"node":', Texts(nodes, calls), b"}")
    return {"forward": orjson.Fragment(forward), "backward": orjson.Fragment(_backward(trace))}


def _backward(trace: Trace) -> bytes:
    """Of the edges into a node, a flow leaves along those that come from no constant. It is added
    (+=) where a flow has reached its source before."""
    nodes = np.array([node for node, _, _ in trace.tape.backward], dtype=np.int64)
    valves = np.array([len(valves) for _, _, valves in trace.tape.backward], dtype=np.int64)
    sources, _ = ends(trace.program)
    edges = _valves(trace, nodes, sources)
    order = np.arange(len(edges))
    first = np.empty(len(trace.program.nodes), dtype=np.int64)
    first[sources[edges[::-1]]] = order[::-1]  # of several the last stays: the first flow
    adds = first[sources[edges]] != order
    steps = np.repeat(np.arange(len(nodes)), valves)
    added = np.bincount(steps[adds], minlength=len(nodes))
    table = ids("e", trace.tape.edges)
    return records(
        len(nodes),
        b'{"node":', Texts(ids("n", len(trace.program.nodes)), nodes),
        b',"edges":', *lists(table, valves, edges),
        b',"accumulates":', *lists(table, added, edges[adds]), b"}",
    )  # fmt: skip


def _valves(trace: Trace, nodes: Array, sources: Array) -> Array:
    """The edges that flows leave along, in the order of the backward steps of `nodes`."""
    first = np.array([*trace.tape.first_edges, trace.tape.edges])
    counts = first[nodes + 1] - first[nodes]
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    edges = np.repeat(first[nodes], counts) + within
    return edges[flowing(trace.program)[sources[edges]]]
