"""Fair turns: many trainings share few threads, a short slice each."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

SLICE = 0.008
"""Seconds of a turn."""
_SWITCH = 0.001


class _Job(NamedTuple):
    client: str
    training: int
    work: Callable[[], Any]
    done: asyncio.Future[Any]


class Shares:
    """The seconds that each has used. Who comes new, or back, is treated as who has used least."""

    def __init__(self) -> None:
        self._used: dict[object, float] = {}
        self._least = 0.0

    def used(self, who: object) -> float:
        return max(self._used.get(who, 0.0), self._least)

    def add(self, who: object, seconds: float) -> None:
        self._used[who] = self.used(who) + seconds

    def chosen(self, who: object) -> None:
        """The one whose turn it is has used least of all that wait."""
        self._least = self.used(who)

    def forget(self, who: object) -> None:
        self._used.pop(who, None)


class Turns:
    """The turn goes to the client that has used least time, and of its trainings to the one that
    has: who has ten trainings, or large ones, gets the same share as who has a small one."""

    def __init__(self, threads: int | None = None) -> None:
        self._free = threads or max(1, (os.cpu_count() or 1) // 2)
        self._executor = ThreadPoolExecutor(self._free, thread_name_prefix="training")
        self._waiting: list[_Job] = []
        self._clients, self._trainings = Shares(), Shares()
        # What else this process does waits no longer than this for a thread that computes.
        sys.setswitchinterval(_SWITCH)

    async def take(self, client: str, training: int, work: Callable[[], Any]) -> Any:
        """The result of `work`, run in a thread when it is its turn."""
        job = _Job(client, training, work, asyncio.get_running_loop().create_future())
        self._waiting.append(job)
        self._next()
        return await job.done

    def leave(self, training: int) -> None:
        """The training is over."""
        self._trainings.forget(training)

    def leave_all(self, client: str) -> None:
        """The client has no training any more."""
        self._clients.forget(client)

    def _next(self) -> None:
        self._waiting = [job for job in self._waiting if not job.done.cancelled()]
        while self._free and self._waiting:
            job = min(self._waiting, key=self._used)
            self._waiting.remove(job)
            self._clients.chosen(job.client)
            self._trainings.chosen(job.training)
            self._free -= 1
            asyncio.get_running_loop().create_task(self._run(job))

    def _used(self, job: _Job) -> tuple[float, float]:
        return self._clients.used(job.client), self._trainings.used(job.training)

    async def _run(self, job: _Job) -> None:
        loop = asyncio.get_running_loop()
        try:
            seconds, result, error = await loop.run_in_executor(self._executor, _timed, job.work)
            self._clients.add(job.client, seconds)
            self._trainings.add(job.training, seconds)
            if job.done.done():
                return
            if error is not None:
                job.done.set_exception(error)
            else:
                job.done.set_result(result)
        finally:
            self._free += 1
            self._next()

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)


def _timed(work: Callable[[], Any]) -> tuple[float, Any, Exception | None]:
    """The seconds of computing that a work takes, and its result or its error."""
    start = time.thread_time()
    try:
        result, error = work(), None
    except Exception as raised:  # noqa: BLE001 - it belongs to who waits
        result, error = None, raised
    return time.thread_time() - start, result, error


class Bucket:
    """Tokens that fill up with time: at most `burst` at once, `rate` a second in the long run."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst, self._tokens = rate, burst, burst
        self._filled = asyncio.get_running_loop().time()

    def take(self, tokens: float = 1.0) -> bool:
        """Whether there are so many tokens left, which are taken then."""
        now = asyncio.get_running_loop().time()
        self._tokens = min(self._burst, self._tokens + (now - self._filled) * self._rate)
        self._filled = now
        if self._tokens < tokens:
            return False
        self._tokens -= tokens
        return True
