"""What a request carries: options in its address, and a body of JSON within the limit."""

from __future__ import annotations

from starlette.requests import Request

from rivergrad.server.problems import MediaTypeError, RequestError, TooLargeError

_TRUTH = {"true": True, "1": True, "": True, "false": False, "0": False}
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


def read_flags(request: Request, flags: tuple[str, ...]) -> dict[str, object]:
    """The options of the address, as `?full=true`. Raises RequestError for anything else there."""
    found: dict[str, object] = {}
    if not request.scope["query_string"]:
        return found
    for name, text in request.query_params.items():
        if name not in flags:
            allowed = f"there is {', '.join(flags)}" if flags else "there is none here"
            raise RequestError(f"the option `{name}` is not known", None, allowed)
        if text.lower() not in _TRUTH:
            raise RequestError(f"the option `{name}` is {text!r}", None, "give true or false")
        found[name] = _TRUTH[text.lower()]
    return found


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
