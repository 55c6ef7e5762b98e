"""Statements of Python's `ast`: assignments, functions and loops, unrolled into groups."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rivergrad.builder import Builder
from rivergrad.errors import Place, SourceError
from rivergrad.languages.constants import CONSTANTS
from rivergrad.languages.expressions import Item
from rivergrad.languages.literals import LITERALS, literal
from rivergrad.languages.loops import Loops, label_of
from rivergrad.languages.notation import Notation
from rivergrad.languages.scope import Function, Scope, Static
from rivergrad.limits import Limits
from rivergrad.operations import MODULES, SPELLINGS
from rivergrad.program import NO_GROUP, Value

DEEPEST_CALL = 60


class Return(Exception):
    """Carries the value of a `return` out of a function's body."""

    def __init__(self, item: Item | None) -> None:
        self.item = item


class Statements(Loops):
    """Reads statements."""

    def __init__(self, notation: Notation, inputs: dict[str, Value | None], limits: Limits) -> None:
        super().__init__(Builder(limits), notation)
        self.inputs = self.given = inputs
        self.depth = 0
        self.work = 0
        self._unparsed: dict[int, str] = {}
        self._augmentations: dict[int, ast.BinOp] = {}
        self._run = {
            ast.Assign: self._assign, ast.AugAssign: self._augmented,
            ast.AnnAssign: self._annotated, ast.Expr: self._expression,
            ast.FunctionDef: self._define, ast.For: self.loop, ast.If: self._if,
            ast.Return: self._return, ast.Pass: lambda node: None,
        }  # fmt: skip

    def module(self, module: ast.Module) -> int:
        """Reads a whole program, and gives its output node."""
        body = [node for node in module.body if not _is_docstring(node)]
        if module.body and not body:
            place = self.place(module.body[0])
            raise SourceError("a text in quotes is no formula", place, "leave out the quotes")
        if not body:
            raise SourceError(
                "the source is empty", Place(1, 0, 1, 0), "type an expression such as x * y + 1"
            )
        self.single = len(body) == 1
        try:
            self.block(body)
        except Return as returned:
            self.last = (returned.item, body[-1]) if returned.item is not None else self.last
        if self.last is None and isinstance(body[-1], ast.FunctionDef):
            self.last = (self._call_with_inputs(body[-1]), body[-1])
        if self.last is None:
            raise SourceError(
                "no statement has a value",
                self.place(body[-1]),
                "end with an expression, such as x * y",
            )
        item, node = self.last
        return self.as_node(item[-1] if isinstance(item, tuple) and item else item, node)  # type: ignore[arg-type]

    def block(self, body: Iterable[ast.stmt]) -> None:
        for node in body:
            self.work += 1
            if self.work > self.builder.limits.nodes:
                self.builder.limits.check_nodes(self.work, self.place(node))
            run = self._run.get(type(node))
            if run is None:
                raise self._refuse_statement(node)
            run(node)  # type: ignore[operator]

    # Assignments

    def _assign(self, node: ast.Assign) -> None:
        if self._is_input(node):
            return
        first = len(self.builder.nodes)
        item = self._grouped(node.value, node, label_of(node.targets[0]))
        for target in node.targets:
            self._bind_new(target, item, first)
        self.last = (item, node.value)

    def _annotated(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            assign = ast.Assign([node.target], node.value)
            self._assign(ast.copy_location(assign, node))

    def _augmented(self, node: ast.AugAssign) -> None:
        if not isinstance(node.target, ast.Name):
            raise self.error(
                "only a name can be changed by an operator", node.target, "write a = a + x"
            )
        value = self._augmentations.get(id(node))
        if value is None:
            read = ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target)
            value = ast.copy_location(ast.BinOp(read, node.op, node.value), node)
            self._augmentations[id(node)] = value
        item = self._grouped(value, node, node.target.id)
        self.bind(node.target, item)
        self.last = (item, value)

    def _is_free(self, target: ast.expr) -> bool:
        """Whether a literal makes an input of a target: of a new name at the top of a program."""
        at_top = self.builder.group == NO_GROUP and not self.depth
        return at_top and isinstance(target, ast.Name) and target.id not in self.scope.items

    def _is_input(self, node: ast.Assign) -> bool:
        """`x = 3` at the top of a program makes x an input with a value, as `x = 1/2` does."""
        if not all(map(self._is_free, node.targets)):
            return False
        value = self._constant_value(node.value)
        if value is None:
            return False
        for target in node.targets:
            index = self.builder.input(target.id, value, self.place(node))  # type: ignore[attr-defined]
            self._bind_input(target.id, index)  # type: ignore[attr-defined]
            self.last = (index, node.value)
        return True

    def _bind_input(self, name: str, index: int) -> None:
        self.scope.bind(name, index)
        static = self.inputs[name] if name in self.inputs else self.builder.nodes[index].value
        if isinstance(static, float):
            self.scope.own_statics[name] = int(static) if static.is_integer() else static

    def _constant_value(self, value: ast.expr) -> Value | None:
        """What a literal, or an expression of constants alone, gives; None for everything else."""
        try:
            found = literal(value)
        except ValueError as error:
            raise self.error(str(error), value, LITERALS) from None
        if found is not None or any(map(self._is_variable, ast.walk(value))):
            return found
        first = len(self.builder.nodes)
        item = self.item(value)
        known = self._known.get(item) if type(item) is int else None
        self.forget(first)
        return known

    def _is_variable(self, part: ast.AST) -> bool:
        if not isinstance(part, ast.Name):
            return False
        known = part.id in CONSTANTS or part.id in SPELLINGS or part.id in MODULES
        return not known or self.scope.find(part.id) is not None

    def _bind_new(self, target: ast.expr, item: Item, first: int) -> None:
        """Binds what was read from the node `first` on: `x, y = 3, 4` makes inputs of both."""
        several = isinstance(target, (ast.Tuple, ast.List)) and isinstance(item, tuple)
        if several and len(target.elts) == len(item):  # type: ignore[attr-defined,arg-type]
            for part, element in zip(target.elts, item, strict=True):  # type: ignore[attr-defined,arg-type]
                self._bind_new(part, element, first)
        elif self._is_free(target) and type(item) is int and self._is_new_constant(item, first):
            self.builder.as_input(item, target.id)  # type: ignore[attr-defined]
            self._known.pop(item, None)
            self._bind_input(target.id, item)  # type: ignore[attr-defined]
        else:
            self.bind(target, item)

    def _is_new_constant(self, index: int, first: int) -> bool:
        return index >= first and self.builder.nodes[index].kind == "constant"

    def _grouped(self, value: ast.expr, node: ast.stmt, label: str) -> Item:
        """The value of a statement, its nodes in a group of their own unless one is enough."""
        if self.single or _is_single(value):
            return self.item(value)
        with self.builder.inside("statement", label, self.place(node), label):
            return self.item(value)

    def bind(self, target: ast.expr, item: Item) -> None:
        if isinstance(target, ast.Name):
            if isinstance(item, int):
                self.builder.name(item, target.id)
            if target.id == "e" or isinstance(self.scope.find(target.id), Function):
                self._laid_out.clear()  # e**x may have meant exp(x), and f(x) a call
            self.scope.bind(target.id, item)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self._unpack(target, item)
        else:
            raise self.error("only names can be assigned to", target, "write a new name: b = …")

    def _unpack(self, target: ast.Tuple | ast.List, item: Item) -> None:
        parts = item.value if isinstance(item, Static) else item
        if not isinstance(parts, tuple) or len(parts) != len(target.elts):
            count = len(parts) if isinstance(parts, tuple) else 1
            raise self.error(
                f"{len(target.elts)} names, but {count} values", target, "give each name one value"
            )
        for name, part in zip(target.elts, parts, strict=True):
            self.bind(name, Static(part) if isinstance(item, Static) else part)

    def _expression(self, node: ast.Expr) -> None:
        if not _is_docstring(node):
            self.last = (self._grouped(node.value, node, "result"), node.value)

    # Conditions

    def _if(self, node: ast.If) -> None:
        self.block(node.body if self.condition(node.test) else node.orelse)

    # Functions

    def _define(self, node: ast.FunctionDef) -> None:
        arguments = node.args
        if arguments.vararg or arguments.kwarg or node.decorator_list:
            raise self.error("functions take plain parameters only", node, "write def f(a, b=1):")
        self.scope.bind(node.name, Function(node.name, node, self.scope))
        self._laid_out.clear()  # calls of this name may have meant something else

    def _return(self, node: ast.Return) -> None:
        raise Return(None if node.value is None else self._grouped(node.value, node, "return"))

    @contextmanager
    def _body(self, body: list[ast.stmt]) -> Iterator[None]:
        """The only statement of a body needs no group beside the body's own."""
        before, self.single = self.single, len(body) == 1
        try:
            yield
        finally:
            self.single = before

    def _call_with_inputs(self, definition: ast.FunctionDef) -> Item:
        """A program that only defines a function means that function of inputs of those names."""
        names: list[ast.expr] = [
            ast.copy_location(ast.Name(p.arg, ast.Load()), p) for p in definition.args.args
        ]
        call = ast.Call(ast.Name(definition.name, ast.Load()), names, [])
        ast.copy_location(call, definition)
        return self.call_function(call, [self.item(name) for name in names], self.place(definition))

    def call_function(self, node: ast.Call, values: list[Any], place: Place) -> Item:
        function = self.scope.find(node.func.id)  # type: ignore[attr-defined]
        if self.depth >= DEEPEST_CALL:
            raise self.error(
                f"{function.name} is called more than {DEEPEST_CALL} calls deep",
                node,
                "a function must not call itself",
            )
        scope = Scope(function.scope)
        for name, item in self._bound_arguments(function, node, values).items():
            scope.bind(name, item)
        caller, self.scope = self.scope, scope
        last, self.last = self.last, None
        self.depth += 1
        try:
            label = self._unparsed.get(id(node)) or self._unparsed.setdefault(
                id(node), ast.unparse(node)
            )
            with self.builder.inside("function", label, place, function.name):
                return self._result_of(function, node)
        finally:
            self.scope, self.last = caller, last
            self.depth -= 1

    def _result_of(self, function: Function, node: ast.Call) -> Item:
        body = [statement for statement in function.definition.body if not _is_docstring(statement)]
        try:
            with self._body(body):
                self.block(body)
        except Return as returned:
            if returned.item is not None:
                return returned.item
        raise self.error(f"{function.name} returns nothing", node, "end its body with return …")

    def _bound_arguments(
        self, function: Function, node: ast.Call, values: list[Any]
    ) -> dict[str, Item]:
        arguments = function.definition.args
        names = [p.arg for p in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        bound = dict(zip(names, values[: len(node.args)], strict=False))
        for keyword, value in zip(node.keywords, values[len(node.args) :], strict=True):
            if keyword.arg not in names or keyword.arg in bound:
                raise self.error(
                    f"{function.name} has no free parameter {keyword.arg}",
                    node,
                    f"it takes {', '.join(names)}",
                )
            bound[keyword.arg] = value
        for name, default in self._defaults(arguments):
            if name not in bound:
                bound[name] = self.item(default)
        missing = [name for name in names if name not in bound]
        if missing or len(node.args) > len(names):
            raise self.error(
                f"{function.name} takes {len(names)} arguments, but {len(values)} came",
                node,
                f"it takes {', '.join(names)}",
            )
        return bound

    @staticmethod
    def _defaults(arguments: ast.arguments) -> Iterable[tuple[str, ast.expr]]:
        positional = [*arguments.posonlyargs, *arguments.args]
        yield from zip(
            [p.arg for p in positional[len(positional) - len(arguments.defaults) :]],
            arguments.defaults,
            strict=True,
        )
        for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            if default is not None:
                yield parameter.arg, default

    def _refuse_statement(self, node: ast.stmt) -> SourceError:
        kind = type(node).__name__
        what, hint = _REFUSED.get(
            kind, (f"the statement {kind}", "use assignments, def, for and return")
        )
        return self.error(f"{what} cannot stand in a program", node, hint)


def _is_single(value: ast.expr) -> bool:
    """One operation on names and numbers, for which a group would only be a box around a box."""
    parts = (value.left, value.right) if isinstance(value, ast.BinOp) else (value,)
    return all(isinstance(part, (ast.Name, ast.Constant)) for part in parts)


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


_REFUSED = {
    "Import": ("an import", "leave it out: exp, np.exp and torch.exp are known as they are"),
    "ImportFrom": ("an import", "leave it out: exp, np.exp and torch.exp are known as they are"),
    "While": ("a while loop", "write for i in range(10):"),
    "ClassDef": ("a class", "write functions"),
    "AsyncFunctionDef": ("an async function", "write def f(x):"),
    "Delete": ("del", "names may be assigned again"),
    "With": ("with", "write plain statements"),
    "Try": ("try", "write plain statements"),
    "Raise": ("raise", "write plain statements"),
    "Assert": ("assert", "use the gradient check instead"),
    "Global": ("global", "use the value by its name, and return the new one"),
    "Nonlocal": ("nonlocal", "use the value by its name, and return the new one"),
}
