"""Writing on one line: as typed on a keyboard, as said in a sentence, and as Python."""

from __future__ import annotations

import math
import re
from typing import Any

from rivergrad.formula.printer import Argument
from rivergrad.formula.words import option, readable, short_number, spoken_number, subscript
from rivergrad.operations import OPERATIONS
from rivergrad.operations.term import COMPARISONS, INFIX


class Text:
    """As typed on a keyboard: (1 - y) * y."""

    fractions = False
    powers_of_ten = False
    constants = True

    def number(self, value: float) -> str:
        return short_number(value)

    def name(self, text: str) -> str:
        return text

    def partial(self, of: str, by: str, through: int) -> str:
        return f"(∂{of}/∂{by}){subscript(through)}" if through else f"∂{of}/∂{by}"

    def infix(self, head: str, left: str, right: str) -> str:
        sign = (INFIX | COMPARISONS)[head]
        return f"{left}{sign}{right}" if head == "power" else f"{left} {sign} {right}"

    def negative(self, inner: str) -> str:
        return f"-{inner}"

    def transpose(self, inner: str) -> str:
        return f"{inner}.T"

    def parentheses(self, inner: str) -> str:
        return f"({inner})"

    def template(self, function: str) -> str:
        return OPERATIONS[function].text if function in OPERATIONS else ""

    def filled(self, template: str, arguments: list[Argument], options: dict[str, Any]) -> str:
        return template.format(*arguments, **readable(options))

    def call(self, function: str, arguments: list[Argument], options: dict[str, Any]) -> str:
        named = [f"{name}={option(value)}" for name, value in options.items()]
        return f"{function}({', '.join([*arguments, *named])})"

    def relation(self, sign: str) -> str:
        return sign


class Prose(Text):
    """As in a sentence, with the minus signs and powers of ten of print."""

    powers_of_ten = True

    def number(self, value: float) -> str:
        return spoken_number(value)

    def infix(self, head: str, left: str, right: str) -> str:
        return f"{left} − {right}" if head == "subtract" else super().infix(head, left, right)

    def negative(self, inner: str) -> str:
        return f"−{inner}"


_WHOLE = re.compile(r"-?\d+|\(-\d+\)")


class Python(Text):
    """Python that needs nothing but `math`, with every digit of every number. A negative number to
    a fractional power raises an error, as `math` does, instead of becoming complex."""

    constants = False

    def infix(self, head: str, left: str, right: str) -> str:
        real = head != "power" or _WHOLE.fullmatch(right) or left.isdecimal()
        return super().infix(head, left, right) if real else f"pow({left}, {right})"

    def number(self, value: float) -> str:
        if not math.isfinite(value):
            return f'float("{value}")'
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)

    def template(self, function: str) -> str:
        return OPERATIONS[function].python if function in OPERATIONS else ""

    def filled(self, template: str, arguments: list[Argument], options: dict[str, Any]) -> str:
        return template.format(*(argument.atom for argument in arguments), **options)


class FarPython(Python):
    """Python whose functions do not overflow for numbers beyond FAR."""

    def template(self, function: str) -> str:
        far = OPERATIONS[function].python_far if function in OPERATIONS else ""
        return far or super().template(function)


TEXT, PROSE, PYTHON, PYTHON_FAR = Text(), Prose(), Python(), FarPython()
