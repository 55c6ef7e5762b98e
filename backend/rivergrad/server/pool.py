"""Processes that compute what is large, a bounded queue before them, and a hard time limit."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable

import orjson

from rivergrad.errors import LimitError, TimeLimitError
from rivergrad.server.answering import Answer, Task, refusal
from rivergrad.server.problems import BusyError
from rivergrad.server.settings import Settings
from rivergrad.server.worker import task_frame

Gone = Callable[[], Awaitable[bool]]

GRACE = 0.25
"""Seconds in which the engine may stop by itself, and say where, before its process is killed."""

_ENVIRONMENT = {
    # glibc keeps its pages: large arrays come and go with every request.
    "MALLOC_TRIM_THRESHOLD_": "268435456",
    "MALLOC_MMAP_THRESHOLD_": "33554432",
    # The workers themselves are what runs side by side.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


class Worker:
    """A process, and the frames to and from it."""

    def __init__(self, process: Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._tasks, self._answers = process, process.stdin, process.stdout

    @classmethod
    async def start(cls, settings: Settings) -> Worker:
        """A worker that is ready for a task."""
        worker = cls(await _process(settings))
        try:
            await worker._answer()
        except BaseException:
            await worker.stop()
            raise
        return worker

    async def ask(self, task: Task) -> Answer:
        """The answer to a task. Raises EOFError where the process ends before."""
        try:
            self._tasks.write(task_frame(task))
            await self._tasks.drain()
        except ConnectionError:
            raise EOFError from None
        return await self._answer()

    async def _answer(self) -> Answer:
        line = await self._answers.readline()
        if not line:
            raise EOFError
        head = orjson.loads(line)
        return Answer(head["status"], await self._answers.readexactly(head["size"]), head["packed"])

    async def stop(self) -> None:
        """Ends the process, and returns when nothing of it is left open."""
        if self._process.returncode is None:
            self._process.kill()
        self._tasks.transport.abort()
        await self._process.communicate()  # until the end of its output, which closes the pipe


async def _process(settings: Settings) -> Process:
    """A process that starts. It is never lost: who is cancelled meanwhile ends it first."""
    starting = asyncio.ensure_future(
        asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "rivergrad.server.worker", settings.model_dump_json()),
            stdin=PIPE,
            stdout=PIPE,
            env={**os.environ, **_ENVIRONMENT},
        )
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        await Worker(await starting).stop()
        raise


class Pool:
    """At most `workers` tasks at a time; at most `queue` more may wait."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._slots = asyncio.Semaphore(settings.workers)
        self._idle: list[Worker] = []
        self._waiting = 0
        self._closed = False
        self._replacements: set[asyncio.Task[None]] = set()

    async def warm_up(self) -> None:
        """Starts all workers, so that nobody waits for one."""
        for _ in range(self._settings.workers):
            await self._slots.acquire()
            self._replace()

    async def close(self) -> None:
        """Ends all workers. One that is being ended already is waited for: cut off, its process
        would be left behind."""
        self._closed = True
        while self._replacements:
            await asyncio.gather(*self._replacements, return_exceptions=True)
        await asyncio.gather(*(worker.stop() for worker in self._idle))
        self._idle.clear()

    async def answer(self, task: Task, gone: Gone) -> Answer:
        """The worker's answer, or the refusal when there is none in time. Nothing is computed for a
        client that is `gone` when its turn comes."""
        if self._slots.locked() and self._waiting >= self._settings.queue:
            return refusal(
                BusyError(
                    f"{self._waiting} requests wait already, which is the limit",
                    None,
                    "try again in some seconds",
                )
            )
        self._waiting += 1
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1
        if await gone():
            self._slots.release()
            return refusal(BusyError("the client is gone"))
        return await self._answer(task)

    async def _answer(self, task: Task) -> Answer:
        """Gives the slot back together with a worker that can go on: the same, or a new one."""
        worker = None
        healthy = False
        try:
            worker = self._idle.pop() if self._idle else await Worker.start(self._settings)
            async with asyncio.timeout(self._settings.seconds + GRACE):
                result = await worker.ask(task)
            healthy = True
            return result
        except TimeoutError:
            return refusal(_too_long(self._settings.seconds))
        except EOFError:
            return refusal(_lost())
        finally:
            if worker is not None and healthy:
                self._idle.append(worker)
                self._slots.release()
            else:
                self._replace(worker)

    def _replace(self, worker: Worker | None = None) -> None:
        """Stops a worker and starts a new one, whose slot is free when it is ready."""
        replacement = asyncio.create_task(self._replaced(worker))
        self._replacements.add(replacement)
        replacement.add_done_callback(self._replacements.discard)

    async def _replaced(self, worker: Worker | None) -> None:
        try:
            if worker is not None:
                await worker.stop()
            if not self._closed:
                self._idle.append(await Worker.start(self._settings))
        finally:
            self._slots.release()


def _too_long(seconds: float) -> TimeLimitError:
    return TimeLimitError(
        f"the computation was stopped at the limit of {seconds:g} s",
        None,
        "make the program or its arrays smaller",
    )


def _lost() -> LimitError:
    return LimitError(
        "the computation ended before its time; it may have needed too much memory",
        None,
        "make the program or its arrays smaller",
    )
