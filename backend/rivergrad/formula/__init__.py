"""Formulas of terms, as text, LaTeX, MathML and Python."""

from __future__ import annotations

from rivergrad.formula.printer import Style, render
from rivergrad.formula.styles import LATEX, MATHML, PYTHON, PYTHON_FAR, TEXT, short_number
from rivergrad.operations.term import Term

__all__ = [
    "LATEX",
    "MATHML",
    "PYTHON",
    "PYTHON_FAR",
    "TEXT",
    "Style",
    "render",
    "short_number",
    "shown",
]


def shown(*sides: Term, relation: str = "=") -> dict[str, str]:
    """One formula in the three forms that clients show. Several sides become an equation, whose
    first sign is `relation` and whose others are equals signs."""
    signs = [relation, *["="] * (len(sides) - 2)]
    latex = [LATEX.relation(sign) for sign in signs]
    mathml = [f"<mo>{sign}</mo>" for sign in signs]
    inner = _joined([render(side, MATHML) for side in sides], mathml)
    return {
        "text": _joined([render(side, TEXT) for side in sides], [f" {sign} " for sign in signs]),
        "latex": _joined([render(side, LATEX) for side in sides], [f" {sign} " for sign in latex]),
        "mathml": f"<math><mrow>{inner}</mrow></math>",
    }


def _joined(sides: list[str], signs: list[str]) -> str:
    return sides[0] + "".join(sign + side for sign, side in zip(signs, sides[1:], strict=False))
