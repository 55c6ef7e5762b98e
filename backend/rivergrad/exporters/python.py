"""Staged forward and backward code in the lesson's own style, runnable with `math` alone.

num = x + sigy                      #(2)
…
# backprop num = x + sigy
dx += (1) * dnum                    #(2)
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from rivergrad.exporters.listing import Line, Listing
from rivergrad.formula import PYTHON, PYTHON_FAR, render
from rivergrad.operations import OPERATIONS
from rivergrad.operations.op import FAR
from rivergrad.operations.term import Term, term
from rivergrad.program import Program
from rivergrad.scalars import in_scalars
from rivergrad.stages import Stage, local_term, named_term, stage_of, stages, value_term
from rivergrad.symbols import nested, symbols
from rivergrad.trace import Trace, trace_program

NAME = "python"
_FUNCTIONS = re.compile(
    r"(?<![\w.])(" + "|".join(n for n in dir(math) if not n.startswith("_")) + r")\("
)


_CALLED = re.compile(r"([a-z]\w*)\(")
_HELPERS = {"abs", "float", "max", "min", "pow"} | (OPERATIONS.keys() & {*dir(math)})
_HELPERS.update(
    word for op in OPERATIONS.values() for word in _CALLED.findall(f"{op.python} {op.python_far}")
)
"""The functions that code may call, which a program's own names must not hide."""


def export(trace: Trace) -> Listing:
    """The code of a trace; arrays are written out in scalars.

    Running it sets each input's gradient in a variable of its own: dx for x, a nested list dW for
    an array W. Where a sigmoid or a softmax of large numbers would overflow in the textbook's form,
    a stable one is written; where the trace itself has ∞ or NaN, `math` raises. Raises ShapeError
    where an operation cannot be written out in scalars.
    """
    arrays = not trace.tape.floats or any(type(v) is not float for v in trace.numbers.values)
    if not arrays:
        return _Writer(trace.program, trace, {}, scalarised=False).listing()
    program, elements = in_scalars(trace.program, trace.numbers.values)
    return _Writer(program, trace, elements, scalarised=True).listing()


class _Writer:
    """Collects the lines of one listing.

    A scalarised program has nodes of its own, whose indices say nothing about the trace's."""

    def __init__(
        self, program: Program, trace: Trace, elements: dict[str, list[str]], scalarised: bool
    ) -> None:
        self.program, self.trace, self.elements = program, trace, elements
        self.scalarised = scalarised
        self.values = (trace_program(program) if scalarised else trace).numbers.values
        self.symbols = symbols(program, _HELPERS)
        self.stages = list(_computable(program, self.values))
        self.text: list[str] = []
        self.lines: list[Line] = []
        self.prefix = _prefix({*self.symbols, *elements})

    def listing(self) -> Listing:
        self._inputs()
        self.text.append("# forward pass")
        for number, stage in enumerate(self.stages, 1):
            self._forward(number, stage)
        self.text += ["", "# backward pass: the gradient at the top", self._spring(), ""]
        self._backward()
        self._arrays()
        code = "\n".join(self.text).rstrip() + "\n"
        used = sorted(set(_FUNCTIONS.findall(code)))
        head = f"from math import {', '.join(used)}\n\n" if used else ""
        lines = tuple(line._replace(line=line.line + head.count("\n")) for line in self.lines)
        return Listing(head + code, () if self.scalarised else lines)

    def _inputs(self) -> None:
        for name, index in self.program.inputs.items():
            self.text.append(f"{self.symbols[index]} = {_literal(self._value(name))}")
        self.text.append("")

    def _value(self, name: str) -> float:
        """The value of an input: a scalar of the trace, or an element of one of its arrays."""
        for array, names in self.elements.items():
            if name in names:
                value = self.trace.numbers.values[self.trace.program.inputs[array]]
                return float(np.ravel(value)[names.index(name)])
        return float(self.trace.numbers.values[self.trace.program.inputs[name]])

    def _forward(self, number: int, stage: Stage) -> None:
        terms = [named_term(self.program, self.symbols, argument) for argument in stage.arguments]
        right = self._written(stage, value_term(stage, terms))
        self.text.append(f"{self.symbols[stage.node]} = {right}  #({number})")
        self._remember("forward", stage, ())

    def _spring(self) -> str:
        return f"{self._gradient(self.program.output)} = {_literal(self.trace.upstream)}"

    def _gradient(self, node: int) -> str:
        return self.prefix + self.symbols[node]

    def _backward(self) -> None:
        started = {self.program.output}
        for number in range(len(self.stages), 0, -1):
            stage = self.stages[number - 1]
            if stage.node in started:
                self._stage_backward(number, stage, started)
        idle = [index for index in self.program.inputs.values() if index not in started]
        if idle:
            self.text.append("# inputs that the output does not depend on")
            self.text += [f"{self._gradient(index)} = 0.0" for index in idle]

    def _stage_backward(self, number: int, stage: Stage, started: set[int]) -> None:
        terms = [named_term(self.program, self.symbols, argument) for argument in stage.arguments]
        out = named_term(self.program, self.symbols, stage.node)
        name, right = self.symbols[stage.node], self._written(stage, value_term(stage, terms))
        self.text.append(f"# backprop {name} = {right}")
        for position, source in enumerate(stage.arguments):
            if self.program.nodes[source].kind == "constant":
                continue
            local = self._written(stage, local_term(stage, position, term(1.0), out, terms))
            sign = "+=" if source in started else "="
            note = "  # adds up" if source in started else ""
            started.add(source)
            gradient, upstream = self._gradient(source), self._gradient(stage.node)
            self.text.append(f"{gradient} {sign} ({local}) * {upstream}  #({number}){note}")
            self._remember("backward", stage, self._edges(stage, position, source))
        self.text.append("")

    def _edges(self, stage: Stage, position: int, source: int) -> tuple[int, ...]:
        """The trace's edges by which a stage reads an argument: one, unless it has many nodes."""
        if self.scalarised:
            return ()
        first = self.trace.tape.first_edges
        if len(stage.nodes) == 1:
            return (first[stage.node] + position,)
        nodes = self.program.nodes
        return tuple(
            first[n] + p
            for n in stage.nodes
            for p, a in enumerate(nodes[n].arguments)
            if a == source
        )

    def _written(self, stage: Stage, formula: Term) -> str:
        """In the lesson's form, unless that would overflow at these values."""
        far = any(abs(self.values[argument]) > FAR for argument in stage.arguments)
        return _unwrapped(render(formula, PYTHON_FAR if far else PYTHON))

    def _remember(self, phase: str, stage: Stage, edges: tuple[int, ...]) -> None:
        self.lines.append(Line(len(self.text), phase, stage.node, stage.nodes, edges))  # type: ignore[arg-type]

    def _arrays(self) -> None:
        for name, names in self.elements.items():
            shape = np.shape(self.trace.numbers.values[self.trace.program.inputs[name]])
            grid = np.array([self.prefix + part for part in names], dtype=object).reshape(shape)
            self.text.append(f"{self.prefix}{name} = {nested(grid.tolist(), str)}")


def _computable(program: Program, values: list[Any]) -> Iterator[Stage]:
    """The program's stages, gate by gate where a gate inside one is not finite: the code must not
    know more than the trace."""
    for stage in stages(program):
        if all(math.isfinite(values[node]) for node in stage.nodes):
            yield stage
            continue
        yield from (stage_of(program, index) for index in stage.nodes)


def _prefix(names: set[str]) -> str:
    """What gradients' names begin with: the first that makes no name which is taken."""
    numbered = (f"gradient{number}_" for number in itertools.count(2))
    prefixes = itertools.chain(("d", "d_", "grad_", "gradient_"), numbered)
    return next(p for p in prefixes if not any(p + name in names for name in names))


def _unwrapped(code: str) -> str:
    """Without parentheses around the whole, which a line or a bracket already is."""
    if not (code.startswith("(") and code.endswith(")")):
        return code
    depth = 0
    for position, character in enumerate(code):
        depth += (character == "(") - (character == ")")
        if depth == 0 and position < len(code) - 1:
            return code
    return code[1:-1]


def _literal(value: float) -> str:
    return repr(float(value)) if math.isfinite(value) else f'float("{value}")'
