"""Random programs: our numbers are those of an independent oracle, and both readers of Python
text make the same program of them."""

from __future__ import annotations

import math
from typing import Any

import autograd.numpy as anp
import pytest
from autograd import grad
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import rivergrad as rg
from rivergrad.languages import python
from rivergrad.languages.notation import to_python
from rivergrad.languages.plain import read_plain
from rivergrad.limits import DEFAULT_LIMITS
from rivergrad.program import Program

INPUTS = ("x", "y", "z")
UNARY = ["sin({})", "tanh({})", "exp(-abs({}))", "sqrt(1 + {} ** 2)", "-{}", "log(2 + sin({}))"]
BINARY = ["{} + {}", "{} - {}", "{} * {}", "{} / (1.5 + cos({}))", "max({}, {})", "{} - {} ** 2"]
FUNCTIONS: dict[str, Any] = {
    "sin": anp.sin, "cos": anp.cos, "tanh": anp.tanh, "exp": anp.exp, "abs": anp.abs,
    "sqrt": anp.sqrt, "log": anp.log, "max": anp.maximum,
}  # fmt: skip


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Statements over inputs and earlier names, with names assigned again now and then."""
    names = list(INPUTS)
    lines = []
    for number in range(draw(st.integers(1, 12))):
        template = draw(st.sampled_from(UNARY + BINARY))
        parts = [draw(st.sampled_from(names)) for _ in range(template.count("{}"))]
        assigned = [name for name in names if name not in INPUTS]
        again = bool(assigned) and draw(st.integers(0, 4)) == 0
        name = draw(st.sampled_from(assigned)) if again else f"t{number}"
        lines.append(f"{name} = {template.format(*parts)}")
        names.append(name)
    return "\n".join([*lines, f"{lines[-1].split(' ')[0]} + 0 * (x + y + z)"])


numbers = st.floats(-3, 3).map(lambda value: round(value, 3))


@settings(max_examples=150, deadline=None)
@given(programs(), st.tuples(numbers, numbers, numbers))
def test_the_oracle_gives_the_same_gradients(source: str, point: tuple[float, ...]) -> None:
    *_, last = source.split("\n")
    scope = dict(FUNCTIONS)
    exec(compile(f"def f(x, y, z):\n {_returning(source, last)}", "", "exec"), scope)
    f = scope["f"]
    trace = rg.trace(source, dict(zip(INPUTS, point, strict=True)))
    assert trace.value == pytest.approx(float(f(*point)), rel=1e-9, abs=1e-12)
    for position, name in enumerate(INPUTS):
        expected = float(grad(f, position)(*point))
        assume(math.isfinite(expected))
        assert trace.gradients[name] == pytest.approx(expected, rel=1e-7, abs=1e-9), source


def _returning(source: str, last: str) -> str:
    return source.removesuffix(last).replace("\n", "\n ") + f"return {last}"


LEAVES = [
    "x",
    "y",
    "t",
    "é",
    "µ",
    "2",
    "0.5",
    "(3)",
    "(x)",
    "-3",
    "--3",
    "-(2)",
    "½",
    "x₁",
    "e",
    "π",
]
TEMPLATES = [
    "{} + {}", "{}*{}", "-{}", "--{}", "({})", "{}^{}", "{}**-{}", "({} - {})*{}", "{} / ({})",
    "exp({})", "max({}, {})", "√x·{}", "{}²", "|{}|", "{} < {}", "{} ≤ ({} + {})", "({})**({})",
]  # fmt: skip


@st.composite
def typed(draw: st.DrawFn) -> str:
    """Statements as people type them: signs, brackets, small digits, literals."""
    lines = []
    for _ in range(draw(st.integers(1, 4))):
        template = draw(st.sampled_from(["{}", *TEMPLATES, *TEMPLATES]))
        while "{}" in template:
            inner = st.sampled_from(LEAVES) | st.sampled_from(LEAVES + TEMPLATES)
            template = template.replace(
                "{}", draw(inner if len(template) < 60 else st.just("x")), 1
            )
        name = draw(st.sampled_from(["", "", "t = ", "x = ", "é = ", "e = ", "f(x) = "]))
        lines.append(name + template)
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(programs())
def test_the_fast_reader_reads_what_is_plain(source: str) -> None:
    assert read_plain(to_python(source), DEFAULT_LIMITS) is not None


@settings(max_examples=500, deadline=None)
@given(programs() | typed())
def test_both_readers_make_the_same_program(source: str) -> None:
    notation = to_python(source)
    found = read_plain(notation, DEFAULT_LIMITS)
    assume(found is not None)
    assert found is not None
    builder, output, names = found
    plain = builder.program(output, names, source, "python")
    builder, output, names = python._read(notation, {}, DEFAULT_LIMITS)
    by_ast = builder.program(output, names, source, "python")
    assert described(plain) == described(by_ast)


def described(program: Program) -> dict[str, Any]:
    return {
        "nodes": program.nodes,
        "groups": program.groups,
        "output": program.output,
        "names": program.names,
        "inputs": program.inputs,
    }


@settings(max_examples=100, deadline=None)
@given(programs(), st.tuples(numbers, numbers, numbers))
def test_the_contract_holds(source: str, point: tuple[float, ...]) -> None:
    """A node's gradient is the sum of the flows that leave towards it."""
    trace = rg.trace(source, dict(zip(INPUTS, point, strict=True)))
    totals = [0.0] * len(trace.program.nodes)
    totals[trace.program.output] = trace.upstream
    edge = 0
    for node in trace.program.nodes:
        for source_node in node.arguments:
            flow = trace.numbers.flows[edge]
            if flow is not None:
                totals[source_node] += flow
            edge += 1
    for total, gradient in zip(totals, trace.numbers.gradients, strict=True):
        assert gradient is None or gradient == pytest.approx(total, rel=1e-12, abs=1e-12)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="xy12 +-*/^()[]{}=,.:#\\_|σ√²'\"\n\0ifordelambd@", max_size=40))
def test_no_text_gets_more_than_a_clear_error(source: str) -> None:
    for language in ("python", "latex"):
        try:
            rg.trace(source, language=language, limits=rg.Limits(nodes=2_000, seconds=2))
        except rg.RivergradError:
            continue
