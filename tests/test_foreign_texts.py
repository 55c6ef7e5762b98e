"""Options of Keras, texts as Keras 2 wrote them, and prints of PyTorch, one change at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rivergrad.networks.reading import read_network
from rivergrad.networks.spec import NetworkSpec

KERAS = json.loads((Path(__file__).parent / "data/foreign.json").read_text())["keras"]
LINEAR: dict[str, Any] = {"activation": "linear", "init": "xavier"}
FOUR = {"units": 4, **LINEAR}
LEAKY_3 = {"kind": "activation", "activation": "leaky_relu", "alpha": 0.3}
FLAT = {"kind": "flatten"}
Told = Callable[[str, list[str]], None]


OPTIONS: list[tuple[str, str, str, Any, str]] = [
    ("cnn", "Conv2D", "dilation_rate", [2, 2], "dilation_rate is 2, but must be 1"),
    ("cnn", "Conv2D", "groups", 3, "groups is 3, but must be 1"),
    ("cnn", "Conv2D", "data_format", "channels_first", "must be channels_last"),
    ("cnn", "Conv2D", "kernel_size", [3, 5], "kernel_size is [3, 5]"),
    ("cnn", "Conv2D", "strides", [0, 0], "strides is 0"),
    ("cnn", "Conv2D", "kernel_constraint", {"class_name": "MaxNorm"}, "kernel_constraint (MaxNorm"),
    ("cnn", "Conv2D", "kernel_initializer", {"class_name": "RandomNormal"}, "RandomNormal, but"),
    ("cnn", "Conv2D", "bias_initializer", {"class_name": "Ones"}, "is Ones, but must be Zeros"),
    ("cnn", "MaxPooling2D", "pool_size", [2, 3], "pool_size is [2, 3]"),
    ("cnn", "BatchNormalization", "axis", 1, "axis is 1, but must be the last one, -1 or 3"),
    ("cnn", "BatchNormalization", "scale", False, "scale is False, but must be True"),
    ("cnn", "BatchNormalization", "center", False, "center is False, but must be True"),
    ("cnn", "BatchNormalization", "momentum", 1.0, "momentum is 1.0"),
    ("cnn", "BatchNormalization", "gamma_initializer", "zeros", "must be Ones"),
    ("cnn", "Dropout", "noise_shape", [1, 2], "noise_shape"),
    ("cnn", "Dropout", "rate", 1.5, "rate is 1.5"),
    ("cnn", "Dense", "units", 0, "units is 0, but must be a whole number from 1"),
    ("cnn", "Dense", "activation", "mish", "the activation mish is not known"),
    ("cnn", "Dense", "kernel_regularizer", {"class_name": "L2", "config": {"l2": 0.1}}, "L2 0.1"),
    ("cnn", "Dense", "bias_regularizer", {"class_name": "L2"}, "bias_regularizer (L2)"),
    ("cnn", "Dense", "activity_regularizer", {"class_name": "L1"}, "activity_regularizer (L1)"),
    ("cnn", "Dense", "kernel_regularizer", {"class_name": "Orthogonal"}, "must be L1 or L2"),
    ("rnn", "SimpleRNN", "use_bias", False, "use_bias is False, but must be True"),
    ("rnn", "SimpleRNN", "go_backwards", True, "go_backwards is True, but must be False"),
    ("rnn", "SimpleRNN", "return_sequences", True, "return_sequences is True"),
    ("rnn", "SimpleRNN", "dropout", 0.1, "dropout is 0.1, but must be 0"),
    ("rnn", "SimpleRNN", "recurrent_dropout", 0.1, "recurrent_dropout is 0.1"),
    ("rnn", "SimpleRNN", "activation", "leaky_relu", "leaky_relu with the constant 0.2"),
    ("rnn", "SimpleRNN", "activation", "softmax", "activation is softmax"),
    ("rnn", "SimpleRNN", "recurrent_initializer", {"class_name": "Zeros"}, "must be Orthogonal"),
    ("add_skip", "ReLU", "max_value", 6.0, "max_value (6.0) is not known"),
    ("add_skip", "ReLU", "negative_slope", 0.1, "negative_slope is 0.1, but must be 0"),
    ("add_skip", "ReLU", "threshold", 1.0, "threshold is 1.0, but must be 0"),
]


@pytest.mark.parametrize(("model", "kind", "option", "value", "words"), OPTIONS)
def test_an_option_of_keras_that_we_do_not_have_is_named(
    model: str, kind: str, option: str, value: Any, words: str, told: Told
) -> None:
    document = json.loads(json.dumps(KERAS[model]))
    changed = next(x for x in document["config"]["layers"] if x["class_name"] == kind)
    changed["config"][option] = value
    told(json.dumps(document), [changed["config"]["name"], kind, words])


def layer(kind: str, name: str, *sources: str, **config: Any) -> dict[str, Any]:
    """A layer of a functional model as Keras 2 writes it."""
    node = [[source, 0, 0, {}] for source in sources]
    told = {"class_name": kind, "config": {"name": name, **config}, "name": name}
    return {**told, "inbound_nodes": [node] if node else []}


def keras_2(*layers: dict[str, Any], output: str) -> str:
    start = layer("InputLayer", "in", batch_input_shape=[None, 4])
    ends = {"input_layers": [["in", 0, 0]], "output_layers": [[output, 0, 0]]}
    return json.dumps({"class_name": "Functional", "config": {"layers": [start, *layers], **ends}})


def sequential(*layers: dict[str, Any], **fields: Any) -> str:
    """A Sequential of Keras 2, which has no InputLayer."""
    found = {"layers": list(layers), **fields}
    return json.dumps({"class_name": "Sequential", "config": found})


FIRST = layer("Dense", "d1", batch_input_shape=[None, 3], units=2, activation="elu")
GRAPH = (layer("Dense", "a", "in", units=4), layer("Dense", "b", "a", units=4))
LEAKY = layer("LeakyReLU", "l", alpha=0.30000001192092896)
KERAS_2: dict[str, tuple[str, dict[str, Any]]] = {
    "skip": (
        keras_2(*GRAPH, layer("Add", "s", "b", "a"), output="s"),
        {"inputs": 4, "layers": [FOUR, FOUR, {"kind": "skip", "from": 1}]},
    ),
    "skip from the inputs": (
        keras_2(*GRAPH, layer("Add", "s", "in", "b"), output="s"),
        {"inputs": 4, "layers": [FOUR, FOUR, {"kind": "skip", "from": 0}]},
    ),
    "input shape of the first layer": (
        sequential(FIRST, LEAKY),
        {
            "inputs": 3,
            "layers": [{"units": 2, "activation": "elu", "init": "xavier"}, LEAKY_3],
        },
    ),
    "build_input_shape": (
        sequential(layer("Dense", "d", units=2), build_input_shape=[None, 5]),
        {"inputs": 5, "layers": [{"units": 2, **LINEAR}]},
    ),
    "axis of an image": (
        sequential(
            layer("BatchNormalization", "n", batch_input_shape=[None, 2, 2, 1], axis=[3]),
            *(layer("Flatten", "f"), layer("Dense", "d", units=1)),
        ),
        {
            "inputs": [2, 2, 1],
            "layers": [
                {"kind": "batch_norm", "epsilon": 0.001, "momentum": 0.01}, FLAT,
                {"units": 1, **LINEAR},
            ],
        },
    ),
    "l1": (
        sequential(
            layer(
                "Dense", "d", batch_input_shape=[None, 3], units=1,
                kernel_regularizer={
                    "class_name": "L1L2", "config": {"l1": 0.009999999776482582, "l2": 0.0},
                },
            )
        ),
        {
            "inputs": 3,
            "layers": [{"units": 1, **LINEAR}],
            "training": {"regularization": "L1", "regularization_rate": 0.01},
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KERAS_2)
def test_models_of_keras_2(name: str) -> None:
    source, expected = KERAS_2[name]
    assert read_network(source).spec == NetworkSpec.model_validate(expected)


KERAS_2_REFUSED = [
    (keras_2(*GRAPH, output="a"), ["the outputs are a, but must be the last layer, b"]),
    (keras_2(*GRAPH, layer("Add", "s", "a"), output="s"), ["s (Add) adds a"]),
    (keras_2(*GRAPH, layer("Add", "s", "b", "b"), output="s"), ["s (Add) adds b and b"]),
    (keras_2(*GRAPH, layer("Multiply", "m", "b"), output="m"), ["m (Multiply) is not known"]),
    (sequential(FIRST, layer("LSTM", "l", units=2)), ["l (LSTM) is not known", "there are dense"]),
    (sequential(FIRST, layer("Softmax", "p"), FIRST), ["p (Softmax)", "must be the last"]),
    (sequential(FIRST, layer("Dense", "d")), ["d (Dense): units is missing"]),
    (sequential(FIRST, layer("Dense", "d", units=1, kernel_regularizer=3)), ["at d (Dense)"]),
    (sequential(), ["inputs is missing"]),
    (sequential(*GRAPH), ["cannot be read"]),
    ('{"class_name": "Sequential", "config": 5}', ["does not tell its layers"]),
    ('{"class_name": "Mine", "config": {}}', ["Mine (Mine) does not tell its layers"]),
    ('{"class_name": "Sequential", "config": {"layers": [1]}}', ["cannot be read"]),
]


@pytest.mark.parametrize(("source", "words"), KERAS_2_REFUSED)
def test_what_a_model_of_keras_2_lacks_is_named(source: str, words: list[str], told: Told) -> None:
    told(source, words)


def printed(*modules: str) -> str:
    return "\n".join(("Sequential(", *(f"  ({i}): {m}" for i, m in enumerate(modules)), ")"))


LINEAR_2 = "Linear(in_features=2, out_features=2, bias=True)"
CONV = "Conv2d(1, 8, kernel_size=(3, 3), stride=(1, 1))"
TORCH = printed(
    CONV,
    "ReLU()",
    "MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)",
    "Flatten(start_dim=1, end_dim=-1)",
    "Linear(in_features=1352, out_features=32, bias=True)",
    "BatchNorm1d(32, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)",
    "Tanh()",
    "Dropout(p=0.5, inplace=False)",
    "Linear(in_features=32, out_features=10, bias=False)",
    "Softmax(dim=1)",
)


def test_places_point_at_the_modules_of_a_print() -> None:
    read = read_network(TORCH)
    assert [place.line for place in read.places] == [2, 4, 5, 6, 7, 8, 9, 10]
    assert read.spec.inputs == [28, 28, 1]
    assert read.places[0].column == 2


def test_a_module_may_stand_many_times() -> None:
    read = read_network(printed(f"2 x {LINEAR_2}", "3 x Sequential(", LINEAR_2, "Tanh()") + "\n)")
    assert [layer.activation for layer in read.spec.layers] == ["linear"] * 2 + ["tanh"] * 3  # type: ignore[union-attr]
    assert [place.line for place in read.places] == [2, 2, 4, 4, 4]


TORCH_REFUSED = [
    (TORCH.replace("Tanh()", "LSTM(32, 32)"), ["line 8", "(6) LSTM", "not known"]),
    (TORCH.replace("stride=(1, 1)", "stride=(1, 2)"), ["(0) Conv2d", "stride is (1, 2)"]),
    (TORCH.replace("1352", "1353"), ["(4) Linear takes 1,353", "no square image up to 128×128"]),
    (TORCH.replace("BatchNorm1d(32", "BatchNorm1d(31"), ["(5) BatchNorm1d takes 31", "32 come in"]),
    (printed("Linear(5, 3)"), ["(0) Linear", "out_features is missing"]),
    (printed("Linear(in_features=[1], out_features=None)"), ["(0) Linear"]),
    (printed("Linear(in_features=2, out_features=20000)"), ["20000", "from 1 to 10,000"]),
    (printed(LINEAR_2, "BatchNorm1d(2, affine=False)"), ["affine is False, but must be True"]),
    (printed(LINEAR_2, "BatchNorm2d(2, eps=1e-05)"), ["needs an example of 3 axes, but 1 come in"]),
    (printed(LINEAR_2, "Softmax(dim=0)"), ["dim is 0, but must be 1 or -1"]),
    (printed("Softmax(dim=1)", LINEAR_2), ["(0) Softmax", "must be the last"]),
    (printed(LINEAR_2, "Softmax(dim=1)", "ReLU()"), ["(1) Softmax", "must be the last"]),
    (printed(LINEAR_2, "Softmax(dim=1)", "Softmax(dim=1)"), ["(2) Softmax", "second softmax"]),
    (printed("Conv2d(1, 8, kernel_size=(4, 4), padding=same)"), ["padding is same", "4×4"]),
    (printed("Conv2d(1, 8, kernel_size=(5, 5), padding=(1, 1))"), ["padding is 1, but", "2"]),
    (printed("RNN(2, 3)", "Flatten(start_dim=1, end_dim=-1)", LINEAR_2), ["takes 2", "3 come in"]),
    (printed("ReLU()"), ["how many inputs"]),
    (printed("Linear(in_features=2"), ["line 2", "a bracket is not closed"]),
    (printed("Linear(in_features=2 2)"), ["line 2", "cannot be read"]),
    (printed(LINEAR_2, "and so on"), ["line 3", "no module"]),
    (printed("Sequential(", LINEAR_2), ["before its last bracket"]),
    (printed(*["999 x Sequential("] * 20, "Tanh()") + "\n)" * 20, ["how many inputs", "1,000"][1:]),
    (printed(f"101 x {LINEAR_2}"), ["more than 100 layers"]),
    (printed(*["Sequential("] * 60), ["nested more than 50 deep"]),
]


@pytest.mark.parametrize(("source", "words"), TORCH_REFUSED)
def test_what_a_print_of_torch_lacks_is_named(source: str, words: list[str], told: Told) -> None:
    told(source, words)
