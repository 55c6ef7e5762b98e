"""LaTeX: what formulas mean, and what is said of those that mean nothing."""

from __future__ import annotations

import numpy as np
import pytest

import rivergrad as rg
from rivergrad.languages import LANGUAGES, parse

SEED = r"\frac{x + \sigma(y)}{\sigma(x) + (x+y)^2}"
X, Y = 0.7, 1.3

# A formula of x and y, and the same in Python.
FORMULAS = [
    (SEED, "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)"),
    (rf"f(x, y) = {SEED}", "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)"),
    (rf"f = {SEED}.", "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)"),
    (rf"$f(x,y) = {SEED}$", "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)"),
    (rf"\[ {SEED} \]", "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)"),
    (r"\dfrac12 x \tfrac{y}{3}", "x * y / 6"),
    (r"2xy^2", "2 * x * y**2"),
    (r"x(y+1)(y-2)", "x * (y + 1) * (y - 2)"),
    (r"x \cdot y + x \times y - x / y \div 2", "x*y + x*y - x / y / 2"),
    (r"-x^2 + (-x)^{2} - -y", "-x**2 + (-x)**2 + y"),
    (r"x^{y} + x^{-1} + x^\frac12", "x**y + 1 / x + sqrt(x)"),
    (r"\sqrt{x} + \sqrt[3]{y} + \sqrt x", "2 * sqrt(x) + y ** (1 / 3)"),
    (r"\sqrt[2]{x}", "sqrt(x)"),
    (r"\sin 2x \cos y", "sin(2 * x) * cos(y)"),
    (r"\sin^2 x + \cos^{2}(y)", "sin(x)**2 + cos(y)**2"),
    (r"\sin x^2 + \sin(x)^2", "sin(x**2) + sin(x)**2"),
    (r"\tanh\left(x y\right) + \sinh x - \cosh{y}", "tanh(x*y) + sinh(x) - cosh(y)"),
    (r"\arcsin x + \arctan y + \sin^{-1} x", "2 * arcsin(x) + arctan(y)"),
    (r"\ln x + \log y + \log_2 x + \log_{10}(y)", "log(x) + log(y) + log2(x) + log10(y)"),
    (r"\exp(x) + e^{y} + e^x + x e^{-y^2}", "2*exp(x) + exp(y) + x * exp(-y**2)"),
    (r"\max(x, y) + \min\{x, y\} + \max\left(x, 0, y\right)", "2*max(x, y) + min(x, y)"),
    (r"\operatorname{relu}(x) + \operatorname*{softplus} y", "relu(x) + softplus(y)"),
    (r"\mathrm{softplus}(x) \text{ReLU}(y)", "softplus(x) * relu(y)"),
    (r"tanh(x) \cdot y", "tanh(x) * y"),
    (r"|x - y| + \left| y \right| + \lvert x \rvert", "abs(x - y) + abs(y) + abs(x)"),
    (r"|x|y|x| \cdot ||x| - |y||", "x * y * x * abs(x - y)"),
    (r"\left[ x + \left\{ y + (x) \right\} \right]^{2}", "(2*x + y)**2"),
    (r"\bigl( x + y \bigr) \, x \; y \quad x", "(x + y) * x * y * x"),
    (r"2\pi x + π y", "2 * pi * x + pi * y"),
    (r"\sigma(x) + σ(y)", "sigmoid(x) + sigmoid(y)"),
    (r"a = xy \\ b = a^2 \\ a + b", "x*y + (x*y)**2"),
    ("a = xy\nb = a^2\n\\sin(b) + a", "sin((x*y)**2) + x*y"),
    (
        "\\begin{align}\n a &= x + y \\\\ % the sum\n L &= a^2\n  + \\ln a\n\\end{align}",
        "(x + y)**2 + log(x + y)",
    ),
    ("f(x, y) =\n\\frac{x}{y}\n", "x / y"),
    (r"num = x + y \\ den = x - y \\ f = \frac{num}{den}", "(x + y) / (x - y)"),
    (r"q(x, y) = x + y \\ f = q(x, y) \, x", "(x + y) * x"),
    (r"a_1 = 2x \\ a_{1} + y", "2*x + y"),
    (r"x = 2 \\ y = -3 \\ \frac{x}{y}", "x / y"),
    (r"x \le y + 1", "x <= y + 1"),
    (r"0 < x \le y \ne 3", "(0 < x) * (x <= y) * (y != 3)"),
    (r"3 > x > 1", "0"),
    (r"e = x \\ e^2 y", "x**2 * y"),
    (r"1.5e-1 \cdot x + .5 y", "0.15 * x + 0.5 * y"),
    (r"\sigma(x)² + x⁻¹y³", "sigmoid(x)**2 + y**3 / x"),
    (r"\frac{x}{½} + ¼y", "2*x + y/4"),
    ("a₁ = x^2 \\\\ a_{1} + a₁ y", "x**2 + x**2 * y"),
    (r"𝑥x + y", "x**2 + y"),
    (r"\sigma^2(x) + \sigma^{3}\left(y\right)", "sigmoid(x)**2 + sigmoid(y)**3"),
    (r"d = x \\ \frac{d}{dy} y", "1 + 0*x"),
    (r"c = \frac{1}{2} \\ c \cdot x + c^2 y", "x/2 + y/4"),
    (r"T = 2 \\ x^T + y^{T}", "x**2 + y**2"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "python"), FORMULAS, ids=[source for source, _ in FORMULAS])
def test_a_formula_means_the_same_as_in_python(source: str, python: str) -> None:
    known = {"x": X, "y": Y}
    given = {name: known[name] for name in parse(source, "latex").inputs if name in known}
    ours = rg.trace(source, given, language="latex")
    same = rg.trace(f"{python} + 0 * (x + y)", {"x": X, "y": Y}, language="python")
    assert ours.value == pytest.approx(same.value, rel=1e-12)
    for name, gradient in ((name, ours.gradients[name]) for name in given):
        assert gradient == pytest.approx(same.gradients[name], rel=1e-12), name


NAMES = [
    (r"\theta + \varphi_1 + w_{ij} x_1", ["theta", "varphi_1", "w_ij", "x_1"]),
    (r"\hat{y} - \bar{x}_2 + \vec{v}", ["y_hat", "x_bar_2", "v"]),
    (r"\mathbf{W} \boldsymbol{\beta} \mathrm{rate}", ["W", "beta", "rate"]),
    (r"w_{i,j} \cdot b_\text{out}", ["w_i_j", "b_out"]),
    (r"f(a, b, c) = a \cdot c", ["a", "b", "c"]),
    (r"xy_1", ["x", "y_1"]),
    (r"\lambda x", ["lambda", "x"]),
    (r"\sigma^2 + \sigma_1", ["sigma", "sigma_1"]),
    (r"\sigma x + \sigma^2 y", ["sigma", "x", "y"]),
    (r"\dot x + \dot{\theta}", ["x_dot", "theta_dot"]),
    (r"x₁ + y₁₂", ["x_1", "y_12"]),
    (r"c = \frac12 \\ c x", ["c", "x"]),
    (r"W^T + x^\top", ["W", "x"]),
]


@pytest.mark.parametrize(("source", "names"), NAMES)
def test_names(source: str, names: list[str]) -> None:
    assert list(rg.trace(source, language="latex").gradients) == names


MATRICES = [
    ("x^T y", {"x": [1, 2], "y": [3, 4]}, 11, {"x": [3, 4], "y": [1, 2]}),
    (r"2 x^\top W x", {"x": [1, 2], "W": [[1, 2], [3, 4]]}, 54, {"x": [24, 42]}),
    ("sᵀs", {"s": [1, 2]}, 5, {"s": [2, 4]}),
    (r"\operatorname{sum}(W^{T} x)", {"W": [[1], [2]], "x": [3, 4]}, 11, {"x": [1, 2]}),
]


@pytest.mark.parametrize(("source", "inputs", "value", "gradients"), MATRICES)
def test_a_transposed_array_beside_another(
    source: str, inputs: dict[str, object], value: float, gradients: dict[str, list[float]]
) -> None:
    trace = rg.trace(source, inputs, language="latex")
    assert trace.value == value
    for name, gradient in gradients.items():
        assert np.array(trace.gradients[name]) == pytest.approx(np.array(gradient))


def test_a_given_name_may_be_longer_than_a_letter() -> None:
    assert rg.trace(r"\sin(rate) \cdot x", rate=2, x=1).gradients.keys() == {"rate", "x"}


def test_a_name_that_python_keeps_for_itself_becomes_code() -> None:
    code = rg.trace(r"\lambda^2", {"lambda": 3}).code("python")
    numbers: dict[str, object] = {}
    exec(code, numbers)
    assert numbers["dlambda_"] == 6.0


# The source, a part of the message, the line and columns of the place, and a part of the hint.
MISTAKES = [
    ("", "empty", (1, 0, 0), "type a formula"),
    ("% nothing", "empty", (1, 0, 0), "type a formula"),
    (r"\frac{a}{b", "{ is never closed", (1, 8, 9), "close each {"),
    (r"a + b}", "} closes nothing", (1, 5, 6), "close each {"),
    (r"$a", "$ is never closed", (1, 0, 1), "close each {"),
    (r"\begin{align} a", r"\begin{align} is never closed", (1, 0, 13), "close each {"),
    ("a = 2 \\\\\n b = \\sine a", r"\sine is not known", (2, 5, 10), r"\sin"),
    (r"\left( x + 1", "( is never closed", (1, 5, 6), "balance"),
    (r"x + 1)", ") closes nothing", (1, 5, 6), "balance"),
    (r"\left. x \right|", "a bracket is needed", (1, 5, 6), r"\left("),
    (r"f'(x) = x^2", "a prime stands for a derivative", (1, 1, 2), "derivatives are what"),
    (r"x' + 1", "a prime stands for a derivative", (1, 1, 2), "function alone"),
    (r"\frac{x}{}", "nothing stands below the fraction", (1, 9, 9), "x + 1"),
    (r"\frac\sqrt x", r"\sqrt lacks its arguments", (1, 5, 10), "braces"),
    (r"x \cdot", "ends too early", (1, 7, 7), "missing at its end"),
    (r"\cdot x", "a value is missing before *", (1, 0, 5), "write one"),
    (r"x^10", "needs braces", (1, 2, 4), "x^{10}"),
    (r"x^-1", "needs braces", (1, 2, 3), "x^{-1}"),
    (r"x^2^3", "two exponents", (1, 3, 4), "x^{a^b}"),
    (r"x_10", "needs braces", (1, 2, 4), "x_{10}"),
    (r"x2", "without a sign", (1, 1, 2), r"\cdot"),
    (r"3 4", "without a sign", (1, 2, 3), r"\cdot"),
    (r"x**2", "** is no sign", (1, 2, 3), "x^{2}"),
    (r"a = b = c", "a second equals sign", (1, 6, 7), "one a statement"),
    (r"x + 1 = y", "only a name", (1, 2, 3), "f = "),
    (r"\operatorname{rlu}(x)", "rlu is not known", (1, 0, 18), "relu"),
    (r"\sin(x, y)", "sin takes 1 argument, but 2 came", (1, 0, 4), "commas"),
    (r"(x, y) + 1", "a comma cannot stand", (1, 0, 1), "max(x, y)"),
    (r"sin x", "without a backslash", (1, 0, 3), r"\sin"),
    (r"\sum_i x_i", "cannot have a subscript", (1, 0, 4), "for i in range"),
    (r"\partial x", "not known", (1, 0, 8), "function alone"),
    (r"\begin{pmatrix}1\end{pmatrix}", "pmatrix is not known", (1, 0, 29), "align"),
    (r"q(x) = x^2 \\ q(3)", "defined for (x) alone", (1, 15, 16), "Python"),
    (r"9^{9^{9}}", "constants give Infinity", (1, 0, 9), "smaller constants"),
    (r"Let $x + 1$", "text beside the formula", (1, 0, 4), "alone"),
    ("x + \0", "U+0000", (1, 4, 5), "delete it"),
    ("x + \ud800", "U+D800", (1, 4, 5), "delete it"),
    (r"①x", "cannot stand in a formula", (1, 0, 2), "letters"),
    (r"√x", "√ cannot stand", (1, 0, 1), r"\sqrt{x}"),
    (r"\frac{d}{dx} x^2", "stands for a derivative", (1, 0, 12), "function alone"),
    (r"x + \frac{dy}{dx}", "stands for a derivative", (1, 4, 17), "function alone"),
    (r"\frac{d^2 f}{d x^2}", "stands for a derivative", (1, 0, 19), "function alone"),
    (r"y + \frac{x}", r"\frac lacks its arguments", (1, 4, 9), r"\frac{a}{b}"),
    (r"\sqrt[3]", r"\sqrt lacks its arguments", (1, 0, 5), r"\sqrt{a}"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "message", "place", "hint"), MISTAKES)
def test_a_mistake_is_named_with_its_place_and_a_hint(
    source: str, message: str, place: tuple[int, int, int], hint: str
) -> None:
    with pytest.raises(rg.SourceError) as caught:
        rg.trace(source, language="latex")
    error = caught.value
    assert message in error.message
    assert error.place is not None
    assert (error.place.line, error.place.column, error.place.end_column) == place
    assert hint in (error.hint or "")


@pytest.mark.parametrize(
    "source",
    ["{" * 3000, r"\frac{1}{" * 400 + "x" + "}" * 400, "(" * 100_000, r"\sqrt{" * 400 + "}" * 400],
)
def test_deep_nesting_is_refused(source: str) -> None:
    with pytest.raises(rg.SourceError, match=r"nested too deeply|never closed"):
        rg.trace(source, language="latex")


def test_a_long_formula_needs_no_recursion() -> None:
    assert rg.trace("+".join(["x_1"] * 2_000), language="latex").gradients == {"x_1": 2000.0}


@pytest.mark.parametrize(
    ("source", "language"),
    [
        (SEED, "latex"),
        ("x_{1} + 1", "latex"),
        ("$x + 1$", "latex"),
        ("a = 1 \\\\ a", "latex"),
        ("x^2 + y", "python"),
        ("a = x  # as \\sigma(x)\na", "python"),
        ("(x + \\\n y)", "python"),
    ],
)
def test_the_language_is_recognised(source: str, language: str) -> None:
    assert parse(source).language == language
    assert LANGUAGES["latex"].recognises(source) == (language == "latex")


# What Python refuses and LaTeX reads, and what both refuse: then Python says what is wrong.
REFUSED_BY_PYTHON = [
    ("2xy", "2*x*y"), ("x^2y", "x**2*y"), ("x(y+1)", "x*(y+1)"), ("0.5x + y", "0.5*x + y"),
    ("x_1 x + y", "x_1*x + y"), ("x y", "x*y"), ("2 x", "2*x"), ("f(x) = 2x\nf^2 y", "(2*x)**2*y"),
    ("exp(2x)", "exp(2*x)"), ("3(x - y)(x + y)", "3*(x - y)*(x + y)"),
]  # fmt: skip
REFUSED_BY_BOTH = [
    ("sigmod(x)", "the function sigmod"), ("2rate", "invalid decimal"),
    ("x = (y +", "never closed"), ("2x # twice", "invalid decimal"),
    ("2x**2", "invalid decimal"), ("x + ", "invalid syntax"), ("sin x", "invalid syntax"),
    ("for i in range(3)\n  x", "expected ':'"), ("rate x", "invalid syntax"), ("x if", ""),
    ("np.exp(2x)", "invalid decimal"), ("x[0] y", "invalid syntax"), ("lossy(x)", "lossy"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "python"), REFUSED_BY_PYTHON)
def test_what_python_refuses_may_be_a_formula(source: str, python: str) -> None:
    found = rg.trace(source, x=X)
    assert found.program.language == "latex"
    assert found.value == pytest.approx(rg.trace(python, x=X, language="python").value)


@pytest.mark.parametrize(("source", "message"), REFUSED_BY_BOTH)
def test_what_is_no_formula_is_told_what_python_says(source: str, message: str) -> None:
    with pytest.raises(rg.SourceError) as refused:
        rg.trace(source)
    with pytest.raises(rg.SourceError) as by_python:
        rg.trace(source, language="python")
    assert str(refused.value) == str(by_python.value)
    assert message in refused.value.message


def test_places_groups_and_comments() -> None:
    program = parse("a = \\sin x + 1 \\\\ % first\nb = a^2 + a \\\\\n a b")
    assert [(group.path, group.kind) for group in program.groups] == [
        ("a", "statement"),
        ("b", "statement"),
    ]
    assert program.comments == {1: "first"}
    sine = next(node for node in program.nodes if node.operation and node.operation.name == "sin")
    assert sine.place == (1, 4, 1, 10)
