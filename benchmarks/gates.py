"""100,000 gates from unrolled loops, from source to the bytes of JSON, beside micrograd that builds
and runs the same from objects. Each run is a process of its own, which also tells its memory."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.growth import json_of, loop
from benchmarks.peers import Scalar, deep
from benchmarks.timing import Row

GATES = 100_000
ROUNDS = 7
GIGABYTE = 1e9
DESCENT = """for i in range(12500):
    p = p - 0.001 * ((p * p - a) / (1 + p * p))
p"""


def rows() -> list[Row]:
    found: list[Row] = []
    memory = 0.0
    for name in PROGRAMS:
        runs = [(_measured(name, "ours"), _measured(name, "theirs")) for _ in range(ROUNDS)]
        ours = statistics.median(mine for (mine, _), _ in runs)
        theirs = statistics.median(other for _, (other, _) in runs)
        memory = max(memory, *(peak for (_, peak), _ in runs))
        title = f"{GATES:,} gates of a {name}, text to JSON, beside micrograd from objects"
        found.append((title, ours, theirs, 1.0))
    return [*found, (f"{GATES:,} gates, peak memory [bytes]", memory, GIGABYTE, 1.0)]


def recurrence() -> Any:
    x, w, b = Scalar(1.0), Scalar(1.0), Scalar(1.0)
    h = x
    for _ in range(GATES // 5):
        h = (w * h + b).relu() * 0.5 + x
    return h


def descent() -> Any:
    p, a = Scalar(1.0), Scalar(1.0)
    for _ in range(GATES // 8):
        p = p - 0.001 * ((p * p - a) / (1 + p * p))
    return p


PROGRAMS: dict[str, tuple[str, Callable[[], Any]]] = {
    "recurrence": (loop(GATES), recurrence),
    "gradient descent": (DESCENT, descent),
}


def _measured(program: str, who: str) -> tuple[float, float]:
    """The seconds of computing of one run in a new process, and its peak memory in bytes."""
    command = [sys.executable, "-m", "benchmarks.gates", program, who]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, memory = map(float, output.split())
    return seconds, memory


def _run(program: str, who: str) -> float:
    source, build = PROGRAMS[program]
    json_of(loop(50))  # what is imported and made at first use is no part of the work
    start = time.process_time()
    if who == "ours":
        json_of(source)
    else:
        deep(lambda: build().backward())
    return time.process_time() - start


if __name__ == "__main__":
    taken = _run(*sys.argv[1:])
    print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
