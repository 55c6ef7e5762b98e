"""Values known without running: loop bounds, indices, axes, conditions on loop variables."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from typing import Any

from rivergrad.errors import SourceError

LARGEST = 10**9
Known = Callable[[str], Any]


class NotStatic(Exception):
    """The expression depends on a value that is only known when the program runs."""


def _power(x: float, y: float) -> float:
    """x raised to y, or infinity where the result is too long to be written down."""
    try:
        return x**y if math.pow(x, y) <= LARGEST else math.inf
    except OverflowError:
        return math.inf
    except ValueError:
        raise NotStatic from None


_BINARY: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
}
_COMPARE: dict[type, Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def static_value(node: ast.expr, known: Known, depth: int = 0) -> Any:
    """The Python value of a constant expression. `known` gives the value of a name, or raises
    NotStatic.

    Raises NotStatic when it depends on the program's values, SourceError when it is too large.
    """
    if depth > 50:
        raise NotStatic
    read = _READERS.get(type(node))
    if read is None:
        raise NotStatic
    return read(node, known, depth + 1)


def _constant(node: ast.Constant, known: Known, depth: int) -> Any:
    if node.value is None or node.value is ... or isinstance(node.value, (int, float)):
        return node.value
    raise NotStatic


def _name(node: ast.Name, known: Known, depth: int) -> Any:
    return known(node.id)


def _unary(node: ast.UnaryOp, known: Known, depth: int) -> Any:
    value = static_value(node.operand, known, depth)
    if isinstance(node.op, ast.Not):
        return not value
    if isinstance(node.op, ast.USub):
        return -_number(value)
    raise NotStatic


def _compare(node: ast.Compare, known: Known, depth: int) -> Any:
    if not all(type(op) in _COMPARE for op in node.ops):
        raise NotStatic
    sides = [static_value(side, known, depth) for side in (node.left, *node.comparators)]
    pairs = zip(node.ops, sides[:-1], sides[1:], strict=True)
    return all(_COMPARE[type(op)](x, y) for op, x, y in pairs)


def _boolean(node: ast.BoolOp, known: Known, depth: int) -> Any:
    combine = all if isinstance(node.op, ast.And) else any
    return combine(static_value(value, known, depth) for value in node.values)


def _tuple(node: ast.Tuple, known: Known, depth: int) -> Any:
    return tuple(static_value(item, known, depth) for item in node.elts)


def _list(node: ast.List, known: Known, depth: int) -> Any:
    return [static_value(item, known, depth) for item in node.elts]


def _slice(node: ast.Slice, known: Known, depth: int) -> Any:
    parts = (node.lower, node.upper, node.step)
    return slice(*(part and static_value(part, known, depth) for part in parts))


def _number(value: Any) -> Any:
    if isinstance(value, (int, float)):
        return value
    raise NotStatic


def _binary(node: ast.BinOp, known: Known, depth: int) -> Any:
    operation = _BINARY.get(type(node.op))
    if operation is None:
        raise NotStatic
    x, y = (_number(static_value(side, known, depth)) for side in (node.left, node.right))
    try:
        result = operation(x, y)
    except ZeroDivisionError:
        raise SourceError("division by zero in a constant") from None
    if abs(result) > LARGEST:
        raise SourceError(f"the constant is too large here; at most {LARGEST:,} is allowed")
    return result


_READERS: dict[type, Callable[[Any, Known, int], Any]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Slice: _slice,
}
