"""Typeset mathematics: LaTeX to copy into a document, MathML to show."""

from __future__ import annotations

from typing import Any

from rivergrad.formula.printer import Argument
from rivergrad.formula.words import option, readable, short_number, split_name
from rivergrad.operations import OPERATIONS

_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu "
    "nu xi pi rho sigma tau phi chi psi omega"
)
_GREEK = dict(zip(_GREEK_NAMES.split(), "αβγδεζηθικλμνξπρστφχψω", strict=True))
_LATEX_SIGNS = {
    "add": "+", "subtract": "-", "multiply": r"\cdot", "matmul": r"\,",
    "less": "<", "less_equal": r"\le", "greater": ">", "greater_equal": r"\ge", "equal": "=",
    "not_equal": r"\ne",
}  # fmt: skip
_MATHML_SIGNS = {
    "add": "+", "subtract": "−", "multiply": "·", "matmul": "\u2062",
    "less": "&lt;", "less_equal": "≤", "greater": "&gt;", "greater_equal": "≥", "equal": "=",
    "not_equal": "≠",
}  # fmt: skip


class Latex:
    """LaTeX for copying into a document."""

    fractions = True
    powers_of_ten = True
    constants = True

    def number(self, value: float) -> str:
        text = short_number(value)
        mantissa, _, exponent = text.partition("e")
        if exponent:
            return rf"{mantissa} \times 10^{{{exponent}}}"
        return text.replace("Infinity", r"\infty").replace("NaN", r"\mathrm{NaN}")

    def name(self, text: str) -> str:
        base, subscript = split_name(text)
        shown = (
            rf"\{base}"
            if base in _GREEK
            else base
            if len(base) == 1
            else rf"\mathit{{{_escaped(base)}}}"
        )
        return f"{shown}_{{{_escaped(subscript)}}}" if subscript else shown

    def partial(self, of: str, by: str, through: int) -> str:
        fraction = rf"\frac{{\partial {self.name(of)}}}{{\partial {self.name(by)}}}"
        return rf"\left({fraction}\right)_{{{through}}}" if through else fraction

    def infix(self, head: str, left: str, right: str) -> str:
        if head == "divide":
            return rf"\frac{{{left}}}{{{right}}}"
        if head == "power":
            return f"{left}^{{{right}}}"
        return f"{left} {_LATEX_SIGNS[head]} {right}"

    def negative(self, inner: str) -> str:
        return f"-{inner}"

    def transpose(self, inner: str) -> str:
        return rf"{inner}^{{\top}}"

    def parentheses(self, inner: str) -> str:
        return rf"\left({inner}\right)"

    def template(self, function: str) -> str:
        return OPERATIONS[function].latex if function in OPERATIONS else ""

    def filled(self, template: str, arguments: list[Argument], options: dict[str, Any]) -> str:
        escaped = {name: _escaped(value) for name, value in readable(options).items()}
        return template.format(*arguments, **escaped)

    def call(self, function: str, arguments: list[Argument], options: dict[str, Any]) -> str:
        named = [
            rf"\mathrm{{{_escaped(name)}}}={_escaped(option(value))}"
            for name, value in options.items()
        ]
        inner = ", ".join([*arguments, *named])
        return rf"\operatorname{{{_escaped(function)}}}\left({inner}\right)"

    def relation(self, sign: str) -> str:
        return {"+=": r"\mathrel{+}="}.get(sign, sign)


class MathML:
    """MathML, which browsers show and screen readers read without any library."""

    fractions = True
    powers_of_ten = True
    constants = True

    def number(self, value: float) -> str:
        mantissa, _, exponent = short_number(value).replace("Infinity", "∞").partition("e")
        sign, digits = ("<mo>−</mo>", mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
        if exponent:
            power = f"<msup><mn>10</mn><mn>{exponent.replace('-', '−')}</mn></msup>"
            return f"<mrow>{sign}<mn>{digits}</mn><mo>×</mo>{power}</mrow>"
        return f"<mrow>{sign}<mn>{digits}</mn></mrow>" if sign else f"<mn>{digits}</mn>"

    def name(self, text: str) -> str:
        base, subscript = split_name(text)
        shown = f"<mi>{_GREEK.get(base, _html(base))}</mi>"
        return f"<msub>{shown}<mn>{_html(subscript)}</mn></msub>" if subscript else shown

    def partial(self, of: str, by: str, through: int) -> str:
        above, below = (f"<mrow><mo>∂</mo>{self.name(part)}</mrow>" for part in (of, by))
        fraction = f"<mfrac>{above}{below}</mfrac>"
        if not through:
            return fraction
        return f"<msub>{self.parentheses(fraction)}<mn>{through}</mn></msub>"

    def infix(self, head: str, left: str, right: str) -> str:
        if head == "divide":
            return f"<mfrac><mrow>{left}</mrow><mrow>{right}</mrow></mfrac>"
        if head == "power":
            return f"<msup><mrow>{left}</mrow><mrow>{right}</mrow></msup>"
        return f"<mrow>{left}<mo>{_MATHML_SIGNS[head]}</mo>{right}</mrow>"

    def negative(self, inner: str) -> str:
        return f"<mrow><mo>−</mo>{inner}</mrow>"

    def transpose(self, inner: str) -> str:
        return f"<msup><mrow>{inner}</mrow><mo>⊤</mo></msup>"

    def parentheses(self, inner: str) -> str:
        return f"<mrow><mo>(</mo>{inner}<mo>)</mo></mrow>"

    def template(self, function: str) -> str:
        return OPERATIONS[function].mathml if function in OPERATIONS else ""

    def filled(self, template: str, arguments: list[Argument], options: dict[str, Any]) -> str:
        escaped = {name: _html(value) for name, value in readable(options).items()}
        return f"<mrow>{template.format(*arguments, **escaped)}</mrow>"

    def call(self, function: str, arguments: list[Argument], options: dict[str, Any]) -> str:
        named = [
            f"<mtext>{_html(name)}={_html(option(value))}</mtext>"
            for name, value in options.items()
        ]
        inner = "<mo>,</mo>".join([*arguments, *named])
        return f"<mrow><mi>{_html(function)}</mi><mo>(</mo>{inner}<mo>)</mo></mrow>"

    def relation(self, sign: str) -> str:
        return sign


def _escaped(text: str) -> str:
    return text.replace("_", r"\_")


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


LATEX, MATHML = Latex(), MathML()
