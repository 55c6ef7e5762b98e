"""Formulas as text, LaTeX, MathML and Python."""

from __future__ import annotations

import math

import pytest

from rivergrad.formula import (
    LATEX,
    MATHML,
    PYTHON,
    TEXT,
    equation,
    form,
    render,
    short_number,
    shown,
    spoken_number,
)
from rivergrad.operations.term import Constant, Term, call, name, term

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
    (x * -y, "-x * y", r"-x \cdot y"),
    (Term("multiply", x, -y), "x * (-y)", r"x \cdot \left(-y\right)"),
    (Term("negative", Term("multiply", -x, y)), "-(-x * y)", r"-\left(-x \cdot y\right)"),
    (Term("add", x, Term("multiply", term(-2.0), y)), "x + (-2 * y)",
     r"x + \left(-2 \cdot y\right)"),
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
    (Term("partial", "f", "x", 2), "(∂f/∂x)₂",
     r"\left(\frac{\partial f}{\partial x}\right)_{2}"),
    (Term("partial", "f", "t").T, "(∂f/∂t).T",
     r"\left(\frac{\partial f}{\partial t}\right)^{\top}"),
    (x @ Term("partial", "f", "t"), "x @ ∂f/∂t", r"x \, \frac{\partial f}{\partial t}"),
    (term(1e-7), "1e-7", r"1 \times 10^{-7}"),
    (term(1e-7) ** 2, "1e-7**2", r"\left(1 \times 10^{-7}\right)^{2}"),
    (x ** term(1e7), "x**1e7", r"x^{1 \times 10^{7}}"),
    (term(-1e-7) ** 2, "(-1e-7)**2", r"\left(-1 \times 10^{-7}\right)^{2}"),
    (call("where", x > 0, 1, y), "where(x > 0, 1, y)",
     r"\operatorname{where}\left(x > 0, 1, y\right)"),
    (call("sum", x, axis=0, keepdims=False), "sum(x, axis=0)",
     r"\operatorname{sum}\left(x, \mathrm{axis}=0\right)"),
    (call("sum", x + y), "sum(x + y)", r"\sum \left(x + y\right)"),
    (call("index", x, key=(slice(1, None), ..., None)), "x[1:, ..., None]", "x[1:, ..., None]"),
    (call("index", x + y, key=-1), "(x + y)[-1]", r"\left(x + y\right)[-1]"),
    (call("index", x, key=[0, 2]), "x[[0, 2]]", "x[[0, 2]]"),
    (x / Constant(math.sqrt(2), call("sqrt", 2)), "x / sqrt(2)", r"\frac{x}{\sqrt{2}}"),
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
    (-x + y, "y - x"), (x - -y, "x + y"), (-x * -y, "x * y"), (-x / -y, "x / y"),
    (x * (1 / y), "x / y"), (x * (-1 / y), "-x / y"),
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
    (
        term(1e-7) ** 2,
        (
            "<msup><mrow><mrow><mo>(</mo><mrow><mn>1</mn><mo>×</mo><msup><mn>10</mn>"
            "<mn>−7</mn></msup></mrow><mo>)</mo></mrow></mrow><mrow><mn>2</mn></mrow></msup>"
        ),
    ),
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
    (x**2, "x**2"),
    (x ** term(-0.5), "pow(x, (-0.5))"),
    (x > 0, "(x > 0)"),
    (x / Constant(math.sqrt(2), call("sqrt", 2)), "x / 1.4142135623730951"),
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


SPOKEN = [
    (-2.0, "−2"),
    (1.5e-7, "1.5·10⁻⁷"),
    (-1e8, "−1·10⁸"),
    (-math.inf, "−∞"),
    (math.nan, "NaN"),
]


@pytest.mark.parametrize(("value", "text"), SPOKEN)
def test_spoken_numbers(value: float, text: str) -> None:
    assert spoken_number(value) == text


def test_an_equation_says_nothing_twice() -> None:
    assert shown(name("f"), x, x, x + 1)["text"] == "f = x = x + 1"


def test_equations_in_three_forms() -> None:
    forms = equation([form(name("f")), form(x + 1)], "+=")
    assert forms["text"] == "f += x + 1"
    assert forms["latex"] == r"f \mathrel{+}= x + 1"
    assert forms["mathml"].startswith("<math><mrow><mi>f</mi><mo>+=</mo>")
