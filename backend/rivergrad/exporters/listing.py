"""Code with a memory of what each line belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple


class Line(NamedTuple):
    """A line (1-based) that computes something: the node whose step it is, all nodes it stands for,
    and, in the backward phase, the edges whose flows it adds."""

    line: int
    phase: Literal["forward", "backward"]
    node: int
    nodes: tuple[int, ...]
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Generated code and its lines. `nodes` and `edges` of a line are those of the trace."""

    code: str
    lines: tuple[Line, ...]
