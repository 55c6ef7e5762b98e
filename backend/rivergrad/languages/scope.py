"""What names stand for while a program is read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rivergrad.languages.static import NotStatic


@dataclass(frozen=True, slots=True)
class Static:
    """A value known without running, such as a loop variable's."""

    value: Any


@dataclass(frozen=True, slots=True)
class Function:
    """A function that the program defines."""

    name: str
    definition: ast.FunctionDef
    scope: Scope


@dataclass(slots=True)
class Scope:
    """Names of a function call, or of the program; names not found here are looked up around it.

    own_statics: inputs whose literal value may also serve as a loop bound. consumed: those of them
    that did, of the program's outermost scope.
    """

    parent: Scope | None = None
    items: dict[str, Any] = field(default_factory=dict)
    own_statics: dict[str, Any] = field(default_factory=dict)
    consumed: set[str] = field(default_factory=set)

    def chain(self) -> Iterator[Scope]:
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def find(self, name: str) -> Any:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.items:
                return scope.items[name]
            scope = scope.parent
        return None

    def bind(self, name: str, item: Any) -> Any:
        self.items[name] = item
        self.own_statics.pop(name, None)
        return item

    def root(self) -> Scope:
        *_, outermost = self.chain()
        return outermost

    def static(self, name: str) -> Any:
        """The value of a name that is known without running. Raises NotStatic."""
        for scope in self.chain():
            if name in scope.items:
                item = scope.items[name]
                if isinstance(item, Static):
                    return item.value
                if name in scope.own_statics:
                    scope.consumed.add(name)
                    return scope.own_statics[name]
                break
        raise NotStatic

    def functions(self) -> dict[str, ast.FunctionDef]:
        """The definitions of the functions that are known here."""
        return {
            name: item.definition
            for scope in reversed(list(self.chain()))
            for name, item in scope.items.items()
            if isinstance(item, Function)
        }
