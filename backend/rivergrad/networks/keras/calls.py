"""How the layers of a functional model are called: their inbound nodes, of Keras 2 or 3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple


class Call(NamedTuple):
    """The layers whose outputs it takes, and what else is given."""

    sources: list[str]
    options: dict[str, Any]


def calls(layer: dict[str, Any]) -> list[Call]:
    """Each call of a layer."""
    return [_call(node) for node in layer.get("inbound_nodes") or []]


def names(ends: Any) -> list[str]:
    """The layers of `input_layers` or `output_layers`: [name, 0, 0], or several of these."""
    if isinstance(ends, dict):
        ends = list(ends.values())
    if ends and isinstance(ends[0], str):
        return [ends[0]]
    return [str(end[0]) for end in ends]


def _call(node: Any) -> Call:
    if isinstance(node, dict):
        given = node.get("kwargs") or {}
        sources = [*_tensors(node.get("args")), *_tensors(given)]
        return Call(sources, {name: v for name, v in given.items() if not [*_tensors(v)]})
    entries = [node] if node and isinstance(node[0], str) else node
    options: dict[str, Any] = {}
    for entry in entries:
        options.update(entry[3] if len(entry) > 3 else {})
    return Call([str(entry[0]) for entry in entries], options)


def _tensors(part: Any) -> Iterator[str]:
    """The layers that the tensors in a description of Keras 3 come from."""
    if isinstance(part, dict) and part.get("class_name") == "__keras_tensor__":
        yield str(part["config"]["keras_history"][0])
    elif isinstance(part, dict):
        yield from _tensors(list(part.values()))
    elif isinstance(part, list):
        for inner in part:
            yield from _tensors(inner)
