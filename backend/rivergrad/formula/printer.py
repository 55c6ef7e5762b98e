"""The one walk over a term. A style says how each head looks, and how tightly it binds."""

from __future__ import annotations

from typing import Any, Protocol

from rivergrad.operations import OPERATIONS
from rivergrad.operations.term import COMPARISONS, INFIX, Term

COMPARED, SUM, PRODUCT, SIGNED, RAISED, ATOM = range(6)
_TIGHTNESS = {
    "add": SUM, "subtract": SUM, "multiply": PRODUCT, "divide": PRODUCT, "matmul": PRODUCT,
    "power": RAISED,
}  # fmt: skip


class Style(Protocol):
    """How a form of writing prints each head. `fractions`: a quotient stands on its own, and a
    power's exponent too, so that neither needs parentheses inside."""

    fractions: bool

    def number(self, value: float) -> str: ...
    def name(self, text: str) -> str: ...
    def partial(self, of: str, by: str) -> str: ...
    def infix(self, head: str, left: str, right: str) -> str: ...
    def negative(self, inner: str) -> str: ...
    def transpose(self, inner: str) -> str: ...
    def parentheses(self, inner: str) -> str: ...
    def call(
        self, function: str, template: str, arguments: list[str], options: dict[str, Any]
    ) -> str: ...
    def template(self, function: str) -> str: ...
    def relation(self, sign: str) -> str: ...


def render(formula: Term, style: Style) -> str:
    """The formula in a style."""
    return _render(formula, style)[0]


def _render(formula: Term, style: Style) -> tuple[str, int]:
    head, parts = formula.head, formula.parts
    if head == "number":
        value: float = parts[0]  # type: ignore[assignment]
        return style.number(value), SIGNED if value < 0 else ATOM
    if head == "name":
        return style.name(str(parts[0])), ATOM
    if head == "partial":
        return style.partial(str(parts[0]), str(parts[1])), ATOM
    if head == "call":
        return _call(formula, style)
    if head == "negative":
        text, own = _render(parts[0], style)  # type: ignore[arg-type]
        signed = own in (COMPARED, SUM, SIGNED)
        return style.negative(style.parentheses(text) if signed else text), SIGNED
    if head == "transpose":
        return style.transpose(_inside(parts[0], ATOM, style)), RAISED
    if head in COMPARISONS:
        left, right = (_inside(part, SUM, style) for part in parts)
        return style.parentheses(style.infix(head, left, right)), ATOM
    return _infix(head, parts, style)


def _infix(head: str, parts: tuple[Any, ...], style: Style) -> tuple[str, int]:
    own = _TIGHTNESS[head]
    if style.fractions and head == "divide":
        return style.infix(head, _render(parts[0], style)[0], _render(parts[1], style)[0]), PRODUCT
    if head == "power":
        exponent = (
            _render(parts[1], style)[0] if style.fractions else _inside(parts[1], ATOM, style)
        )
        return style.infix(head, _inside(parts[0], ATOM, style), exponent), own
    left = _inside(parts[0], own, style)
    right = _inside(parts[1], own + (head in ("subtract", "divide", "matmul")), style)
    if (parts[1].head == "number" and parts[1].parts[0] < 0) or parts[1].head == "negative":
        right = style.parentheses(_render(parts[1], style)[0])
    return style.infix(head, left, right), own


def _inside(part: Any, tightness: int, style: Style) -> str:
    """A part where something that binds looser than `tightness` needs parentheses."""
    text, own = _render(part, style)
    return style.parentheses(text) if own < tightness else text


def _call(formula: Term, style: Style) -> tuple[str, int]:
    function = str(formula.parts[0])
    operation = OPERATIONS.get(function)
    template = style.template(function)
    options: dict[str, Any] = {}
    if operation is not None and operation.options:
        options.update(operation.forward.__kwdefaults__ or {})
    arguments = [part for part in formula.parts[1:] if isinstance(part, Term)]
    loose = style.fractions or not template
    texts = [_render(part, style)[0] if loose else _inside(part, ATOM, style) for part in arguments]
    extra = next((part for part in formula.parts[1:] if isinstance(part, dict)), {})
    return style.call(function, template, texts, {**options, **extra}), ATOM


assert INFIX.keys() == _TIGHTNESS.keys()
