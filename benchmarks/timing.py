"""Timing side by side: both contenders take turns, and the medians are compared."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable

Row = tuple[str, float, float, float]
"""What is compared, our number, theirs, and the ratio of ours to theirs that is allowed. Numbers
are seconds, unless the name ends in a unit in brackets."""

ROUNDS = 15


def side_by_side(
    ours: Callable[[], object], theirs: Callable[[], object], seconds: float = 0.05
) -> tuple[float, float]:
    """The medians of the seconds that each takes, of interleaved rounds of about `seconds`."""
    mine, other = (_repeats(contender, seconds) for contender in (ours, theirs))
    times = [(_mean(ours, mine), _mean(theirs, other)) for _ in range(ROUNDS)]
    ours_median, theirs_median = map(statistics.median, zip(*times, strict=True))
    return ours_median, theirs_median


def _repeats(contender: Callable[[], object], seconds: float) -> int:
    """How often to repeat what is timed, for one round of about `seconds`."""
    repeats = 1
    while (taken := _mean(contender, repeats) * repeats) < seconds / 4:
        repeats *= 2
    return max(1, round(repeats * seconds / taken))


def _mean(contender: Callable[[], object], repeats: int) -> float:
    gc.collect()
    start = time.perf_counter()
    for _ in range(repeats):
        contender()
    return (time.perf_counter() - start) / repeats
