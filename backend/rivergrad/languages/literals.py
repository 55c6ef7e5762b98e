"""Numbers and arrays as they are written: `3`, `-4.5`, `[[1, 2], [3, 4]]`, `np.array([1, 2])`."""

from __future__ import annotations

import ast
import math
from typing import Any

from rivergrad.program import Value, as_value

LITERALS = "a float64 goes up to 1.8e308; rows of a list need the same length"
_WRAPPERS = {"array", "asarray", "tensor", "Tensor"}


def literal(node: ast.expr) -> Value | None:
    """The value that `node` writes out, or None when it is not a literal.

    Raises ValueError when the lists are ragged, or a number is too large for a float64.
    """
    if isinstance(node, ast.Call) and _wraps_literal(node):
        node = node.args[0]
    raw = _raw(node)
    return None if raw is None else as_value(raw)


def _wraps_literal(node: ast.Call) -> bool:
    named = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return (
        named in _WRAPPERS
        and len(node.args) == 1
        and isinstance(node.args[0], (ast.List, ast.Tuple))
    )


def _raw(node: ast.expr) -> Any:
    if isinstance(node, ast.List):
        items = [_raw(item) for item in node.elts]
        return None if None in items or not items else items
    return number(node)


def number(node: ast.expr) -> float | None:
    """A number with its sign, or None. Raises ValueError when no float64 can hold it."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.UAdd)):
        inner = _plain(node.operand)
        return inner if inner is None or isinstance(node.op, ast.UAdd) else -inner
    return _plain(node)


def _plain(node: ast.expr) -> float | None:
    if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
        return None
    try:
        value = float(node.value)  # type: ignore[arg-type]
    except OverflowError:
        value = math.inf
    if math.isinf(value):
        raise ValueError("the number is too large")
    return value
