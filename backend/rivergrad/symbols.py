"""What nodes are called in formulas and code: the source's names, made unique, or t1, t2, …"""

from __future__ import annotations

import keyword
from functools import lru_cache
from itertools import count
from typing import Any

from rivergrad.program import Node, Program

_FEW_ELEMENTS = 4


def symbols(program: Program) -> list[str]:
    """A unique name for every node, the output without one being f. Constants are called by their
    number, and inputs by their name (lambda_ where Python has the word for itself)."""
    taken = {*keyword.kwlist, *program.inputs}
    named = {node.name for node in program.nodes if node.name}
    temporary = (name for name in map("t{}".format, count(1)) if name not in named)
    counts: dict[str, int] = {}
    result: list[str] = []
    for node in program.nodes:
        name = node.name
        if node.operation is None:
            result.append(_usable(name) if name else _constant(node))
        elif name is None:
            result.append(next(temporary))
        else:
            symbol = name if name not in taken else _numbered(name, counts, taken, named)
            taken.add(symbol)
            result.append(symbol)
    output = program.nodes[program.output]
    if output.operation is not None and output.name is None and "f" not in named:
        result[program.output] = "f"
    return result


def _usable(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


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
    if value.size > _FEW_ELEMENTS:
        return f"[{'×'.join(map(str, value.shape))} numbers]"
    return _nested(value.tolist())


def _nested(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_nested, value))}]"
    return number_text(value)


@lru_cache(maxsize=1024)
def number_text(value: float) -> str:
    """A number as a person writes it: 2 rather than 2.0, all digits where they are needed."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
