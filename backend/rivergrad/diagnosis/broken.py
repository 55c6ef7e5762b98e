"""nan: a number that is not finite, and the gate where it arose."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rivergrad.diagnosis.anatomy import Anatomy
from rivergrad.diagnosis.finding import Finding
from rivergrad.formula import spoken_number
from rivergrad.stages import stages
from rivergrad.trace import broken_node

_ADVICE = {
    "log": "keep the argument of log above 0: log(x + 1e−12), or a loss that takes logits",
    "sqrt": "keep the argument of sqrt above 0: sqrt(x + 1e−12)",
    "divide": "keep the divisor away from 0: x / (y + 1e−12)",
    "exp": "keep the argument of exp small: subtract the largest one first, as softmax does",
    "power": "a negative base needs a whole exponent, and 0 one that is not negative",
}
_ELSE = "make the numbers that arrive there smaller, or the learning rate that led to them"


def broken(anatomy: Anatomy) -> Iterator[Finding]:
    node = broken_node(anatomy.trace)
    if node is None:
        return
    forward = not np.all(np.isfinite(anatomy.values[node]))
    operation = anatomy.operation(node)
    arguments = anatomy.program.nodes[node].arguments
    with_values = ", ".join(_brief(anatomy, argument) for argument in arguments)
    where = f"{operation}({with_values})" if operation else anatomy.name(node)
    what = "the value of" if forward else "the gradient that leaves"
    cause = f"{what} {anatomy.name(node)} = {where} is not finite; all that depends on it is lost"
    advice = _stable_spelling(anatomy, node) or _ADVICE.get(operation, _ELSE)
    numbers = {"operation": operation, "pass": "forward" if forward else "backward"}
    yield Finding("nan", "error", (node,), cause, advice, numbers)


def _stable_spelling(anatomy: Anatomy, node: int) -> str | None:
    """The operation that gates around the node spell out, which computes the same in one piece."""
    for stage in stages(anatomy.program):
        if node in stage.nodes and len(stage.nodes) > 1:
            argument = anatomy.name(stage.arguments[0])
            return f"write {stage.operation.name}({argument}): the same, without overflow between"
    return None


def _brief(anatomy: Anatomy, node: int) -> str:
    value = anatomy.values[node]
    if type(value) is float:
        return spoken_number(value)
    low, high = (spoken_number(float(end(value))) for end in (np.min, np.max))
    return f"{'×'.join(map(str, np.shape(value)))} numbers from {low} to {high}"
