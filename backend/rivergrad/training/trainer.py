"""A training in its state: weights, what the optimizer remembers, and the place in the data."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from rivergrad.data import accuracy
from rivergrad.data.table import MOST_ROWS
from rivergrad.errors import InputError, LimitError
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.networks.network import Network
from rivergrad.networks.spec import NetworkSpec
from rivergrad.training.batches import Batches
from rivergrad.training.model import Model
from rivergrad.training.optimizers import Optimizer

_MOST_WORK = 1_000_000_000
_MOST_WORK_OF_A_LOSS = 5_000_000_000


class Score(NamedTuple):
    """The loss over some examples, and the part whose class is right (None: no classes)."""

    loss: float
    accuracy: float | None


class Trainer:
    """Trains one network. `epoch` are those that are complete, `batch` the steps of the next one
    that are done. All of it follows from the spec with its seed.

    gradients: of the last step, kept until the next one. before: the weights before it, if it was
    a single one or an epoch's last, else empty. Both are empty at first, also of a resumed one.
    """

    def __init__(self, spec: NetworkSpec, limits: Limits = DEFAULT_LIMITS) -> None:
        self.network = Network(spec, limits)
        self._check_work(limits)
        self.model = Model(self.network, limits)
        self.optimizer = Optimizer(spec.training, self.model.weights)
        self.data = self.network.data
        training = spec.training
        self.batches = Batches(self.data.training, training.batch_size, training.shuffle, spec.seed)
        self.epoch = self.batch = 0
        self.gradients: dict[str, Any] = {}
        self.before: dict[str, Any] = {}
        self._inputs, self._targets = self.data.train

    def _check_work(self, limits: Limits) -> None:
        """Raises LimitError where a step, or the loss of all examples, would take too much."""
        network, examples = self.network, min(self.network.spec.training.batch_size, MOST_ROWS)
        elements = sum(int(np.prod(x.output_shape, dtype=int)) for x in network.layers)
        limits.check_elements(examples * elements)
        work = sum(layer.work for layer in network.layers)
        if examples * work > _MOST_WORK or len(network.data) * work > _MOST_WORK_OF_A_LOSS:
            raise LimitError(
                f"an example takes {work:,} multiplications, which is too much for "
                f"{examples:,} of them in a step and {len(network.data):,} in all",
                None,
                "use smaller layers, smaller batches, or fewer examples",
            )

    @property
    def spec(self) -> NetworkSpec:
        return self.network.spec

    def step(self) -> float:
        """One batch: forward, backward, update. Its loss before the update."""
        with np.errstate(all="ignore"):
            return self._step(keep=True)

    def finish_epoch(self, deadline: float = math.inf) -> bool:
        """Steps up to the end of the epoch, or until `time.monotonic()` passes the deadline.
        Whether the epoch is complete."""
        target = self.epoch + 1
        with np.errstate(all="ignore"):
            while self.epoch < target:
                self._step(keep=self.batch + 1 == self.batches.steps)
                if time.monotonic() > deadline:
                    break
        return self.epoch == target

    def _step(self, keep: bool) -> float:
        chosen = self.batches.of(self.epoch, self.batch)
        x, y = _as_float(self._inputs[chosen]), self._targets[chosen]
        loss = self.model.training.forward(x, y, self._masks(len(x)))
        self.gradients = self.model.training.backward()
        self._keep_statistics()
        weights = self.model.weights.items() if keep else ()
        self.before = {name: array.copy() for name, array in weights}
        self.optimizer.update(self.model.weights, self.gradients)
        self.batch += 1
        if self.batch == self.batches.steps:
            self.epoch, self.batch = self.epoch + 1, 0
        return loss

    def _masks(self, examples: int) -> dict[str, Any]:
        """Dropout's masks, drawn anew for each step from the seed and the place."""
        return {
            dropout.mask: dropout.draw_mask(
                dropout.random(self.spec.seed, self.epoch, self.batch), examples
            )
            for dropout in self.model.dropouts
        }

    def _keep_statistics(self) -> None:
        """Running means follow the batch's: s ← (1 − momentum) s + momentum · batch."""
        values, names = self.model.training.values, self.model.training.written.program.names
        for norm in self.model.norms:
            share = norm.spec.momentum
            for kept, batch in zip(norm.names[2:], norm.batch_names, strict=True):
                statistic = self.model.statistics[kept]
                statistic *= 1.0 - share
                statistic += share * values[names[batch]]

    def score(self, test: bool = False) -> Score:
        """Loss and accuracy over the training or the test examples (NaN where there are none)."""
        inputs, targets = self.data.test if test else self.data.train
        if len(inputs) == 0:
            return Score(float("nan"), None)
        rows, running = self.model.rows_at_once, self.model.evaluating
        loss, predictions = 0.0, []
        with np.errstate(all="ignore"):
            for start in range(0, len(inputs), rows):
                x, y = inputs[start : start + rows], targets[start : start + rows]
                loss += running.forward(_as_float(x), y) * (len(x) / len(inputs))
                predictions.append(running.prediction)
        labels = self.data.labels
        found = predictions[0] if len(predictions) == 1 else np.concatenate(predictions)
        return Score(loss, accuracy(found, targets, labels))

    def activations(self) -> list[tuple[str, Any]]:
        """The label of each layer with weights, and its output at the examples evaluated last."""
        outputs = zip(self.network.layers, self.model.evaluating.activations(), strict=True)
        return [(layer.label, output) for layer, output in outputs if layer.parameters()]

    @property
    def has_learned(self) -> bool:
        """Whether the loss is as small as the spec wants it."""
        stop = self.spec.training.stop_loss
        return stop is not None and self.score().loss <= stop

    @property
    def progress(self) -> float:
        """The part of the next epoch that is done: from 0 to below 1."""
        return self.batch / self.batches.steps

    @property
    def finished(self) -> bool:
        """Whether the spec's number of epochs is reached."""
        stop = self.spec.training.stop_epochs
        return stop is not None and self.epoch >= stop

    def set_learning_rate(self, value: float) -> None:
        if not (0.0 <= value <= 1e6):
            raise InputError("the learning rate must be a number from 0 to 1,000,000")
        self.optimizer.learning_rate = float(value)

    def set_weight(self, layer: int, row: int | None, column: int, value: float) -> None:
        """Sets W[row, column] of the `layer`-th layer with weights (0 the first), or its bias b of
        that column where row is None. Raises InputError where there is none such."""
        kind, index = ("b", (column,)) if row is None else ("W", (row, column))
        names = self._names_of(layer)
        name = next((name for name in names if name.rstrip("0123456789") == kind), None)
        if name is None:
            known = ", ".join(f"{name} of the shape {self._shape(name)}" for name in names)
            raise InputError(
                f"layer {layer} has no {kind}",
                None,
                f"name its parameter and index: it has {known}",
            )
        self.set_parameter(name, index, value)

    def set_parameter(
        self, name: str, index: Sequence[int], value: float, layer: int | None = None
    ) -> None:
        """Sets one element of the array that the program calls `name`; `layer` may say where it is.
        Raises InputError where there is none such, or the value is not finite."""
        names = list(self.model.weights) if layer is None else self._names_of(layer)
        if name not in names:
            where = "the network" if layer is None else f"layer {layer}"
            known = f"it has {', '.join(names[:20])}"
            raise InputError(f"{where} has no parameter {name[:40]!r}", None, known)
        place, shape = tuple(index), self._shape(name)
        if len(place) != len(shape) or not all(map(range.__contains__, map(range, shape), place)):
            hint = f"{name} has the shape {shape}: an index is {len(shape)} long, each from 0"
            raise InputError(f"there is no weight {name}{list(place)}", None, hint)
        if not math.isfinite(value):
            raise InputError(f"{name}{list(place)} cannot be {value}", None, "give a finite number")
        self.model.weights[name][place] = value
        if name in self.optimizer.dead:
            self.optimizer.dead[name][place] = False

    def _names_of(self, layer: int) -> list[str]:
        names = self.weight_names()
        if not 0 <= layer < len(names):
            raise InputError(f"there is no layer {layer}", None, f"0 to {len(names) - 1}")
        return names[layer]

    def _shape(self, name: str) -> tuple[int, ...]:
        shape: tuple[int, ...] = self.model.weights[name].shape
        return shape

    def weight_names(self) -> list[list[str]]:
        """The parameters of each layer that has some."""
        return [names for x in self.network.layers if (names := list(x.parameters()))]


def _as_float(examples: Any) -> Any:
    return examples if examples.dtype == np.float64 else examples.astype(np.float64)
