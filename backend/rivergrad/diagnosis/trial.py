"""Some epochs of a training, tried out step by step, with the network before and after them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.networks.writing import Written, in_arrays
from rivergrad.tape import lay_flat, run
from rivergrad.trace import Trace
from rivergrad.training import Trainer
from rivergrad.training.statistics import norm

_EXAMPLES = 200


class Broken(NamedTuple):
    """The first step at which the loss or a gradient was not finite, both counted from 1, and what
    was computed there."""

    epoch: int
    batch: int
    trace: Trace


class Trial(NamedTuple):
    """start, end: the network at many examples, with the weights before and after. losses: over
    all examples, before and after each epoch. path: how far the weights went, step by step."""

    trainer: Trainer
    start: Trace
    end: Trace
    losses: list[float]
    broken: Broken | None
    path: float

    def weights(self, trace: Trace) -> dict[str, Any]:
        """The trained arrays of a trace."""
        return {name: trace.inputs[name] for name in self.trainer.model.weights}


def tried(trainer: Trainer, epochs: int, limits: Limits = DEFAULT_LIMITS) -> Trial:
    """Trains on for so many epochs, or until numbers are not finite."""
    deadline = limits.deadline()
    losses = [trainer.score().loss]
    start = at_examples(trainer, limits)
    broken, path = None, 0.0
    for _ in range(epochs):
        way, broken = _epoch(trainer, deadline, limits)
        path += way
        losses.append(trainer.score().loss)
        if broken or not np.isfinite(losses[-1]):
            break
    return Trial(trainer, start, at_examples(trainer, limits), losses, broken, path)


def _epoch(trainer: Trainer, deadline: float, limits: Limits) -> tuple[float, Broken | None]:
    """How far the weights went, and where numbers ceased to be finite."""
    target, path = trainer.epoch + 1, 0.0
    while trainer.epoch < target:
        epoch, batch = trainer.epoch + 1, trainer.batch + 1
        loss, gradients = trainer.step(), trainer.gradients.values()
        if not (np.isfinite(loss) and all(np.isfinite(g).all() for g in gradients)):
            return path, Broken(epoch, batch, _last_step(trainer, limits))
        before = trainer.before
        path += norm([array - before[name] for name, array in trainer.model.weights.items()])
        limits.check_time(deadline)
    return path, None


def _last_step(trainer: Trainer, limits: Limits) -> Trace:
    """What the last step computed, with the weights before it."""
    running, written = trainer.model.training, trainer.model.training.written
    given = {index: running.values[index] for index in written.settable.values()}
    return _trace(written, given, {**trainer.model.statistics, **trainer.before}, limits)


def at_examples(trainer: Trainer, limits: Limits) -> Trace:
    """The network with its weights of now, as it is used, at many examples."""
    x, y = trainer.data.train
    written = in_arrays(trainer.network, limits=limits, use="evaluate")
    examples = {"X": x[:_EXAMPLES].astype(float), "y": y[:_EXAMPLES]}
    given = {written.settable[name]: array for name, array in examples.items()}
    return _trace(written, given, {**trainer.model.weights, **trainer.model.statistics}, limits)


def _trace(
    written: Written, given: Mapping[int, Any], arrays: Mapping[str, Any], limits: Limits
) -> Trace:
    tape = lay_flat(written.program)
    tape = tape._replace(values=[given.get(i, value) for i, value in enumerate(tape.values)])
    inputs = {name: arrays[name].copy() for name in written.program.inputs}
    return Trace(written.program, tape, run(tape, inputs, 1.0, limits), inputs, {}, 1.0)
