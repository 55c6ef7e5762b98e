"""Formulas of terms, as text, LaTeX, MathML and Python."""

from __future__ import annotations

from rivergrad.formula.forms import Form, equation, form, shown
from rivergrad.formula.plain import PROSE, PYTHON, PYTHON_FAR, TEXT
from rivergrad.formula.printer import Style, render
from rivergrad.formula.typeset import LATEX, MATHML
from rivergrad.formula.words import short_number, spoken_number

__all__ = [
    "LATEX",
    "MATHML",
    "PROSE",
    "PYTHON",
    "PYTHON_FAR",
    "TEXT",
    "Form",
    "Style",
    "equation",
    "form",
    "render",
    "short_number",
    "shown",
    "spoken_number",
]
