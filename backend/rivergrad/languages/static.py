"""Values that are known without running: loop bounds, indices, axes, conditions on loop variables."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from rivergrad.errors import SourceError

LARGEST = 10**9


class NotStatic(Exception):
    """The expression depends on a value that is only known when the program runs."""


_BINARY: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
}
_COMPARE: dict[type, Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def static_value(node: ast.expr, known: Mapping[str, Any], depth: int = 0) -> Any:
    """The Python value of a constant expression. `known` are the names with a static value.

    Raises NotStatic when it depends on the program's values, SourceError when it is too large.
    """
    if depth > 50:
        raise NotStatic
    match node:
        case ast.Constant(value=int() | float() | None as value):
            return value
        case ast.Constant(value=value) if value is ...:
            return value
        case ast.Name(id=name) if name in known:
            return known[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(static_value(operand, known, depth + 1))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not static_value(operand, known, depth + 1)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return _binary(_BINARY[type(op)], left, right, known, depth)
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
            sides = (static_value(side, known, depth + 1) for side in (left, right))
            return _COMPARE[type(op)](*sides)
        case ast.BoolOp(op=op, values=values):
            combine = all if isinstance(op, ast.And) else any
            return combine(static_value(value, known, depth + 1) for value in values)
        case ast.Tuple(elts=items) | ast.List(elts=items):
            return tuple(static_value(item, known, depth + 1) for item in items)
        case ast.Slice(lower=lower, upper=upper, step=step):
            parts = (part and static_value(part, known, depth + 1) for part in (lower, upper, step))
            return slice(*parts)
    raise NotStatic


def _number(value: Any) -> Any:
    if isinstance(value, (int, float)):
        return value
    raise NotStatic


def _binary(
    operation: Callable[[Any, Any], Any],
    left: ast.expr,
    right: ast.expr,
    known: Mapping[str, Any],
    depth: int,
) -> Any:
    x, y = (_number(static_value(side, known, depth + 1)) for side in (left, right))
    try:
        result = operation(x, y)
    except ZeroDivisionError:
        raise SourceError("division by zero in a constant") from None
    if abs(result) > LARGEST:
        raise SourceError(
            f"the constant {result:.3g} is too large here; at most {LARGEST:,} is allowed"
        )
    return result
