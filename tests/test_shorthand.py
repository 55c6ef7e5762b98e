"""The shorthand line: its words in every spelling, and what is told of those that are none."""

from __future__ import annotations

import pytest

import rivergrad as rg
from rivergrad.errors import SourceError
from rivergrad.networks.reading import is_network, read_network
from rivergrad.networks.spec import NetworkSpec


def spec(source: str) -> NetworkSpec:
    return read_network(source).spec


def test_the_whole_shorthand() -> None:
    line = (
        "2-4:relu-3-1 sigmoid, output linear, loss mse, l1 0.01, seed 7, data reg-plane, noise 5, "
        "batch 3, rate 0.2, adam, init he, depth layer, point 3, train 60, shuffle, epochs 9"
    )
    read = spec(line)
    assert [layer.units for layer in read.layers] == [4, 3, 1]  # type: ignore[union-attr]
    assert read.layers[0].activation == "relu"  # type: ignore[union-attr]
    assert (read.activation, read.output, read.loss) == ("sigmoid", "linear", "mse")
    assert (read.seed, read.init, read.depth, read.point) == ("7", "he", "layer", 3)
    assert (read.data.name, read.data.noise, read.data.train_percent) == ("reg-plane", 5, 60)
    training = read.training
    assert (training.learning_rate, training.batch_size, training.optimizer) == (0.2, 3, "adam")
    assert (training.regularization, training.regularization_rate) == ("L1", 0.01)
    assert (training.shuffle, training.stop_epochs) == (True, 9)


# Each is the same network as the plain line beside it.
SPELLINGS = [
    ("2-4-1 tanh, batch norm", "2-4-1 tanh, batchnorm"),
    ("2-4-1 no bias", "2-4-1 tanh, nobias"),
    ("2-4-1 tanh seed=7", "2-4-1 tanh, seed 7"),
    ("2-4-1 tanh seed = 7", "2-4-1 tanh, seed 7"),
    ("2-4-1 tanh, output: sigmoid", "2-4-1 tanh, output sigmoid"),
    ("2-4-1 tanh dropout 20%", "2-4-1 tanh, dropout 0.2"),
    ("2-4-1 tanh noise 10% train 70%", "2-4-1 tanh, noise 10, train 70"),
    ("2-4-1 learning rate 0.1", "2-4-1 tanh, rate 0.1"),
    ("2-4-1 tanh Learning_Rate: 0.1", "2-4-1 tanh, lr 0.1"),
    ("2-4-1 batch size 10", "2-4-1 tanh, batch 10"),
    ("2-4-1 activation relu", "2-4-1 relu"),
    ("784-32-10 relu mnist", "784-32-10 relu, digits"),
    ("2-4-1 swish", "2-4-1 silu"),
    ("2-4:swish-1", "2-4:silu-1"),
    ("2-4-1 leaky relu", "2-4-1 leaky_relu"),
    ("2-4-1 tanh, init glorot", "2-4-1 tanh, init xavier"),
    ("4 - 2 - 1 tanh", "4-2-1 tanh"),
    ("4\N{EN DASH}2\N{EM DASH}1 tanh", "4-2-1 tanh"),
    ("4\N{MINUS SIGN}2\N{NON-BREAKING HYPHEN}1 tanh", "4-2-1 tanh"),
    ("28\N{MULTIPLICATION SIGN}28-1 tanh", "28x28-1 tanh"),
    ("2-4-1 tanh, stop loss 0.1", "2-4-1 tanh, stop_loss 0.1"),
    ("2-4-1 tanh, loss binary_crossentropy", "2-4-1 tanh, loss bce"),
    ("3-4-3 tanh, loss cross entropy", "3-4-3 tanh, loss cross_entropy"),
    ("3-4-3:softmax tanh", "3-4-3 tanh, output softmax"),
    ("3-4-3 softmax", "3-4-3 tanh, output softmax"),
]


@pytest.mark.parametrize(("spelled", "plain"), SPELLINGS)
def test_words_are_understood_in_other_spellings(spelled: str, plain: str) -> None:
    assert is_network(spelled)
    one, other = (rg.trace(f"{s}, depth layer", language="network").value for s in (spelled, plain))
    assert one == other
    found, meant = (spec(s).model_dump(exclude={"layers"}) for s in (spelled, plain))
    assert found == meant


def test_images_are_flattened_first() -> None:
    read = spec("4x4x2-5-2 relu")
    assert read.input_shape == (4, 4, 2)
    assert [layer.kind for layer in read.layers] == ["flatten", "dense", "dense"]
    assert rg.trace("4x4x2-5-2 relu, depth layer").gradients["W2"].shape == (32, 5)  # type: ignore[union-attr]


def test_a_seed_may_be_any_word() -> None:
    for seed in ("a=b", "mnist", "x:y", "lr", "1-2"):
        assert spec(f"2-4-1 tanh seed {seed}, batch 3").seed == seed


def test_places_stand_where_the_sizes_do() -> None:
    places = read_network("# a\nnetwork  4 - 22:relu \N{EN DASH} 1").places
    assert [(p.line, p.column, p.end_column) for p in places] == [(2, 13, 20), (2, 23, 24)]


WRONG = [
    ("2-4-1 tahn", "tanh", 6),
    ("2-4-1 tanh, loss huber", "loss", 17),
    ("2-4-1 tanh, seed", "seed", 12),
    ("2-4-1 tanh, batch x", "number", 18),
    ("2-4:tahn-1 relu", "tahn", 2),
]


@pytest.mark.parametrize(("source", "word", "column"), WRONG)
def test_a_wrong_word_has_its_place(source: str, word: str, column: int) -> None:
    with pytest.raises(SourceError) as caught:
        rg.parse(source, "network")
    assert word in str(caught.value)
    assert caught.value.place is not None
    assert caught.value.place.column == column


HINTS = [
    ("2-4-1 tanh, batch 0.1", "write batch 10"),
    ("2-4-1 tanh, batch x", "write batch 10"),
    ("2-4-1 tanh, rate x", "write rate 0.1"),
    ("2-4-1 tanh, rate 1_0", "write rate 0.1"),
    ("2-4-1 tanh, dropout 20", "dropout 20%"),
    ("2-4-1 tanh, l1 0.1, l2 0.1", "leave one out"),
    ("2-4-1 tanh, conv 8", '"kind": "conv2d"'),
    ("28x28-conv8-10 relu", '"kind": "max_pool2d"'),
    ("2-4-1 tanh, lstm", '"kind": "rnn"'),
    ("2-4-1 tanh, skip 1", '"kind": "skip"'),
    ("2-4-1 tanh, frobnicate", "output sigmoid"),
    ("3-4-3 tanh, output softmax, loss bce", ""),
    ("2-4:softmax-1", "use one of"),
]


@pytest.mark.parametrize(("source", "hint"), HINTS)
def test_hints_say_what_to_write(source: str, hint: str) -> None:
    with pytest.raises(SourceError) as caught:
        spec(source)
    assert caught.value.hint is not None
    assert hint in caught.value.hint
    assert len(caught.value.hint) < 200


@pytest.mark.parametrize("source", ["1 - " * 50_000 + "1x", "1-" * 50_000 + "x", "a=" * 50_000])
def test_long_lines_are_soon_refused(source: str) -> None:
    with pytest.raises(SourceError):
        spec(source)
