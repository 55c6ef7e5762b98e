"""Formulas in all the forms that explanations need, made once and filled with names and numbers.

A formula with slots is rendered once; putting names in is then a matter of strings. This is why
explaining a thousand steps is quick: most of their gates are alike but for the names.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rivergrad.formula.plain import PROSE, TEXT
from rivergrad.formula.printer import render
from rivergrad.formula.typeset import LATEX, MATHML
from rivergrad.formula.words import is_scientific
from rivergrad.operations.term import Term, name, term

_STYLES = (TEXT, LATEX, MATHML, PROSE)
PARTIAL = Term("partial", "f", "x")
NUMBERS = (term(1.0), term(-1.0), term(1e-7), term(-1e-7))
"""Terms for slots, which bind as all their kind: a gradient, and a number of each `kind_of`."""
_FIRST_SLOT = 0xF0000  # private characters, which no name has


class Form(NamedTuple):
    """One formula in every form of writing, or a template of one with {0}, {1} for the slots."""

    text: str
    latex: str
    mathml: str
    prose: str = ""


def slot(number: int, like: Term) -> Term:
    """A place for what is put in later and binds as tightly as `like`."""
    return Term("slot", chr(_FIRST_SLOT + number), like)


def kind_of(value: float) -> int:
    """How a number is written, which says where it needs parentheses."""
    return (value < 0) + 2 * is_scientific(value)


def like(value: float) -> Term:
    """What a slot for a number binds as."""
    return NUMBERS[kind_of(value)]


def form(formula: Term) -> Form:
    """The formula in every form."""
    return Form(*(render(formula, style) for style in _STYLES))


def template(formula: Term, slots: int) -> Form:
    """A formula with slots as a template for `filled`."""
    table = {ord("{"): "{{", ord("}"): "}}"}
    table |= {_FIRST_SLOT + number: f"{{{number}}}" for number in range(slots)}
    return Form(*(text.translate(table) for text in form(formula)))


def filled(pattern: Form, parts: Sequence[Form]) -> Form:
    """A template with its slots filled, in order, but for the prose: see `spoken`."""
    texts, latex, mathml, _ = zip(*parts, strict=True)
    return Form(
        pattern.text.format(*texts), pattern.latex.format(*latex), pattern.mathml.format(*mathml)
    )


def spoken(pattern: Form, parts: Sequence[Form]) -> str:
    """The prose of a template with its slots filled."""
    return pattern.prose.format(*(part.prose for part in parts))


@lru_cache(maxsize=16384)
def named(text: str) -> Form:
    """A name in every form."""
    return form(name(text))


@lru_cache(maxsize=16384)
def number(value: float) -> Form:
    """A number in every form."""
    return form(term(value))


@lru_cache(maxsize=16384)
def partial(of: str, by: str, through: int = 0) -> Form:
    """∂of/∂by in every form; with `through`, the local one of that operand."""
    return form(Term("partial", of, by, through))


ELLIPSIS = Form("…", r"\cdots", "<mo>⋯</mo>")


def equation(sides: Sequence[Form], relation: str = "=", more: bool = False) -> dict[str, str]:
    """Sides as an equation in the three forms that clients show, each side once. The first sign is
    `relation`, the others are equals signs. more: the right sides are a part of a sum."""
    text, latex, mathml, _ = sides[0]
    last, sign, latex_sign = "", relation, LATEX.relation(relation)
    for own in sides[1:]:
        if own.text == last:
            continue
        last = own.text
        side = filled(_AND_MORE, (own, ELLIPSIS)) if more else own
        text += f" {sign} {side.text}"
        latex += f" {latex_sign} {side.latex}"
        mathml += f"<mo>{sign}</mo>{side.mathml}"
        sign = latex_sign = "="
    return {"text": text, "latex": latex, "mathml": f"<math><mrow>{mathml}</mrow></math>"}


_AND_MORE = template(slot(0, name("a") * name("b")) + slot(1, name("c")), 2)


def shown(*sides: Term) -> dict[str, str]:
    """Terms as an equation in the three forms that clients show; a single one as a formula."""
    return equation([form(side) for side in sides])
