"""A process that computes what is large, one task after the other, until its input ends.

Frames in both directions: a line of JSON, then as many bytes as it says.
"""

from __future__ import annotations

import logging
import math
import os
import signal
import sys
from typing import BinaryIO

import orjson

from rivergrad.server.answering import Answer, Task, answer
from rivergrad.server.settings import Settings

_KILLED_AFTER = 5.0
"""Seconds beyond the limit, after which the process ends even if nobody is left to kill it."""


def task_frame(task: Task) -> bytes:
    head = {
        "work": task.work,
        "options": task.options,
        "packed": task.packed,
        "size": len(task.body),
    }
    return orjson.dumps(head, option=orjson.OPT_APPEND_NEWLINE) + task.body


def answer_frame(result: Answer) -> bytes:
    head = {"status": result.status, "packed": result.packed, "size": len(result.body)}
    return orjson.dumps(head, option=orjson.OPT_APPEND_NEWLINE) + result.body


def serve(settings: Settings, tasks: BinaryIO, answers: BinaryIO) -> None:
    """Says that it is there, then answers tasks until there are no more."""
    answers.write(answer_frame(Answer(200, b"")))
    answers.flush()
    while line := tasks.readline():
        head = orjson.loads(line)
        body = tasks.read(head.pop("size"))
        signal.alarm(math.ceil(settings.seconds + _KILLED_AFTER))
        result = answer(Task(body=body, **head), settings.limits)
        signal.alarm(0)
        answers.write(answer_frame(result))
        answers.flush()


def bound_memory(limit: int) -> None:
    """Beyond it an allocation fails, which ends one request and not the machine."""
    import resource  # noqa: PLC0415 - not on every platform

    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def main() -> None:
    settings = Settings.model_validate_json(sys.argv[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=logging.WARNING)
    bound_memory(settings.memory_bytes)
    # What anybody prints must not get among the frames.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(settings, sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
