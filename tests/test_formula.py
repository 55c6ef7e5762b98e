"""Formulas as text, LaTeX, MathML and Python."""

from __future__ import annotations

import math

import pytest

from rivergrad.formula import LATEX, MATHML, PYTHON, TEXT, render, short_number, shown
from rivergrad.operations.term import Term, call, name, term

x, y, out = name("x"), name("y"), name("out")

FORMULAS = [
    (x + y * 2, "x + y * 2", r"x + y \cdot 2"),
    ((x + y) * 2, "(x + y) * 2", r"\left(x + y\right) \cdot 2"),
    (x - (y - 1), "x - (y - 1)", r"x - \left(y - 1\right)"),
    ((1 - out) * out, "(1 - out) * out", r"\left(1 - \mathit{out}\right) \cdot \mathit{out}"),
    (x / (y + 1), "x / (y + 1)", r"\frac{x}{y + 1}"),
    (x / y / 2, "x / y / 2", r"\frac{\frac{x}{y}}{2}"),
    (x ** (y + 1), "x**(y + 1)", r"x^{y + 1}"),
    ((x + 1) ** 2, "(x + 1)**2", r"\left(x + 1\right)^{2}"),
    (-x, "-x", "-x"),
    (-(x + y), "-(x + y)", r"-\left(x + y\right)"),
    (x * -y, "x * (-y)", r"x \cdot \left(-y\right)"),
    (x * term(-2.0), "x * (-2)", r"x \cdot \left(-2\right)"),
    (call("exp", x), "exp(x)", "e^{x}"),
    (call("sqrt", x + 1), "sqrt(x + 1)", r"\sqrt{x + 1}"),
    (call("sigmoid", x), "sigmoid(x)", r"\sigma\left(x\right)"),
    (call("my_f", x, y), "my_f(x, y)", r"\operatorname{my\_f}\left(x, y\right)"),
    (x @ y.T, "x @ y.T", r"x \, y^{\top}"),
    (x > 0, "(x > 0)", r"\left(x > 0\right)"),
    (name("w_0") * name("theta"), "w_0 * theta", r"w_{0} \cdot \theta"),
    (name("lambda_"), "lambda_", r"\lambda"),
    (Term("partial", "f", "x1"), "∂f/∂x1", r"\frac{\partial f}{\partial x_{1}}"),
    (term(1e-7), "1e-7", r"1 \times 10^{-7}"),
    (term(math.nan), "NaN", r"\mathrm{NaN}"),
    (term(-math.inf), "-Infinity", r"-\infty"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "text", "latex"), FORMULAS)
def test_text_and_latex(formula: Term, text: str, latex: str) -> None:
    assert render(formula, TEXT) == text
    assert render(formula, LATEX) == latex


SIMPLE = [
    (1 * x, "x"), (x * 0, "0"), (x + 0, "x"), (0 - x, "-x"), (x**1, "x"), (-(0 - x), "x"),
    (x / 1, "x"), (x + -y, "x - y"), (term(2) * term(3), "6"), (-1 * x, "-x"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "text"), SIMPLE)
def test_what_would_distract_is_left_out(formula: Term, text: str) -> None:
    assert render(formula, TEXT) == text


MATH = [
    (x / 2, "<mfrac><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></mfrac>"),
    (name("sigma"), "<mi>σ</mi>"),
    (name("x_1"), "<msub><mi>x</mi><mn>1</mn></msub>"),
    (term(-3.0), "<mrow><mo>−</mo><mn>3</mn></mrow>"),
    (call("sqrt", x), "<mrow><msqrt><mi>x</mi></msqrt></mrow>"),
    (call("f", name("<b>")), "<mrow><mi>f</mi><mo>(</mo><mi>&lt;b&gt;</mi><mo>)</mo></mrow>"),
]


@pytest.mark.parametrize(("formula", "mathml"), MATH)
def test_mathml(formula: Term, mathml: str) -> None:
    assert render(formula, MATHML) == mathml


CODE = [
    (call("sigmoid", x), "(1.0 / (1 + exp(-x)))"),
    (call("sigmoid", x + 1), "(1.0 / (1 + exp(-(x + 1))))"),
    (term(1 / 3) * x, "0.3333333333333333 * x"),
    (term(math.inf), 'float("inf")'),
    (x > 0, "(x > 0)"),
]


@pytest.mark.parametrize(("formula", "code"), CODE)
def test_python(formula: Term, code: str) -> None:
    assert render(formula, PYTHON) == code


NUMBERS = [
    (0.0, "0"), (-0.0, "0"), (3.0, "3"), (0.5, "0.5"), (1 / 3, "0.3333"), (12345.6, "12346"),
    (1.5e-5, "1.5e-5"), (123456789.0, "1.235e8"), (-2.0, "-2"), (math.inf, "Infinity"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), NUMBERS)
def test_short_numbers(value: float, text: str) -> None:
    assert short_number(value) == text


def test_equations_in_three_forms() -> None:
    equation = shown(name("f"), x + 1, relation="+=")
    assert equation["text"] == "f += x + 1"
    assert equation["latex"] == r"f \mathrel{+}= x + 1"
    assert equation["mathml"].startswith("<math><mrow><mi>f</mi><mo>+=</mo>")
