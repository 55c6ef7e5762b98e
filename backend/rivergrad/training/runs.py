"""Whole trainings: a generator of frames, and the curves of many epochs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.training.frames import Frame, frame
from rivergrad.training.snapshots import snapshot
from rivergrad.training.trainer import Trainer

_RECORDED = 1_000


class Result(NamedTuple):
    """frames: of the recorded epochs. snapshot: from which the training goes on."""

    frames: list[Frame]
    trainer: Trainer
    snapshot: dict[str, Any]


def frames(trainer: Trainer, epochs: int) -> Iterator[Frame]:
    """The frame of a trainer as it stands, then one after each of `epochs` more epochs. It ends
    earlier where the spec says so, or where the loss is not finite any more."""
    first = frame(trainer)
    yield first
    current = first
    for _ in range(epochs):
        if not _goes_on(trainer, current):
            return
        trainer.finish_epoch()
        current = frame(trainer)
        yield current


def _goes_on(trainer: Trainer, last: Frame) -> bool:
    stop = trainer.spec.training.stop_loss
    return not trainer.finished and last.is_finite and (stop is None or last.train_loss > stop)


def train(
    trainer: Trainer,
    epochs: int = 100,
    record: Collection[int] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Result:
    """Trains `epochs` more epochs.

    record: the epochs whose frames are kept, besides the last one's; left out, all of them, or a
    thousand evenly spread. Raises TimeLimitError at the limit of time.
    """
    first, deadline = trainer.epoch, limits.deadline()
    wanted = _recorded(first, epochs) if record is None else set(record)
    checks_loss = trainer.spec.training.stop_loss is not None
    kept: list[Frame] = []
    for epoch in range(first, first + epochs + 1):
        if epoch > first:
            while not trainer.finish_epoch(deadline):
                limits.check_time(deadline)
        current = frame(trainer) if epoch in wanted or checks_loss else None
        if current and epoch in wanted:
            kept.append(current)
        if trainer.finished or (current and not _goes_on(trainer, current)):
            break
    if not kept or kept[-1].epoch != trainer.epoch:
        kept.append(frame(trainer))
    return Result(kept, trainer, snapshot(trainer))


def _recorded(first: int, epochs: int) -> set[int]:
    step = max(1, -(-epochs // _RECORDED))
    return {*range(first, first + epochs + 1, step), first + epochs}
