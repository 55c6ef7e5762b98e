"""Where a request is computed: small ones here and now, all others in the pool."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from rivergrad.errors import RivergradError
from rivergrad.server.answering import Answer, Task, carry_out, guarded, refusal
from rivergrad.server.body import read_body, read_flags, takes_gzip
from rivergrad.server.pool import Gone, Pool
from rivergrad.server.problems import MEDIA_TYPE
from rivergrad.server.requests import read
from rivergrad.server.settings import Settings
from rivergrad.server.weight import LIGHT_BODY, is_light
from rivergrad.server.works import WORKS


class Computer:
    """Answers tasks of any weight within the limits of its settings."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.pool = Pool(settings)
        self._limits = settings.limits

    async def respond(self, request: Request, work: str, *flags: str) -> Response:
        """The response to an HTTP request that asks for a kind of work; `flags` are the options
        that its address may carry."""
        try:
            options = read_flags(request, flags)
            body = await read_body(request, self.settings.body_bytes)
        except RivergradError as error:
            return response(refusal(error))
        task = Task(work, body, options, takes_gzip(request))
        return response(await self.answer(task, request.is_disconnected))

    async def answer(self, task: Task, gone: Gone) -> Answer:
        """The answer to a task, for a client that may be gone before its turn comes."""
        if len(task.body) > LIGHT_BODY:
            return await self.pool.answer(task, gone)
        try:
            request: Any = read(WORKS[task.work].request, task.body, task.options)
        except RivergradError as error:
            return refusal(error)
        if is_light(request):
            return guarded(lambda: carry_out(task, request, self._limits))
        return await self.pool.answer(task, gone)


def response(answer: Answer) -> Response:
    """An answer's bytes as they are."""
    headers = {"vary": "accept-encoding"}
    if answer.packed:
        headers["content-encoding"] = "gzip"
    if answer.status == 429:
        headers["retry-after"] = "2"
    media_type = "application/json" if answer.status < 400 else MEDIA_TYPE
    return Response(answer.body, answer.status, headers, media_type)
