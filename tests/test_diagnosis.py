"""The doctor: each disease on something built to have it, and nothing on what is healthy."""

from __future__ import annotations

import json
from typing import Any

import pytest

import rivergrad as rg
from rivergrad.diagnosis import Finding, diagnose, diagnose_training
from rivergrad.networks.reading import read_network
from rivergrad.training import Trainer

SEED = "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)"


def of_program(source: str, **inputs: Any) -> list[Finding]:
    return diagnose(rg.trace(source, inputs))


def of_training(source: str, epochs: int = 20) -> list[Finding]:
    return diagnose_training(Trainer(read_network(source).spec), epochs).findings


def names(found: list[Finding]) -> set[str]:
    return {finding.disease for finding in found}


HEALTHY = [
    (SEED, {"x": 3, "y": -4}),
    ("x**2", {"x": 0}),
    ("relu(x) + relu(y)", {"x": 1, "y": 2}),
    ("a*x*x + b*x + c", {"a": 1, "b": 0, "c": 2, "x": 0}),
    ("h = x\nfor i in range(10):\n    h = h + sigmoid(w*h)\nh", {"x": 3, "w": 1}),
    ("m = max(x)\nsum(exp(x - m))", {"x": [1, 2, 3]}),
    ("mean((X @ w - y)**2)", {"X": [[1, 2], [3, 4]], "w": [0.5, -0.5], "y": [1, 2]}),
    ("x*(1-x)", {"x": 0.5}),
    ("x**3 - 3*x", {"x": 1}),
    ("exp(x) + exp(-x)", {"x": 0}),
    ("sum((v - mean(v)) / sqrt(var(v)) * [1, 2, 3])", {"v": [-1, 0, 1]}),
    ("mean(v*v) - mean(v)**2", {"v": [-1, 0, 1]}),
    ("max(a, b, c)", {"a": 1, "b": 2, "c": 3}),
    ("where(x > 0, y, z)", {"x": 1, "y": 2, "z": 3}),
    ("for i in range(12):\n    x = 2*x\nx", {"x": 1}),
]


@pytest.mark.parametrize(("source", "inputs"), HEALTHY)
def test_a_healthy_program_has_no_finding(source: str, inputs: dict[str, Any]) -> None:
    assert diagnose(rg.trace(source, inputs)) == []


ILL = [
    ("vanishing_gradient", "for i in range(8):\n    x = sigmoid(x)\nx", {}),
    ("exploding_gradient", "for i in range(20):\n    x = 2*x\nx", {"x": 1}),
    ("dead_relu", "relu(w*x + b) * v", {"w": 1, "x": -3, "b": 1, "v": 2}),
    ("dead_relu", "max(0, x)", {"x": -1}),
    ("dead_relu", "sum(relu(x))", {"x": [-1, -2]}),
    ("saturated", "sigmoid(w*x)", {"w": 5, "x": 3}),
    ("saturated", "tanh(100*x)", {"x": 3}),
    ("nan", "log(x - 2) * y", {"x": 1}),
    ("nan", "sqrt(x)", {"x": 0}),
    ("nan", "exp(1000*x)/exp(1000*x)", {"x": 1}),
    ("cancelling_contributions", "x - x + y", {}),
    ("cancelling_contributions", "t = x*2\nt*3 - 3*t + y", {}),
    ("cut_path", "step(x) * y", {"x": 2}),
    ("cut_path", "0*x + y", {}),
    ("cut_path", "max(x, 5)", {"x": 1}),
    ("cut_path", "z = x*y\nq = w*2\nz", {}),
    ("symmetric_weights", "sum(tanh(X @ W))", {"X": [[1, 2]], "W": [[0, 0], [0, 0]]}),
]


@pytest.mark.parametrize(("disease", "source", "inputs"), ILL)
def test_each_disease_of_a_program(disease: str, source: str, inputs: dict[str, Any]) -> None:
    trace = rg.trace(source, inputs)
    found = diagnose(trace)
    assert names(found) == {disease}
    for finding in found:
        assert finding.nodes
        assert all(0 <= node < len(trace.program.nodes) for node in finding.nodes)
        assert finding.cause
        assert finding.advice


def test_the_node_where_nan_arises_is_named() -> None:
    trace = rg.trace("a = x*2\nb = log(a)\nc = b*3", x=-1)
    (finding,) = diagnose(trace)
    assert finding.nodes == (trace.program.names["b"],)
    assert "log(−2)" in finding.cause


def test_the_factors_of_a_vanishing_gradient() -> None:
    (finding,) = of_program("for i in range(8):\n    x = sigmoid(x)\nx")
    factors = finding.numbers["factors"]
    product = 1.0
    for factor in factors:
        product *= factor
    assert len(factors) == 8
    assert product == pytest.approx(finding.numbers["ratio"], rel=1e-12)


HEALTHY_NETWORKS = [
    "4-2-1 tanh",
    "2-4-2-1 relu",
    "2-8-8-1 relu",
    "2-8-8-8-8-8-8-1 tanh",
    "2-4-1 tanh, output sigmoid, loss bce",
    "3-4-3 softmax",
]


@pytest.mark.parametrize("depth", ["neuron", "layer"])
@pytest.mark.parametrize("source", HEALTHY_NETWORKS)
def test_a_healthy_network_has_no_finding(source: str, depth: str) -> None:
    assert of_program(f"{source}, depth {depth}") == []


def given(layers: list[int], depth: str, activation: str = "tanh", **weights: Any) -> str:
    fields = {"activation": activation, "depth": depth, "weights": weights, "output": "linear"}
    return json.dumps({"layers": layers, **fields})


def ill_networks(depth: str) -> list[tuple[str, str]]:
    shut = {"b1": [-100.0] * 3}
    large = {"W1": [[90.0, -90.0, 80.0]] * 2, "W2": [[-9.0], [-9.0], [-9.0]]}
    steep = {f"W{n}": [[60.0, -50.0], [40.0, 70.0]] for n in (2, 3, 4)}
    deep = "2-8-8-8-8-8-8-1 sigmoid, depth "
    return [
        ("vanishing_gradient", deep + depth),
        ("exploding_gradient", given([2, 2, 2, 2, 1], depth, "linear", **steep)),
        ("dead_relu", given([3, 1], depth, "relu", **shut)),
        ("saturated", given([3, 1], depth, **large)),
        ("symmetric_weights", f"2-4-2-1 tanh, init zeros, depth {depth}"),
        ("cut_path", given([3, 1], depth, W2=[[0.0]] * 3)),
    ]


@pytest.mark.parametrize("depth", ["neuron", "layer"])
@pytest.mark.parametrize("case", range(6))
def test_each_disease_of_a_network_at_both_depths(case: int, depth: str) -> None:
    disease, source = ill_networks(depth)[case]
    assert names(of_program(source)) == {disease}


HEALTHY_TRAININGS = [
    "2-4-2-1 tanh",
    "2-4-2-1 relu",
    "2-8-8-1 tanh data spiral",
    "2-4-1 tanh, output sigmoid, loss bce",
    "3-4-3 softmax",
    "2-3-1 data reg-plane",
    "2-4-2-1 tanh adam rate 0.01",
    "2-4-2-1 tanh rate 0.3",
]


@pytest.mark.parametrize("source", HEALTHY_TRAININGS)
def test_a_healthy_training_has_no_finding(source: str) -> None:
    assert of_training(source) == []


ILL_TRAININGS = [
    ("learning_rate_too_high", "2-4-2-1 tanh rate 10"),
    ("learning_rate_too_high", "2-8-8-1 relu output linear loss mse rate 1000"),
    ("stuck_loss", "2-4-1 tanh rate 0.0000001"),
    ("symmetric_weights", "2-4-2-1 tanh, init zeros"),
    ("dead_relu", "2-8-8-1 relu rate 3"),
    ("nan", "2-8-8-1 relu output linear loss mse rate 1000"),
    ("vanishing_gradient", "2-8-8-8-8-8-8-1 sigmoid"),
]


@pytest.mark.parametrize(("disease", "source"), ILL_TRAININGS)
def test_each_disease_of_a_training(disease: str, source: str) -> None:
    checkup = diagnose_training(Trainer(read_network(source).spec), 20)
    assert disease in names(checkup.findings)
    for finding in checkup.findings:
        assert finding.nodes
        assert all(0 <= node < len(checkup.program.nodes) for node in finding.nodes)


def test_a_trace_carries_its_findings() -> None:
    document = rg.trace("log(x)", x=-1).document()
    (finding,) = document["findings"]
    assert finding["disease"] == "nan"
    assert finding["nodes"] == ["n1"]
    assert rg.trace(SEED, x=3, y=-4).document()["findings"] == []
