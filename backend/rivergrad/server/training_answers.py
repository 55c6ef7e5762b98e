"""Trainings as JSON: frames, weights, curves."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from rivergrad.server.answers import Number
from rivergrad.server.watched import MOST_WHOLE
from rivergrad.training import Frame, Maps, Result, Trainer
from rivergrad.training.statistics import LayerStatistics
from rivergrad.wire import json_number, json_numbers

_NUMBER = re.compile(r"\d+$")
_DIGITS = 4


class EpochAnswer(BaseModel):
    """accuracy: over the test examples; null where there are no classes."""

    model_config = ConfigDict(extra="forbid")

    epoch: int
    train_loss: Number
    test_loss: Number
    accuracy: float | None
    train_accuracy: float | None


class WeightsAnswer(BaseModel):
    """The arrays of a layer: W (inputs × units), b; U of recurrent ones, gamma and beta of batch
    norm."""

    model_config = ConfigDict(extra="allow")

    layer: int


class TrainAnswer(BaseModel):
    """The curves of the recorded epochs, the final weights, and where to go on from."""

    model_config = ConfigDict(extra="forbid")

    epochs: list[EpochAnswer]
    weights: list[WeightsAnswer]
    snapshot: dict[str, Any] = Field(description="Send it back to go on bit for bit")


def train_document(result: Result) -> dict[str, Any]:
    """The answer to a train request."""
    return {
        "epochs": [epoch_document(frame) for frame in result.frames],
        "weights": arrays_document(result.trainer, result.trainer.model.weights),
        "snapshot": result.snapshot,
    }


def epoch_document(frame: Frame) -> dict[str, Any]:
    """The losses and accuracies of a frame."""
    return {
        "epoch": frame.epoch,
        "train_loss": json_number(frame.train_loss),
        "test_loss": json_number(frame.test_loss),
        "accuracy": frame.accuracy,
        "train_accuracy": frame.train_accuracy,
    }


def arrays_document(
    trainer: Trainer, arrays: dict[str, Any], whole: bool = True
) -> list[dict[str, Any]]:
    """Arrays by name (W1, b1, …) as a list by layer: layer, W, b. Where not all are wanted whole,
    those above 1,000 elements are summaries."""
    return [
        {"layer": layer, **{_NUMBER.sub("", n): json_number(arrays[n], full=whole) for n in names}}
        for layer, names in enumerate(trainer.weight_names())
    ]


def frame_document(
    trainer: Trainer, frame: Frame, found: Maps | None, gradients: bool
) -> dict[str, Any]:
    """A frame as a message; of large networks its large arrays as summaries."""
    whole = trainer.network.size <= MOST_WHOLE
    document = {
        "type": "frame",
        "batch": frame.batch,
        "progress": frame.progress,
        **epoch_document(frame),
        "learning_rate": frame.learning_rate,
        "weights": arrays_document(trainer, frame.weights, whole),
        "running_statistics": {
            name: json_number(array, full=whole) for name, array in frame.running_statistics.items()
        },
        "layers": [_statistics(layer) for layer in frame.layers],
        "maps": None if found is None else _maps(found),
    }
    if gradients and frame.gradients:
        document["gradients"] = arrays_document(trainer, frame.gradients, whole)
    return document


def _statistics(layer: LayerStatistics) -> dict[str, Any]:
    plain = layer._asdict()
    for name in ("gradient_norm", "weight_norm", "update_ratio"):
        plain[name] = None if plain[name] is None else json_number(plain[name])
    for name in ("gradients", "activations"):
        plain[name] = None if plain[name] is None else plain[name]._asdict()
    return plain


def _maps(found: Maps) -> dict[str, Any]:
    return {
        "extent": found.extent,
        "boundary": _rounded(found.boundary),
        "units": [None if units is None else _rounded(units) for units in found.units],
    }


def _rounded(array: Any) -> Any:
    """Colours need no more than four digits, and frames are many."""
    numbers = np.round(array, _DIGITS).tolist()
    return numbers if np.isfinite(array).all() else json_numbers(numbers)
