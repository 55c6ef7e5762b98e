"""Training: Playground's numbers, optimizers, resuming bit for bit."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import orjson
import pytest

import rivergrad as rg
from rivergrad.data import SeededRandom
from rivergrad.errors import InputError, TimeLimitError
from rivergrad.limits import Limits
from rivergrad.networks.reading import read_network
from rivergrad.tape import lay_flat, run
from rivergrad.training import Trainer, frame, frames, maps, resumed, snapshot, train

# Playground itself, default settings, seed 0.59704 (shared reference run).
GOLDEN = {
    0: (0.499440, 0.501190),
    1: (0.497578, 0.498116),
    10: (0.486275, 0.484222),
    100: (0.010396, 0.011562),
}
LINK = "https://playground.tensorflow.org/#networkShape=4,2&seed=0.59704"


def spec(source: str) -> Any:
    return read_network(source).spec


@pytest.mark.parametrize("source", ["2-4-2-1 tanh, seed 0.59704", LINK])
def test_the_golden_run_of_playground(source: str) -> None:
    result = train(Trainer(spec(source)), 100, record=GOLDEN)
    found = {f.epoch: (round(f.train_loss, 6), round(f.test_loss, 6)) for f in result.frames}
    assert found == GOLDEN


def test_the_first_point_and_the_first_weights_of_playground() -> None:
    trainer = Trainer(spec(LINK))
    x, y = trainer.data.train
    assert x[0] == pytest.approx([0.240144912, 0.460358932], abs=1e-9)
    assert y[0] == [1.0]
    assert trainer.model.weights["W1"][:, 0] == pytest.approx([0.013961340, 0.433025998], abs=1e-9)
    assert np.all(trainer.model.weights["b2"] == 0.1)


def test_the_stream_of_seedrandom() -> None:
    """The first numbers that seedrandom's own documentation gives for this seed."""
    random = SeededRandom("hello.")
    assert [random.uniform(), random.uniform()] == [0.9282578795792454, 0.3752569768646784]


@pytest.mark.parametrize("rest", [0, 7])
def test_left_over_gradients_go_into_the_next_epoch(rest: int) -> None:
    """As Playground does it, point by point: the reference adds gradients one by one."""
    source = f"2-3-1 tanh, batch {25 - rest}, seed a, data xor"
    assert _losses(source, 3) == pytest.approx(_by_points(source, 3), rel=1e-12)


def _losses(source: str, epochs: int) -> list[float]:
    return [f.train_loss for f in frames(Trainer(spec(source)), epochs)]


def _by_points(source: str, epochs: int) -> list[float]:
    trainer = Trainer(spec(source))
    model, (x, y) = trainer.model, trainer.data.train
    losses = [trainer.score().loss]
    total = {name: np.zeros(w.shape) for name, w in model.weights.items()}
    count = 0
    for _ in range(epochs):
        for i in range(len(x)):
            model.training.forward(x[i : i + 1], y[i : i + 1])
            total = {name: total[name] + g for name, g in model.training.backward().items()}
            count += 1
            if (i + 1) % trainer.spec.training.batch_size == 0:
                for name, weight in model.weights.items():
                    np.subtract(weight, 0.03 / count * total[name], out=weight)
                    total[name] = np.zeros(weight.shape)
                count = 0
        losses.append(trainer.score().loss)
    return losses


def test_an_l1_penalty_kills_weights_that_cross_zero_and_they_stay_dead() -> None:
    trainer = Trainer(spec("2-4-1 tanh, l1 0.1, rate 0.1"))
    trainer.finish_epoch()
    dead = {name: array.copy() for name, array in trainer.optimizer.dead.items()}
    assert any(array.any() for array in dead.values())
    trainer.finish_epoch()
    for name, array in dead.items():
        assert np.all(trainer.model.weights[name][array] == 0.0)


def test_an_l2_penalty_is_weight_decay_that_leaves_biases() -> None:
    with_penalty, without = (Trainer(spec(f"2-3-1 tanh{rest}")) for rest in (", l2 0.5", ""))
    before = with_penalty.model.weights["W1"].copy()
    with_penalty.step()
    without.step()
    expected = without.model.weights["W1"] - 0.03 * 0.5 * before
    assert np.allclose(with_penalty.model.weights["W1"], expected, rtol=1e-14)
    assert np.array_equal(with_penalty.model.weights["b1"], without.model.weights["b1"])


def test_adam_steps_by_the_learning_rate_at_first() -> None:
    trainer = Trainer(spec("2-3-1 tanh, adam, rate 0.01"))
    before = trainer.model.weights["W1"].copy()
    trainer.step()
    assert np.allclose(np.abs(trainer.model.weights["W1"] - before), 0.01, rtol=1e-4)


def test_momentum_adds_up() -> None:
    trainer = Trainer(spec("2-3-1 tanh, momentum 0.5, rate 0.01"))
    before = trainer.model.weights["W1"].copy()
    trainer.step()
    first = trainer.gradients["W1"]
    trainer.step()
    moved = 0.01 * (first + 0.5 * first + trainer.gradients["W1"])
    assert np.allclose(before - trainer.model.weights["W1"], moved, rtol=1e-12)


SEQUENCE = '{"inputs": [4, 3], "layers": [{"kind": "rnn", "units": 3}, 2]}'
IMAGES = """{"inputs": [6, 6, 2], "layers": [{"kind": "conv2d", "filters": 3, "activation": "relu"},
    {"kind": "max_pool2d"}, {"kind": "flatten"}, {"kind": "batch_norm"}, 2]}"""
REPLAYED = [
    "2-4-2-1 tanh",
    "2-4-2-1 relu, batchnorm, dropout 0.3",
    "2-3-1 tanh, output sigmoid, loss bce",
    "3-5-4 softmax",
    SEQUENCE,
    IMAGES,
]


@pytest.mark.parametrize("source", REPLAYED)
@pytest.mark.parametrize("examples", [1, 10])
def test_the_gradients_of_a_batch_are_those_of_a_run_of_the_tape(
    source: str, examples: int
) -> None:
    trainer = Trainer(spec(source))
    running = trainer.model.training
    x, y = (part[:examples] for part in trainer.data.train)
    masks = {
        d.mask: d.draw_mask(np.random.default_rng(1), examples) for d in trainer.model.dropouts
    }
    loss = running.forward(x, y, masks)
    gradients = running.backward()
    tape = lay_flat(running.written.program)
    given = {running.written.settable[n]: a for n, a in {"X": x, "y": y, **masks}.items()}
    tape = tape._replace(values=[given.get(i, value) for i, value in enumerate(tape.values)])
    numbers = run(tape, {}, 1.0, Limits())
    assert loss == numbers.values[running.written.program.output]
    for name, gradient in gradients.items():
        assert np.array_equal(gradient, numbers.gradients[running.written.program.inputs[name]])


@pytest.mark.parametrize("source", [SEQUENCE, IMAGES])
def test_sequences_and_images_are_learned(source: str) -> None:
    trainer = Trainer(spec(source))
    for _ in range(20):
        trainer.finish_epoch()
    score = trainer.score(test=True)
    assert score.accuracy is not None
    assert score.accuracy > 0.9


RESUMED = [
    "2-4-2-1 tanh, l1 0.003, batch 7",
    "2-4-2-1 relu, adam, batch 9, shuffle, dropout 0.2, batchnorm",
    "3-4-3 momentum 0.9, softmax, seed β",
    "40-30-1 tanh, output sigmoid, loss bce",
]


@pytest.mark.parametrize("source", RESUMED)
def test_a_snapshot_resumes_bit_for_bit(source: str) -> None:
    whole = train(Trainer(spec(source)), 6).trainer
    part = train(Trainer(spec(source)), 2).trainer
    for _ in range(3):
        part.step()
    sent = orjson.loads(orjson.dumps(snapshot(part)))
    later = resumed(sent)
    while later.epoch < 6:
        later.step()
    assert snapshot(later) == snapshot(whole)
    assert frame(later).test_loss == frame(whole).test_loss


BAD_SNAPSHOTS: list[tuple[str, dict[str, Any]]] = [
    ("version", {"version": 2}),
    ("epoch", {"epoch": -1}),
    ("batch", {"batch": 25}),
    ("differ", {"arrays": {}}),
    ("network", {"network": {"layers": []}}),
]


@pytest.mark.parametrize(("word", "change"), BAD_SNAPSHOTS)
def test_a_snapshot_that_is_none_is_told(word: str, change: dict[str, Any]) -> None:
    good = snapshot(Trainer(spec("2-3-1 tanh")))
    with pytest.raises(InputError, match=word):
        resumed({**good, **change})


@pytest.mark.parametrize("value", ["x", [1.0], {"shape": [2, 3], "float64": "!"}, None])
def test_arrays_of_a_snapshot_are_checked(value: Any) -> None:
    good = snapshot(Trainer(spec("2-3-1 tanh")))
    with pytest.raises(InputError, match="W1"):
        resumed({**good, "arrays": {**good["arrays"], "W1": value}})


def test_a_frame_carries_statistics() -> None:
    *_, last = frames(Trainer(spec("2-4-2-1 relu")), 3)
    assert last.epoch == 3
    assert [layer.layer for layer in last.layers] == [0, 1, 2]
    for layer in last.layers:
        assert sum(layer.activations.counts) > 0
        assert layer.gradient_norm is not None
        assert layer.update_ratio is not None
        assert layer.gradient_norm > 0.0
        assert 0.0 < layer.update_ratio < 0.1


NORMED = """{"inputs": 3, "layers": [4, {"kind": "batch_norm"}, {"kind": "dropout"}, 2],
    "depth": "layer", "masks": "open", "training": {"learning_rate": 0.3}}"""


def test_a_frame_is_the_whole_network() -> None:
    """Its weights and running statistics in a trace say what the network itself says."""
    trainer = Trainer(spec(NORMED))
    for _ in range(3):
        trainer.finish_epoch()
    seen = frame(trainer)
    assert set(seen.running_statistics) == {"mean2", "variance2"}
    x, y = (part[:1] for part in trainer.data.train)
    loss = trainer.model.evaluating.forward(x, y)
    inputs = {**seen.weights, **seen.running_statistics, "X": x, "y": y}
    assert rg.trace(NORMED, inputs).value == loss
    assert rg.trace(NORMED, {**seen.weights, "X": x, "y": y}).value != loss


def test_a_frame_within_an_epoch_says_how_far_it_is() -> None:
    trainer = Trainer(spec("2-3-1 tanh, batch 50"))
    trainer.finish_epoch()
    assert (frame(trainer).progress, frame(trainer).layers[0].update_ratio is None) == (0.0, False)
    trainer.finish_epoch(deadline=0.0)
    seen = frame(trainer)
    assert (seen.epoch, seen.batch, seen.progress) == (1, 1, 0.2)
    assert seen.layers[0].update_ratio is None, "what was before is an epoch's last step away"


def test_a_frame_changes_nothing() -> None:
    watched, alone = (Trainer(spec(RESUMED[1])) for _ in range(2))
    for _ in range(20):
        watched.step()
        frame(watched)
        alone.step()
    assert snapshot(watched) == snapshot(alone)


def test_the_last_epoch_is_always_recorded() -> None:
    stopped = train(Trainer(spec("2-3-1 tanh, epochs 5")), 100, record=[0, 100])
    assert [f.epoch for f in stopped.frames] == [0, 5]
    assert [f.epoch for f in train(Trainer(spec("2-3-1 tanh")), 3, record=[]).frames] == [3]


def test_a_run_that_went_wild_is_resumed_as_it_was() -> None:
    wild = Trainer(spec("2-8-8-1 relu, output linear, loss mse, rate 1000"))
    for _ in range(3):
        wild.finish_epoch()
    sent = orjson.loads(orjson.dumps(snapshot(wild)))
    later = resumed(sent)
    assert not np.isfinite(later.model.weights["W1"]).all()
    assert snapshot(later) == snapshot(wild)
    written = {**sent, "arrays": {**sent["arrays"], "b1": ["NaN"] * 8}}
    assert np.isnan(resumed(written).model.weights["b1"]).all()
    assert len(train(resumed(written), 10).frames) == 1


def test_maps_are_what_the_network_says_there() -> None:
    trainer = Trainer(spec("2-4-2-1 tanh, data gauss"))
    for _ in range(20):
        trainer.finish_epoch()
    found = maps(trainer, 40)
    assert found is not None
    assert found.boundary.shape == (40, 40)
    assert [units.shape for units in found.units] == [(4, 10, 10), (2, 10, 10), (1, 10, 10)]
    assert found.boundary[-1, -1] > 0.5  # the cloud at (2, 2) is +1
    assert found.boundary[0, 0] < -0.5


def test_there_are_no_maps_of_data_that_are_not_in_the_plane() -> None:
    assert maps(Trainer(spec("20-4-1 tanh"))) is None


def test_training_ends_where_the_spec_says() -> None:
    assert len(list(frames(Trainer(spec("2-3-1 tanh, epochs 2")), 10))) == 3
    easy = '{"layers": [4, 1], "data": {"name": "gauss"}, "training": {"stop_loss": 0.1}}'
    result = train(Trainer(spec(easy)), 1000)
    assert result.trainer.epoch < 100
    assert result.frames[-1].train_loss <= 0.1


def test_a_training_stops_at_the_limit_of_time() -> None:
    with pytest.raises(TimeLimitError):
        train(Trainer(spec("2-4-2-1 tanh")), 10_000, limits=Limits(seconds=0.05))


def test_a_loss_that_is_not_finite_ends_the_frames() -> None:
    wild = "2-8-8-1 relu, output linear, loss mse, rate 1000"
    seen = list(frames(Trainer(spec(wild)), 50))
    assert len(seen) < 51
    assert not math.isfinite(seen[-1].train_loss)


def test_setting_a_weight_and_refusing_one_that_is_not_there() -> None:
    trainer = Trainer(spec("2-3-1 tanh"))
    trainer.set_weight(0, 1, 2, 0.25)
    trainer.set_weight(1, None, 0, -0.5)
    assert trainer.model.weights["W1"][1, 2] == 0.25
    assert trainer.model.weights["b2"][0] == -0.5
    for layer, row, column in ((2, 0, 0), (0, 2, 0), (0, -1, 0), (0, 0, 3), (1, None, 1)):
        with pytest.raises(InputError):
            trainer.set_weight(layer, row, column, 1.0)
    with pytest.raises(InputError):
        trainer.set_weight(0, 0, 0, math.inf)


PARAMETERS: list[tuple[str, str, list[int]]] = [
    (SEQUENCE, "U1", [1, 0]),
    (SEQUENCE, "W1", [2, 1]),
    (SEQUENCE, "b1", [2]),
    (IMAGES, "W1", [1, 2, 0, 1]),
    ("2-4-1 tanh, batchnorm", "gamma2", [3]),
    ("2-4-1 tanh, batchnorm", "beta2", [0]),
    ("2-4-1 tanh, l1 0.1", "W2", [3, 0]),
]


@pytest.mark.parametrize(("source", "name", "index"), PARAMETERS)
def test_every_parameter_is_set_by_name_and_index(source: str, name: str, index: list[int]) -> None:
    trainer = Trainer(spec(source))
    before = {n: array.copy() for n, array in trainer.model.weights.items()}
    before[name][tuple(index)] = 5.0
    trainer.set_parameter(name, index, 5.0)
    for n, array in trainer.model.weights.items():
        assert np.array_equal(array, before[n])


NO_PARAMETERS: list[tuple[str, str, list[int], float, int | None, str]] = [
    (SEQUENCE, "U2", [0, 0], 1.0, None, "U1"),
    (SEQUENCE, "frobnicate", [0, 0], 1.0, None, "W1, U1, b1, W2, b2"),
    (SEQUENCE, "U1", [0, 0], 1.0, 1, "W2, b2"),
    (SEQUENCE, "U1", [0], 1.0, None, r"\(3, 3\)"),
    (SEQUENCE, "U1", [0, 3], 1.0, None, r"\(3, 3\)"),
    (SEQUENCE, "U1", [-1, 0], 1.0, None, r"\(3, 3\)"),
    (SEQUENCE, "U1", [0, 0], math.nan, None, "finite"),
    (SEQUENCE, "U1", [0, 0], 1.0, 7, "0 to 1"),
    ("2-4-1 tanh, batchnorm", "mean2", [0], 1.0, None, "gamma2"),
]


@pytest.mark.parametrize(("source", "name", "index", "value", "layer", "told"), NO_PARAMETERS)
def test_a_parameter_that_is_not_there_is_told(
    source: str, name: str, index: list[int], value: float, layer: int | None, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        Trainer(spec(source)).set_parameter(name, index, value, layer)


@pytest.mark.parametrize(("layer", "row"), [(1, None), (1, 0)])
def test_a_layer_without_w_and_b_has_no_short_form(layer: int, row: int | None) -> None:
    trainer = Trainer(spec("2-4-1 tanh, batchnorm"))
    with pytest.raises(InputError, match=r"gamma2 of the shape \(4,\), beta2"):
        trainer.set_weight(layer, row, 0, 1.0)
