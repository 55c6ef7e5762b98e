"""Expressions of Python's `ast` to nodes of a program, without recursion on their depth."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from typing import Any, NamedTuple, Union

from rivergrad.builder import Builder
from rivergrad.errors import Place, SourceError, did_you_mean
from rivergrad.languages.calls import arrange, choose, dotted
from rivergrad.languages.literals import literal
from rivergrad.languages.notation import Notation
from rivergrad.languages.scope import Function, Scope, Static
from rivergrad.languages.static import NotStatic, static_value
from rivergrad.operations import MODULES, SPELLINGS, Op, spelled
from rivergrad.tape import ieee

Item = Union[int, Static, Function, "tuple[Any, ...]"]
_CONSTANTS = {"pi": math.pi, "π": math.pi, "tau": math.tau, "inf": math.inf}
_BINARY: dict[type, str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.MatMult: "@",
}  # fmt: skip
_COMPARE: dict[type, str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "=="}
_INFIX = {kind: next(op for op in SPELLINGS[sign] if op.arity == 2) for kind, sign in (_BINARY | _COMPARE).items()}
_NEGATIVE = next(op for op in SPELLINGS["-"] if op.arity == 1)
_INDEX = SPELLINGS["[]"][0]
_STACK = SPELLINGS["[,]"][0]


class Later(NamedTuple):
    """What to do with an expression once its `count` parts are values."""

    node: ast.expr
    count: int
    finish: Callable[[Any, list[Any]], Item]


class Expressions:
    """Turns expressions into nodes of `builder`. `call_function` runs a function of the program."""

    def __init__(self, builder: Builder, notation: Notation) -> None:
        self.builder = builder
        self.notation = notation
        self.scope = Scope()
        self._known: dict[int, Any] = {}
        self._open: dict[type, Callable[[Any], Item | tuple[Later, list[ast.expr]]]] = {
            ast.Constant: self._constant, ast.Name: self._name, ast.BinOp: self._binary,
            ast.UnaryOp: self._unary, ast.Call: self._call, ast.Compare: self._compare,
            ast.Attribute: self._attribute, ast.Subscript: self._subscript, ast.IfExp: self._choice,
            ast.List: self._list, ast.Tuple: self._tuple,
        }  # fmt: skip

    def place(self, node: Any) -> Place:
        return self.notation.place(
            node.lineno, node.col_offset, node.end_lineno or node.lineno, node.end_col_offset or 0
        )

    def call_function(self, function: Function, node: ast.Call, values: list[Any]) -> Item:
        raise NotImplementedError

    def item(self, root: ast.expr) -> Item:
        """What an expression stands for: a node, a static value, a function, or a tuple of them."""
        todo: list[Any] = [root]
        done: list[Any] = []
        while todo:
            entry = todo.pop()
            if type(entry) is Later:
                parts = done[len(done) - entry.count :]
                del done[len(done) - entry.count :]
                done.append(entry.finish(entry.node, parts))
                continue
            opened = self._open.get(type(entry), self._refuse)(entry)
            if type(opened) is tuple and opened and type(opened[0]) is Later:
                todo.append(opened[0])
                todo.extend(reversed(opened[1]))
            else:
                done.append(opened)
        return done[0]

    def node(self, root: ast.expr) -> int:
        """The node that an expression stands for."""
        return self.as_node(self.item(root), root)

    def as_node(self, item: Item, node: ast.expr) -> int:
        if type(item) is int:
            return item
        if isinstance(item, Static):
            return self._known_constant(item.value, node)
        if isinstance(item, tuple):
            parts = tuple(self.as_node(part, node) for part in item)
            return self.apply(_STACK, parts, node)
        raise self.error(f"the function {item.name} is used without calling it", node, f"write {item.name}(…)")  # type: ignore[union-attr]

    def apply(self, op: Op, arguments: tuple[int, ...], node: ast.AST, options: dict[str, Any] | None = None) -> int:
        place = self.place(node)
        index = self.builder.apply(op, arguments, place, options or None)
        if self._known and all(argument in self._known for argument in arguments) and op.elementwise:
            self._known[index] = self._constant_result(op, arguments, place)
        return index

    def _constant_result(self, op: Op, arguments: tuple[int, ...], place: Place) -> float:
        """Constants are computed while reading, so that 9**9**9 is named where it stands."""
        result = ieee(op.forward, *[self._known[argument] for argument in arguments])
        if not math.isfinite(result):
            raise SourceError(
                f"these constants give {'NaN' if result != result else 'Infinity'}",
                place,
                "a float64 goes up to 1.8e308; use smaller constants, or inputs",
            )
        return result

    def _known_constant(self, value: Any, node: ast.expr) -> int:
        if not isinstance(value, (int, float)):
            raise self.error("a number is needed here", node, "use this value as an index or an axis only")
        index = self.builder.constant(float(value), self.place(node))
        self._known[index] = float(value)
        return index

    def error(self, message: str, node: Any, hint: str | None = None) -> SourceError:
        return SourceError(message, self.place(node), hint)

    def static(self, node: ast.expr) -> Any:
        """The value of an expression that must be known without running. Raises NotStatic."""
        try:
            return static_value(node, self.scope.statics())
        except SourceError as error:
            raise self.error(error.message, node, "use a smaller constant") from None

    # What each kind of expression opens into: an item, or parts to be read first and what follows.

    def _constant(self, node: ast.Constant) -> Item:
        try:
            value = literal(node)
        except ValueError as error:
            raise self.error(str(error), node, "use a smaller number") from None
        if value is None:
            raise self.error(f"{type(node.value).__name__} {node.value!r} is not a number", node, "only real numbers are allowed")
        return self._known_constant(value, node)

    def _name(self, node: ast.Name) -> Item:
        found = self.scope.find(node.id)
        if found is not None:
            return found  # type: ignore[no-any-return]
        if node.id in _CONSTANTS:
            return self._known_constant(_CONSTANTS[node.id], node)
        if node.id in MODULES and node.id not in ("F", "nn"):
            raise self.error(f"the module {node.id} cannot be a value", node, f"write {node.id}.exp(x), say")
        return self.scope.root().bind(node.id, self.builder.input(node.id, None, self.place(node)))

    def _binary(self, node: ast.BinOp) -> Item | tuple[Later, list[ast.expr]]:
        if type(node.op) not in _INFIX:
            sign = {ast.BitOr: "|", ast.BitXor: "^", ast.BitAnd: "&", ast.Mod: "%", ast.FloorDiv: "//"}.get(type(node.op), "<<")
            hint = "write abs(x) for |x|" if sign == "|" else "the operators are + - * / ** @"
            raise self.error(f"the operator {sign} is not differentiable here", node, hint)
        return Later(node, 2, self._apply_infix), [node.left, node.right]

    def _apply_infix(self, node: ast.BinOp, parts: list[Item]) -> Item:
        left, right = self.as_node(parts[0], node.left), self.as_node(parts[1], node.right)
        return self.apply(_INFIX[type(node.op)], (left, right), node)

    def _compare(self, node: ast.Compare) -> tuple[Later, list[ast.expr]]:
        if len(node.ops) > 1 or type(node.ops[0]) not in _INFIX:
            raise self.error("this comparison is not known", node, "compare two values by < <= > >= or ==; write (a < b) * (b < c) for both")
        return Later(node, 2, self._apply_comparison), [node.left, node.comparators[0]]

    def _apply_comparison(self, node: ast.Compare, parts: list[Item]) -> Item:
        left, right = self.as_node(parts[0], node.left), self.as_node(parts[1], node.comparators[0])
        return self.apply(_INFIX[type(node.ops[0])], (left, right), node)

    def _unary(self, node: ast.UnaryOp) -> Item | tuple[Later, list[ast.expr]]:
        if isinstance(node.operand, ast.Constant) and isinstance(node.op, ast.USub):
            value = literal(node)
            if isinstance(value, float):
                return self._known_constant(value, node)
        if isinstance(node.op, ast.USub):
            return Later(node, 1, self._negate), [node.operand]
        if isinstance(node.op, ast.UAdd):
            return Later(node, 1, lambda _, parts: parts[0]), [node.operand]
        raise self.error("`not` and `~` have no gradient", node, "use where(condition, a, b)")

    def _negate(self, node: ast.UnaryOp, parts: list[Item]) -> Item:
        return self.apply(_NEGATIVE, (self.as_node(parts[0], node.operand),), node)

    def _choice(self, node: ast.IfExp) -> tuple[Later, list[ast.expr]]:
        chosen = node.body if self.condition(node.test) else node.orelse
        return Later(node, 1, lambda _, parts: parts[0]), [chosen]

    def condition(self, test: ast.expr) -> bool:
        try:
            return bool(self.static(test))
        except NotStatic:
            raise self.error(
                "a condition must be known before running", test, "write where(condition, a, b) to choose by a value"
            ) from None

    def _list(self, node: ast.List) -> Item | tuple[Later, list[ast.expr]]:
        try:
            value = literal(node)
        except ValueError as error:
            raise self.error(str(error), node, "give every row the same length") from None
        if value is not None:
            return self.builder.constant(value, self.place(node))
        if not node.elts:
            raise self.error("an empty list has no values", node, "put at least one value in it")
        return Later(node, len(node.elts), self._stack), node.elts

    def _stack(self, node: ast.List, parts: list[Item]) -> Item:
        indices = tuple(self.as_node(part, item) for part, item in zip(parts, node.elts, strict=True))
        return self.apply(_STACK, indices, node, {"axis": 0})

    def _tuple(self, node: ast.Tuple) -> Item | tuple[Later, list[ast.expr]]:
        return (Later(node, len(node.elts), lambda _, parts: tuple(parts)), node.elts) if node.elts else ()

    def _attribute(self, node: ast.Attribute) -> Item | tuple[Later, list[ast.expr]]:
        name = dotted(node)
        module, _, last = (name or "").rpartition(".")
        if module in MODULES and last in (*_CONSTANTS, "e"):
            return self._known_constant({**_CONSTANTS, "e": math.e}[last], node)
        if node.attr == "T":
            return Later(node, 1, self._apply_attribute), [node.value]
        raise self.error(f"the attribute .{node.attr} is not allowed", node, "only .T and methods such as .sum() are known")

    def _apply_attribute(self, node: ast.Attribute, parts: list[Item]) -> Item:
        return self.apply(SPELLINGS[node.attr][0], (self.as_node(parts[0], node.value),), node)

    def _subscript(self, node: ast.Subscript) -> tuple[Later, list[ast.expr]]:
        return Later(node, 1, self._index), [node.value]

    def _index(self, node: ast.Subscript, parts: list[Item]) -> Item:
        try:
            key = self.static(node.slice)
        except NotStatic:
            raise self.error("an index must be a constant", node.slice, "write x[0], x[1:3] or x[:, 0]") from None
        if isinstance(parts[0], tuple):
            return self._element(parts[0], key, node)
        return self.apply(_INDEX, (self.as_node(parts[0], node.value),), node, {"key": key})

    def _element(self, items: tuple[Any, ...], key: Any, node: ast.Subscript) -> Item:
        try:
            return items[key]  # type: ignore[no-any-return]
        except (IndexError, TypeError):
            raise self.error(f"there is no element {key} among {len(items)}", node.slice) from None

    def _call(self, node: ast.Call) -> tuple[Later, list[ast.expr]]:
        starred = any(isinstance(part, ast.Starred) for part in node.args) or any(k.arg is None for k in node.keywords)
        if starred:
            raise self.error("* and ** arguments are not allowed", node, "write each argument")
        function = self.scope.find(node.func.id) if isinstance(node.func, ast.Name) else None
        if isinstance(function, Function):
            parts = [*node.args, *(keyword.value for keyword in node.keywords)]
            return Later(node, len(parts), lambda call, values: self.call_function(function, call, values)), parts
        if literal(node) is not None:
            return Later(node, 1, lambda _, parts: parts[0]), [node.args[0]]
        ops, receiver = self._callee(node, function)
        op, operands, options = choose(self, node, ops, receiver)
        return Later(node, len(operands), lambda call, parts: arrange(self, call, op, operands, parts, options)), operands

    def _callee(self, node: ast.Call, bound: Any) -> tuple[tuple[Op, ...], list[ast.expr]]:
        """The operations that a call may mean, and the object of a method call."""
        name = dotted(node.func)
        if name is not None and bound is None and spelled(name):
            return spelled(name), []
        if isinstance(node.func, ast.Attribute) and (name is None or name.split(".")[0] not in MODULES):
            if node.func.attr in SPELLINGS:
                return SPELLINGS[node.func.attr], [node.func.value]
            raise self.error(f"the method .{node.func.attr}() is not known", node.func, did_you_mean(node.func.attr, SPELLINGS))
        if bound is not None:
            raise self.error(f"{name} is a value and cannot be called", node.func, f"write {name} * (…) for a product")
        known = [*self.scope.functions(), *(word for word in SPELLINGS if word.isidentifier())]
        shown = name or "this expression"
        hint = did_you_mean((name or "").rpartition(".")[2], known)
        raise self.error(f"the function {shown} is not known", node.func, hint or "the list is at /api/operations")

    def _refuse(self, node: ast.expr) -> Item:
        kind = type(node).__name__
        raise self.error(f"{_REFUSED.get(kind, kind)} cannot stand in a program", node, "write formulas with numbers, names, operators and functions")


_REFUSED = {
    "Lambda": "a lambda",
    "ListComp": "a list comprehension",
    "GeneratorExp": "a generator",
    "Dict": "a dictionary",
    "Set": "a set",
    "JoinedStr": "a string",
    "NamedExpr": "an assignment inside an expression",
    "Await": "await",
    "BoolOp": "`and` or `or`",
    "Slice": "a slice",
    "Starred": "a starred value",
}
