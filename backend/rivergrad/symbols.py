"""What nodes are called in formulas and code: the source's names, made unique, or t1, t2, …"""

from __future__ import annotations

import keyword
from collections.abc import Callable, Collection
from functools import lru_cache
from itertools import count
from typing import Any

from rivergrad.program import Node, Program

FEW_ELEMENTS = 4


def symbols(program: Program, kept: Collection[str] = ()) -> list[str]:
    """A unique name for every node, the output without one being f. Constants are called by their
    number, and everything else by its name: lambda_ where Python has the word for itself, or it is
    one of those `kept` for other use."""
    reserved = {*keyword.kwlist, *kept}
    known = {node.name for node in program.nodes if node.name}
    usable = {name: _usable(name, reserved, known) for name in known}
    taken = {*reserved, *(usable[name] for name in program.inputs)}
    named = {*usable.values()}
    temporary = (name for name in map("t{}".format, count(1)) if name not in named)
    counts: dict[str, int] = {}
    result: list[str] = []
    for node in program.nodes:
        name = usable[node.name] if node.name else None
        if node.operation is None:
            result.append(name or _constant(node))
        elif name is None:
            result.append(next(temporary))
        else:
            symbol = name if name not in taken else _numbered(name, counts, taken, named)
            taken.add(symbol)
            result.append(symbol)
    output = program.nodes[program.output]
    if output.operation is not None and output.name is None and "f" not in {*named, *reserved}:
        result[program.output] = "f"
    return result


def _usable(name: str, reserved: Collection[str], known: Collection[str]) -> str:
    """The name, with as many underscores after it as make it free."""
    usable = name
    while usable in reserved or (usable != name and usable in known):
        usable += "_"
    return usable


def _numbered(name: str, counts: dict[str, int], taken: set[str], named: set[str]) -> str:
    """`h` assigned again is h_2, then h_3."""
    count = counts.get(name, 1) + 1
    while f"{name}_{count}" in taken or f"{name}_{count}" in named:
        count += 1
    counts[name] = count
    return f"{name}_{count}"


def _constant(node: Node) -> str:
    value = node.value
    if not isinstance(value, float):
        return "C" if value is None else _array(value)
    return number_text(value)


def _array(value: Any) -> str:
    """The few elements of an array, or what there is of them."""
    if value.size > FEW_ELEMENTS:
        return f"[{'×'.join(map(str, value.shape))} numbers]"
    return nested(value.tolist(), number_text)


def nested(value: Any, written: Callable[[Any], str]) -> str:
    """Nested lists on one line, with what they hold as `written`."""
    if isinstance(value, list):
        return f"[{', '.join(nested(part, written) for part in value)}]"
    return written(value)


@lru_cache(maxsize=1024)
def number_text(value: float) -> str:
    """A number as a person writes it: 2 rather than 2.0, all digits where they are needed."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
