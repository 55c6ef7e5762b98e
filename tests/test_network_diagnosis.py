"""The doctor on networks: the same finding at both depths, with its nodes, units and cause."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

import numpy as np
import pytest

import rivergrad as rg
from rivergrad.diagnosis import Finding, diagnose, diagnose_training
from rivergrad.networks.reading import read_network
from rivergrad.program import Program
from rivergrad.training import Trainer

DEPTHS = ["layer", "neuron"]


def source(network: str | dict[str, Any], depth: str) -> str:
    if isinstance(network, str):
        return f"{network}, depth {depth}"
    return json.dumps({**network, "depth": depth})


def found(
    network: str | dict[str, Any], depth: str, epochs: int | None
) -> tuple[list[Finding], Program]:
    """Of a trace, or after so many epochs of training."""
    text = source(network, depth)
    if epochs is None:
        trace = rg.trace(text)
        return diagnose(trace), trace.program
    checkup = diagnose_training(Trainer(read_network(text).spec), epochs)
    return checkup.findings, checkup.program


class Ill(NamedTuple):
    """A network, for how many epochs it trains (None: it is traced), and all that is to be found:
    disease and severity, patterns of all names of the nodes at the depth of layers and of neurons,
    units, and words of the cause or the advice."""

    network: str | dict[str, Any]
    epochs: int | None
    findings: list[tuple[str, str, str, tuple[int, ...], str]]


def dense(*layers: Any, **fields: Any) -> dict[str, Any]:
    return {"layers": list(layers), **fields}


def layer(units: int, activation: str) -> dict[str, Any]:
    return {"units": units, "activation": activation}


def rnn(times: int, activation: str = "tanh", **fields: Any) -> dict[str, Any]:
    recurrent = {"kind": "rnn", "units": 4, "activation": activation}
    return {"inputs": [times, 2], "layers": [recurrent, 1], **fields}


def points(scale: float, target: float) -> dict[str, Any]:
    rows = [(x / 7 - 3, (x * 37 % 50) / 10 - 2.5, 1 if x % 2 else -1) for x in range(60)]
    return {"points": [[x * scale, y * scale, sign * target] for x, y, sign in rows]}


NORMED = [layer(8, "linear"), {"kind": "batch_norm"}, {"kind": "activation", "activation": "relu"}]
DROPPED = [layer(3, "linear"), {"kind": "dropout"}]
SQUASHED = [*DROPPED, {"kind": "activation", "activation": "sigmoid"}]
CONV = {"kind": "conv2d", "filters": 3, "activation": "relu"}
IMAGES = {"inputs": [4, 4, 1], "layers": [CONV, {"kind": "flatten"}, 3]}
STEEP = {"W1": [[100, 100, 1, 1], [100, 200, 1, 0.5]]}
DOUBLED = {"U1": (2.0 * np.eye(4)).tolist()}
TWICE = {"W1": [[1, 3, 1, 0.5], [2, 4, 2, 1]], "W2": [[1], [1], [1], [2]]}
PAIRS = {"W1": [[1, 1, 0.5, 0.5], [2, 2, 1, 1]], "W2": [[1], [1], [2], [2]]}
MOMENTS = " ".join(f"z1_{t}" for t in range(2, 21))


def each(moments: str) -> str:
    """The four neurons of each moment."""
    return " ".join(f"{moment}_?" for moment in moments.split())


FORGOTTEN = " ".join(f"a1_{t}" for t in (28, 23, 22, 18, 15, 14, 13, 12, 11, 7))

ILL = {
    "vanishing": Ill(
        "2-8-8-8-8-8-8-1 sigmoid", None,
        [("vanishing_gradient warning", "a[1-6] z1", "a[1-6]_* z1_*", (), "flat gates in 6 ")],
    ),
    "vanishing by weights": Ill(
        dense(3, 3, 3, 1, weights={f"W{n}": (0.01 * np.eye(3)).tolist() for n in (2, 3)}), None,
        [("vanishing_gradient warning", "a[12] z1", "a[12]_* z1_*", (), "small weights in 3")],
    ),
    "exploding": Ill(
        dense(
            2, 2, 2, 2, 1, activation="linear", output="linear",
            weights={f"W{n}": [[60, -50], [40, 70]] for n in (2, 3, 4)},
        ),
        None,
        [("exploding_gradient warning", "z[123]", "z[123]_*", (), "large weights in 4 layers")],
    ),
    "exploding in time, output shut": Ill(
        rnn(20, "linear", output="tanh", weights=DOUBLED), None,
        [
            ("exploding_gradient warning", MOMENTS, each(MOMENTS), (), "a smaller U"),
            ("saturated warning", "a2", "a2_1", (1,), "where tanh is flat"),
        ],
    ),
    "large targets": Ill(
        dense(4, 1, output="linear", data=points(1.0, 1e10)), None,
        [("exploding_gradient warning", "z2", "z2_1", (), "scale the targets")],
    ),
    "large inputs": Ill(
        dense(layer(2, "linear"), 1, output="linear", data=points(1e6, 1.0)), 0,
        [("exploding_gradient warning", "W1", "w1_*", (), "scale the inputs")],
    ),
    "all relus dead": Ill(
        dense(3, 1, activation="relu", weights={"b1": [-100] * 3}), None,
        [("dead_relu error", "a1", "a1_*", (1, 2, 3), "all 3 units are closed")],
    ),
    "two of four relus dead": Ill(
        dense(4, 1, activation="relu", weights={"b1": [-100, -100, 0.1, 0.1]}), 1,
        [("dead_relu warning", "a1", "a1_[12]", (1, 2), "2 of 4 units (1 and 2) are closed")],
    ),
    "a filter dead": Ill(
        {**IMAGES, "weights": {"b1": [0.1, -100, 0.1]}}, 1,
        [("dead_relu info", "a1", "a1_?_?_2", (2,), "1 of 3 filters (2) is closed")],
    ),
    "relus dead behind batch norm": Ill(
        dense(*NORMED, 1, weights={"beta2": [-50] * 8}), None,
        [("dead_relu error", "a3", "a3_*", tuple(range(1, 9)), "in 3: relu, all 8 units are")],
    ),
    "saturated behind dropout": Ill(
        dense(*SQUASHED, 1, weights={"b1": [50] * 3}), 3,
        [("saturated warning", "a3", "a3_*", (1, 2, 3), "in 3: sigmoid, all 3 units")],
    ),
    "two of four saturated": Ill(
        dense(4, 1, weights=STEEP), None,
        [("saturated warning", "a1", "a1_[12]", (1, 2), "2 of 4 units (1 and 2) are saturated")],
    ),
    "two of four saturated in training": Ill(
        dense(4, 1, weights=STEEP), 1,
        [("saturated warning", "a1", "a1_[12]", (1, 2), "for 98% of the examples")],
    ),
    "the output saturated": Ill(
        dense(1, 1, weights={"W2": [[50]], "b2": [300]}), 20,
        [("saturated warning", "a2", "a2_1", (1,), "saturated where wrong")],
    ),
    "zero weights": Ill(
        "2-4-2-1 tanh, init zeros", 20,
        [
            ("symmetric_weights warning", "W1", "w1_*", (1, 2, 3, 4), "can never part"),
            ("symmetric_weights warning", "W2", "w2_*", (1, 2), "can never part"),
        ],
    ),
    "zero weights and relus": Ill(
        "2-2-1 relu, init zeros", None,
        [("symmetric_weights warning", "W1", "w1_*", (1, 2), "can never part")],
    ),
    "two units alike": Ill(
        dense(4, 1, weights=TWICE), None,
        [("symmetric_weights warning", "W1", "w1_[13]?", (1, 3), "units 1 and 3 have")],
    ),
    "two pairs alike": Ill(
        dense(4, 1, weights=PAIRS), None,
        [("symmetric_weights warning", "W1", "w1_*", (1, 2, 3, 4), "units 1 and 2; units 3 and 4")],
    ),
    "cut by a layer of zeros, until it moves": Ill(
        dense(4, 4, 1, weights={"W2": [[0] * 4] * 4}), None,
        [("cut_path info", "W2 z1", "w2_* z1_*", (), "exactly 0, until")],
    ),
    "l1 to zero": Ill(
        "2-2-1 tanh l1 10", 20,
        [("penalty_too_high warning", "W?", "w?_*", (), "the L1 penalty takes the weights to 0")],
    ),
    "l2 across zero": Ill(
        "2-2-1 tanh l2 100", 20,
        [("penalty_too_high error", "W?", "w?_*", (), "1 − 0.03 · 100 = −2")],
    ),
    "no learning rate": Ill(
        "2-4-2-1 tanh rate 0", 20,
        [("stuck_loss warning", "loss", "loss", (), "the learning rate is 0")],
    ),
    "tiny steps": Ill(
        "2-4-1 tanh rate 0.0000001", 20,
        [("stuck_loss warning", "loss", "loss", (), "try a learning rate of 1e-06")],
    ),
    "tiny inputs": Ill(
        dense(4, 1, data=points(1e-6, 1.0)), 12,
        [("stuck_loss warning", "loss", "loss", (), "scale the inputs")],
    ),
    "steps too large for a line": Ill(
        dense(1, output="linear", data={"name": "reg-plane"}, training={"learning_rate": 1000}), 20,
        [
            ("learning_rate_too_high error", "loss", "loss", (), "try a learning rate of 0.0"),
            ("nan error", "loss", "loss", (), "in epoch 1, batch 39, the value of t2 = square("),
        ],
    ),
    "forgetful": Ill(
        rnn(30), None,
        [
            (
                "vanishing_gradient info", f"{FORGOTTEN} z1_1", each(f"{FORGOTTEN} z1_1"), (),
                "use shorter sequences, a U near the identity or orthogonal",
            ),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("case", ILL)
def test_what_is_found_is_the_same_at_both_depths(case: str, depth: str) -> None:
    network, epochs, expected = ILL[case]
    findings, program = found(network, depth, epochs)
    assert [(f"{f.disease} {f.severity}", f.units) for f in findings] == [
        (disease, units) for disease, _, _, units, _ in expected
    ]
    for finding, (_, in_layers, in_neurons, _, words) in zip(findings, expected, strict=True):
        patterns = (in_layers if depth == "layer" else in_neurons).split()
        assert set(finding.nodes) == matching(program, patterns)
        assert words in f"{finding.cause}; {finding.advice}"


def matching(program: Program, patterns: list[str]) -> set[int]:
    return {
        index
        for index, node in enumerate(program.nodes)
        if node.name and any(fnmatchcase(node.name, pattern) for pattern in patterns)
    }


PARTING: list[dict[str, Any]] = [
    dense(4, 1, weights={"W1": [[1] * 4, [2] * 4]}),
    dense(4, 1, weights={"W1": [[1] * 4, [2] * 4], "b1": [0.1, 0.2, 0.3, 0.4], "W2": [[1]] * 4}),
    dense(
        layer(4, "linear"), 1,
        weights={"W1": [[1] * 4, [2] * 4], "b1": [0.1, 0.2, 0.3, 0.4], "W2": [[1]] * 4},
    ),
    dense(4, 2, weights={"W1": [[1] * 4, [2] * 4]}, output="linear"),
    dense(3, inputs=2, output="linear", weights={"W1": [[0] * 3] * 2}),
]  # fmt: skip


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("epochs", [None, 20])
@pytest.mark.parametrize("network", PARTING)
def test_units_that_part_are_not_called_symmetric(
    network: dict[str, Any], epochs: int | None, depth: str
) -> None:
    findings, _ = found(network, depth, epochs)
    assert "symmetric_weights" not in {finding.disease for finding in findings}


@pytest.mark.parametrize(("depth", "masks"), [("layer", ["mask2"]), ("neuron", ["mask2_1"])])
def test_dropout_that_drops_all_cuts_the_path(depth: str, masks: list[str]) -> None:
    network = source(dense(layer(1, "linear"), {"kind": "dropout"}, 1, output="linear"), depth)
    zero: Any = [[0.0]] if depth == "layer" else 0.0
    trace = rg.trace(network, dict.fromkeys(masks, zero))
    (finding,) = diagnose(trace)
    assert (finding.disease, finding.severity) == ("cut_path", "info")
    assert finding.nodes[0] == trace.program.inputs[masks[0]]
    assert "dropout" in finding.advice


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_relu_that_died_in_training_is_told_from_one_born_dead(depth: str) -> None:
    died, _ = found("2-8-8-1 relu rate 3", depth, 20)
    (born,), _ = found(ILL["two of four relus dead"].network, depth, 1)
    assert any("before these epochs it was not so" in finding.cause for finding in died)
    assert "before these epochs" not in born.cause


def test_the_better_learning_rate_is_one() -> None:
    spec = dense(1, output="linear", data={"name": "reg-plane"}, training={"learning_rate": 1000})
    finding = found(spec, "layer", 20)[0][0]
    rate = float(finding.advice.split()[-1])
    better = {**spec, "training": {"learning_rate": rate}}
    assert found(better, "layer", 20)[0] == []
