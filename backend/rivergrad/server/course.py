"""A training under a client's hands: it runs, pauses, steps, is changed, and goes back."""

from __future__ import annotations

import time
from typing import Any

from rivergrad.errors import InputError
from rivergrad.limits import Limits
from rivergrad.server.budget import Budget
from rivergrad.server.json_text import json_text
from rivergrad.server.problems import RequestError
from rivergrad.server.training_answers import frame_document
from rivergrad.server.training_requests import Resume, Rewind, Set, Start, Step
from rivergrad.server.trainings import trainer_of
from rivergrad.server.turns import SLICE
from rivergrad.server.watched import check_watchable, map_size, numbers_at_work
from rivergrad.training import Frame, frame, maps, numbers_kept, resumed, snapshot

_LEAST_KEPT, _MOST_KEPT = 4, 128
_MOST_KEPT_NUMBERS = 2_000_000


class Course:
    """One training and how it is asked to go on. All methods run in a thread, one at a time, and
    so is what a client gets made there. Raises what `trainer_of` does, and LimitError where the
    training is too large to be watched, BusyError where the budget has no room for it. Whoever has
    one closes it."""

    def __init__(self, start: Start, limits: Limits, budget: Budget) -> None:
        self.start, self.limits = start, limits
        self.trainer = trainer_of(start, limits)
        check_watchable(self.trainer)
        self._map_size = map_size(self.trainer, start.maps, limits)
        self.running = not start.paused and start.epochs != 0
        self.rate = start.rate
        self._until: int | None = None
        self._pause_at: int | None = None
        self._set_goal(start.epochs)
        self._kept: dict[int, dict[str, Any]] = {}
        self._every = 1
        self._due = time.monotonic()
        self._trained = self._framed = 0.0
        self._most = _LEAST_KEPT
        self._keep()
        self._reserve(budget)

    def _reserve(self, budget: Budget) -> None:
        """Room for the training itself and for the epochs that are kept."""
        numbers, itself = max(1, numbers_kept(self.trainer)), numbers_at_work(self.trainer)
        wanted = max(_LEAST_KEPT, min(_MOST_KEPT, _MOST_KEPT_NUMBERS // numbers))
        least, most = itself + _LEAST_KEPT * numbers, itself + wanted * numbers
        self._granted, self._budget = budget.grant(least, most), budget
        self._most = (self._granted - itself) // numbers

    def close(self) -> None:
        """Gives back what it was granted."""
        self._budget.give_back(self._granted)
        self._granted = 0

    def _set_goal(self, epochs: int | None) -> None:
        if epochs is not None:
            self._until = self.trainer.epoch + epochs

    @property
    def rests(self) -> float:
        """Seconds until the next epoch is due at the rate that is asked for."""
        return 0.0 if self.rate is None else max(0.0, self._due - time.monotonic())

    def advance(self) -> bool:
        """A slice of training: at a rate one epoch at most, else as many as it takes. Whether one
        was completed."""
        began = time.thread_time()
        deadline = time.monotonic() + SLICE
        complete = False
        while self.running and time.monotonic() < deadline:
            if not self.trainer.finish_epoch(deadline):
                break
            complete = True
            self._complete_epoch()
            if self.rate is not None:
                break
        self._trained += time.thread_time() - began
        return complete

    def _complete_epoch(self) -> None:
        self._keep()
        trainer = self.trainer
        reached = trainer.epoch in (self._until, self._pause_at)
        if reached or trainer.finished or trainer.has_learned:
            self.running = False
        if self.rate is not None:
            # Who falls behind catches up on a second at most.
            self._due = max(self._due, time.monotonic() - 1.0) + 1.0 / self.rate

    def frame(self) -> str:
        """The frame of now, as JSON. A loss that is not finite any more ends the run, and at the
        end of an epoch one that is as small as the spec wants it."""
        began = time.thread_time()
        current = frame(self.trainer)
        if self._ends(current):
            self.running = False
        found = maps(self.trainer, self._map_size) if self._map_size else None
        document = frame_document(self.trainer, current, found, self.start.gradients)
        text = json_text({**document, "running": self.running, "kept": sorted(self._kept)})
        self._framed, self._trained = time.thread_time() - began, 0.0
        return text

    @property
    def has_earned_a_frame(self) -> bool:
        """Whether as much time went into training as into the last frame."""
        return self.rate is not None or self.has_trained_as_long

    @property
    def has_trained_as_long(self) -> bool:
        return self._trained >= self._framed

    def _ends(self, current: Frame) -> bool:
        stop = self.trainer.spec.training.stop_loss
        has_learned = stop is not None and current.batch == 0 and current.train_loss <= stop
        return has_learned or not current.is_finite

    def snapshot(self) -> str:
        """The snapshot of now, as JSON."""
        kept = snapshot(self.trainer)
        return json_text({"type": "snapshot", "epoch": self.trainer.epoch, "snapshot": kept})

    # What the client asks for

    def pause(self) -> None:
        self.running = False
        self._pause_at = None

    def resume(self, message: Resume) -> None:
        """A goal that lies ahead is kept unless the message has another."""
        self.rate = message.rate if message.rate is not None else self.rate
        self._pause_at = None
        if self._until is not None and self._until <= self.trainer.epoch:
            self._until = None
        self._set_goal(message.epochs)
        self._due = time.monotonic()
        self.running = message.epochs != 0

    def step(self, message: Step) -> None:
        """One batch at once; an epoch runs in turns as any other, and pauses at its end."""
        if message.unit == "batch":
            self.running = False
            self.trainer.step()
            if self.trainer.batch == 0:
                self._keep()
        else:
            self._pause_at = self.trainer.epoch + 1
            self._due = time.monotonic()
            self.running = True

    def set(self, message: Set) -> None:
        """Raises InputError where there is no such weight, RequestError where nothing is said."""
        if message.learning_rate is not None:
            self.trainer.set_learning_rate(message.learning_rate)
        if message.value is not None:
            self._set_weight(message, message.value)
        elif message.learning_rate is None:
            raise RequestError("nothing to set", None, "give learning_rate, or a weight's value")

    def _set_weight(self, message: Set, value: float) -> None:
        layer, row, column = message.layer, message.row, message.column
        if message.parameter is not None:
            if message.index is None or row is not None or column is not None:
                hint = '"parameter": "W1", "index": [0, 0]'
                raise RequestError("a parameter needs an index, no row or column", None, hint)
            self.trainer.set_parameter(message.parameter, message.index, value, layer)
        elif message.index is not None or layer is None or column is None:
            hint = "or name its parameter and index; a bias has no row"
            raise RequestError("a weight needs its layer and column", None, hint)
        else:
            self.trainer.set_weight(layer, row, column, value)

    def rewind(self, message: Rewind) -> None:
        """Raises InputError for an epoch that is not kept."""
        kept = self._kept.get(message.epoch)
        if kept is None:
            known = ", ".join(map(str, sorted(self._kept)[-20:]))
            raise InputError(
                f"epoch {message.epoch} is not kept", None, f"the last ones kept are {known}"
            )
        self.trainer = resumed({**kept, "network": self.trainer.spec}, self.limits)
        self._kept = {epoch: each for epoch, each in self._kept.items() if epoch <= message.epoch}
        self.running = False

    def _keep(self) -> None:
        """Keeps this epoch; when there are too many, every second one, the first always."""
        epoch = self.trainer.epoch
        if epoch % self._every and self._kept:
            return
        self._kept[epoch] = {**snapshot(self.trainer), "network": None}  # the same for all
        while len(self._kept) > self._most:
            self._every *= 2
            first = min(self._kept)
            self._kept = {
                e: each for e, each in self._kept.items() if e == first or e % self._every == 0
            }
