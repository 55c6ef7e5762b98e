"""From the bytes of a request to the bytes of its answer, in this process or in a worker's."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Callable
from typing import Any, NamedTuple

import orjson

from rivergrad.errors import LimitError, RivergradError
from rivergrad.limits import Limits
from rivergrad.server.problems import RequestError, problem_bytes, status_of
from rivergrad.server.requests import read
from rivergrad.server.works import WORKS

UNFORESEEN = "the program cannot be evaluated"
WORTH_PACKING = 4_000
_LOG = logging.getLogger(__name__)


class Task(NamedTuple):
    """work: its name in WORKS. options: of the query. packed: whether the client takes gzip."""

    work: str
    body: bytes
    options: dict[str, object]
    packed: bool


class Answer(NamedTuple):
    """A status, and the body, packed by gzip or not."""

    status: int
    body: bytes
    packed: bool = False


def answer(task: Task, limits: Limits) -> Answer:
    """Reads and carries out a task. Whatever is sent, the answer is a result or a problem."""
    model = WORKS[task.work].request
    return guarded(lambda: carry_out(task, read(model, task.body, task.options), limits))


def carry_out(task: Task, request: Any, limits: Limits) -> Answer:
    """The answer to a request that is read."""
    return packed_answer(WORKS[task.work].run(request, limits), task.packed)


def packed_answer(document: Any, packed: bool) -> Answer:
    """A document as JSON, packed where the client takes that and it is worth it."""
    body = orjson.dumps(document, option=orjson.OPT_SERIALIZE_NUMPY)
    if packed and len(body) > WORTH_PACKING:
        return Answer(200, gzip.compress(body, 1, mtime=0), packed=True)
    return Answer(200, body)


def guarded(carry: Callable[[], Answer]) -> Answer:
    """The answer, or the problem that stands in its way."""
    try:
        return carry()
    except RivergradError as error:
        return refusal(error)
    except MemoryError:
        return refusal(_out_of_memory())
    except RecursionError:
        return refusal(LimitError("the program is nested too deeply", None, "give parts names"))
    except Exception:  # noqa: BLE001 - a gap in the engine, which the log must show
        _LOG.exception("the engine failed")
        return refusal(RequestError(UNFORESEEN, None, "write it in simpler parts"))


def refusal(error: RivergradError) -> Answer:
    return Answer(status_of(error), problem_bytes(error))


def _out_of_memory() -> LimitError:
    return LimitError(
        "the computation needs more memory than the limit", None, "use smaller arrays"
    )
