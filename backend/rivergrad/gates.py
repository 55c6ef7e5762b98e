"""The formulas of a trace's gates, with their names or their numbers in place.

Gates that are alike but for the names share one pattern: the formula is derived and rendered once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

from rivergrad.formula import Form
from rivergrad.formula.forms import (
    NUMBERS,
    PARTIAL,
    filled,
    kind_of,
    named,
    number,
    slot,
    spoken,
    template,
)
from rivergrad.operations.formulas import Shape
from rivergrad.operations.shapes import shape_of
from rivergrad.operations.term import Term, substitute, term
from rivergrad.program import Node
from rivergrad.stages import Stage, flow_term, stage_of, value_term
from rivergrad.symbols import symbols
from rivergrad.trace import Trace


class _Stage:
    """A stage as the key of its pattern: what it has besides the places of its nodes."""

    __slots__ = ("key", "stage")

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.key = (stage.operation.name, repr(stage.options) if stage.options else "")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Stage) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


class _Pattern:
    """The formulas of alike gates: slots for the arguments, the value and the upstream gradient."""

    def __init__(
        self,
        stage: Stage,
        constants: tuple[float | None, ...],
        shapes: tuple[Shape, ...],
        shape: Shape,
    ) -> None:
        self.stage, self.shapes, self.shape = stage, shapes, shape
        self.constants = constants
        self.count = len(constants)
        self._made: dict[tuple[int, tuple[int, ...], Term | None], Form] = {}

    def form(self, position: int, kinds: tuple[int, ...], upstream: Term | None) -> Form:
        """The template of the flow to an argument, or of the value (position −1), with numbers of
        these kinds in the slots. upstream: what binds as it does; None: it is 1."""
        key = (position, kinds, upstream)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._template(position, kinds, upstream)
        return found

    def _template(self, position: int, kinds: tuple[int, ...], upstream: Term | None) -> Form:
        slots = [slot(index, NUMBERS[kind]) for index, kind in enumerate(kinds)]
        g = slot(self.count + 1, upstream) if upstream else term(1.0)
        if position < 0:
            formula = value_term(self.stage, self._arguments(slots))
        else:
            # Derived with plain names, so that nothing is simplified but what constants allow.
            plain = [slot(index, NUMBERS[0]) for index in range(self.count + 1)]
            formula = flow_term(
                self.stage, position, g, plain[-1], self._arguments(plain), self.shapes, self.shape
            )
            formula = substitute(formula, {str(one.parts[0]): one for one in slots})
        return template(formula, self.count + 2)

    def _arguments(self, slots: Sequence[Term]) -> list[Term]:
        pairs = zip(slots, self.constants, strict=False)
        return [one if value is None else term(value) for one, value in pairs]


@lru_cache(maxsize=4096)
def _pattern(
    key: _Stage, constants: tuple[float | None, ...], shapes: tuple[Shape, ...], shape: Shape
) -> _Pattern:
    return _Pattern(key.stage, constants, shapes, shape)


class Gate:
    """One operation of a trace: its stage, and its formulas in every form."""

    def __init__(self, trace: Trace, names: list[str], node: int) -> None:
        nodes, values = trace.program.nodes, trace.numbers.values
        self.stage = stage_of(trace.program, node)
        operands = self.stage.arguments
        constants = tuple([_constant(nodes[index]) for index in operands])
        shapes = tuple([shape_of(values[index]) for index in operands])
        self._pattern = _pattern(_Stage(self.stage), constants, shapes, shape_of(values[node]))
        self._values = [values[index] for index in (*operands, node)]
        self._names = [named(names[index]) for index in (*operands, node)]
        self._plain = (0,) * len(self._values)

    def value(self) -> Form:
        """The formula of its value, by names."""
        return filled(self._pattern.form(-1, self._plain, None), [*self._names, _NOTHING])

    def value_in_numbers(self) -> Form:
        """The formula of its value with the scalars' numbers."""
        kinds, parts = self._numbers
        return filled(self._pattern.form(-1, kinds, None), parts)

    def spoken_in_numbers(self) -> str:
        """The same for a sentence."""
        kinds, parts = self._numbers
        return spoken(self._pattern.form(-1, kinds, None), parts)

    def local(self, position: int) -> Form:
        """The formula of a local gradient between scalars, by names."""
        return filled(self._pattern.form(position, self._plain, None), [*self._names, _NOTHING])

    def local_in_numbers(self, position: int) -> Form:
        """The same with numbers."""
        kinds, parts = self._numbers
        return filled(self._pattern.form(position, kinds, None), parts)

    def flow(self, position: int, upstream: Form, like: Term = PARTIAL) -> Form:
        """The formula of the flow to an argument, `upstream` being the gradient that arrives."""
        return filled(self._pattern.form(position, self._plain, like), [*self._names, upstream])

    @cached_property
    def _numbers(self) -> tuple[tuple[int, ...], list[Form]]:
        kinds, parts = [], []
        for value, name in zip(self._values, self._names, strict=True):
            scalar = type(value) is float
            kinds.append(kind_of(value) if scalar else 0)
            parts.append(number(value) if scalar else name)
        return tuple(kinds), [*parts, _NOTHING]


_NOTHING = Form("", "", "")


class Gates:
    """The gates of a trace by node, each made when it is asked for."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.symbols = symbols(trace.program)
        self._gates: dict[int, Gate] = {}

    def __getitem__(self, node: int) -> Gate:
        """Raises InputError for a node that no operation computes."""
        gate = self._gates.get(node)
        if gate is None:
            gate = self._gates[node] = Gate(self.trace, self.symbols, node)
        return gate


def _constant(node: Node) -> float | None:
    scalar = node.operation is None and node.name is None and type(node.value) is float
    return node.value if scalar else None  # type: ignore[return-value]
