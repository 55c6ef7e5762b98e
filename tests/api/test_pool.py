"""The pool's processes: none outlives it, whenever it is closed."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

import pytest
import uvloop

from rivergrad.server.answering import Task
from rivergrad.server.pool import Pool
from rivergrad.server.settings import Settings

LOOP = b'{"source": "for i in range(45000):\\n    x = x * 1.00001 + sin(x)\\nx", "explain": false}'


def children() -> set[str]:
    """The processes that this one has started."""
    tasks = Path("/proc/self/task").iterdir()
    return {child for task in tasks for child in (task / "children").read_text().split()}


async def closed_while_starting(seconds: float) -> None:
    pool = Pool(Settings(workers=2))
    await pool.warm_up()
    await asyncio.sleep(seconds)
    await pool.close()


async def closed_while_replacing(seconds: float) -> None:
    pool = Pool(Settings(workers=1, seconds=0.01))
    await pool.warm_up()

    async def gone() -> bool:
        return False

    answer = await pool.answer(Task("trace", LOOP, {}, packed=False), gone)
    assert answer.status == 503
    await asyncio.sleep(seconds)
    await pool.close()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are read off /proc")
@pytest.mark.parametrize("when", [closed_while_starting, closed_while_replacing])
@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.01, 0.1])
def test_no_process_is_left_behind(when: object, seconds: float) -> None:
    assert callable(when)
    before = children()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(when(seconds))
        assert children() == before
    gc.collect()  # what was not closed would complain now
