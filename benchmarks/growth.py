"""How time grows with the program: random scalar statements as text, and gates from unrolled loops,
each from source to the bytes of JSON."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

import numpy as np
import orjson
from benchmarks.timing import Row

import rivergrad as rg
from rivergrad.limits import Limits
from rivergrad.wire import document

LIMITS = Limits(nodes=1_000_000, seconds=100)
TEMPLATES = ("{} + {}", "{} * {}", "{} - 0.5 * {}", "tanh({} + {})", "{} / (2 + {} ** 2)")
STATEMENTS = (100, 1_000, 10_000)
GATES = (100, 1_000, 10_000, 100_000)


def rows() -> list[Row]:
    name = "from source to JSON bytes [exponent of growth]"
    return [
        (f"random statements, 10² to 10⁴, {name}", _exponent(STATEMENTS, statements), 1.0, 1.15),
        (f"unrolled loops, 10² to 10⁵ gates, {name}", _exponent(GATES, loop), 1.0, 1.15),
    ]


def statements(count: int) -> str:
    """Random statements, each of two of the fifty names before it."""
    draw = random.Random(count)
    names = ["x", "y"]
    lines = []
    for number in range(count):
        template = draw.choice(TEMPLATES)
        lines.append(f"t{number} = {template.format(*draw.choices(names[-50:], k=2))}")
        names.append(f"t{number}")
    return "\n".join(lines)


def loop(gates: int) -> str:
    """A recurrence of five gates an iteration."""
    return f"h = x\nfor i in range({gates // 5}):\n    h = relu(w * h + b) * 0.5 + x\nh"


def json_of(source: str) -> bytes:
    """From source to the bytes that are sent."""
    trace = rg.trace(source, limits=LIMITS)
    return orjson.dumps(document(trace, explain=False))


def _exponent(sizes: tuple[int, ...], source: Callable[[int], str]) -> float:
    """The slope of log time over log size."""
    times = [_median(source(size), rounds=max(3, 10_000 // size)) for size in sizes]
    return float(np.polyfit(np.log(sizes), np.log(times), 1)[0])


def _median(source: str, rounds: int) -> float:
    times = []
    for _ in range(min(rounds, 30)):
        start = time.process_time()
        json_of(source)
        times.append(time.process_time() - start)
    return statistics.median(times)
