"""A training as JSON, from which it goes on bit for bit, here or on another machine like this."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rivergrad.errors import InputError
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.networks.spec import NetworkSpec
from rivergrad.training.trainer import Trainer

_LISTED = 1_000
_HINT = "send back a snapshot as it came"


class Snapshot(BaseModel):
    """network: the spec. arrays: weights, running statistics, and what the optimizer remembers, by
    name; each as nested lists, or where it is large or not finite as base64 of little-endian
    float64 in row order with its shape. steps: of the optimizer."""

    model_config = ConfigDict(extra="forbid")

    version: Literal[1]
    network: NetworkSpec
    epoch: int = Field(ge=0, le=10**12)
    batch: int = Field(ge=0, le=10**9)
    steps: int = Field(ge=0, le=10**15)
    learning_rate: float = Field(ge=0.0, le=1e6)
    arrays: dict[str, Any]


def snapshot(trainer: Trainer) -> dict[str, Any]:
    """The snapshot of a trainer as it stands, as plain JSON data."""
    return {
        "version": 1,
        "network": trainer.spec.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "epoch": trainer.epoch,
        "batch": trainer.batch,
        "steps": trainer.optimizer.steps,
        "learning_rate": trainer.optimizer.learning_rate,
        "arrays": {name: packed(array) for name, array in _arrays(trainer).items()},
    }


def numbers_kept(trainer: Trainer) -> int:
    """How many numbers the arrays of its snapshot have."""
    return sum(int(array.size) for array in _arrays(trainer).values())


def resumed(document: Mapping[str, Any], limits: Limits = DEFAULT_LIMITS) -> Trainer:
    """A trainer that goes on from a snapshot. Raises InputError where it is none."""
    try:
        given = Snapshot.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(
            f"the snapshot cannot be read: {where}: {first['msg']}", None, _HINT
        ) from None
    trainer = Trainer(given.network, limits)
    arrays = _arrays(trainer)
    if given.arrays.keys() != arrays.keys():
        odd = sorted(given.arrays.keys() ^ arrays.keys())
        raise InputError(
            f"the snapshot and its network differ in {', '.join(odd[:5])}", None, _HINT
        )
    for name, array in arrays.items():
        array[...] = unpacked(name, given.arrays[name], array.shape)
    if given.batch >= trainer.batches.steps:
        raise InputError(f"the snapshot's batch {given.batch} does not exist", None, _HINT)
    trainer.epoch, trainer.batch = given.epoch, given.batch
    trainer.optimizer.steps = given.steps
    trainer.optimizer.learning_rate = given.learning_rate
    return trainer


def _arrays(trainer: Trainer) -> dict[str, Any]:
    """All arrays that a training consists of, themselves."""
    optimizer, model = trainer.optimizer, trainer.model
    dead = {f"{name}.dead": array for name, array in optimizer.dead.items()}
    return {**model.weights, **model.statistics, **optimizer.state, **dead}


def packed(array: Any) -> Any:
    """An array for JSON, without losing a bit."""
    numbers = np.ascontiguousarray(array, dtype="<f8")
    if numbers.size <= _LISTED and np.isfinite(numbers).all():
        return numbers.tolist()
    return {"shape": list(numbers.shape), "float64": base64.b64encode(numbers.tobytes()).decode()}


def unpacked(name: str, given: Any, shape: tuple[int, ...]) -> Any:
    """The array that `packed` made. Raises InputError where it is none of this shape."""
    try:
        if isinstance(given, dict):
            data = base64.b64decode(given["float64"], validate=True)
            array = np.frombuffer(data, dtype="<f8").reshape(given["shape"])
        else:
            array = np.asarray(given, dtype=float)
    except (KeyError, TypeError, ValueError, OverflowError, binascii.Error):
        raise InputError(f"the snapshot's {name} cannot be read", None, _HINT) from None
    if array.shape != shape:
        raise InputError(
            f"the snapshot's {name} has the shape {array.shape}, not {shape}", None, _HINT
        )
    return array
