"""Staged Python and plain expressions: what programs mean, and what is said of mistakes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import rivergrad as rg
from rivergrad.languages import parse

# The source, inputs, value and gradients.
PROGRAMS: list[tuple[str, dict[str, Any], float, dict[str, Any]]] = [
    ("x + x", {"x": 7}, 14, {"x": 2}),
    ("x = 3\ny = -4\nx * y", {}, -12, {"x": -4, "y": 3}),
    ("x = 3\nx * 2", {"x": 5}, 10, {"x": 2}),
    ("x^2 + √y + 2·x·y − z²", {"x": 2, "y": 4, "z": 1}, 21, {"x": 12, "y": 4.25, "z": -2}),
    ("σ(x) * 4", {"x": 0}, 2, {"x": 1}),
    ("f(x, y) = x * y", {"x": 2, "y": 3}, 6, {"x": 3, "y": 2}),
    ("a = x\na = a + x\na = a * a", {"x": 3}, 36, {"x": 24}),
    ("a = x\na += 2\na *= a\na -= 1\na /= 2\na **= 2", {"x": 1}, 16, {"x": 24}),
    ("a: float = x * 2\na", {"x": 1}, 2, {"x": 2}),
    ("a = b = x * 2\na * b", {"x": 1}, 4, {"x": 8}),
    ("a, b = x, x * 2\na * b", {"x": 3}, 18, {"x": 12}),
    ("(a, b), c = (x, 2), 3\na * b * c", {"x": 1}, 6, {"x": 6, "b": 3, "c": 2}),
    ("x, y = 3, 4\nx * y", {}, 12, {"x": 4, "y": 3}),
    ("x = y = 3\nx * y", {"y": 2}, 6, {"x": 2, "y": 3}),
    ("x = 1/2\nx * 4", {}, 2, {"x": 4}),
    ("x = 1/2\nx * 4", {"x": 3}, 12, {"x": 4}),
    ("x = (3)\nx * 2", {}, 6, {"x": 2}),
    ("x = --3\nx * 2", {}, 6, {"x": 2}),
    ("c = sqrt(4) + 2**3\nd = (c + 1) * 2\nd", {}, 22, {"c": 2}),
    ("n, x = 1 + 1, 3\nfor i in range(2):\n    x = x * n\nx", {}, 12, {"x": 4}),
    ("n, x = 2, 3\nfor i in range(n):\n    x = x * n\nx", {}, 12, {"n": 12, "x": 4}),
    ("x, x = 1, 2\nx", {}, 2, {"x": 0}),
    ("for i in range(2): c = 3\nd = c\nd * x", {"x": 1}, 3, {"x": 3}),
    ("W, b = [[1, 2]], [3]\nsum(W) * b[0]", {}, 9, {"W": [[3, 3]], "b": [3]}),
    ("def f(a):\n    c = 1/2\n    return a * c\nf(x)", {"x": 4}, 2, {"x": 0.5}),
    (
        "def f(a, b=2):\n    c = a * b\n    return c + 1\nf(x) * f(b=x, a=3)",
        {"x": 1},
        12,
        {"x": 17},
    ),
    ("def f(x, y):\n    return x * y", {"x": 2, "y": 3}, 6, {"x": 3, "y": 2}),
    ("def f(x):\n    'twice'\n    return 2 * x\n\nf(f(x))", {"x": 1}, 4, {"x": 4}),
    ("w = 2\ndef f(a):\n    return a * w\nf(x)", {"x": 3}, 6, {"x": 2, "w": 3}),
    ("h = x\nfor i in range(3):\n    h = h * 2\nh", {"x": 1}, 8, {"x": 8}),
    ("h = x\nfor i in range(1, 6, 2):\n    h = h + i\nh", {"x": 0}, 9, {"x": 1}),
    ("n = 3\nh = x\nfor i in range(n):\n    h = h * x\nh", {"x": 2}, 16, {"x": 32, "n": 0}),
    (
        "h = 1\nfor w in [x, 2, y]:\n    h = h * w\nh",
        {"x": 3, "y": 5},
        30,
        {"x": 10, "y": 6, "h": 30},
    ),
    ("s = x\nfor a, b in [(1, 2), (3, 4)]:\n    s = s + a * b\ns", {"x": 1}, 15, {"x": 1}),
    (
        "for i in range(4):\n  if i % 2 == 0:\n    x = x * 3\n  else:\n    x = x + 1\nx",
        {"x": 1},
        13,
        {"x": 9},
    ),
    (
        "h = x\nfor i in range(3):\n    h = h * 2 if i > 0 and not i == 2 else h + 1\nh",
        {"x": 1},
        5,
        {"x": 2},
    ),
    ("x = 1; y = 2; x + y", {}, 3, {"x": 1, "y": 1}),
    ("(x +\n y)", {"x": 1, "y": 2}, 3, {"x": 1, "y": 1}),
    ("math.exp(x) * np.pi", {"x": 0}, 3.141592653589793, {"x": 3.141592653589793}),
    ("torch.nn.functional.relu(x) + F.relu(x) + x.relu()", {"x": 2}, 6, {"x": 3}),
    ("max(x, y, 3) + min(x, y, 3)", {"x": 1, "y": 5}, 6, {"x": 1, "y": 1}),
    ("pow(x, 2) + abs(-x)", {"x": 2}, 6, {"x": 5}),
    ("x if 1 < 2 else y", {"x": 2}, 2, {"x": 1}),
    ("W = [[1, 2], [3, 4]]\nsum(W * x)", {"x": 2}, 20, {"W": [[2, 2], [2, 2]], "x": 10}),
    ("v = np.array([1, 2, 3])\nv[0] * v[-1] + v[1:].sum()", {}, 8, {"v": [3, 1, 2]}),
    ("W @ x @ x", {"W": [[1, 2], [3, 4]], "x": [1, 1]}, 10, {"W": [[1, 1], [1, 1]], "x": [7, 13]}),
    ("(W.T).sum(axis=0)[1]", {"W": [[1, 2], [3, 4]]}, 7, {"W": [[0, 0], [1, 1]]}),
    (
        "x.mean(0).sum() + torch.sum(x, dim=1, keepdim=True)[0, 0]",
        {"x": [[1, 2], [3, 4]]},
        8,
        {"x": [[1.5, 1.5], [0.5, 0.5]]},
    ),
    ("[x, y][1] * stack([x, y]).sum()", {"x": 1, "y": 2}, 6, {"x": 2, "y": 5}),
    ("# a comment\n\nx  # another\n", {"x": 1}, 1, {"x": 1}),
    ("x -- 3", {"x": 1}, 4, {"x": 1}),
    ("-x**2", {"x": 3}, -9, {"x": -6}),
    ("2**-x", {"x": 1}, 0.5, {"x": -0.34657359027997264}),
    ("x ** 2 ** 3", {"x": 1}, 1, {"x": 8}),
    ("(x > 1) * x + (x <= 1) * 3", {"x": 2}, 2, {"x": 1}),
    ("(0 < x < 3) * x + (0 < x < 2) * y", {"x": 2}, 2, {"x": 1, "y": 0}),
    ("for i in range(4):\n    x = x * 2 if 0 < i <= 2 else x + 1\nx", {"x": 1}, 9, {"x": 4}),
    ("unused = y * 2\nx + 1", {"x": 1, "y": 1}, 2, {"x": 1, "y": 0}),
    ("3", {}, 3, {}),
    ("1/(1+e^(-x))", {"x": 0}, 0.5, {"x": 0.25}),
    ("e**x + 2*e^-x", {"x": 0}, 3, {"x": -1}),
    ("e = 2\ne**x", {"x": 3}, 8, {"e": 12, "x": 5.545177444479562}),
    ("e**x", {"x": 3, "e": 2}, 8, {"e": 12, "x": 5.545177444479562}),
    ("def f(e):\n    return e**2\nf(x) + e**y", {"x": 3, "y": 0}, 10, {"x": 6, "y": 1}),
    ("s = x\nfor e in [1, 2]:\n    s = s + e**x\ns", {"x": 1}, 4, {"x": 2.386294361119891}),
    ("x₁ + 2*x₁₂ + √x₁", {"x_1": 4, "x₁₂": 1}, 8, {"x_1": 1.25, "x_12": 2}),
    ("sum(xᵀ[0]) + y⁻¹", {"x": [[1], [2]], "y": 1}, 4, {"x": [[1], [1]], "y": -1}),
    ("½*x + x·¼", {"x": 4}, 3, {"x": 0.75}),
    ("µ * μ", {"µ": 3}, 9, {"μ": 6}),
    ("ﬁ * fi", {"fi": 3}, 9, {"fi": 6}),
    ("𝑥 * x", {"x": 3}, 9, {"x": 6}),
    ("|x| * |y - 3| + ||x| - |y||", {"x": -2, "y": 1}, 5, {"x": -3, "y": -3}),
    ("(x ≤ y) + (x ≥ y) * x", {"x": 2, "y": 2}, 3, {"x": 1, "y": 0}),
]


@pytest.mark.parametrize(
    ("source", "inputs", "value", "gradients"), PROGRAMS, ids=[program[0] for program in PROGRAMS]
)
def test_programs(
    source: str, inputs: dict[str, Any], value: float, gradients: dict[str, Any]
) -> None:
    trace = rg.trace(source, inputs)
    assert trace.value == pytest.approx(value, rel=1e-12)
    assert trace.gradients.keys() == gradients.keys()
    for name, gradient in gradients.items():
        assert trace.gradients[name] == pytest.approx(np.array(gradient), rel=1e-12, abs=1e-15), (
            name
        )


LOOP = "h = x\nfor t in range(2):\n    v = w * h\n    h = tanh(v + x)\nh"
# The source, and the paths and labels of its groups.
GROUPS = [
    ("c = 1/2 + 3*4\nc = c*x + 1\nc", [("c", "statement", "c")]),
    ("x * y + 1", []),
    (
        "a = x * y\nb = a + 1 + x\nb * (a - 1)",
        [("b", "statement", "b"), ("result", "statement", "result")],
    ),
    ("a = x * y + 1\na = a * 2 + 1", [("a", "statement", "a"), ("a#2", "statement", "a")]),
    (
        LOOP,
        [
            ("t=0", "iteration", "t = 0"),
            ("t=0/h", "statement", "h"),
            ("t=1", "iteration", "t = 1"),
            ("t=1/h", "statement", "h"),
        ],
    ),
    (
        "h = w\nfor x in [x4, 0.3, -2, x4 + 1, x4]:\n    h = h * x + 1\nh",
        [
            ("x=0", "iteration", "x = x4"),
            ("x=1", "iteration", "x = 0.3"),
            ("x=2", "iteration", "x = -2"),
            ("x=3", "iteration", "x = element 4"),
            ("x=4", "iteration", "x = x4"),
        ],
    ),
    (
        "def f(a):\n    b = a * 2 + 1\n    return b * b\ny = f(x) + f(2)",
        [
            ("y", "statement", "y"),
            ("y/f", "function", "f(x)"),
            ("y/f/b", "statement", "b"),
            ("y/f#2", "function", "f(2)"),
            ("y/f#2/b", "statement", "b"),
        ],
    ),
]


@pytest.mark.parametrize(("source", "groups"), GROUPS)
def test_groups(source: str, groups: list[tuple[str, str, str]]) -> None:
    assert [(g.path, g.kind, g.label) for g in parse(source, "python").groups] == groups


PLACES = [
    ("x + sigmoid(y)", "sigmoid", (1, 4, 1, 14)),
    ("a = 1\n\nb = a * tanh(x)", "tanh", (3, 8, 3, 15)),
    ("x + √y · z", "sqrt", (1, 4, 1, 6)),
    ("é = 2\n(x +\n  exp(é))", "exp", (3, 2, 3, 8)),
    ("x * (y +\n z)", "add", (1, 5, 2, 2)),
    ("é·(µ + x₁)*σ(é²)", "sigmoid", (1, 11, 1, 16)),
    ("é·(µ + x₁)*σ(é²)", "add", (1, 3, 1, 9)),
    ("a = [é·ﬁ, x]\nsum(a)", "multiply", (1, 5, 1, 8)),
    ("f(é, y) = exp(é)", "exp", (1, 10, 1, 16)),
]


@pytest.mark.parametrize(("source", "operation", "place"), PLACES)
def test_places_are_those_of_the_source_as_sent(
    source: str, operation: str, place: tuple[int, ...]
) -> None:
    nodes = parse(source, "python").nodes
    found = next(n for n in nodes if n.operation is not None and n.operation.name == operation)
    assert found.place == place


# A constant's place: that of the character that was typed for it.
CONSTANTS = [
    ("x²", (1, 1, 1, 2)), ("x²³ + y", (1, 1, 1, 3)), ("é + ½", (1, 4, 1, 5)),
    ("x⁻²[0]", (1, 1, 1, 3)), ("x·3", (1, 2, 1, 3)),
]  # fmt: skip


@pytest.mark.parametrize(("source", "place"), CONSTANTS)
def test_places_of_numbers_in_other_characters(source: str, place: tuple[int, ...]) -> None:
    nodes = parse(source, "python").nodes
    assert [node.place for node in nodes if node.kind == "constant"] == [place]


def test_comments_become_labels() -> None:
    assert parse("a = x * 2  # twice\n# alone\na").comments == {1: "twice", 2: "alone"}


# The source, a part of the message, line and column, and a part of the hint.
MISTAKES = [
    ("", "empty", (1, 0), "type an expression"),
    ("# nothing", "empty", (1, 0), "type an expression"),
    ("x = 3\ndef f(a):\n    return a\nimport os", "an import cannot stand", (4, 0), "leave it out"),
    ("x + sigmod(y)", "the function sigmod is not known", (1, 4), "`sigmoid`"),
    ("np.expp(x)", "the function np.expp is not known", (1, 0), "`exp`"),
    ("os.system('ls')", "not known", (1, 0), None),
    ("__import__('os').system('ls')", "not known", (1, 0), None),
    ("x.__class__", ".__class__ is not allowed", (1, 0), ".T"),
    ("x.__class__.__bases__[0]", "is not allowed", (1, 0), ".T"),
    ("(lambda a: a)(x)", "is not known", (1, 1), None),
    ("f = lambda a: a", "a lambda cannot stand", (1, 4), "write formulas"),
    ("[a for a in x]", "a list comprehension", (1, 0), "write formulas"),
    ("'text' + x", "str 'text' is not a number", (1, 0), "real numbers"),
    ("f'{x}'", "a string cannot stand", (1, 0), "write formulas"),
    ("3j * x", "complex 3j is not a number", (1, 0), "real numbers"),
    ("while True:\n    x = 1", "a while loop", (1, 0), "for i in range"),
    ("for i in range(10**8):\n    x = x * 2", "more than", (1, 9), "shorter loops"),
    ("for i in range(x):\n    y = 1", "range needs constants", (1, 9), "range(3)"),
    ("for i in x:\n    y = 1", "a loop runs over", (1, 9), "range(3)"),
    ("for i in range(0.5):\n    y = 1", "whole numbers", (1, 9), "range(3)"),
    ("9**9**9", "these constants give Infinity", (1, 0), "smaller constants"),
    ("x + 1e999", "too large", (1, 4), "1.8e308"),
    ("x + 1/0", "these constants give", (1, 4), "smaller constants"),
    ("[[1, 2], [3]] + x", "not of equal length", (1, 0), "same length"),
    ("W = [[1, 2], [3]]\nW", "not of equal length", (1, 4), "same length"),
    ("[]", "an empty list", (1, 0), "at least one"),
    ("()", "() has no value", (1, 0), "between the brackets"),
    ("x[y]", "an index must be a constant", (1, 2), "x[0]"),
    ("exp(x, y)", "exp takes 1", (1, 0), "write exp(x)"),
    ("exp()", "exp takes 1 argument, but 0 came", (1, 0), "write exp(x)"),
    ("leaky_relu(x, 1, 2)", "but 3 came", (1, 0), "negative_slope"),
    ("sum(x, y)", "must be a constant", (1, 7), "it takes one array"),
    ("sum(x, axis=y)", "axis must be a constant", (1, 12), "write axis=0"),
    ("x[1.5]", "1.5 is no index", (1, 2), "whole numbers"),
    ("x[0, 0.5:]", "is no index", (1, 2), "whole numbers"),
    ("(x, y)[3]", "no element 3 among 2", (1, 7), "from 0 to 1"),
    ("x.zzqk()", "the method .zzqk() is not known", (1, 0), "/api/operations"),
    ("sum(x, axes=0)", "sum has no option axes", (1, 0), "`axis`"),
    ("exp(*x)", "arguments are not allowed", (1, 0), "each argument"),
    ("def f(a):\n    return f(a)\nf(x)", "calls deep", (2, 11), "must not call itself"),
    ("def f(a):\n    pass\nf(x)", "f returns nothing", (3, 0), "return"),
    ("def f(a):\n    return a\nf(x, y)", "f takes 1 arguments, but 2 came", (3, 0), "it takes a"),
    (
        "def f(a):\n    return a\nfor i in range(3):\n    h = f(x)\n    f = h",
        "f is a value and cannot be called",
        (4, 8),
        "f * (…)",
    ),
    ("def f(a):\n    return a\nf + 1", "without calling it", (3, 0), "f(…)"),
    ("x(3)", "x is not known", (1, 0), None),
    ("x = 3\nx(3)", "x is a value and cannot be called", (2, 0), "x * (…)"),
    ("x // 2", "the operator // is not differentiable", (1, 0), "write x / y"),
    ("x % 2", "the operator % is not differentiable", (1, 0), "a remainder jumps"),
    ("for i in range(10**12):\n    x = x + 1\nx", "at most 1,000,000,000", (1, 15), "smaller"),
    ("x | y", "the operator | is not differentiable", (1, 0), "abs(x)"),
    ("x and y", "`and` or `or` cannot stand", (1, 0), "write formulas"),
    ("not x", "have no gradient", (1, 0), "where"),
    ("x in y", "this comparison is not known", (1, 0), "compare values by"),
    ("a, b = x", "2 names, but 1 values", (1, 0), "one value"),
    ("x[0] = 3", "only names can be assigned", (1, 0), "write a new name"),
    ("y = x if x > 0 else 1", "a condition must be known", (1, 9), "where(condition"),
    ("2x", "invalid decimal literal", (1, 0), "2*x"),
    ("(x + 1", "'(' was never closed", (1, 0), "balance"),
    ("x + 1)", "unmatched ')'", (1, 5), "balance"),
    ("x +", "invalid syntax", (1, 3), "a value is missing after"),
    ("x^", "invalid syntax", (1, 2), "a value is missing after"),
    ("2 x", "invalid syntax", (1, 2), "2*x"),
    ("x y", "invalid syntax", (1, 2), "x*y"),
    ("sin x", "invalid syntax", (1, 4), "write sin(x)"),
    ("x = = 2", "invalid syntax", (1, 4), "write formulas"),
    ("'abc'", "a text in quotes", (1, 0), "leave out the quotes"),
    ("nan * x", "nan is not a number", (1, 0), "only arise inside"),
    ("x = nan\nx", "nan is not a number", (1, 4), "only arise inside"),
    ("√ + x", "after √", (1, 0), "write √x"),
    ("√sin(x)", "after √", (1, 0), "√(x + 1)"),
    ("x + ₁", "the subscript ₁", (1, 4), "after a letter"),
    ("2½ * x", "is not known", (1, 0), ""),
    ("\ufeffx", "U+FEFF", (1, 0), "delete it"),
    ("for i in range(2):\nx = 1", "expected an indented block", (2, 0), "indent"),
    ("(" * 1_000_000, "too many nested", (1, 200), "balance"),
    ("+" * 100_000 + "x", "nested too deeply", None, "give its parts names"),
    ("[0]+".join(["x"] * 5_000), "the expression is too long", None, "split it into statements"),
    ("x + \0", "U+0000", (1, 4), "delete it"),
    ("x +\n \udc80", "U+DC80", (2, 1), "delete it"),
    ("class A: pass", "a class", (1, 0), "write functions"),
]


@pytest.mark.parametrize(
    ("source", "message", "place", "hint"), MISTAKES, ids=[mistake[0][:30] for mistake in MISTAKES]
)
def test_mistakes(
    source: str, message: str, place: tuple[int, int] | None, hint: str | None
) -> None:
    with pytest.raises(rg.RivergradError) as caught:
        rg.trace(source, language="python")
    error = caught.value
    assert message in error.message
    if place is not None:
        assert error.place is not None
        assert (error.place.line, error.place.column) == place
    assert (hint or "") in (error.hint or "")


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


# Inputs that do not fit.
MISFITS = [
    ("x + y", {"z": 1}, "no input named 'z'", rg.InputError, "x, y"),
    ("rate * x", {"rte": 1}, "no input named 'rte'", rg.InputError, "`rate`"),
    ("x", {"x": float("nan")}, "the value of x is not finite", rg.InputError, "finite numbers"),
    ("x", {"x": float("inf")}, "the value of x is not finite", rg.InputError, "finite numbers"),
    ("sum(x)", {"x": [1, float("nan")]}, "not finite", rg.InputError, "finite numbers"),
    ("sum(x)", {"x": [[1, 2], [3]]}, "cannot be read", rg.InputError, "equal length"),
    ("x", {"x": "3"}, "cannot be read", rg.InputError, "give a number"),
    ("x", {"x": None}, "cannot be read", rg.InputError, "give a number"),
    ("x", {"x": True}, "cannot be read", rg.InputError, "give a number"),
    ("x", {"x": 10**400}, "cannot be read", rg.InputError, "give a number"),
    ("sum(x)", {"x": []}, "at least one element", rg.InputError, "give a number"),
    ("a @ b", {"a": [[1, 2]], "b": [[1, 2]]}, "(1, 2) and (1, 2)", rg.ShapeError, "shapes fit"),
    ("sum(a + b)", {"a": [1, 2], "b": [1, 2, 3]}, "(2,) and (3,)", rg.ShapeError, "shapes fit"),
    ("W * 2", {"W": [1, 2]}, "the output has the shape (2,)", rg.ShapeError, "sum(…)"),
    ("x[3]", {"x": [1, 2]}, "index cannot take (2,)", rg.ShapeError, "count from 0"),
    ("sum(x, axis=2)", {"x": [1, 2]}, "axis 2 is out of bounds", rg.ShapeError, "count from 0"),
    ("x[0]", {}, "index cannot take a scalar", rg.ShapeError, "the scalar 1.0"),
    ("sum(x)", {"x": nested(70)}, "nested more than 64 deep", rg.InputError, "nested lists"),
    ("sum(x)", {"x": nested(5000)}, "nested more than 64 deep", rg.InputError, "nested lists"),
    ("sum(x.reshape(3, 3))", {"x": [1, 2]}, "cannot reshape", rg.ShapeError, "shapes fit"),
]


@pytest.mark.parametrize(("source", "inputs", "message", "kind", "hint"), MISFITS)
def test_inputs_that_do_not_fit(
    source: str, inputs: dict[str, Any], message: str, kind: type[Exception], hint: str
) -> None:
    with pytest.raises(rg.RivergradError) as caught:
        rg.trace(source, inputs)
    assert type(caught.value) is kind
    assert message in caught.value.message
    assert hint in (caught.value.hint or "")


LIMITS = [
    ("x + x + x", rg.Limits(nodes=2), {}, "more than 2 nodes"),
    ("sum(a * b)", rg.Limits(elements=100), {"a": [[1]] * 50, "b": [1] * 50}, "elements"),
    ("sum(x @ x)", rg.Limits(elements=10_000), {"x": [[0.0] * 80] * 80}, "elements"),
    (
        "s = sum(x)\nfor i in range(10000):\n    s = s + x[0]",
        rg.Limits(seconds=0),
        {"x": [1]},
        "stopped",
    ),
]


@pytest.mark.parametrize(("source", "limits", "inputs", "message"), LIMITS)
def test_limits(source: str, limits: rg.Limits, inputs: dict[str, Any], message: str) -> None:
    with pytest.raises(rg.LimitError, match=message):
        rg.trace(source, inputs, limits=limits)


def test_languages_by_name() -> None:
    with pytest.raises(rg.InputError, match="the language 'pyton' is not known"):
        rg.trace("x", language="pyton")


def test_another_output_may_be_asked_for() -> None:
    trace = rg.trace("q = x * y\nq + z", output="q", x=2, y=3)
    assert trace.gradients == {"x": 3, "y": 2, "z": 0}
    with pytest.raises(rg.InputError, match="no value named 'p'"):
        rg.trace("q = x * y\nq + z", output="p")
