"""A program of arrays written out in scalars: every element a node of its own.

The operations run on object arrays whose elements stand for nodes: their own rules, with ordinary
operators, write the program. This is how array programs become code that needs only `math`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from rivergrad.builder import Builder
from rivergrad.errors import Place, ShapeError
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.operations import OPERATIONS, SPELLINGS, Op
from rivergrad.operations.op import FAR
from rivergrad.program import Node, Program, Value


class Element:
    """Stands for a node while rules run on it: each operator or method appends an operation."""

    __slots__ = ("builder", "node", "place")

    def __init__(self, builder: Builder, node: int, place: Place | None) -> None:
        self.builder, self.node, self.place = builder, node, place

    def apply(self, op: Op, *others: Any, options: Mapping[str, object] | None = None) -> Element:
        parts = [other if isinstance(other, Element) else self._constant(other) for other in others]
        arguments = (self.node, *(part.node for part in parts))
        return Element(
            self.builder, self.builder.apply(op, arguments, self.place, options), self.place
        )

    def _constant(self, value: float) -> Element:
        return Element(self.builder, self.builder.constant(float(value), self.place), self.place)

    def __int__(self) -> int:
        """The value of a constant or an input, as a class number."""
        value = self.builder.nodes[self.node].value
        if value is None:
            raise ValueError("a class must be a constant or an input here; give probabilities")
        return int(value)

    def sum(self, **_: object) -> Element:
        """The sum of this single element, which numpy asks it for in place of a 0-d array."""
        return self

    def __getattr__(self, name: str) -> Callable[..., Element]:
        if name not in OPERATIONS:
            raise AttributeError(name)
        return lambda *others: self.apply(OPERATIONS[name], *others)


def _operator(sign: str, arity: int, swapped: bool = False) -> Callable[..., Any]:
    op = next(op for op in SPELLINGS[sign] if op.arity == arity)

    def apply(self: Element, *others: Any) -> Any:
        if any(isinstance(other, np.ndarray) for other in others):
            return NotImplemented  # numpy goes through the array's elements
        if not swapped:
            return self.apply(op, *others)
        return self._constant(others[0]).apply(op, self)

    return apply


for _sign, _name in (("+", "add"), ("-", "sub"), ("*", "mul"), ("/", "truediv"), ("**", "pow")):
    setattr(Element, f"__{_name}__", _operator(_sign, 2))
    setattr(Element, f"__r{_name}__", _operator(_sign, 2, swapped=True))
setattr(Element, "__neg__", _operator("-", 1))  # noqa: B010 - like its neighbours


def in_scalars(
    program: Program, values: list[Any], limits: Limits = DEFAULT_LIMITS
) -> tuple[Program, dict[str, list[str]]]:
    """The same program in scalars, and for each array input the names of its elements in order.

    `values` are the values of the program's nodes, for shapes. An element of W is called W_0_1.
    Raises ShapeError where an operation cannot be written out, LimitError where it grows too large.
    """
    builder = Builder(limits)
    written: list[Any] = []
    elements: dict[str, list[str]] = {}
    for node, value in zip(program.nodes, values, strict=True):
        if node.operation is not None:
            far = any(np.any(np.abs(values[a]) > FAR) for a in node.arguments)
            written.append(_operation(builder, node, [written[a] for a in node.arguments], far))
            _name_all(builder, written[-1], node.name)
        elif node.name is None:
            written.append(
                _each(value, lambda part, _, node=node: builder.constant(part, node.place), builder)
            )
        else:
            shape = np.shape(value)
            names = [_element_name(node.name, index) for index in np.ndindex(shape)]
            inputs = iter(
                [
                    builder.input(n, float(v), node.place)
                    for n, v in zip(names, np.ravel(value), strict=True)
                ]
            )
            written.append(_each(value, lambda part, _, inputs=inputs: next(inputs), builder))
            if shape:
                elements[node.name] = names
    output: int = written[program.output][()].node
    names_ = {n.name: i for i, n in enumerate(builder.nodes) if n.name}
    return builder.program(
        output, names_, program.source, program.language, program.comments
    ), elements


def _each(value: Value, make: Callable[..., int], builder: Builder) -> Any:
    """An object array of elements, made one by one."""
    array = np.empty(np.shape(value), dtype=object)
    for index in np.ndindex(array.shape):
        array[index] = Element(builder, make(float(np.asarray(value)[index]), index), None)
    return array


def _operation(builder: Builder, node: Node, arguments: list[Any], far: bool) -> Any:
    assert node.operation is not None
    op, options = node.operation, dict(node.options or {})
    for element in _elements(arguments):
        element.place = node.place
    if op.elementwise:
        each = np.frompyfunc(
            lambda x, *others: x.apply(op, *others, options=options or None), op.arity or 1, 1
        )
        return np.asarray(each(*arguments), dtype=object)
    rule = (op.scalars_far if far else None) or op.scalars or op.forward
    try:
        result = rule(*arguments, **options)
    except (TypeError, ValueError, AttributeError) as error:
        reason = str(error) if isinstance(error, ValueError) else "its rule needs arrays"
        hint = "spell it out with sums, products, exp and log"
        raise ShapeError(
            f"{op.name} cannot be written out in scalars: {reason}", node.place, hint
        ) from error
    return _all_elements(builder, result, node.place)


def _all_elements(builder: Builder, result: Any, place: Place | None) -> Any:
    """An object array, in which plain numbers (the sum of no elements) have become constants."""
    array = np.array(result, dtype=object)
    for index in np.ndindex(array.shape):
        if not isinstance(array[index], Element):
            array[index] = Element(builder, builder.constant(float(array[index]), place), place)
    return array


def _elements(arrays: list[Any]) -> Iterator[Element]:
    for array in arrays:
        yield from np.ravel(array)


def _name_all(builder: Builder, array: Any, name: str | None) -> None:
    if name is not None:
        for index in np.ndindex(array.shape):
            builder.name(array[index].node, _element_name(name, index))


def _element_name(name: str, index: tuple[int, ...]) -> str:
    return "_".join((name, *map(str, index)))
