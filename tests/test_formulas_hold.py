"""Every formula on the screen, computed: it is the flow that the trace has recorded.

The formula is taken as text, as a reader sees it, but for numbers with all their digits.
"""

from __future__ import annotations

import ast
import operator
from itertools import chain
from typing import Any

import numpy as np
import pytest
from tests.test_operations import CASES, Case, case_id, drawn, weighted

import rivergrad as rg
from rivergrad.examples import EXAMPLES
from rivergrad.formula import TEXT, render
from rivergrad.formula.forms import named
from rivergrad.formula.plain import Text
from rivergrad.gates import Gates
from rivergrad.operations import OPERATIONS
from rivergrad.operations.shapes import axes_of, shape_of
from rivergrad.operations.term import Term, name, term
from rivergrad.stages import flow_term, named_term, stage_of, value_term
from rivergrad.symbols import symbols
from rivergrad.trace import backward_steps

Array = Any


class Exact(Text):
    """Text with every digit of every number."""

    def number(self, value: float) -> str:
        return repr(value)


EXACT = Exact()


def one_hot(t: Array, classes: int) -> Array:
    return np.eye(classes)[np.asarray(t).astype(int)]


def conv2d_transposed(g: Array, w: Array, stride: int = 1, padding: int = 0) -> Array:
    """Each element of g puts its filter, times itself, where its window was."""
    examples, rows, columns, _ = g.shape
    size = w.shape[0]
    height, width = ((n - 1) * stride + size for n in (rows, columns))
    flow = np.zeros((examples, height, width, w.shape[2]))
    for e, r, c in np.ndindex(examples, rows, columns):
        window = flow[e, r * stride : r * stride + size, c * stride : c * stride + size]
        window += w @ g[e, r, c]
    return flow[:, padding : height - padding, padding : width - padding]


def correlate(x: Array, g: Array, stride: int = 1, padding: int = 0) -> Array:
    """For each place in the filter, the sum of image elements there times g."""
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    rows, columns = g.shape[1:3]
    size = padded.shape[1] - (rows - 1) * stride
    flow = np.zeros((size, size, x.shape[3], g.shape[3]))
    for r, c in np.ndindex(size, size):
        part = padded[:, r : r + rows * stride : stride, c : c + columns * stride : stride]
        flow[r, c] = np.einsum("ehwi,ehwo->io", part, g)
    return flow


def unpool(g: Array, x: Array, size: int, stride: int) -> Array:
    """Each element of g goes to the largest elements of its window, in equal parts."""
    flow = np.zeros(x.shape)
    for e, r, c, k in np.ndindex(g.shape):
        where = e, slice(r * stride, r * stride + size), slice(c * stride, c * stride + size), k
        largest = x[where] == x[where].max()
        flow[where] += g[e, r, c, k] * largest / largest.sum()
    return flow


def others(x: Array, axis: Any = None) -> Array:
    """In each place the product of the other elements along the axes."""
    x = np.asarray(x)
    axes = axes_of(axis, x.ndim)
    result = np.empty(x.shape)
    for place in np.ndindex(x.shape):
        key = tuple(slice(None) if a in axes else place[a] for a in range(x.ndim))
        left = np.array(x)
        left[place] = 1.0
        result[place] = np.prod(left[key])
    return result


WORDS = {
    "broadcast": np.broadcast_to,
    "conv2d_transposed": conv2d_transposed,
    "correlate": correlate,
    "one_hot": one_hot,
    "others": others,
    "unpool": unpool,
}
SIGNS: dict[type, Any] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: np.divide,
    ast.Pow: np.power, ast.MatMult: operator.matmul, ast.Lt: np.less, ast.LtE: np.less_equal,
    ast.Gt: np.greater, ast.GtE: np.greater_equal, ast.Eq: np.equal,
}  # fmt: skip


class Computed(ast.NodeVisitor):
    """What a formula comes to, by numpy and the words above."""

    def __init__(self, names: dict[str, Array]) -> None:
        self.names = names

    def generic_visit(self, node: ast.AST) -> Array:
        raise AssertionError(ast.dump(node))

    def visit_Constant(self, node: ast.Constant) -> Array:
        return node.value

    def visit_Name(self, node: ast.Name) -> Array:
        return self.names[node.id]

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Array:
        return -self.visit(node.operand)

    def visit_BinOp(self, node: ast.BinOp) -> Array:
        return SIGNS[type(node.op)](self.visit(node.left), self.visit(node.right))

    def visit_Compare(self, node: ast.Compare) -> Array:
        ((sign, right),) = zip(node.ops, node.comparators, strict=True)
        result = SIGNS[type(sign)](self.visit(node.left), self.visit(right))
        return np.asarray(result, dtype=float)

    def visit_Attribute(self, node: ast.Attribute) -> Array:
        assert node.attr == "T"
        return self.visit(node.value).T

    def visit_Subscript(self, node: ast.Subscript) -> Array:
        return self.visit(node.value)[self.visit(node.slice)]

    def visit_Slice(self, node: ast.Slice) -> Array:
        parts = (node.lower, node.upper, node.step)
        return slice(*(part and self.visit(part) for part in parts))

    def visit_Tuple(self, node: ast.Tuple) -> Array:
        return tuple(map(self.visit, node.elts))

    def visit_List(self, node: ast.List) -> Array:
        return list(map(self.visit, node.elts))

    def visit_Call(self, node: ast.Call) -> Array:
        assert isinstance(node.func, ast.Name)
        word = node.func.id
        if word == "scatter":
            return self.scattered(*node.args)
        if word in ("max", "min") and len(node.args) > 1:
            word += "imum"
        function = WORDS.get(word) or OPERATIONS[word].forward
        options = {str(option.arg): self.visit(option.value) for option in node.keywords}
        return function(*map(self.visit, node.args), **options)

    def scattered(self, g: ast.expr, place: ast.expr) -> Array:
        """Zeros with g added at the place x[key]."""
        assert isinstance(place, ast.Subscript)
        flow = np.zeros(np.shape(self.visit(place.value)))
        np.add.at(flow, self.visit(place.slice), self.visit(g))
        return flow


def value_of(text: str, names: dict[str, Array]) -> Array:
    return Computed(names).visit(ast.parse(text, mode="eval").body)


def check(trace: rg.Trace) -> int:
    """Compares every formula of a trace with what was recorded. Returns how many there were."""
    gates, count = Gates(trace), 0
    values = dict(zip(gates.symbols, trace.numbers.values, strict=True)) | {"pi": np.pi}
    for step in backward_steps(trace):
        stage = stage_of(trace.program, step.node)
        arguments = [named_term(trace.program, gates.symbols, a) for a in stage.arguments]
        assert gates[step.node].value().text == render(value_term(stage, arguments), TEXT)
        for edge in step.edges:
            formula = formula_of(gates, step.node, edge, arguments)
            text = render(formula, EXACT)
            found = value_of(text, {**values, "g": trace.numbers.gradients[step.node]})
            local = trace.numbers.local_gradients[edge]
            recorded = np.asarray(trace.numbers.flows[edge] if local is None else local)
            assert np.shape(found) == recorded.shape or text == "0.0", text
            assert found == pytest.approx(recorded, rel=1e-9, abs=1e-12), text
            count += 1
    return count


def formula_of(gates: Gates, node: int, edge: int, arguments: list[Term]) -> Term:
    """The formula of a flow, or of a local gradient between scalars; it is the one of the gate."""
    trace, gate = gates.trace, gates[node]
    position = edge - trace.tape.first_edges[node]
    scalar = trace.numbers.local_gradients[edge] is not None
    g = term(1.0) if scalar else name("g")
    out = name(gates.symbols[node])
    values = trace.numbers.values
    shapes = [shape_of(values[a]) for a in gate.stage.arguments]
    formula = flow_term(gate.stage, position, g, out, arguments, shapes, shape_of(values[node]))
    shown = gate.local(position) if scalar else gate.flow(position, named("g"), name("g"))
    assert shown.text == render(formula, TEXT)
    return formula


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_formulas_of_every_operation(case: Case) -> None:
    trace, _ = weighted(case, drawn(case))
    assert check(trace)


TIES = [[1.0, 3.0, 3.0], [2.0, 2.0, 0.0]]
Z = [[1.0, 2.0, 0.5], [0.3, -1.0, 2.0]]
IMAGE = np.random.default_rng(5).integers(0, 4, (2, 5, 5, 2)).astype(float)
FILTERS = np.random.default_rng(6).normal(size=(3, 3, 2, 3))
# What the cases of the operations leave out: ties, classes, stretched arguments, images, scalars.
OTHERS: list[tuple[str, dict[str, Any]]] = [
    *((f"sum({op}(A{o}))", {"A": TIES}) for op in ("max", "min")
      for o in ("", ", axis=0", ", axis=1", ", axis=1, keepdims=True")),
    ("prod(x)", {"x": [0, 2]}),
    ("sum(prod(x, axis=1) * w)", {"x": TIES, "w": [1, 2]}),
    ("sum(prod(x, axis=0, keepdims=True) ** 2)", {"x": TIES}),
    ("max(x, axis=0) * norm(y, axis=-1) + prod(z, axis=0)", {"x": 2, "y": 3, "z": 4}),
    ("var(x, ddof=1)", {"x": Z}),
    ("sum(var(x, axis=1, ddof=1))", {"x": Z}),
    ("sum(mean(x, axis=(0, 2)) * w)", {"x": np.arange(24.0).reshape(2, 3, 4), "w": [1, 2, 3]}),
    ("sum(norm(x, axis=1) * w)", {"x": Z, "w": [1, 2]}),
    ("sum(logsumexp(x, axis=1) * w)", {"x": Z, "w": [1, 2]}),
    ("cross_entropy(z, t)", {"z": Z, "t": [0, 2]}),
    ("cross_entropy(z, t)", {"z": Z[0], "t": 1}),
    ("cross_entropy(z, t)", {"z": Z[0], "t": [0.5, 0.25, 0.5]}),
    ("cross_entropy([x, y], 1)", {"x": 1, "y": 2}),
    ("mean(X @ W + b)", {"X": Z, "W": [[1, 2], [3, 4], [5, 6]], "b": [1, 2]}),
    ("sum(x * y)", {"x": 2, "y": Z}),
    ("sum(x * y * z)", {"x": [[1], [2]], "y": Z, "z": np.ones((2, 1, 3))}),
    ("v @ w", {"v": [1, 2], "w": [3, 4]}),
    ("mse(x, y)", {"x": [1, 2, 3], "y": Z}),
    ("mse(x, y)", {"x": 1, "y": 3}),
    ("bce(x, y)", {"x": 0.25, "y": [0.0, 1.0, 0.5]}),
    ("bce(x, y)", {"x": [0.25, 0.5], "y": 0.75}),
    ("bce_with_logits(x, y)", {"x": [[0.25], [0.5]], "y": [0.75, 0.1, 0.2]}),
    ("bce_with_logits(x, y)", {"x": [[0.25, 0.5]], "y": [[0.75], [0.1]]}),
    ("sum(softmax(A, axis=0)[0])", {"A": Z}),
    ("sum(transpose(x, 2, 0, 1)[0])", {"x": np.arange(24.0).reshape(2, 3, 4)}),
    ("sum([x, y, z] * w)", {"x": 1, "y": 2, "z": 3, "w": [4, 5, 6]}),
    ("sum(conv2d(x, w) ** 2)", {"x": IMAGE, "w": FILTERS}),
    ("sum(conv2d(x, w, stride=2, padding=1) ** 2)", {"x": IMAGE, "w": FILTERS}),
    ("sum(max_pool2d(x) ** 2)", {"x": IMAGE}),
    ("sum(max_pool2d(x, size=3, stride=1) ** 2)", {"x": IMAGE}),
    ("max(relu(x), y) * abs(z) / gelu(x)", {"x": 1, "y": 1, "z": -2}),
    ("x ** -2 - y ** 3", {"x": -1, "y": 2}),
    ("-x * -(y - z) / -(x - 2 * y)", {"x": 1, "y": 2, "z": 4}),
]  # fmt: skip


@pytest.mark.parametrize(("source", "inputs"), OTHERS, ids=lambda part: str(part)[:40])
def test_formulas_of_special_cases(source: str, inputs: dict[str, Any]) -> None:
    assert check(rg.trace(source, inputs))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_formulas_of_the_gallery(example: Any) -> None:
    trace = rg.trace(example.source, example.inputs, language=example.language)
    if example.name not in ("nan", "overflow"):
        assert check(trace)


GROUPS = [
    "w = (x + 2 * y) / (x - y)\nw * 2",
    "q = x * y + x\nq * x",
    "s = 1 / (1 + exp(-x))\ns * y",
    "q = x / -y\nq + 1",
    "for i in range(3):\n    x = x * y - x\nx",
    "def f(a, b):\n    t = a * b\n    return t - a\nf(x, y) * f(y, x)",
]


@pytest.mark.parametrize("source", GROUPS)
def test_derivatives_of_groups(source: str) -> None:
    trace = rg.trace(source, x=1.5, y=-0.7)
    document = trace.document()
    names = {node["id"]: node["symbol"] for node in document["graph"]["nodes"]}
    values = dict(zip(symbols(trace.program), trace.numbers.values, strict=True))
    matrices = document["numbers"]["group_derivatives"]
    found = [
        (group, formula, number)
        for group, matrix in zip(document["graph"]["groups"], matrices, strict=True)
        for formula, number in zip(chain(*group["derivatives"]), chain(*matrix), strict=True)
        if formula
    ]
    assert found
    for group, formula, number in found:
        right = formula["text"].partition(" = ")[2]
        assert value_of(right, values) == pytest.approx(number, rel=1e-3), right
        assert "--" not in formula["text"] + formula["latex"]
        used = {n.id for n in ast.walk(ast.parse(right)) if isinstance(n, ast.Name)}
        border = {names[node] for node in (*group["inputs"], *group["outputs"])}
        assert used - set(OPERATIONS) <= border, right
