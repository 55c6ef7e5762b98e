"""A frame: all that can be seen of a training at one moment."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from rivergrad.training.statistics import LayerStatistics, of_layer
from rivergrad.training.trainer import Trainer

_EXAMPLES = 1_000


class Frame(NamedTuple):
    """Losses and accuracies over all examples (accuracy: over the test examples, or the training
    ones where there are none; None without classes), weights and their last gradients by name
    (gradients: empty before the first step), running statistics by name (batch norm's), and the
    statistics of each layer with weights. progress: the part of the next epoch that is done."""

    epoch: int
    batch: int
    progress: float
    train_loss: float
    test_loss: float
    accuracy: float | None
    train_accuracy: float | None
    learning_rate: float
    weights: dict[str, Any]
    gradients: dict[str, Any]
    running_statistics: dict[str, Any]
    layers: list[LayerStatistics]

    @property
    def is_finite(self) -> bool:
        return bool(np.isfinite(self.train_loss))


def frame(trainer: Trainer) -> Frame:
    """The frame of a trainer as it stands."""
    test = trainer.score(test=True)
    train = trainer.score()
    layers = _statistics(trainer)
    model = trainer.model
    return Frame(
        trainer.epoch,
        trainer.batch,
        trainer.progress,
        train.loss,
        test.loss,
        train.accuracy if test.accuracy is None else test.accuracy,
        train.accuracy,
        trainer.optimizer.learning_rate,
        {name: array.copy() for name, array in model.weights.items()},
        dict(trainer.gradients),
        {name: array.copy() for name, array in model.statistics.items()},
        layers,
    )


def _statistics(trainer: Trainer) -> list[LayerStatistics]:
    """Of the layers at the examples that were scored last."""
    weights, gradients, before = trainer.model.weights, trainer.gradients, trainer.before
    with np.errstate(all="ignore"):
        return [
            of_layer(
                number,
                label,
                [weights[name] for name in names],
                [gradients[name] for name in names] if gradients else [],
                [before[name] for name in names] if before else [],
                activation[:_EXAMPLES],
            )
            for number, (names, (label, activation)) in enumerate(
                zip(trainer.weight_names(), trainer.activations(), strict=True)
            )
        ]
