"""The four forms of writing: plain text, LaTeX, MathML, and Python with `math` alone."""

from __future__ import annotations

import math
import re
from typing import Any

from rivergrad.operations import OPERATIONS
from rivergrad.operations.term import COMPARISONS, INFIX

_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu "
    "nu xi pi rho sigma tau phi chi psi omega"
)
_GREEK = dict(zip(_GREEK_NAMES.split(), "αβγδεζηθικλμνξπρστφχψω", strict=True))
_LATEX_SIGNS = {
    "add": "+", "subtract": "-", "multiply": r"\cdot", "matmul": r"\,",
    "less": "<", "less_equal": r"\le", "greater": ">", "greater_equal": r"\ge", "equal": "=",
}  # fmt: skip
_MATHML_SIGNS = {
    "add": "+", "subtract": "−", "multiply": "·", "matmul": "\u2062",
    "less": "&lt;", "less_equal": "≤", "greater": "&gt;", "greater_equal": "≥", "equal": "=",
}  # fmt: skip
_SUBSCRIPT = re.compile(r"^([^\W\d_]+?)_?(\d+|(?<=_)\w+)$")


def short_number(value: float) -> str:
    """Four significant digits, as a reader wants them in the middle of a sentence."""
    if not math.isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    if value == 0 or 1e-4 <= abs(value) < 1e6:
        return _trimmed(f"{value:.4g}" if abs(value) < 9999.5 else f"{value:.0f}")
    mantissa, exponent = f"{value:.3e}".split("e")
    return f"{_trimmed(mantissa)}e{int(exponent)}"


def _trimmed(text: str) -> str:
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def split_name(text: str) -> tuple[str, str]:
    """A name and its subscript: `w_0` and `t12` have one, `num` and `lambda_` have none."""
    text = text.rstrip("_") or text
    match = _SUBSCRIPT.match(text)
    return (match[1], match[2]) if match else (text, "")


class Text:
    """As typed on a keyboard: (1 - y) * y."""

    fractions = False

    def number(self, value: float) -> str:
        return short_number(value)

    def name(self, text: str) -> str:
        return text

    def partial(self, of: str, by: str) -> str:
        return f"∂{of}/∂{by}"

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
        return ""

    def call(
        self, function: str, template: str, arguments: list[str], options: dict[str, Any]
    ) -> str:
        return f"{function}({', '.join(arguments)})"

    def relation(self, sign: str) -> str:
        return sign


class Python(Text):
    """Python that needs nothing but `math`, with every digit of every number."""

    def number(self, value: float) -> str:
        if not math.isfinite(value):
            return f'float("{value}")'
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)

    def template(self, function: str) -> str:
        return OPERATIONS[function].python if function in OPERATIONS else ""

    def call(
        self, function: str, template: str, arguments: list[str], options: dict[str, Any]
    ) -> str:
        return (
            template.format(*arguments, **options)
            if template
            else super().call(function, "", arguments, options)
        )


class FarPython(Python):
    """Python whose functions do not overflow for numbers beyond FAR."""

    def template(self, function: str) -> str:
        far = OPERATIONS[function].python_far if function in OPERATIONS else ""
        return far or super().template(function)


class Latex:
    """LaTeX for copying into a document."""

    fractions = True

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

    def partial(self, of: str, by: str) -> str:
        return rf"\frac{{\partial {self.name(of)}}}{{\partial {self.name(by)}}}"

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

    def call(
        self, function: str, template: str, arguments: list[str], options: dict[str, Any]
    ) -> str:
        if template:
            return template.format(*arguments, **_readable(options))
        return rf"\operatorname{{{_escaped(function)}}}\left({', '.join(arguments)}\right)"

    def relation(self, sign: str) -> str:
        return {"+=": r"\mathrel{+}="}.get(sign, sign)


class MathML:
    """MathML, which browsers show and screen readers read without any library."""

    fractions = True

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

    def partial(self, of: str, by: str) -> str:
        above, below = (f"<mrow><mo>∂</mo>{self.name(part)}</mrow>" for part in (of, by))
        return f"<mfrac>{above}{below}</mfrac>"

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

    def call(
        self, function: str, template: str, arguments: list[str], options: dict[str, Any]
    ) -> str:
        if template:
            return f"<mrow>{template.format(*arguments, **_readable(options))}</mrow>"
        inner = "<mo>,</mo>".join(arguments)
        return f"<mrow><mi>{_html(function)}</mi><mo>(</mo>{inner}<mo>)</mo></mrow>"

    def relation(self, sign: str) -> str:
        return sign


def _escaped(text: str) -> str:
    return text.replace("_", r"\_")


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _readable(options: dict[str, Any]) -> dict[str, str]:
    return {name: _option(value) for name, value in options.items()}


def _option(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_option, value))
    if isinstance(value, slice):
        parts = [
            "" if part is None else str(part) for part in (value.start, value.stop, value.step)
        ]
        return ":".join(parts if parts[2] else parts[:2])
    return "…" if value is ... else str(value)


TEXT, PYTHON, PYTHON_FAR = Text(), Python(), FarPython()
LATEX, MATHML = Latex(), MathML()
