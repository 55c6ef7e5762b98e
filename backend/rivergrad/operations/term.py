"""Terms: formulas as data. A rule called with terms returns the formula of what it computes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self, Union

Operand = Union["Term", float, int]

INFIX = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "**", "matmul": "@"}
COMPARISONS = {
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
    "equal": "==",
    "not_equal": "!=",
}

HEADS = {*INFIX, *COMPARISONS, "negative", "transpose"}


class Term:
    """A formula: a head and its parts.

    Heads: "name" (a str), "number" (a float), "constant" (a float and the term that says what it
    is), "partial" (two names: ∂a/∂b; a third part, the number of an operand, makes it local: how a
    follows b through that operand alone), the names in INFIX and COMPARISONS, "negative",
    "transpose", "call" (a function's name, its arguments, a dict of options if there are any), and
    "slot" (a character that stands for what is put in later, and a term that binds as tightly).
    The operators simplify what would distract a reader: 1·x, x + 0, x¹, −(−x), (−x)·y.
    """

    __slots__ = ("head", "parts")

    def __init__(self, head: str, *parts: object) -> None:
        self.head = head
        self.parts = parts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term) and (self.head, self.parts) == (other.head, other.parts)

    def __hash__(self) -> int:
        return hash((self.head, self.parts))

    def __repr__(self) -> str:
        return f"Term({self.head}, {', '.join(map(repr, self.parts))})"

    def __add__(self, other: Operand) -> Term:
        return _add(self, term(other))

    def __radd__(self, other: Operand) -> Term:
        return _add(term(other), self)

    def __sub__(self, other: Operand) -> Term:
        return _subtract(self, term(other))

    def __rsub__(self, other: Operand) -> Term:
        return _subtract(term(other), self)

    def __mul__(self, other: Operand) -> Term:
        return _multiply(self, term(other))

    def __rmul__(self, other: Operand) -> Term:
        return _multiply(term(other), self)

    def __truediv__(self, other: Operand) -> Term:
        return _divide(self, term(other))

    def __rtruediv__(self, other: Operand) -> Term:
        return _divide(term(other), self)

    def __pow__(self, other: Operand) -> Term:
        return _power(self, term(other))

    def __rpow__(self, other: Operand) -> Term:
        return _power(term(other), self)

    def __matmul__(self, other: Operand) -> Term:
        return Term("matmul", self, term(other))

    def __neg__(self) -> Term:
        return _negative(self)

    @property
    def T(self) -> Term:  # noqa: N802 - numpy's own name, so that rules read alike on both
        return Term("transpose", self)

    def __lt__(self, other: Operand) -> Term:
        return Term("less", self, term(other))

    def __le__(self, other: Operand) -> Term:
        return Term("less_equal", self, term(other))

    def __gt__(self, other: Operand) -> Term:
        return Term("greater", self, term(other))

    def __ge__(self, other: Operand) -> Term:
        return Term("greater_equal", self, term(other))


class Constant(float):
    """A number that rules compute with and formulas show as what it is: √2 rather than 1.414."""

    def __new__(cls, value: float, formula: Term) -> Self:
        constant = super().__new__(cls, value)
        constant.formula = formula
        return constant

    formula: Term


def term(value: Operand) -> Term:
    """`value` as a term: a term stays, a number becomes a "number" term."""
    if isinstance(value, Term):
        return value
    if isinstance(value, Constant):
        return Term("constant", float(value), value.formula)
    return Term("number", float(value))


def name(text: str) -> Term:
    """The term of a named value."""
    return Term("name", text)


def call(function: str, *arguments: Operand, **options: object) -> Term:
    """The term of a function applied to arguments, with its options by name."""
    return Term("call", function, *map(term, arguments), *([options] if options else []))


def number_of(value: Term) -> float | None:
    """The number that a "number" term holds, or None for every other term."""
    return value.parts[0] if value.head == "number" else None  # type: ignore[return-value]


def _fold(x: Term, y: Term, operation: Callable[[float, float], float]) -> Term | None:
    a, b = number_of(x), number_of(y)
    return None if a is None or b is None else Term("number", operation(a, b))


def _add(x: Term, y: Term) -> Term:
    if number_of(x) == 0:
        return y
    if number_of(y) == 0:
        return x
    if y.head == "negative":
        return _subtract(x, y.parts[0])  # type: ignore[arg-type]
    if x.head == "negative":
        return _subtract(y, x.parts[0])  # type: ignore[arg-type]
    return _fold(x, y, lambda a, b: a + b) or Term("add", x, y)


def _subtract(x: Term, y: Term) -> Term:
    if number_of(y) == 0:
        return x
    if number_of(x) == 0:
        return _negative(y)
    if y.head == "negative":
        return _add(x, y.parts[0])  # type: ignore[arg-type]
    return _fold(x, y, lambda a, b: a - b) or Term("subtract", x, y)


def _multiply(x: Term, y: Term) -> Term:
    folded = _fold(x, y, lambda a, b: a * b)
    if folded is not None:
        return folded
    for factor, other in ((x, y), (y, x)):
        if number_of(factor) == 0:
            return Term("number", 0.0)
        if number_of(factor) == 1:
            return other
        if number_of(factor) == -1:
            return _negative(other)
    if x.head == "negative":
        return _negative(_multiply(x.parts[0], y))  # type: ignore[arg-type]
    if y.head == "negative":
        return _negative(_multiply(x, y.parts[0]))  # type: ignore[arg-type]
    if y.head == "divide" and number_of(y.parts[0]) == 1:  # type: ignore[arg-type]
        return _divide(x, y.parts[1])  # type: ignore[arg-type]
    return Term("multiply", x, y)


def _divide(x: Term, y: Term) -> Term:
    if number_of(y) == 1:
        return x
    if number_of(x) == -1:
        return Term("negative", _divide(term(1.0), y))
    if x.head == "negative":
        return _negative(_divide(x.parts[0], y))  # type: ignore[arg-type]
    if y.head == "negative":
        return _negative(_divide(x, y.parts[0]))  # type: ignore[arg-type]
    return Term("divide", x, y)


def _power(x: Term, y: Term) -> Term:
    return x if number_of(y) == 1 else Term("power", x, y)


def _negative(x: Term) -> Term:
    if x.head == "negative":
        return x.parts[0]  # type: ignore[return-value]
    number = number_of(x)
    return Term("negative", x) if number is None else Term("number", -number)


def substitute(formula: Term, values: dict[str, Term]) -> Term:
    """`formula` with slots replaced and nothing simplified: each number is seen in its place."""
    if formula.head == "slot":
        return values.get(str(formula.parts[0]), formula)
    if formula.head in ("name", "number", "constant", "partial"):
        return formula
    parts = [substitute(part, values) if isinstance(part, Term) else part for part in formula.parts]
    return Term(formula.head, *parts)
