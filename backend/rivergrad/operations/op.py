"""What an entry of the operation table is."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

Rule = Callable[..., Any]
Shapes = tuple[tuple[int, ...], ...] | None
"""The shapes of an operation's arguments, where they are known."""
FAR = 700.0
"""Sizes of numbers whose exp is near the end of a float64, which is 1.8e308 = exp(709.8)."""


class Part(NamedTuple):
    """The rule of one argument, where one rule gives the flows towards all."""

    rule: Rule
    position: int

    def __call__(self, g: Any, out: Any, *arguments: Any) -> Any:
        return self.rule(g, out, *arguments)[self.position]


@dataclass(frozen=True, slots=True, eq=False)
class Op:
    """An operation: how a value is computed and how a gradient passes back through it.

    forward: (*arguments, **options) → value. Arguments are floats, or float64 arrays.
    vjps: for each argument, the vector-Jacobian product (g, out, *arguments, **options) → flow,
        with g the upstream gradient (shape of out). Broadcasting is undone by the tape. Called with
        terms it returns its own formula. An operation of any number of arguments has one rule that
        gives the flows towards all of them.
    formulas: the same for black boxes, whose vjps cannot be called with terms: (g, out, *arguments,
        shapes=…, **options) → term, with the arguments' shapes where they are known, else None. An
        operation of any number of arguments has one for all, which is told `position` as well.
    label: what a node of the picture shows. text, latex, mathml, python: templates of a call with
        its arguments as {0}, {1} ({0:atom} in parentheses unless it is an atom) and its options by
        name; without one, or where it lacks an option that is given, `name(arguments)` is printed.
    python_far, scalars_far: python and scalars where an argument passes FAR, so that the textbook's
        form would overflow.
    spellings: what people type besides the name. written_out: expressions of x that mean the same,
        recognised where a program writes them as one stage. kinks: where the derivative does not
        exist, and the convention there. elementwise: shapes broadcast, and floats stay floats.
    """

    name: str
    forward: Rule
    vjps: tuple[Rule, ...]
    doc: str
    label: str = ""
    formulas: tuple[Rule, ...] = ()
    text: str = ""
    latex: str = ""
    mathml: str = ""
    python: str = ""
    python_far: str = ""
    spellings: tuple[str, ...] = ()
    written_out: tuple[str, ...] = ()
    kinks: str = ""
    elementwise: bool = True
    variadic: bool = False
    folds: bool = False
    rest_option: str = ""
    family: str = ""
    shape: Callable[..., tuple[int, ...]] | None = None
    scalars: Rule | None = None
    scalars_far: Rule | None = None
    options: tuple[str, ...] = field(init=False)
    arity: int | None = field(init=False)

    def __post_init__(self) -> None:
        parameters = inspect.signature(self.forward, follow_wrapped=False).parameters.values()
        keyword = inspect.Parameter.KEYWORD_ONLY
        object.__setattr__(self, "options", tuple(p.name for p in parameters if p.kind is keyword))
        object.__setattr__(self, "arity", None if self.variadic else len(self.vjps))
        object.__setattr__(self, "label", self.label or self.name)

    def __repr__(self) -> str:
        return f"<operation {self.name}>"

    def vjp(self, position: int, options: dict[str, object]) -> Rule:
        """The rule of the argument at `position`, with the options put in."""
        rule = self.vjps[0 if self.variadic else position]
        if options:
            rule = partial(rule, **options)
        return Part(rule, position) if self.variadic else rule  # type: ignore[return-value]

    def formula(self, position: int, options: dict[str, object], shapes: Shapes = None) -> Rule:
        """The rule to call with terms for the formula of the argument at `position`."""
        if not self.formulas:
            return self.vjp(position, options)
        if self.variadic:
            options, position = {**options, "position": position}, 0
        rule = self.formulas[position]
        return lambda g, out, *arguments: rule(g, out, *arguments, shapes=shapes, **options)
