"""How much of a training can be watched, so that nobody else waits for one client's frames."""

from __future__ import annotations

import math

from rivergrad.errors import LimitError
from rivergrad.limits import Limits
from rivergrad.training import Trainer, numbers_kept

MOST_WHOLE = 250_000
"""Weights up to which frames carry every one of them; above, large arrays are summaries."""
MOST_NUMBERS = 1_000_000
"""Numbers in a snapshot of a training that can be watched."""
_MOST_MAP_WORK = 100_000_000
_SMALLEST_MAP = 10


def check_watchable(trainer: Trainer) -> None:
    """Raises LimitError for a training whose snapshots are too large to be sent every few
    seconds."""
    numbers = numbers_kept(trainer)
    if numbers > MOST_NUMBERS:
        raise LimitError(
            f"the weights and what the optimizer remembers are {numbers:,} numbers; "
            f"the limit of a training that is watched is {MOST_NUMBERS:,}",
            None,
            "use smaller layers, or train it by POST /api/train",
        )


def numbers_at_work(trainer: Trainer) -> int:
    """Roughly what a training takes while it runs: weights with their gradients and what they were
    before, and the outputs of all layers for a batch, forward and backward."""
    units = sum(math.prod(layer.output_shape) for layer in trainer.network.layers)
    examples = min(trainer.spec.training.batch_size, trainer.data.training)
    return 4 * trainer.network.size + 2 * units * examples


def map_size(trainer: Trainer, wanted: int, limits: Limits) -> int:
    """Points a side of the maps: as wanted, or as many as take little time and memory; 0 where
    these are too few to be seen."""
    layers = trainer.network.layers
    work = sum(layer.work for layer in layers)
    units = sum(math.prod(layer.output_shape) for layer in layers)
    most = min(_MOST_MAP_WORK // max(1, work), limits.elements // max(1, units))
    size = min(wanted, math.isqrt(most))
    return size if size == wanted or size >= _SMALLEST_MAP else 0
