"""The body of a request: JSON by what it says of itself, and not larger than the limit."""

from __future__ import annotations

from starlette.requests import Request

from rivergrad.server.problems import MediaTypeError, TooLargeError

_TAKEN = ("json", "text/plain", "octet-stream")


async def read_body(request: Request, limit: int) -> bytes:
    """Raises MediaTypeError where the body says it is no JSON, TooLargeError beyond the limit."""
    _check_media_type(request.headers.get("content-type", ""))
    _check_size(_announced(request), limit)
    parts = []
    size = 0
    async for part in request.stream():
        parts.append(part)
        size += len(part)
        _check_size(size, limit)
    return b"".join(parts)


def takes_gzip(request: Request) -> bool:
    """Whether the client unpacks gzip."""
    accepted = request.headers.get("accept-encoding", "")
    return "gzip" in accepted and "gzip;q=0" not in accepted.replace(" ", "")


def _check_media_type(media_type: str) -> None:
    if media_type and not any(word in media_type.lower() for word in _TAKEN):
        raise MediaTypeError(
            f"the body says it is {media_type.partition(';')[0]}",
            None,
            "send JSON with the header Content-Type: application/json",
        )


def _announced(request: Request) -> int:
    length = request.headers.get("content-length", "")
    return int(length) if length.isdecimal() and len(length) < 20 else 0


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise TooLargeError(
            f"the body is larger than {limit:,} bytes, which is the limit",
            None,
            "send a smaller program; loops make large ones from little text",
        )
