"""Fair turns: many trainings share few threads, a short slice each, client by client."""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

SLICE = 0.008
"""Seconds of a turn."""


class _Job(NamedTuple):
    work: Callable[[], Any]
    done: asyncio.Future[Any]


class Turns:
    """Clients take turns in a circle; who has ten trainings has the same share as who has one."""

    def __init__(self, threads: int | None = None) -> None:
        self._free = threads or max(1, (os.cpu_count() or 2) // 2)
        self._executor = ThreadPoolExecutor(self._free, thread_name_prefix="training")
        self._waiting: OrderedDict[str, deque[_Job]] = OrderedDict()

    async def take(self, client: str, work: Callable[[], Any]) -> Any:
        """The result of `work`, run in a thread when it is this client's turn."""
        job = _Job(work, asyncio.get_running_loop().create_future())
        self._waiting.setdefault(client, deque()).append(job)
        self._next()
        return await job.done

    def _next(self) -> None:
        while self._free and self._waiting:
            client, jobs = self._waiting.popitem(last=False)
            job = jobs.popleft()
            if jobs:
                self._waiting[client] = jobs  # at the end of the circle
            if not job.done.cancelled():
                self._free -= 1
                asyncio.get_running_loop().create_task(self._run(job))

    async def _run(self, job: _Job) -> None:
        loop = asyncio.get_running_loop()
        try:
            result = await loop.run_in_executor(self._executor, job.work)
        except Exception as error:  # noqa: BLE001 - it belongs to who waits
            if not job.done.done():
                job.done.set_exception(error)
        else:
            if not job.done.done():
                job.done.set_result(result)
        finally:
            self._free += 1
            self._next()

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)


class Bucket:
    """Tokens that fill up with time: at most `burst` at once, `rate` a second in the long run."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst, self._tokens = rate, burst, burst
        self._filled = asyncio.get_running_loop().time()

    def take(self) -> bool:
        """Whether there is a token left, which is taken then."""
        now = asyncio.get_running_loop().time()
        self._tokens = min(self._burst, self._tokens + (now - self._filled) * self._rate)
        self._filled = now
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True
