"""The one walk over a term. A style says how each head looks, and how tightly it binds."""

from __future__ import annotations

from typing import Any, Protocol

from rivergrad.formula.words import is_scientific
from rivergrad.operations import OPERATIONS
from rivergrad.operations.term import COMPARISONS, INFIX, Term

COMPARED, SUM, PRODUCT, SIGNED, RAISED, ATOM = range(6)
_TIGHTNESS = {
    "add": SUM, "subtract": SUM, "multiply": PRODUCT, "divide": PRODUCT, "matmul": PRODUCT,
    "power": RAISED,
}  # fmt: skip


class Argument(str):
    """An argument for a template: `{0}` where something encloses it, `{0:atom}` where nothing does
    and what binds loosely needs parentheses."""

    atom: str

    def __format__(self, spec: str) -> str:
        return self.atom if spec == "atom" else str(self)


class Style(Protocol):
    """How a form of writing prints each head. `fractions`: a quotient stands on its own, and a
    power's exponent too, so that neither needs parentheses inside. `powers_of_ten`: 1e-7 is written
    as a product. `constants`: they are shown as what they are."""

    fractions: bool
    powers_of_ten: bool
    constants: bool

    def number(self, value: float) -> str: ...
    def name(self, text: str) -> str: ...
    def partial(self, of: str, by: str, through: int) -> str: ...
    def infix(self, head: str, left: str, right: str) -> str: ...
    def negative(self, inner: str) -> str: ...
    def transpose(self, inner: str) -> str: ...
    def parentheses(self, inner: str) -> str: ...
    def template(self, function: str) -> str: ...
    def filled(self, template: str, arguments: list[Argument], options: dict[str, Any]) -> str: ...
    def call(self, function: str, arguments: list[Argument], options: dict[str, Any]) -> str: ...
    def relation(self, sign: str) -> str: ...


def render(formula: Term, style: Style) -> str:
    """The formula in a style."""
    text, own = _render(formula, style)
    return style.parentheses(text) if own == COMPARED else text


def _render(formula: Term, style: Style) -> tuple[str, int]:
    head, parts = formula.head, formula.parts
    if head in _LEAVES:
        return _leaf(head, parts, style)
    if head == "call":
        return _call(formula, style), ATOM
    if head == "negative":
        text, own = _render(parts[0], style)  # type: ignore[arg-type]
        signed = own in (COMPARED, SUM, SIGNED)
        return style.negative(style.parentheses(text) if signed else text), SIGNED
    if head == "transpose":
        return style.transpose(_inside(parts[0], ATOM, style)), RAISED
    if head in COMPARISONS:
        left, right = (_inside(part, SUM, style) for part in parts)
        return style.infix(head, left, right), COMPARED
    return _infix(head, parts, style)


_LEAVES = {"name", "number", "constant", "partial", "slot"}


def _leaf(head: str, parts: tuple[Any, ...], style: Style) -> tuple[str, int]:
    if head == "name":
        return style.name(parts[0]), ATOM
    if head == "slot":
        return parts[0], _render(parts[1], style)[1]
    if head == "constant" and style.constants:
        return _render(parts[1], style)
    if head == "partial":
        through = parts[2] if len(parts) > 2 else 0
        return style.partial(parts[0], parts[1], through), ATOM if through else RAISED
    value: float = parts[0]
    product = style.powers_of_ten and is_scientific(value)
    return style.number(value), SIGNED if value < 0 else PRODUCT if product else ATOM


def _infix(head: str, parts: tuple[Any, ...], style: Style) -> tuple[str, int]:
    own = _TIGHTNESS[head]
    if style.fractions and head == "divide":
        return style.infix(head, _render(parts[0], style)[0], _render(parts[1], style)[0]), PRODUCT
    if head == "power":
        exponent = (
            _render(parts[1], style)[0] if style.fractions else _inside(parts[1], ATOM, style)
        )
        return style.infix(head, _inside(parts[0], ATOM, style), exponent), own
    left, left_own = _render(parts[0], style)
    left = style.parentheses(left) if left_own < own else left
    right, right_own = _render(parts[1], style)
    loose = right_own < own + (head in ("subtract", "divide", "matmul")) or right_own == SIGNED
    right = style.parentheses(right) if loose else right
    # A product that begins with a sign is read like a signed number: x + (-2 * y).
    signed = own == PRODUCT and left_own == SIGNED
    return style.infix(head, left, right), SIGNED if signed else own


def _inside(part: Any, tightness: int, style: Style) -> str:
    """A part where something that binds looser than `tightness` needs parentheses."""
    text, own = _render(part, style)
    return style.parentheses(text) if own < tightness else text


def _call(formula: Term, style: Style) -> str:
    """By the template of the operation, unless that leaves out an option that matters."""
    function = str(formula.parts[0])
    arguments = [_argument(part, style) for part in formula.parts[1:] if isinstance(part, Term)]
    given: dict[str, Any] = next((p for p in formula.parts[1:] if isinstance(p, dict)), {})
    operation = OPERATIONS.get(function)
    usual = (operation.forward.__kwdefaults__ or {}) if operation and operation.options else {}
    changed = {
        name: value
        for name, value in given.items()
        if name not in usual or repr(usual[name]) != repr(value)
    }
    template = style.template(function)
    if template and all(f"{{{name}}}" in template for name in changed):
        return style.filled(template, arguments, {**usual, **given})
    return style.call(function, arguments, changed)


def _argument(part: Term, style: Style) -> Argument:
    text, own = _render(part, style)
    argument = Argument(text)
    argument.atom = style.parentheses(text) if own < ATOM else text
    return argument


assert INFIX.keys() == _TIGHTNESS.keys()
