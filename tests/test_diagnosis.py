"""The doctor: each disease on something built to have it, and nothing on what is healthy."""

from __future__ import annotations

import json
from typing import Any

import pytest

import rivergrad as rg
from rivergrad.diagnosis import Finding, diagnose, diagnose_training
from rivergrad.networks.reading import read_network
from rivergrad.training import Trainer
from rivergrad.wire import document, plain

SEED = "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)"


def of_program(source: str, **inputs: Any) -> list[Finding]:
    return diagnose(rg.trace(source, inputs))


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
    ("max(x, y)", {"x": 1, "y": 1}),
    ("max(v)", {"v": [1, 1, 1]}),
    ("sum(relu(v))", {"v": [-1, 1]}),
    ("-log(sigmoid(x))", {"x": 20}),
    ("-log(softmax(v)[0])", {"v": [30, 0, 0]}),
    ("(x - y)**2", {"x": 1e6, "y": 1e6 + 1}),
    ("(w*x - y)**2", {"w": 1, "x": 1e-6, "y": 1e-6}),
    ("(a*x + b - y)**2", {"a": 2, "x": 1, "b": 0, "y": 2}),
    ("x*y", {"x": 0, "y": 0}),
    ("mean((X @ W - Y)**2)", {"X": [[1, 2]], "W": [[0, 0], [0, 0]], "Y": [[1, 2]]}),
    ("sum(tanh(X @ W) @ V)", {"X": [[0.1, 0.2]], "W": [[1, 1], [2, 2]], "V": [[1], [2]]}),
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


MEANT = [
    ("dead_relu", "relu(x)", {"x": 0}),
    ("cancelling_contributions", "v2 = (v - mean(v)) / sqrt(var(v))\nvar(v2)", {"v": [1, 2, 4]}),
    ("cancelling_contributions", "x/x", {"x": 2}),
    ("cut_path", "where(x > 0, x, 0)", {"x": -1}),
]


@pytest.mark.parametrize(("disease", "source", "inputs"), MEANT)
def test_what_may_be_meant_is_said_as_such(
    disease: str, source: str, inputs: dict[str, Any]
) -> None:
    (finding,) = of_program(source, **inputs)
    assert (finding.disease, finding.severity) == (disease, "info")
    assert "nothing is wrong" in finding.advice


SPELLED_OUT = [
    ("1 / (1 + exp(-x))", -1000, "write sigmoid(x)"),
    ("log(1 + exp(x))", 1000, "write softplus(x)"),
    ("exp(x) * 2", 1000, "keep the argument of exp small"),
]


@pytest.mark.parametrize(("source", "x", "advice"), SPELLED_OUT)
def test_what_overflows_where_an_operation_is_spelled_out(
    source: str, x: float, advice: str
) -> None:
    findings = rg.trace(source, x=x).document()["findings"]
    assert any(f["disease"] == "nan" and advice in f["advice"] for f in findings)


def test_numbers_in_sentences_are_as_in_explanations() -> None:
    (finding,) = of_program("a = relu(x)\na*2", x=-2e-6)
    assert "a = relu of −2·10⁻⁶ is closed" in finding.cause


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


RELU = {"kind": "activation", "activation": "relu"}
HEALTHY_NETWORKS: list[str | dict[str, Any]] = [
    "4-2-1 tanh",
    "2-4-2-1 tanh",
    "2-4-2-1 relu",
    "2-4-2-1 sigmoid",
    "2-8-8-1 relu rate 0.1",
    "2-8-8-8-8-8-8-1 tanh",
    "2-6-6-1 gelu",
    "2-6-6-1 elu",
    "2-1",
    "2-1-1 relu",
    "2-8-8-1 tanh data spiral",
    "2-8-1 tanh data circle noise 50",
    "2-4-1 tanh, output sigmoid, loss bce",
    "3-4-3 softmax",
    "2-1 data reg-plane",
    "2-1 data reg-plane noise 30",
    "2-4-2-1 tanh adam rate 0.01",
    "2-4-2-1 tanh rate 0.3",
    "2-4-1 tanh momentum 0.9",
    "2-4-2-1 tanh l2 0.001",
    "2-4-2-1 tanh l1 0.001",
    {"layers": [{"units": 8, "activation": "linear"}, {"kind": "batch_norm"}, RELU, 1]},
    {"layers": [8, {"kind": "dropout", "rate": 0.5}, 8, 1]},
    {"layers": [8, 8, {"kind": "skip", "from": 1}, 1]},
    {"inputs": [4, 4, 1], "layers": [{"kind": "conv2d", "filters": 3}, {"kind": "flatten"}, 3]},
    {"inputs": [8, 2], "layers": [{"kind": "rnn", "units": 4}, 1]},
    {"inputs": [8, 2], "layers": [{"kind": "rnn", "units": 4, "activation": "relu"}, 1]},
]


def ills(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity != "info"]


@pytest.mark.parametrize("network", HEALTHY_NETWORKS)
def test_a_healthy_network_has_nothing_above_info(network: str | dict[str, Any]) -> None:
    """At first, after some epochs, and converged; at single examples, and at many."""
    trainer = Trainer(
        read_network(network if isinstance(network, str) else json.dumps(network)).spec
    )
    for epochs in (0, 10, 100):
        while trainer.epoch < epochs:
            trainer.finish_epoch()
        for point in range(4):
            assert ills(diagnose(rg.trace(at(trainer, point)))) == []
        assert ills(diagnose_training(trainer, 10).findings) == []


def at(trainer: Trainer, point: int) -> str:
    """The network with its weights of now, at one example."""
    fields = trainer.spec.model_dump(by_alias=True, exclude_none=True)
    arrays = {**trainer.model.weights, **trainer.model.statistics}
    weights = {name: array.tolist() for name, array in arrays.items()}
    depth = ("layer", "neuron")[point % 2]
    return json.dumps({**fields, "weights": weights, "point": point, "depth": depth})


def test_a_digit_recogniser_at_the_end_of_its_training() -> None:
    trainer = Trainer(read_network("784-32-10 relu data digits rate 0.1").spec)
    trainer.finish_epoch()
    assert diagnose_training(trainer, 0).findings == []


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
    told = rg.trace("log(x)", x=-1).document()
    (finding,) = told["findings"]
    assert finding["disease"] == "nan"
    assert finding["nodes"] == ["n1"]
    assert finding["units"] == []
    assert rg.trace(SEED, x=3, y=-4).document()["findings"] == []


def test_findings_need_no_explanations_unless_none_are_asked_for() -> None:
    long = rg.trace("for i in range(600):\n    x = x + 0.001*i\nlog(x - 1e6)", x=1)
    assert [finding["disease"] for finding in document(long)["findings"]] == ["nan"]
    assert "explanation" not in plain(document(long))["steps"]["forward"][0]
    assert "findings" not in document(long, explain=False)
