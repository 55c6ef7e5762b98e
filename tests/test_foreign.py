"""Models of Keras and PyTorch as specs: what they become, and how what has no counterpart is named.

`data/foreign.json` holds what Keras 3.15 and PyTorch 2.13 wrote of models made for these tests,
and the outputs that they computed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import rivergrad as rg
from rivergrad.languages import LANGUAGES
from rivergrad.networks.network import Network
from rivergrad.networks.reading import read_network
from rivergrad.networks.spec import NetworkSpec

FOREIGN = json.loads((Path(__file__).parent / "data/foreign.json").read_text())
XAVIER: dict[str, Any] = {"activation": "linear", "init": "xavier"}
LINEAR: dict[str, Any] = {"activation": "linear"}
FLAT = {"kind": "flatten"}
Told = Callable[[str, list[str]], None]


def text(name: str) -> str:
    """What a library wrote: `torch cnn`."""
    library, model = name.split()
    said = FOREIGN[library][model]
    return "\n".join(said) if library == "torch" else json.dumps(said)


def act(word: str, alpha: float | None = None) -> dict[str, Any]:
    return {"kind": "activation", "activation": word, "alpha": alpha}


def dense(units: int, **fields: Any) -> dict[str, Any]:
    return {"units": units, **fields}


def skip(number: int) -> dict[str, Any]:
    return {"kind": "skip", "from": number}


POOL = {"kind": "max_pool2d", "size": 2, "stride": 2}
MAPPED: dict[str, dict[str, Any]] = {
    "keras mlp": {
        "layers": [
            dense(4, activation="tanh", init="xavier"),
            dense(1, activation="sigmoid", init="xavier"),
        ],
    },
    "keras cnn": {
        "inputs": [8, 8, 1],
        "layers": [
            {"kind": "conv2d", "filters": 3, "padding": "same", "activation": "relu", "init": "he"},
            *(POOL, {"kind": "batch_norm", "epsilon": 0.001, "momentum": 0.01}, FLAT),
            *({"kind": "dropout", "rate": 0.25}, dense(10, **XAVIER)),
        ],
        "loss": "cross_entropy",
    },
    "keras add_skip": {
        "inputs": 4,
        "layers": [
            *(dense(4, activation="tanh", init="xavier"), dense(4, **XAVIER), skip(1)),
            *(act("relu"), dense(1, **XAVIER)),
        ],
    },
    "keras plus": {
        "inputs": 4,
        "layers": [
            *(dense(4, **XAVIER), act("relu"), dense(4, **XAVIER), skip(1), dense(1, **XAVIER)),
        ],
    },
    "keras inner": {
        "inputs": 4,
        "layers": [
            *(dense(4, **XAVIER), dense(4, **XAVIER), skip(1)),
            *(dense(4, activation="relu", init="xavier"), dense(1, **XAVIER)),
        ],
    },
    "keras dicts": {"inputs": 4, "layers": [dense(1, **XAVIER)]},
    "keras compiled": {"inputs": 2, "layers": [dense(1, **XAVIER)]},
    "keras noinput": {
        "inputs": 3, "layers": [dense(4, activation="relu", init="xavier"), dense(1, **XAVIER)],
    },
    "keras rnn": {
        "inputs": [5, 2],
        "layers": [
            {"kind": "rnn", "units": 3, "activation": "tanh", "init": "xavier"}, dense(1, **XAVIER),
        ],
    },
    "keras leaky": {
        "inputs": 3,
        "layers": [
            *(dense(4, **XAVIER), act("leaky_relu", 0.3), dense(4, **XAVIER)),
            *(act("leaky_relu", 0.2), dense(4, **XAVIER), act("leaky_relu", 0.1)),
            *(dense(3, **XAVIER), act("elu", 0.5), dense(1, **XAVIER)),
        ],
    },
    "keras reg": {
        "inputs": 3,
        "layers": [dense(4, **XAVIER), dense(1, **XAVIER)],
        "training": {"regularization": "L2", "regularization_rate": 0.02},
    },
    "keras nested": {
        "inputs": 3,
        "layers": [
            dense(4, activation="relu", init="xavier"),
            *({"kind": "dropout", "rate": 0.1}, dense(1, **XAVIER)),
        ],
    },
    "keras pool8": {"inputs": [8, 8, 2], "layers": [POOL, FLAT, dense(1, **XAVIER)]},
    "keras stride7": {
        "inputs": [7, 7, 2],
        "layers": [
            {"kind": "conv2d", "filters": 2, "stride": 2, "padding": "same", **XAVIER},
            *(FLAT, dense(1, **XAVIER)),
        ],
    },
    "torch mlp": {"layers": [dense(4, activation="tanh"), dense(1, **LINEAR)]},
    "torch cnn": {
        "inputs": [16, 16, 1],
        "layers": [
            {"kind": "conv2d", "filters": 4, "padding": "same", "activation": "relu"},
            *(POOL, {"kind": "conv2d", "filters": 6, "activation": "relu"}, POOL, FLAT),
            dense(10, **LINEAR),
        ],
        "loss": "cross_entropy",
    },
    "torch same_word": {
        "inputs": [6, 6, 1],
        "layers": [
            {"kind": "conv2d", "filters": 2, "padding": "same", **LINEAR}, FLAT, dense(2, **LINEAR),
        ],
    },
    "torch constants": {
        "layers": [
            *(dense(4, **LINEAR), act("leaky_relu", 0.2), dense(4, **LINEAR), act("elu", 0.5)),
            dense(1, **LINEAR),
        ],
    },
    "torch nested": {
        "layers": [
            *(dense(3, **LINEAR), {"kind": "batch_norm"}, act("relu")),
            *({"kind": "dropout", "rate": 0.2}, dense(1, **LINEAR, bias=False)),
        ],
    },
    "torch rnn": {
        "inputs": [5, 2], "layers": [{"kind": "rnn", "units": 3, "activation": "tanh"}],
    },
    "torch single": {"layers": [dense(1, **LINEAR)]},
}  # fmt: skip


@pytest.mark.parametrize("name", MAPPED)
def test_what_models_become(name: str) -> None:
    assert read_network(text(name)).spec == NetworkSpec.model_validate(MAPPED[name])


@pytest.mark.parametrize("depth", ["layer", "neuron"])
@pytest.mark.parametrize("name", FOREIGN["runs"])
def test_outputs_are_those_of_the_library_at_the_same_weights(name: str, depth: str) -> None:
    run = FOREIGN["runs"][name]
    spec = read_network(text(name)).spec
    layers = Network(spec).layers
    names = [array for layer in layers for array in (*layer.parameters(), *layer.statistics())]
    weights = dict(zip(names, run["weights"], strict=True))
    found = spec.model_dump(by_alias=True) | {"weights": weights, "depth": depth, "masks": "open"}
    target = np.eye(len(run["output"][0]))[0]
    if depth == "neuron":
        found["data"] = {"points": [[*np.ravel(run["X"]), *target]]}
        trace = rg.trace(json.dumps(found))
    else:
        trace = rg.trace(json.dumps(found), inputs={"X": run["X"], "y": [target]})
    output = _output(trace, len(layers), len(run["output"][0]))
    if spec.loss == "cross_entropy":
        output = np.exp(output) / np.exp(output).sum()
    assert output == pytest.approx(np.array(run["output"][0]), abs=1e-5)


def _output(trace: rg.Trace, last: int, units: int) -> Any:
    """The last layer's activations, or its pre-activations where it has none."""
    ends = [n for n in trace.values if n.split("_")[0] in (f"a{last}", f"z{last}")]
    ends = [n for n in ends if n[0] == ends[-1][0]]
    arrays = [np.ravel(trace.values[name]) for name in ends]
    return arrays[-1] if len(arrays[-1]) == units else np.concatenate(arrays[-units:])


REFUSED = {
    "keras parallel": ["d2 (Dense) takes input_layer_4, but must take d1"],
    "keras between": ["d2 (Dense) takes d1, but must take o"],
    "keras two_in": ["y (InputLayer) is not the only input"],
    "keras shared": ["d (Dense) is called 2 times"],
    "keras drop_call": ["dr2 (Dropout) is called with training=True"],
    "keras unbuilt": ["the shape of the inputs is missing", "keras.Input"],
    "keras mixed": ["dense_11", "L1 0.01", "dense_12", "L2 0.01", "one for all"],
    "keras pool": ["MaxPooling2D", "padding is same", "7×7"],
    "keras stride": ["Conv2D", "padding is same", "8×8", "stride 2"],
    "keras time": ["[None, None, 2]"],
    "torch same": ["(0) Conv2d", "padding_mode is reflect", "zeros"],
    "torch softplus2": ["(1) Softplus", "beta is 2", "must be 1"],
    "torch rnn_seq": ["(0) RNN", "num_layers is 2", "bias is False", "bidirectional is True"],
    "torch mlist": ["(0) ModuleList has parts", "joined", "Sequential"],
    "torch mismatch": ["line 3", "(1) Linear takes 5 features, but 2 come in"],
    "torch net": ["Net has parts", "joined", "Sequential"],
    "torch dil": ["(0) Conv2d", "dilation is 2", "groups is 2", "must be 1"],
    "torch ceil": ["(1) MaxPool2d", "padding is 1", "dilation is 2", "ceil_mode is True"],
    "torch bn": ["(1) BatchNorm1d", "momentum is None"],
    "torch gelut": ["GELU", "approximate is tanh", "none"],
    "torch drop": ["(1) Dropout2d", "not known"],
    "torch empty": ["no layers"],
    "torch lstm": ["LSTM", "not known"],
    "torch rect": ["kernel_size is (3, 5)", "one whole number"],
    "torch act_mod": ["(1) PReLU", "(2) Threshold"],
    "torch mha": ["(0) TransformerEncoderLayer has parts"],
    "torch flat": ["start_dim is 2", "must be 1"],
    "torch lazy": ["(0) LazyLinear"],
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_no_counterpart_is_named(name: str, told: Told) -> None:
    told(text(name), REFUSED[name])


def test_prints_are_recognised() -> None:
    recognises = LANGUAGES["network"].recognises
    assert [name for name in FOREIGN["torch"] if not recognises(text(f"torch {name}"))] == []
    assert [name for name in FOREIGN["keras"] if not recognises(text(f"keras {name}"))] == []
    programs = ["Sequential(x)", "ReLU(3)", "Linear(x)", "f(\n  x)", "f(2)"]
    assert [source for source in programs if recognises(source)] == []


def test_an_alpha_belongs_to_leaky_relu_and_elu(told: Told) -> None:
    source = json.dumps({"layers": [2, act("tanh", 0.1), 1]})
    told(source, ["only leaky_relu and elu have an alpha"])
