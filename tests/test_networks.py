"""Networks: every form of a spec, both depths, the gradients of every layer, the data."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

import rivergrad as rg
from rivergrad.data import Wanted, load
from rivergrad.errors import RivergradError, SourceError
from rivergrad.languages import LANGUAGES
from rivergrad.networks.layers.base import scalar_name
from rivergrad.networks.network import Network
from rivergrad.networks.reading import is_network, read_network
from rivergrad.networks.spec import NetworkSpec
from rivergrad.training import Trainer

LINK = (
    "https://playground.tensorflow.org/#activation=relu&batchSize=7&dataset=xor&regDataset=reg-gauss"
    "&learningRate=0.1&regularizationRate=0.01&regularization=L1&noise=15&networkShape=3,2&seed=0.5"
    "&percTrainData=70&x=true&y=false&xTimesY=true&sinX=true&problem=classification&hideText=false"
)


def spec(source: str) -> NetworkSpec:
    return read_network(source).spec


def test_the_shortest_line_simply_works() -> None:
    trace = rg.trace("4-2-1 tanh", language="network")
    weights = [n for n in trace.gradients if n[0] in "wb"]
    assert len(weights) == 4 * 2 + 2 + 2 + 1
    assert all(trace.gradients[name] != 0.0 for name in weights)
    assert {"x1", "x2", "x3", "x4", "target"} <= set(trace.gradients)


def test_inputs_and_weights_may_be_given() -> None:
    inputs = {"x1": 1.0, "x2": -1.0, "target": 0.0, "w1_12": 2.0, "w1_11": 0.5, "b1_1": 0.0}
    trace = rg.trace("2-1 tanh", inputs=inputs, language="network")
    assert trace.value == pytest.approx(0.5 * np.tanh(0.5 - 2.0) ** 2)
    arrays = {"X": [[1.0, -1.0]], "y": [[0.0]], "W1": [[0.5], [2.0]], "b1": [0.0]}
    layer = rg.trace("2-1 tanh, depth layer", inputs=arrays)
    assert layer.value == pytest.approx(trace.value, rel=1e-15)


def document(depth: str, **fields: Any) -> str:
    return json.dumps({**fields, "depth": depth})


IMAGE = {"kind": "conv2d", "filters": 2}
LAYERS: dict[str, dict[str, Any]] = {
    "dense": {"layers": [4, 2, 1]},
    "no bias": {"layers": [{"units": 3, "bias": False}, 1]},
    "sigmoid bce": {"layers": [3, 1], "output": "sigmoid", "loss": "bce"},
    "softmax": {"inputs": 3, "layers": [4, 3]},
    "mse": {"inputs": 3, "layers": [4, 3], "loss": "mse"},
    "features": {"features": ["x1", "x2_squared", "x1_x2", "sin_x2"], "layers": [3, 1]},
    "mixed": {"layers": [{"units": 3, "activation": "relu"}, {"units": 3, "activation": "elu"}, 1]},
    "activation": {"layers": [3, {"kind": "activation", "activation": "silu"}, 1]},
    "dropout": {"layers": [4, {"kind": "dropout", "rate": 0.5}, 1]},
    "batch norm": {"layers": [4, {"kind": "batch_norm"}, 1]},
    "skip": {"layers": [2, {"kind": "skip", "from": 0}, 2, {"kind": "skip", "from": 1}, 1]},
    "conv": {"inputs": [5, 5, 2], "layers": [IMAGE, {"kind": "flatten"}, 2]},
    "same": {
        "inputs": [4, 4, 1],
        "layers": [{**IMAGE, "padding": "same", "stride": 2}, {"kind": "flatten"}, 1],
    },
    "pool": {
        "inputs": [6, 6, 1],
        "layers": [IMAGE, {"kind": "max_pool2d"}, {"kind": "flatten"}, 2],
    },
    "rnn": {"inputs": [4, 3], "layers": [{"kind": "rnn", "units": 3}, 2]},
}


@pytest.mark.parametrize("fields", LAYERS.values(), ids=LAYERS)
def test_both_depths_have_the_same_gradients(fields: dict[str, Any]) -> None:
    layer, neuron = (rg.trace(document(depth, **fields)) for depth in ("layer", "neuron"))
    assert neuron.value == pytest.approx(layer.value, rel=1e-13)
    compared = 0
    for name, gradient in layer.gradients.items():
        if name in ("X", "y") or name.startswith("mask"):
            continue
        array = np.asarray(gradient)
        for index in np.ndindex(*array.shape):
            other = neuron.gradients[scalar_name(name, index, array.shape)]
            assert other == pytest.approx(array[index], rel=1e-10, abs=1e-14)
            compared += 1
    assert compared > 4


@pytest.mark.parametrize("depth", ["layer", "neuron"])
@pytest.mark.parametrize("fields", LAYERS.values(), ids=LAYERS)
def test_gradients_agree_with_finite_differences(fields: dict[str, Any], depth: str) -> None:
    trace = rg.trace(document(depth, **fields))
    if len(trace.program.nodes) > 250:
        pytest.skip("the same rules as in smaller ones")
    for name, check in rg.check(trace).items():
        assert check.verdict in ("agrees", "kink"), name


@pytest.mark.parametrize("point", [0, 13])
def test_a_trace_shows_the_mask_that_training_draws_first(point: int) -> None:
    source = f"2-6-1 tanh, dropout 0.5, point {point}, depth "
    trainer = Trainer(spec(source + "layer"))
    for _ in range(point // 10):
        trainer.step()
    drawn = trainer._masks(10)["mask2"][point % 10]
    assert set(drawn) == {0.0, 2.0}
    layer, neuron = (rg.trace(source + depth) for depth in ("layer", "neuron"))
    assert np.array_equal(value_of(layer, "mask2"), [drawn])
    assert [value_of(neuron, f"mask2_{unit}") for unit in range(1, 7)] == list(drawn)
    away = np.flatnonzero(drawn == 0.0)
    assert not layer.gradients["W1"][:, away].any()  # type: ignore[index]
    assert np.array_equal(
        value_of(rg.trace(source + "layer, masks open"), "mask2"), np.ones((1, 6))
    )


def value_of(trace: rg.Trace, name: str) -> Any:
    return trace.numbers.values[trace.program.names[name]]


def test_neurons_are_grouped_in_layers_in_a_network() -> None:
    graph = rg.trace("2-3-1 tanh").document(explain=False)["graph"]
    kinds = {group["path"]: group["kind"] for group in graph["groups"]}
    assert kinds["network/layer1/neuron2"] == "neuron"
    assert kinds["network/layer1"] == "layer"
    weight = next(node for node in graph["nodes"] if node["name"] == "w1_21")
    assert weight["group"] == "network/layer1/neuron2"
    collapsed = next(g for g in graph["groups"] if g["path"] == "network/layer1/neuron2")
    assert len(collapsed["inputs"]) == 2
    assert len(collapsed["outputs"]) == 1


def test_places_point_at_the_layers_of_the_line() -> None:
    nodes = rg.trace("2-30-1 tanh").document(explain=False)["graph"]["nodes"]
    first = next(node for node in nodes if node["name"] == "b1_2")
    assert (first["line"], first["column"], first["end_column"]) == (1, 2, 4)


def test_a_large_network_fits_the_limits_at_the_depth_of_neurons() -> None:
    program = rg.parse("784-32-10 relu, data clouds, depth neuron")
    assert 70_000 < len(program.nodes) < 100_000


def test_a_link_of_playground() -> None:
    read = spec(LINK)
    assert read.features == ["x1", "x1_x2", "sin_x1"]
    assert [layer.units for layer in read.layers] == [3, 2, 1]  # type: ignore[union-attr]
    assert (read.seed, read.data.name, read.data.noise) == ("0.5", "xor", 15)
    assert read.data.train_percent == 70
    assert (read.training.batch_size, read.training.regularization) == (7, "L1")


LINKS = [
    ("#noise=60", lambda read: read.data.noise == 60),
    ("#noise=95", lambda read: read.data.noise == 50),
    ("#noise=-5", lambda read: read.data.noise == 0),
    ("#networkShape=", lambda read: len(read.layers) == 1),
    ("#activation=swish", lambda read: read.activation == "tanh"),
    ("#problem=regression&regDataset=reg-gauss", lambda read: read.data.name == "reg-gauss"),
    ("#problem=regression", lambda read: read.output == "linear"),
    ("#initZero=yes&networkShape=2", lambda read: read.init == "zeros"),
    ("#xSquared=1&networkShape=2", lambda read: "x1_squared" in read.features),
    ("#cosX=true&networkShape=2", lambda read: read.features == ["x1", "x2"]),
    ("?networkShape=3", lambda read: [x.units for x in read.layers] == [3, 1]),
    ("?x=false&networkShape=3#seed=7", lambda read: (read.features, read.seed) == (["x2"], "7")),
    ("networkShape=3&seed=7", lambda read: (len(read.layers), read.seed) == (2, "7")),
    ("", lambda read: [x.units for x in read.layers] == [4, 2, 1]),
    ("#batchSize=30&percTrainData=90", lambda read: read.data.train_percent == 90),
]


@pytest.mark.parametrize(("text", "holds"), LINKS)
@pytest.mark.parametrize("home", ["http://", "https://", ""])
def test_what_playground_makes_of_odd_links(text: str, holds: Any, home: str) -> None:
    source = home + "playground.tensorflow.org/" + text
    assert is_network(source)
    assert holds(spec(source))


def test_the_parameters_of_a_link_alone_are_one() -> None:
    alone = LINK.partition("#")[2]
    assert is_network(alone)
    assert spec(alone) == spec(LINK)


OUT_OF_RANGE = [
    ("batchSize=0", "batchSize of the link is '0'; Playground has whole numbers from 1 to 30"),
    ("batchSize=2.5", "batchSize of the link is '2.5'"),
    ("batchSize=1_0", "batchSize of the link is '1_0'"),
    ("percTrainData=0", "percTrainData of the link is '0'; Playground has 10 to 90"),
    ("percTrainData=101", "percTrainData of the link is '101'"),
    ("learningRate=-1", "learningRate of the link is '-1'"),
    ("regularizationRate=1e9", "regularizationRate of the link is '1e9'"),
    ("networkShape=99999", "networkShape of the link is '99999'"),
    ("networkShape=" + "1," * 99 + "1", "networkShape of the link"),
]


@pytest.mark.parametrize(("text", "told"), OUT_OF_RANGE)
def test_what_a_link_cannot_say_is_told_by_its_name(text: str, told: str) -> None:
    with pytest.raises(SourceError) as caught:
        spec("https://playground.tensorflow.org/#" + text)
    assert caught.value.message.startswith(told)


RECOGNISED = ["4-2-1 tanh", "network 2-3-1", "2-4:relu-1", '{"layers": [1]}', LINK]
PROGRAMS = ["4-2-1", "x-2-1", "3 - 2 if x else 1", "# a=b", "5-3 + y", "x*y"]


def test_networks_are_recognised() -> None:
    recognises = LANGUAGES["network"].recognises
    assert [s for s in RECOGNISED if not recognises(s)] == []
    assert [s for s in PROGRAMS if recognises(s)] == []


BAD: list[str] = [
    "{",
    "{}",
    '{"layers": []}',
    '{"layers": [0]}',
    '{"layers": [1], "loss": "huber"}',
    '{"layers": [1], "colour": 1}',
    '{"layers": [{"kind": "lstm"}]}',
    '{"layers": [{"kind": "flatten"}, {"kind": "conv2d", "filters": 1}]}',
    '{"layers": [2, {"kind": "skip", "from": 5}, 1]}',
    '{"layers": [3, {"kind": "skip", "from": 0}, 1]}',
    '{"inputs": [3, 3, 1], "layers": [{"kind": "conv2d", "filters": 1, "kernel": 5}, 1]}',
    '{"inputs": [3, 3, 1], "layers": [1]}',
    '{"layers": [{"kind": "rnn", "units": 2}]}',
    '{"layers": [1], "weights": {"W9": [[1]]}}',
    '{"layers": [1], "weights": {"W1": [1, 2, 3]}}',
    '{"layers": [1], "point": 5000}',
    '{"inputs": 50, "layers": [1], "data": {"name": "circle"}}',
    '{"layers": [1], "data": {"name": "digits"}}',
    '{"layers": [1], "data": {"points": []}}',
    '{"layers": [1], "data": {"points": [[1, 2]]}}',
    '{"layers": [10000, 10000]}',
    "[" * 3000,
    '{"layers": ' * 3000,
    "0-2-1 tanh",
    "99999-2-1 tanh",
    "https://playground.tensorflow.org/#networkShape=4,x",
    "https://playground.tensorflow.org/#x=false&y=false",
    "https://playground.tensorflow.org/#batchSize=nan",
    '{"layers": [1], "weights": {"W1": [[1e999], [1]]}}',
    "2-" + "9" * 5000 + "-1 tanh",
    "2-4-1 tanh batch 1e400",
    "2-4-1 tanh rate inf",
    "",
]


@pytest.mark.parametrize("source", BAD)
def test_bad_specs_are_told(source: str) -> None:
    with pytest.raises(RivergradError) as caught:
        rg.trace(source, language="network")
    assert caught.value.message


DRAWN = {
    "circle": 500, "xor": 500, "gauss": 500, "spiral": 500, "reg-plane": 1200, "reg-gauss": 1200,
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_the_six_data_sets(name: str) -> None:
    data, _ = load(Wanted(name, "1", (2,), 1, noise=10.0))
    assert data.inputs.shape == (DRAWN[name], 2)
    assert data.training == DRAWN[name] // 2
    assert np.abs(data.inputs).max() < 8.0
    again, _ = load(Wanted(name, "1", (2,), 1, noise=10.0))
    assert np.array_equal(data.inputs, again.inputs)
    if not name.startswith("reg"):
        assert set(np.unique(data.targets)) == {-1.0, 1.0}


def test_first_weights() -> None:
    he, xavier, zeros = (
        Network(spec(f"400-300-1 relu, init {init}")).initial["W1"]
        for init in ("he", "xavier", "zeros")
    )
    assert he.std() == pytest.approx(np.sqrt(2.0 / 400), rel=0.02)
    assert np.abs(xavier).max() <= np.sqrt(6.0 / 700)
    assert xavier.std() == pytest.approx(np.sqrt(2.0 / 700), rel=0.02)
    assert not zeros.any()


def test_the_schema_is_complete() -> None:
    schema = NetworkSpec.model_json_schema()
    assert {"layers", "inputs", "loss", "data", "training"} <= set(schema["properties"])
    for kind in ("Dense", "Conv2D", "RNN", "BatchNorm", "Dropout", "Skip", "MaxPool2D"):
        assert kind in schema["$defs"]


def test_digits_are_learned() -> None:
    trainer = Trainer(spec("784-32-10 relu, rate 0.1, batch 32"))
    assert trainer.data.inputs.shape == (10_000, 784)
    for _ in range(6):
        trainer.finish_epoch()
    assert trainer.score(test=True).accuracy > 0.9  # type: ignore[operator]
