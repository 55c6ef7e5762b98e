"""Errors as problem+json (RFC 9457): a stable `type`, what went wrong, where, and what to do."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import orjson

from rivergrad.errors import RivergradError

MEDIA_TYPE = "application/problem+json"


class RequestError(RivergradError):
    """The request itself cannot be taken, whatever program it carries."""

    kind = "invalid_request"
    title = "The request cannot be understood"
    status = 422


class MalformedError(RequestError):
    """The body is not JSON as RFC 8259 has it."""

    kind = "malformed_json"
    title = "The body is not JSON"
    status = 400


class TooLargeError(RequestError):
    """The body is larger than the limit."""

    kind = "too_large"
    title = "The request is too large"
    status = 413


class MediaTypeError(RequestError):
    """The body says that it is something else than JSON."""

    kind = "unsupported_media_type"
    title = "The body must be JSON"
    status = 415


class BusyError(RequestError):
    """Too many requests wait already."""

    kind = "too_busy"
    title = "The service is busy"
    status = 429


_HINTS = {
    "invalid_program": "the operations, their arguments and options are at /api/operations",
    "invalid_input": "the fields of requests are at /docs",
    "invalid_request": "the fields of requests are at /docs",
}
_STATUS = {"time_limit": HTTPStatus.SERVICE_UNAVAILABLE}


def status_of(error: RivergradError) -> int:
    return int(getattr(error, "status", _STATUS.get(error.kind, 422)))


def problem(error: RivergradError) -> dict[str, Any]:
    """The problem of an error, with its place and hint where they are known."""
    place = error.place._asdict() if error.place else {}
    known = error.hint or _HINTS.get(error.kind)
    hint = {"hint": known} if known else {}
    return {
        "type": type_of(error.kind),
        "title": error.title,
        "status": status_of(error),
        "detail": error.message,
        **place,
        **hint,
    }


def type_of(kind: str) -> str:
    return f"urn:rivergrad:problem:{kind}"


def problem_bytes(error: RivergradError) -> bytes:
    return orjson.dumps(problem(error))


def http_problem(status: int, detail: str, hint: str | None = None) -> dict[str, Any]:
    """The problem of an HTTP status that no error of ours stands for: 404, 405, …"""
    title = HTTPStatus(status).phrase
    kind = title.lower().replace(" ", "_")
    found = {"type": type_of(kind), "title": title, "status": status, "detail": detail}
    return {**found, "hint": hint} if hint else found
