"""What holds of every trace, whatever the program."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np
import orjson
import pytest

import rivergrad as rg
from rivergrad.graph import boundaries, edges_of
from rivergrad.groups import group_derivatives
from rivergrad.trace import backward_steps, broken_node
from rivergrad.wire import document, json_number, summary

SOURCES: list[tuple[str, dict[str, Any]]] = [
    ("(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)", {"x": 3, "y": -4}),
    ("a = tanh(x)\na*a + a*y + exp(a) - a/y", {"x": 0.5, "y": 2}),
    ("x + x", {"x": 7}),
    ("unused = x * y\nx * 2 + 0 * z", {}),
    ("3 * 4", {}),
    ("x", {}),
    ("sum((W @ x) ** 2) + mean(x)", {"W": [[1, 2], [3, 4], [5, 6]], "x": [1, -1]}),
    ("cross_entropy(W @ x + b, t) + 0.1 * sum(W * W)",
     {"W": [[1, 2], [3, 4]], "x": [1, -1], "b": [0, 1], "t": [0, 1]}),
    ("h = x\nfor t in range(4):\n    h = tanh(w * h + x)\nh * h", {"w": 0.5, "x": 1}),
]  # fmt: skip
TRACES = pytest.mark.parametrize(
    "trace", [rg.trace(source, inputs) for source, inputs in SOURCES], ids=[s for s, _ in SOURCES]
)


@TRACES
def test_a_gradient_is_the_sum_of_the_flows_of_the_outgoing_edges(trace: rg.Trace) -> None:
    numbers, program = trace.numbers, trace.program
    totals: list[Any] = [np.zeros(np.shape(value)) for value in numbers.values]
    totals[program.output] = totals[program.output] + trace.upstream
    for edge, (source, _, _) in enumerate(edges_of(program)):
        if numbers.flows[edge] is not None:
            totals[source] = totals[source] + numbers.flows[edge]
    for node, total, gradient in zip(program.nodes, totals, numbers.gradients, strict=True):
        if node.kind == "constant":
            assert gradient is None
        else:
            assert gradient == pytest.approx(total, rel=1e-12, abs=1e-15)


@TRACES
def test_a_flow_is_upstream_times_local(trace: rg.Trace) -> None:
    numbers = trace.numbers
    for edge, (source, target, _) in enumerate(edges_of(trace.program)):
        local, flow = numbers.local_gradients[edge], numbers.flows[edge]
        if trace.program.nodes[source].kind == "constant":
            assert (local, flow) == (None, None)
        elif local is not None and numbers.gradients[target] is not None:
            assert flow == pytest.approx(numbers.gradients[target] * local)
        else:
            assert np.shape(flow) == np.shape(numbers.values[source])


@TRACES
def test_backward_steps_come_when_the_upstream_gradient_is_complete(trace: rg.Trace) -> None:
    edges = list(edges_of(trace.program))
    steps = backward_steps(trace)
    done = {step.node: position for position, step in enumerate(steps)}
    received = {trace.program.output}
    for position, step in enumerate(steps):
        readers = {target for source, target, _ in edges if source == step.node}
        assert all(done.get(reader, -1) < position for reader in readers)
        for edge in step.edges:
            assert edges[edge].target == step.node
            assert (edge in step.accumulates) == (edges[edge].source in received)
            received.add(edges[edge].source)


@TRACES
def test_the_document_is_json_and_says_the_same(trace: rg.Trace) -> None:
    found = orjson.loads(orjson.dumps(trace.document()))
    graph, numbers = found["graph"], found["numbers"]
    assert found["value"] == pytest.approx(trace.value)
    assert len(graph["nodes"]) == len(numbers["values"]) == len(numbers["gradients"])
    assert len(graph["edges"]) == len(numbers["flows"]) == len(numbers["local_gradients"])
    ids = {node["id"] for node in graph["nodes"]}
    assert len(ids) == len(graph["nodes"])
    assert graph["output"] in ids
    assert all({edge["source"], edge["target"]} <= ids for edge in graph["edges"])
    paths = {group["path"] for group in graph["groups"]}
    assert all(node["group"] is None or node["group"] in paths for node in graph["nodes"])


def test_a_chain_of_100_000_statements_needs_no_recursion() -> None:
    lines = [f"a{i} = a{i - 1} * 1.00001" for i in range(1, 100_000)]
    trace = rg.trace("\n".join(["a0 = x + 0", *lines]), x=1, limits=rg.Limits(nodes=300_000))
    assert trace.gradients["x"] == pytest.approx(1.00001**99_999, rel=1e-9)
    assert len(orjson.dumps(document(trace))) > 1_000_000


ASSUMED = [
    ("x * y", {"x": 2}, {"y": 1.0}),
    ("x = 3\nx * y * z", {"z": 1}, {"y": 1.0}),
    ("x * y", {"x": 1, "y": 1}, {}),
]


@pytest.mark.parametrize(("source", "inputs", "assumed"), ASSUMED)
def test_assumed(source: str, inputs: dict[str, float], assumed: dict[str, float]) -> None:
    assert rg.trace(source, inputs).assumed == assumed


# Where NaN or infinity arises first, forward by value, else backward by gradient.
BROKEN = [
    ("x * 2", {"x": 1}, None),
    ("a = log(x)\na * 2", {"x": -1}, "log"),
    ("exp(x) * 2", {"x": 1000}, "exp"),
    ("a = x / y\na + 1", {"x": 0, "y": 0}, "divide"),
    ("a = sqrt(x)\na * 2", {"x": 0}, "sqrt"),
    ("sum(log(x))", {"x": [1, -1]}, "log"),
]


@pytest.mark.parametrize(("source", "inputs", "operation"), BROKEN)
def test_the_broken_node(source: str, inputs: dict[str, Any], operation: str | None) -> None:
    trace = rg.trace(source, inputs)
    node = broken_node(trace)
    op = None if node is None else trace.program.nodes[node].operation
    assert (op.name if op else None) == operation
    assert (document(trace)["broken"] is None) == (operation is None)


def test_upstream_scales_the_gradients() -> None:
    trace = rg.trace("x * y", x=3, y=-4, upstream=2.5)
    assert trace.gradients == {"x": -10, "y": 7.5}
    assert trace.at(x=1).gradients == {"x": -10, "y": 2.5}
    assert rg.trace("x * y", x=3, y=-4, upstream=np.float64(2.5)).gradients == trace.gradients


def test_new_inputs_give_what_a_new_trace_gives() -> None:
    for source, inputs in SOURCES:
        scalars = {name: 1.5 for name, value in inputs.items() if not isinstance(value, list)}
        again = rg.trace(source, inputs).at(**scalars)
        assert (
            again.numbers.values[-1] == rg.trace(source, {**inputs, **scalars}).numbers.values[-1]
        )


LOOP = "n = 3\ns = x\nfor i in range(n):\n    s = s * x\ns"
# What is at new inputs another program than before.
SHAPES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (LOOP, {}, {"n": 5}),
    (LOOP, {"n": 2}, {"x": 3, "n": 1}),
    (LOOP, {"n": 2}, {"x": 3}),
    ("n = 1\nx * y if n > 1 else x", {}, {"n": 2, "y": 5}),
    ("n = 2\nx * y if n > 1 else x", {}, {"n": 1}),
    ("e**x", {}, {"e": 3}),
    (LOOP, {"n": np.int64(2)}, {"n": np.int32(4)}),
    (LOOP, {}, {"n": np.float64(2)}),
    ("n = 3\ndef f(n):\n    return n * 2\nf(x)", {}, {"n": 4}),
]


@pytest.mark.parametrize(("source", "first", "then"), SHAPES)
def test_a_loop_bound_may_be_another(
    source: str, first: dict[str, Any], then: dict[str, Any]
) -> None:
    again = rg.trace(source, {"x": 2, **first}).at(**then)
    new = rg.trace(source, {"x": 2, **first, **then})
    assert (again.value, again.gradients) == (new.value, new.gradients)


# What comes again, as it is or under another spelling of its name.
SAME: list[tuple[str, dict[str, Any]]] = [
    (LOOP, {"n": np.float64(3)}),
    (LOOP, {"n": np.int64(3), "x": 5}),
    ("x_1 * 2", {"x₁": 3}),
]


@pytest.mark.parametrize(("source", "then"), SAME)
def test_a_source_is_read_again_only_where_it_may_mean_another_program(
    source: str, then: dict[str, Any]
) -> None:
    trace = rg.trace(source)
    again = trace.at(**then)
    assert again.program is trace.program
    assert again.value == rg.trace(source, then).value


def test_another_output_stays_the_output_of_another_shape() -> None:
    source = "n = 2\na = x\nfor i in range(n):\n    a = a * x\na + 1"
    assert rg.trace(source, x=2, output="a").at(n=3).value == 16


@pytest.mark.parametrize("upstream", [float("nan"), float("inf"), "a", None, True, 10**400, [2.0]])
def test_an_upstream_gradient_is_a_finite_number(upstream: Any) -> None:
    with pytest.raises(rg.InputError, match="the upstream gradient is"):
        rg.trace("x", upstream=upstream)


@pytest.mark.parametrize("value", [None, True, "2", [None]])
def test_an_input_is_numbers(value: Any) -> None:
    for trace in (partial(rg.trace, "x * 2"), rg.trace("x * 2").at):
        with pytest.raises(rg.InputError, match="the value of x cannot be read"):
            trace(x=value)


def test_sources_and_inputs_of_another_type() -> None:
    with pytest.raises(rg.InputError, match="the source is of the type int"):
        rg.trace(5)  # type: ignore[arg-type]
    with pytest.raises(rg.InputError, match="the inputs are a list"):
        rg.trace("x", [1])  # type: ignore[arg-type]


def test_a_groups_derivative_is_the_product_of_its_members() -> None:
    trace = rg.trace("s = 1 / (1 + exp(-x))\nf = s * s + y * s", x=0.3, y=2)
    borders = boundaries(trace.program)
    derivatives = group_derivatives(trace, borders)
    s = 1 / (1 + math.exp(-0.3))
    names = [
        [(trace.program.nodes[i].name) for i in (*border.inputs, *border.outputs)]
        for border in borders
    ]
    assert names == [["x", "s"], ["s", "y", "f"]]
    assert np.array(derivatives[0]) == pytest.approx(np.array([[s * (1 - s)]]))
    assert np.array(derivatives[1]) == pytest.approx(np.array([[2 * s + 2, s]]))


def test_large_arrays_come_as_a_summary() -> None:
    trace = rg.trace("sum(W * W)", W=np.arange(1200.0).reshape(30, 40))
    short, whole = trace.document()["numbers"], trace.document(full=True)["numbers"]
    assert short["values"][0]["shape"] == [30, 40]
    assert short["values"][0]["max"] == 1199
    assert np.shape(short["values"][0]["thumbnail"]) == (16, 16)
    assert np.shape(whole["values"][0]) == (30, 40)


JSON = [
    (1.5, 1.5), (math.nan, "NaN"), (math.inf, "Infinity"), (-math.inf, "-Infinity"), (2, 2.0),
    (np.array([1.0, math.nan]), [1.0, "NaN"]), (np.float64(3), 3.0),
]  # fmt: skip


@pytest.mark.parametrize(("value", "sent"), JSON)
def test_numbers_of_json(value: Any, sent: Any) -> None:
    assert json_number(value) == sent


def test_a_summary_counts_what_is_not_finite() -> None:
    found = summary(np.array([[1.0, math.nan], [3.0, math.inf]]))
    assert (found["min"], found["max"], found["mean"], found["nonfinite"]) == (1, 3, 2, 2)


def test_the_graph_for_networkx() -> None:
    graph = rg.as_networkx(rg.parse("x + x * y"))
    assert graph.number_of_edges() == 4
    assert sorted(kind for _, kind in graph.nodes(data="kind")) == [
        "input", "input", "operation", "operation",
    ]  # fmt: skip
