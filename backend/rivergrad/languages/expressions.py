"""Expressions of Python's `ast` to nodes of a program, without recursion on their depth."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Container
from functools import reduce
from typing import Any, NamedTuple, Union

from rivergrad.builder import Builder
from rivergrad.errors import Place, SourceError, did_you_mean
from rivergrad.languages.calls import arrange, choose, dotted
from rivergrad.languages.constants import CONSTANTS, Constants
from rivergrad.languages.literals import LITERALS, literal
from rivergrad.languages.notation import Notation
from rivergrad.languages.refusals import INSTEAD, OTHER_SIGNS, REFUSED
from rivergrad.languages.scope import Function, Scope, Static
from rivergrad.languages.static import NotStatic, static_value
from rivergrad.operations import MODULES, SPELLINGS, Op, spelled

Item = Union[int, Static, Function, "tuple[Any, ...]"]
_BINARY: dict[type, str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.MatMult: "@",
}  # fmt: skip
_COMPARE: dict[type, str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_INFIX = {
    kind: next(op for op in SPELLINGS[sign] if op.arity == 2)
    for kind, sign in (_BINARY | _COMPARE).items()
}
_NEGATIVE = next(op for op in SPELLINGS["-"] if op.arity == 1)
_POWER, _EXP = _INFIX[ast.Pow], SPELLINGS["exp"][0]
_INDEX = SPELLINGS["[]"][0]
_STACK = SPELLINGS["[,]"][0]


class Instruction(NamedTuple):
    """One step of an expression in postfix order: `finish` makes an item of the `parts` before.

    op: what it applies, where it is an operation without options. name: what it reads.
    """

    finish: Callable[..., Item]
    node: Any
    parts: int
    place: Place
    op: Op | None
    name: str | None


class Gate:
    """Finishes an operation without options."""

    __slots__ = ("op", "operands", "reader")

    def __init__(self, reader: Expressions, op: Op, operands: list[ast.expr]) -> None:
        self.reader, self.op, self.operands = reader, op, operands

    def __call__(self, node: ast.expr, parts: list[Item], place: Place) -> Item:
        pairs = zip(parts, self.operands, strict=True)
        arguments = tuple([self.reader.as_node(part, operand) for part, operand in pairs])
        return self.reader.apply(self.op, arguments, place)


Opened = tuple[Callable[..., Item], "list[ast.expr]"]
"""What finishes an expression, and the parts to be read before."""


class Expressions(Constants):
    """Turns expressions into nodes of `builder`.

    An expression is laid out in postfix order once, and carried out as often as a loop needs it.
    """

    def __init__(self, builder: Builder, notation: Notation) -> None:
        super().__init__(builder)
        self.notation = notation
        self.given: Container[str] = ()  # the names of inputs that will come
        self.scope = Scope()
        self._laid_out: dict[int, list[Instruction]] = {}
        self._open: dict[type, Callable[[Any], Opened]] = {
            ast.Constant: self._number, ast.Name: self._name, ast.BinOp: self._binary,
            ast.UnaryOp: self._unary, ast.Call: self._call, ast.Compare: self._compare,
            ast.Attribute: self._attribute, ast.Subscript: self._subscript, ast.IfExp: self._choice,
            ast.List: self._list, ast.Tuple: self._tuple,
        }  # fmt: skip

    def place(self, node: Any) -> Place:
        return self.notation.place(
            node.lineno, node.col_offset, node.end_lineno or node.lineno, node.end_col_offset or 0
        )

    def call_function(self, node: ast.Call, values: list[Any], place: Place) -> Item:
        raise NotImplementedError

    def item(self, root: ast.expr) -> Item:
        """What an expression stands for: a node, a static value, a function, or a tuple of them."""
        code = self._laid_out.get(id(root))
        if code is None:
            code = self._laid_out[id(root)] = self._postfix(root)
        done: list[Any] = []
        known, apply = self.scope.items, self.apply
        for finish, node, parts, place, op, name in code:
            if name in known:
                done.append(known[name])
            elif parts == 2 and op is not None and type(done[-1]) is int is type(done[-2]):
                right = done.pop()
                done[-1] = apply(op, (done[-1], right), place)
            elif parts:
                items = done[-parts:]
                del done[-parts:]
                done.append(finish(node, items, place))
            else:
                done.append(finish(node, (), place))
        return done[0]  # type: ignore[no-any-return]

    def _postfix(self, root: ast.expr) -> list[Instruction]:
        """The expression in postfix order, without recursion: each root goes before its parts, and
        in the end all is turned around."""
        code: list[Instruction] = []
        todo = [root]
        while todo:
            node = todo.pop()
            finish, parts = self._open.get(type(node), self._refuse)(node)
            op = finish.op if isinstance(finish, Gate) else None
            name = node.id if isinstance(node, ast.Name) else None
            code.append(Instruction(finish, node, len(parts), self.place(node), op, name))
            todo.extend(parts)
        code.reverse()
        return code

    def node(self, root: ast.expr) -> int:
        """The node that an expression stands for."""
        return self.as_node(self.item(root), root)

    def as_node(self, item: Item, node: ast.expr) -> int:
        if type(item) is int:
            return item
        if isinstance(item, Static):
            return self._known_constant(item.value, node, self.place(node))
        if isinstance(item, tuple):
            if not item:
                raise self.error("() has no value", node, "put a formula between the brackets")
            parts = tuple(self.as_node(part, node) for part in item)
            return self.apply(_STACK, parts, self.place(node))
        assert isinstance(item, Function)
        hint = f"write {item.name}(…)"
        raise self.error(f"the function {item.name} is used without calling it", node, hint)

    def _known_constant(self, value: Any, node: ast.expr, place: Place) -> int:
        if not isinstance(value, (int, float)):
            raise self.error(
                "a number is needed here", node, "use this value as an index or an axis only"
            )
        return self.constant(float(value), place)

    def error(self, message: str, node: Any, hint: str | None = None) -> SourceError:
        return SourceError(message, self.place(node), hint)

    def static(self, node: ast.expr) -> Any:
        """The value of an expression that must be known without running. Raises NotStatic."""
        try:
            return static_value(node, self.scope.static)
        except SourceError as error:
            raise self.error(error.message, node, "use a smaller constant") from None

    # What each kind of expression opens into: what finishes it, and the parts to be read before.

    def _number(self, node: ast.Constant) -> Opened:
        try:
            value = literal(node)
        except ValueError as error:
            raise self.error(str(error), node, LITERALS) from None
        if value is None:
            kind = type(node.value).__name__
            raise self.error(
                f"{kind} {node.value!r} is not a number", node, "only real numbers are allowed"
            )
        return lambda node, _, place: self._known_constant(value, node, place), []

    def _name(self, node: ast.Name) -> Opened:
        return self._look_up, []

    def _look_up(self, node: ast.Name, _: object, place: Place) -> Item:
        found = self.scope.find(node.id)
        if found is not None:
            return found  # type: ignore[no-any-return]
        if node.id == "nan":
            hint = "give a number; NaN may only arise inside a program"
            raise self.error("nan is not a number", node, hint)
        if node.id in CONSTANTS:
            return self._known_constant(CONSTANTS[node.id], node, place)
        if node.id in MODULES and node.id not in ("F", "nn"):
            raise self.error(
                f"the module {node.id} cannot be a value", node, f"write {node.id}.exp(x), say"
            )
        return self.scope.root().bind(node.id, self.builder.input(node.id, None, place))  # type: ignore[no-any-return]

    def _binary(self, node: ast.BinOp) -> Opened:
        op = _INFIX.get(type(node.op))
        if op is None:
            sign = OTHER_SIGNS.get(type(node.op), "<<")
            hint = INSTEAD.get(sign, "the operators are + - * / ** @")
            raise self.error(f"the operator {sign} is not differentiable", node, hint)
        if op is _POWER and self._is_euler(node.left):
            return Gate(self, _EXP, [node.right]), [node.right]
        return self._infix(op, [node.left, node.right])

    def _is_euler(self, node: ast.expr) -> bool:
        """e raised to something is exp, unless e has been given a meaning."""
        free = isinstance(node, ast.Name) and node.id == "e" and "e" not in self.given
        return free and self.scope.find("e") is None

    def _compare(self, node: ast.Compare) -> Opened:
        sides = [node.left, *node.comparators]
        if not all(type(op) in _INFIX for op in node.ops):
            hint = "compare values by < <= > >= == or !="
            raise self.error("this comparison is not known", node, hint)
        if len(node.ops) == 1:
            return self._infix(_INFIX[type(node.ops[0])], sides)
        return self._compare_in_turn, sides

    def _compare_in_turn(self, node: ast.Compare, parts: list[Item], place: Place) -> Item:
        """a < b < c is (a < b) * (b < c)."""
        sides = (node.left, *node.comparators)
        nodes = [self.as_node(part, side) for part, side in zip(parts, sides, strict=True)]
        pairs = zip(node.ops, nodes[:-1], nodes[1:], strict=True)
        found = [self.apply(_INFIX[type(op)], (x, y), place) for op, x, y in pairs]
        return reduce(lambda x, y: self.apply(_INFIX[ast.Mult], (x, y), place), found)

    def _infix(self, op: Op, sides: list[ast.expr]) -> Opened:
        return Gate(self, op, sides), sides

    def _unary(self, node: ast.UnaryOp) -> Opened:
        if isinstance(node.op, ast.USub):
            value = literal(node) if isinstance(node.operand, ast.Constant) else None
            if isinstance(value, float):
                return lambda node, _, place: self._known_constant(value, node, place), []
            return self._negate, [node.operand]
        if isinstance(node.op, ast.UAdd):
            return _only, [node.operand]
        raise self.error("`not` and `~` have no gradient", node, "use where(condition, a, b)")

    def _negate(self, node: ast.UnaryOp, parts: list[Item], place: Place) -> Item:
        return self.apply(_NEGATIVE, (self.as_node(parts[0], node.operand),), place)

    def _choice(self, node: ast.IfExp) -> Opened:
        return lambda node, _, place: self.item(
            node.body if self.condition(node.test) else node.orelse
        ), []

    def condition(self, test: ast.expr) -> bool:
        try:
            return bool(self.static(test))
        except NotStatic:
            hint = "write where(condition, a, b) to choose by a value"
            raise self.error("a condition must be known before running", test, hint) from None

    def _list(self, node: ast.List) -> Opened:
        try:
            value = literal(node)
        except ValueError as error:
            raise self.error(str(error), node, LITERALS) from None
        if value is not None:
            return lambda node, _, place: self.builder.constant(value, place), []
        if not node.elts:
            raise self.error("an empty list has no values", node, "put at least one value in it")
        return self._stack, node.elts

    def _stack(self, node: ast.List, parts: list[Item], place: Place) -> Item:
        indices = tuple(
            self.as_node(part, item) for part, item in zip(parts, node.elts, strict=True)
        )
        return self.apply(_STACK, indices, place, {"axis": 0})

    def _tuple(self, node: ast.Tuple) -> Opened:
        return lambda node, parts, place: tuple(parts), node.elts

    def _attribute(self, node: ast.Attribute) -> Opened:
        module, _, last = (dotted(node) or "").rpartition(".")
        if module in MODULES and last in (*CONSTANTS, "e"):
            value = {**CONSTANTS, "e": math.e}[last]
            return lambda node, _, place: self._known_constant(value, node, place), []
        if node.attr != "T":
            hint = "only .T and methods such as .sum() are known"
            raise self.error(f"the attribute .{node.attr} is not allowed", node, hint)
        return self._transpose, [node.value]

    def _transpose(self, node: ast.Attribute, parts: list[Item], place: Place) -> Item:
        return self.apply(SPELLINGS[node.attr][0], (self.as_node(parts[0], node.value),), place)

    def _subscript(self, node: ast.Subscript) -> Opened:
        return self._index, [node.value]

    def _index(self, node: ast.Subscript, parts: list[Item], place: Place) -> Item:
        try:
            key = self.static(node.slice)
        except NotStatic:
            raise self.error(
                "an index must be a constant", node.slice, "write x[0], x[1:3] or x[:, 0]"
            ) from None
        if not _is_index(key):
            raise self.error(
                f"{ast.unparse(node.slice)} is no index", node.slice, "count by whole numbers: x[0]"
            )
        if isinstance(parts[0], tuple):
            return self._element(parts[0], key, node)
        return self.apply(_INDEX, (self.as_node(parts[0], node.value),), place, {"key": key})

    def _element(self, items: tuple[Any, ...], key: Any, node: ast.Subscript) -> Item:
        try:
            return items[key]  # type: ignore[no-any-return]
        except (IndexError, TypeError):
            hint = f"count from 0 to {len(items) - 1}"
            raise self.error(
                f"there is no element {key} among {len(items)}", node.slice, hint
            ) from None

    def _call(self, node: ast.Call) -> Opened:
        starred = any(isinstance(part, ast.Starred) for part in node.args) or any(
            k.arg is None for k in node.keywords
        )
        if starred:
            raise self.error("* and ** arguments are not allowed", node, "write each argument")
        function = self.scope.find(node.func.id) if isinstance(node.func, ast.Name) else None
        if isinstance(function, Function):
            return self.call_function, [*node.args, *(keyword.value for keyword in node.keywords)]
        if literal(node) is not None:
            return _only, [node.args[0]]
        ops, receiver = self._callee(node, function)
        op, operands, options = choose(self, node, ops, receiver)
        if options is None and len(operands) == op.arity:
            return Gate(self, op, operands), operands
        return lambda call, parts, place: arrange(
            self, op, operands, parts, options() if options else None, place
        ), operands

    def _callee(self, node: ast.Call, bound: Any) -> tuple[tuple[Op, ...], list[ast.expr]]:
        """The operations that a call may mean, and the object of a method call."""
        name = dotted(node.func)
        if name is not None and bound is None and spelled(name):
            return spelled(name), []
        if isinstance(node.func, ast.Attribute) and (
            name is None or name.split(".")[0] not in MODULES
        ):
            if node.func.attr in SPELLINGS:
                return SPELLINGS[node.func.attr], [node.func.value]
            raise self.error(
                f"the method .{node.func.attr}() is not known",
                node.func,
                did_you_mean(node.func.attr, SPELLINGS) or "the list is at /api/operations",
            )
        if bound is not None:
            raise self.error(
                f"{name} is a value and cannot be called",
                node.func,
                f"write {name} * (…) for a product",
            )
        known = [*self.scope.functions(), *(word for word in SPELLINGS if word.isidentifier())]
        shown = name or "this expression"
        hint = did_you_mean((name or "").rpartition(".")[2], known)
        raise self.error(
            f"the function {shown} is not known",
            node.func,
            hint or "the list is at /api/operations",
        )

    def _refuse(self, node: ast.expr) -> Opened:
        kind = type(node).__name__
        raise self.error(
            f"{REFUSED.get(kind, kind)} cannot stand in a program",
            node,
            "write formulas with numbers, names, operators and functions",
        )


def _is_index(key: Any) -> bool:
    """Whether an array can be indexed by a constant: by whole numbers, slices, or several."""
    if isinstance(key, slice):
        return all(part is None or type(part) is int for part in (key.start, key.stop, key.step))
    if isinstance(key, (tuple, list)):
        return all(map(_is_index, key))
    return key is None or key is ... or isinstance(key, int)


def _only(node: ast.expr, parts: list[Item], place: Place) -> Item:
    return parts[0]
