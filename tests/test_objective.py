"""What a network learns: output, loss and labels that fit each other, and own points."""

from __future__ import annotations

import json
from typing import Any

import pytest

import rivergrad as rg
from rivergrad.errors import InputError, LimitError, SourceError
from rivergrad.networks.network import Network
from rivergrad.networks.reading import read_network
from rivergrad.networks.spec import NetworkSpec
from rivergrad.training import Trainer

SIGMOID = {"kind": "activation", "activation": "sigmoid"}
TORCH = """Sequential(
  (0): Linear(in_features=2, out_features=4, bias=True)
  (1): Tanh()
  (2): Linear(in_features=4, out_features=1, bias=True)
  (3): Sigmoid()
)"""
LAYERS = [
    {"class_name": "InputLayer", "config": {"batch_shape": [None, 2]}},
    {"class_name": "Dense", "config": {"units": 4, "activation": "tanh"}},
    {"class_name": "Dense", "config": {"units": 1, "activation": "sigmoid"}},
]
KERAS = json.dumps({"class_name": "Sequential", "config": {"name": "s", "layers": LAYERS}})


def network(source: str | dict[str, Any]) -> Network:
    return Network(read_network(source if isinstance(source, str) else json.dumps(source)).spec)


def own(*rows: list[float], **fields: Any) -> dict[str, Any]:
    return {"layers": [4, 1], "data": {"points": list(rows)}, **fields}


SIGNS, BITS = ([1, 2, -1], [2, 3, 1]), ([1, 2, 0], [2, 3, 1])
NUMBERS = ([1, 2, 3], [2, 3, 4])
PROBABILITIES = ([1, 2, 0.25], [2, 3, 0.5])
ONE_OF_TWO = ([1, 2, 0, 1], [2, 3, 1, 0])
OBJECTIVES: list[tuple[Any, str, str, str]] = [
    ("2-4-1 tanh", "tanh", "half_squared", "sign"),
    ("2-4-1 tanh, output sigmoid", "sigmoid", "bce", "probability"),
    ("2-4-1:sigmoid", "sigmoid", "bce", "probability"),
    ("2-4-1:sigmoid, output tanh", "sigmoid", "bce", "probability"),
    ("2-4-1 tanh, loss bce", "sigmoid", "bce", "probability"),
    ("2-4-1 tanh, output sigmoid, loss mse", "sigmoid", "mse", "probability"),
    ("2-4-1 tanh, output relu", "relu", "half_squared", "probability"),
    ("2-4-1 tanh, output linear", "linear", "half_squared", "sign"),
    ("2-4-1 tanh, reg-plane", "linear", "half_squared", "number"),
    ("2-4-1 tanh, reg-plane, output sigmoid", "sigmoid", "half_squared", "number"),
    ("3-4-3 tanh", "linear", "cross_entropy", "one_hot"),
    ("3-4-3:linear tanh", "linear", "cross_entropy", "one_hot"),
    ("3-4-3:tanh", "tanh", "half_squared", "one_hot"),
    ("3-4-3:softmax tanh", "linear", "cross_entropy", "one_hot"),
    ("3-4-3 tanh, output sigmoid", "sigmoid", "bce", "one_hot"),
    (TORCH, "sigmoid", "bce", "probability"),
    (KERAS, "sigmoid", "bce", "probability"),
    ({"layers": [4, {"units": 1, "activation": "sigmoid"}]}, "sigmoid", "bce", "probability"),
    ({"layers": [4, 1, SIGMOID]}, "linear", "bce", "probability"),
    ({"layers": [4, 3], "inputs": 3, "output": "softmax"}, "linear", "cross_entropy", "one_hot"),
    (own(*SIGNS), "tanh", "half_squared", "sign"),
    (own(*BITS), "tanh", "half_squared", "sign"),
    (own(*SIGNS, output="sigmoid"), "sigmoid", "bce", "probability"),
    (own(*BITS, output="sigmoid"), "sigmoid", "bce", "probability"),
    (own(*NUMBERS), "linear", "half_squared", "number"),
    (own(*PROBABILITIES, loss="bce"), "sigmoid", "bce", "number"),
    (own(*ONE_OF_TWO, layers=[4, 2]), "linear", "cross_entropy", "one_hot"),
]


@pytest.mark.parametrize(("source", "output", "loss", "labels"), OBJECTIVES)
def test_what_is_left_out_fits_what_is_said(
    source: Any, output: str, loss: str, labels: str
) -> None:
    found = network(source)
    weighted = [layer for layer in found.layers if layer.parameters()]
    assert weighted[-1].activation == output  # type: ignore[attr-defined]
    assert (found.loss, found.data.labels) == (loss, labels)
    targets = set(found.data.targets.ravel().tolist())
    allowed = {"sign": {-1.0, 1.0}, "probability": {0.0, 1.0}, "one_hot": {0.0, 1.0}}
    assert targets == allowed.get(labels, targets)


LEARNED: list[Any] = [
    "2-4-2:tanh-1:sigmoid gauss",
    "2-4-2-1 tanh, output sigmoid, gauss",
    "2-4-1 tanh, output relu, gauss, init xavier",
    {"layers": [4, 1, SIGMOID], "data": {"name": "gauss"}},
    TORCH,
    KERAS,
]


@pytest.mark.parametrize("source", LEARNED)
def test_outputs_of_every_kind_are_learned(source: Any) -> None:
    read = read_network(source if isinstance(source, str) else json.dumps(source)).spec
    data = read.data.model_copy(update={"name": "gauss"})
    trainer = Trainer(read.model_copy(update={"data": data}))
    for _ in range(30):
        trainer.finish_epoch()
    score = trainer.score()
    assert score.accuracy == 1.0
    assert 0.0 < score.loss < 0.2


UNFIT: list[tuple[Any, str, str]] = [
    ("2-4-1 tanh, output softmax", "softmax", "output sigmoid"),
    ("2-4-1 tanh, loss cross_entropy", "one output", "output sigmoid"),
    ("2-4-1 tanh, output tanh, loss bce", "the output is tanh", "output sigmoid"),
    ("2-4-1 tanh, output relu, loss bce", "the output is relu", "output sigmoid"),
    ("2-4-1:tanh, loss bce", "the output is tanh", "output sigmoid"),
    ("2-4-1 tanh, reg-plane, loss bce", "reg-plane", "half_squared"),
    ("2-4-2 tanh, reg-plane, loss cross_entropy", "reg-plane", "half_squared"),
    ({"layers": [1, {"kind": "batch_norm"}], "output": "sigmoid", "loss": "bce"}, "bce", "output"),
    (own(*NUMBERS, loss="bce"), "from 3 to 4", "half_squared"),
    (own([1, 2, 3, 4], layers=[2], loss="cross_entropy"), "add up to 1", "half_squared"),
]


@pytest.mark.parametrize(("source", "word", "hint"), UNFIT)
def test_a_loss_that_does_not_fit_is_refused(source: Any, word: str, hint: str) -> None:
    with pytest.raises(SourceError) as caught:
        rg.trace(source if isinstance(source, str) else json.dumps(source), language="network")
    assert word in caught.value.message
    assert hint in (caught.value.hint or "")


# Own points


def from_csv(text: str, **fields: Any) -> str:
    return json.dumps({"layers": [2, 1], "data": {"csv": text}, **fields})


BAD_ROWS = [
    (
        "x,y,label\n1,2,1\n1,2\n3,a,1\n\n4,5,-1\n1,2,inf\n",
        ["row 3: 2 columns", "row 4: 'a'", "row 7: 'inf'"],
    ),
    ("1,2,1\n1_0,2,1\n", ["row 2: '1_0' is not a finite number"]),
    ("1,2\n1,2,1\n" + "1,2\n" * 8, ["rows 1, 3, 4, 5, 6, 7, 8, 9, 10: 2 columns"]),
    ("1,2\n" * 2_000, ["rows 1, 2, ", " 100: 2 columns; and 1,900 more rows"]),
    ("1,2,nan\n1,2,1\n", ["row 1: 'nan'"]),
]


@pytest.mark.parametrize(("text", "told"), BAD_ROWS)
def test_each_bad_row_of_a_csv_is_named(text: str, told: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        rg.trace(from_csv(text))
    for part in told:
        assert part in caught.value.message
    assert caught.value.place is None, "rows stand in a line of the source of their own number"


def test_a_byte_order_mark_is_no_number() -> None:
    for mark in ("", "\ufeff"):
        assert len(network(from_csv(f"{mark}1,2,1\n3,4,-1\n")).data) == 2
        assert len(network(from_csv(f"{mark}a,b,c\n1,2,1\n3,4,-1\n")).data) == 2


TWO_PLACES = [
    ({"csv": "1,2,1", "points": [[1, 2, 1]]}, "points and csv"),
    ({"csv": "1,2,1", "name": "circle"}, "csv and the name 'circle'"),
    ({"points": [[1, 2, 1]], "name": "xor"}, "points and the name 'xor'"),
]


@pytest.mark.parametrize(("data", "told"), TWO_PLACES)
def test_examples_come_from_one_place(data: dict[str, Any], told: str) -> None:
    with pytest.raises(SourceError, match=told):
        network({"layers": [1], "data": data})
    named = {**{k: v for k, v in data.items() if k == "points"}, "name": "points"}
    if "points" in data:
        assert len(network({"layers": [1], "data": named}).data) == 1


def test_own_points_have_at_most_10_000_rows() -> None:
    with pytest.raises(LimitError, match="10,000"):
        rg.trace(from_csv("1,2,1\n" * 10_001))


def test_own_points_are_learned() -> None:
    text = "a;b;c\n" + "".join(f"{x};{y};{1 if x > y else 0}\n" for x in range(9) for y in range(9))
    fields = {"layers": [4, 1], "output": "sigmoid", "loss": "bce", "data": {"csv": text}}
    trainer = Trainer(NetworkSpec.model_validate(fields))
    assert trainer.data.labels == "probability"
    for _ in range(100):
        trainer.finish_epoch()
    assert trainer.score(test=True).accuracy > 0.8  # type: ignore[operator]


def test_own_numbers_are_learned() -> None:
    rows: list[list[float]] = [[x, y, 2 * x - y + 3] for x in range(-2, 3) for y in range(-2, 3)]
    trainer = Trainer(network(own(*rows)).spec)
    for _ in range(300):
        trainer.finish_epoch()
    assert trainer.score().accuracy is None
    assert trainer.score().loss < 0.05
