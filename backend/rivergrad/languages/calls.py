"""Calls of operations: which one is meant, which arguments are operands and which are options."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rivergrad.errors import Place, did_you_mean
from rivergrad.languages.static import NotStatic
from rivergrad.operations import Op

if TYPE_CHECKING:
    from rivergrad.languages.expressions import Expressions

Options = Callable[[], "dict[str, Any]"] | None


_ONE_ARRAY = "it takes one array, and options such as axis=0: write [x, y] for several values"


def dotted(node: ast.expr) -> str | None:
    """`torch.nn.functional.relu` as text, or None when it is not a dotted name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else None


def choose(
    reader: Expressions, call: ast.Call, ops: tuple[Op, ...], receiver: list[ast.expr]
) -> tuple[Op, list[ast.expr], Options]:
    """The operation meant by the number of arguments, its operands, and a reader of its options."""
    arguments = [*receiver, *call.args]
    op = _by_arity(ops, len(arguments), bool(receiver), {k.arg for k in call.keywords})
    if op.variadic:
        return _variadic(reader, call, op, arguments)
    assert op.arity is not None
    if op.folds and len(arguments) > op.arity:
        operands, extra = arguments, []
    else:
        operands, extra = arguments[: op.arity], arguments[op.arity :]
    if len(operands) < op.arity or (extra and not op.options):
        takes = f"{op.name} takes {op.arity} argument{'s' * (op.arity != 1)}"
        hint = f"write {op.name}({', '.join('xyzuvw'[: op.arity])})"
        raise reader.error(f"{takes}, but {len(arguments)} came", call, hint)
    return op, operands, _options(reader, call, op, extra)


def _by_arity(ops: tuple[Op, ...], count: int, method: bool, keywords: set[str | None]) -> Op:
    """Of `max(x, y)` and `max(x, axis=0)`, the one whose arguments fit; a method reduces."""
    for op in ops:
        if op.arity == (1 if method else count) and keywords <= set(op.options):
            return op
    folding = [op for op in ops if op.folds and count > (op.arity or 0)]
    return (folding or list(ops))[0]


def _variadic(
    reader: Expressions, call: ast.Call, op: Op, arguments: list[ast.expr]
) -> tuple[Op, list[ast.expr], Options]:
    first = arguments[0] if arguments else None
    if isinstance(first, (ast.List, ast.Tuple)) and first.elts:
        return op, first.elts, _options(reader, call, op, arguments[1:])
    raise reader.error(f"{op.name} takes a list of arrays", call, f"write {op.name}([x, y])")


def _options(reader: Expressions, call: ast.Call, op: Op, extra: list[ast.expr]) -> Options:
    """A reader of the options, which may depend on a loop's variable; None where there are none."""
    if not call.keywords and not extra:
        return None
    return lambda: _read_options(reader, call, op, extra)


def _read_options(
    reader: Expressions, call: ast.Call, op: Op, extra: list[ast.expr]
) -> dict[str, Any]:
    options = {str(k.arg): _static(reader, k.value, str(k.arg)) for k in call.keywords}
    if "dim" in options and "axis" in op.options:
        options["axis"] = options.pop("dim")
    if "keepdim" in options and "keepdims" in op.options:
        options["keepdims"] = options.pop("keepdim")
    if extra:
        options.update(_positional(reader, call, op, extra))
    for name in options:
        if name not in op.options:
            allowed = ", ".join(op.options) or "none"
            hint = did_you_mean(name, op.options) or f"options of {op.name}: {allowed}"
            raise reader.error(f"{op.name} has no option {name}", call, hint)
    return options


def _positional(
    reader: Expressions, call: ast.Call, op: Op, extra: list[ast.expr]
) -> dict[str, Any]:
    values = tuple(_static(reader, value, "an option") for value in extra)
    if op.rest_option and len(values) >= 1:
        single = len(values) == 1 and (isinstance(values[0], tuple) or op.rest_option == "axis")
        return {op.rest_option: values[0] if single else values}
    if len(values) > len(op.options):
        raise reader.error(
            f"{op.name} takes {op.arity} arguments, but {(op.arity or 0) + len(values)} came",
            call,
            f"options of {op.name}: {', '.join(op.options)}",
        )
    return dict(zip(op.options, values, strict=False))


def _static(reader: Expressions, node: ast.expr, name: str) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        return node.value
    try:
        value = reader.static(node)
        return tuple(value) if isinstance(value, list) else value
    except NotStatic:
        hint = f"write {name}=0, say" if name.isidentifier() else _ONE_ARRAY
        raise reader.error(f"{name} must be a constant", node, hint) from None


def arrange(
    reader: Expressions,
    op: Op,
    operands: list[ast.expr],
    parts: list[Any],
    options: dict[str, Any] | None,
    place: Place,
) -> int:
    """The node of a call whose operands are read. max(a, b, c) is max(max(a, b), c)."""
    indices = [reader.as_node(part, operand) for part, operand in zip(parts, operands, strict=True)]
    if not op.folds:
        return reader.apply(op, tuple(indices), place, options)
    result = indices[0]
    for index in indices[1:]:
        result = reader.apply(op, (result, index), place, options)
    return result
