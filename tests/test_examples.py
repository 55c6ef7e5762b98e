"""Each program of the gallery runs, and shows what its sentence says."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

import rivergrad as rg
from rivergrad.api import Trace
from rivergrad.examples import EXAMPLES, Example
from rivergrad.graph import edges_of
from rivergrad.trace import broken_node

BY_NAME = {example.name: example for example in EXAMPLES}
SEED = {"x": 2.0595697955721652, "y": 1.5922327514838093}


def run(example: Example) -> Trace:
    return rg.trace(example.source, example.inputs, language=example.language)


def flows_into(trace: Trace, name: str) -> list[float]:
    """The flows that add up to the gradient of a named value, in the order of the data's edges."""
    node = trace.program.names[name]
    edges = zip(edges_of(trace.program), trace.numbers.flows, strict=True)
    return [flow for edge, flow in edges if edge.source == node]


def gradient_of(trace: Trace, name: str) -> object:
    return trace.numbers.gradients[trace.program.names[name]]


def is_the_seed(trace: Trace) -> bool:
    return trace.gradients == pytest.approx(SEED, rel=1e-12)


def hands_on_and_swaps(trace: Trace) -> bool:
    gradients = trace.gradients
    q, z = trace.values["q"], trace.values["z"]
    return gradients == {"x": -4.0, "y": -4.0, "z": q} and gradient_of(trace, "q") == z


def two_flows_meet(trace: Trace) -> bool:
    flows = flows_into(trace, "a")
    return len(flows) == 2 and gradient_of(trace, "a") == pytest.approx(sum(flows))


def three_flows_meet(trace: Trace) -> bool:
    flows = flows_into(trace, "x")
    return len(flows) == 3 and sum(flow < 0 for flow in flows) == 1 and is_the_seed(trace)


def eight_stages(trace: Trace) -> bool:
    code = trace.code("python")
    return "((1 - sigy) * sigy) * dsigy" in code and "#(8)" in code and is_the_seed(trace)


def same_gates(trace: Trace) -> bool:
    seed = run(BY_NAME["seed"])
    operations = [sorted(str(node.operation) for node in t.program.nodes) for t in (trace, seed)]
    return operations[0] == operations[1] and is_the_seed(trace)


def a_fifth_passes(trace: Trace) -> bool:
    local = trace.value * (1 - trace.value)
    gradients, values = trace.gradients, trace.values
    return math.isclose(local, 0.2, abs_tol=0.005) and all(
        math.isclose(gradients[w], local * values[x]) for w, x in (("w0", "x0"), ("w1", "x1"))
    )


def the_larger_gets_all(trace: Trace) -> bool:
    return trace.gradients["z"] == 2.0 and trace.gradients["w"] == 0.0


def all_dead(trace: Trace) -> bool:
    return all(trace.gradients[name] == 0.0 for name in "wxb") and trace.gradients["t"] != 0.0


def a_kink(trace: Trace) -> bool:
    return trace.gradients == {"x": 0.0, "y": 0.0} and rg.check(trace)["x"].verdict == "kink"


def cancel(trace: Trace) -> bool:
    return sorted(flows_into(trace, "a")) == [-100.0, 100.0] and trace.gradients["x"] == 0.0


def outer_product(trace: Trace) -> bool:
    q, x, weights = (trace.values[name] for name in ("q", "x", "W"))
    return np.allclose(trace.gradients["W"], np.outer(2 * q, x)) and np.allclose(
        trace.gradients["x"], weights.T @ (2 * q)
    )


def p_minus_y(trace: Trace) -> bool:
    gradient = trace.gradients["z"]
    difference = trace.values["p"] - trace.values["y"]
    return np.allclose(gradient, difference) and abs(gradient.sum()) < 1e-12


def biases_sum(trace: Trace) -> bool:
    b2 = trace.program.names["b2"]
    target = next(edge.target for edge in edges_of(trace.program) if edge.source == b2)
    return np.allclose(trace.gradients["b2"], trace.numbers.gradients[target].sum(axis=0))


def last_bias_is_largest(trace: Trace) -> bool:
    weights = {name: abs(gradient) for name, gradient in trace.gradients.items() if name[0] in "wb"}
    return max(weights, key=lambda name: weights[name]) == "b3_1"


def same_as_neurons(trace: Trace) -> bool:
    neurons = run(BY_NAME["network"])
    return trace.value == pytest.approx(neurons.value, rel=1e-15)


def same_as_a_line(trace: Trace) -> bool:
    return bool(trace.value == rg.trace("2-3-1 tanh, xor", language="network").value)


def nothing_on_white(trace: Trace) -> bool:
    pixels, gradient = trace.values["X"][0], trace.gradients["W1"]
    return not gradient[pixels == 0].any() and gradient[pixels > 0].any()


def largest_of_four(trace: Trace) -> bool:
    gradient = np.asarray(gradient_of(trace, "a1"))[0, :, :, 0]
    open_ones = np.count_nonzero(gradient.reshape(3, 2, 3, 2), axis=(1, 3))
    return trace.gradients["W1"].size == 9 and open_ones.max() == 1


def earlier_steps_are_smaller(trace: Trace) -> bool:
    sizes = [float(np.linalg.norm(flow)) for flow in flows_into(trace, "U1")]
    return len(sizes) == 5 and sizes == sorted(sizes)


def neurons_are_alike(trace: Trace) -> bool:
    alike = [[trace.gradients[name] for name in names] for names in zip(*HIDDEN, strict=True)]
    return all(min(gradients) == max(gradients) for gradients in alike)


HIDDEN = [(f"w1_{unit}1", f"w1_{unit}2", f"b1_{unit}", f"w2_1{unit}") for unit in (1, 2, 3)]


def sums_to_0(trace: Trace) -> bool:
    return abs(trace.gradients["x"].sum()) < 1e-9 and np.abs(trace.gradients["x"]).max() > 0.01


def rows_sum_to_0(trace: Trace) -> bool:
    scores = gradient_of(trace, "scores")
    return np.allclose(trace.values["A"].sum(axis=1), 1) and np.allclose(scores.sum(axis=1), 0)


def larger_rate_is_better(trace: Trace) -> bool:
    return trace.gradients["rate"] < 0 and trace.at(rate=0.11).value < trace.value


def earlier_is_smaller(trace: Trace) -> bool:
    sizes = [abs(trace.gradients[name]) for name in ("x1", "x2", "x3", "x4")]
    return len(flows_into(trace, "w")) == 4 and sizes == sorted(sizes)


def a_millionth(trace: Trace) -> bool:
    return 0 < trace.gradients["x"] < 1e-6


def not_finite_from(name: str) -> Callable[[Trace], bool]:
    def holds(trace: Trace) -> bool:
        return broken_node(trace) == trace.program.names[name] and math.isnan(trace.value)

    return holds


HOLDS: dict[str, Callable[[Trace], bool]] = {
    "add-and-multiply": hands_on_and_swaps,
    "fan-out": two_flows_meet,
    "seed": three_flows_meet,
    "seed-staged": eight_stages,
    "seed-latex": same_gates,
    "sigmoid-neuron": a_fifth_passes,
    "max-circuit": the_larger_gets_all,
    "dead-relu": all_dead,
    "kink": a_kink,
    "cancellation": cancel,
    "matrix": outer_product,
    "softmax-cross-entropy": p_minus_y,
    "two-layer-net": biases_sum,
    "network": last_bias_is_largest,
    "network-layers": same_as_neurons,
    "playground-link": same_as_a_line,
    "digits": nothing_on_white,
    "convolution": largest_of_four,
    "recurrent-layer": earlier_steps_are_smaller,
    "symmetric-weights": neurons_are_alike,
    "batch-norm": sums_to_0,
    "attention": rows_sum_to_0,
    "gradient-descent": larger_rate_is_better,
    "rnn": earlier_is_smaller,
    "vanishing": a_millionth,
    "residual": lambda trace: trace.gradients["x"] > 1,
    "exploding": lambda trace: math.isclose(trace.gradients["x"], 59_049),
    "nan": not_finite_from("l"),
    "overflow": not_finite_from("e"),
}


def test_every_example_is_checked_and_named_once() -> None:
    assert list(HOLDS) == [example.name for example in EXAMPLES]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_shows_what_it_says(example: Example) -> None:
    trace = run(example)
    assert HOLDS[example.name](trace), trace
    assert not trace.assumed, "every input has a value"
    assert example.title
    assert example.look.endswith(".")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_language_of_an_example_is_recognised(example: Example) -> None:
    assert rg.parse(example.source).language == example.language
