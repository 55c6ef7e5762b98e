"""Writing JSON, reading it as RFC 8259 has it, and telling what is wrong where it is not."""

from __future__ import annotations

import json
from typing import Any

import orjson

from rivergrad.server.problems import MalformedError


def checked_json(body: bytes) -> Any:
    """The value in a body of JSON.

    Raises MalformedError where it is no JSON, no UTF-8, or has a name twice in one object.
    """
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _malformed(body, error) from None
    if b'"' in body:
        _refuse_duplicates(body)
    return content


def json_text(document: Any) -> str:
    """A document as JSON."""
    return orjson.dumps(document).decode()


def _refuse_duplicates(body: bytes) -> None:
    """orjson takes the last of two equal names; which one was meant is not ours to say."""
    try:
        json.loads(body, object_pairs_hook=_unique, parse_int=str, parse_float=str)
    except RecursionError:
        raise MalformedError("the JSON is nested too deeply", None, "nest less") from None


def _unique(pairs: list[tuple[str, Any]]) -> None:
    seen = set()
    for name, _ in pairs:
        if name in seen:
            raise MalformedError(
                f"the name {name!r} stands twice in one object", None, "give it once"
            )
        seen.add(name)


def _malformed(body: bytes, error: orjson.JSONDecodeError) -> MalformedError:
    try:
        text = body.decode()
    except UnicodeDecodeError as undecodable:
        return MalformedError(
            f"byte {undecodable.start} is not UTF-8", None, "encode the body as UTF-8"
        )
    where = f"line {error.lineno}, column {error.colno} of the body"
    return MalformedError(f"{error.msg.split(':')[0]} at {where}", None, _hint(text, error))


def _hint(text: str, error: orjson.JSONDecodeError) -> str:
    if not text.strip():
        return 'the body is empty; send {"source": "x * y"}'
    if text[error.pos : error.pos + 8].lstrip("-+").startswith(("NaN", "Inf", "nan", "inf")):
        return "JSON has no NaN and no Infinity; give finite numbers"
    if "infinity" in error.msg:
        return "numbers go up to 1.8e308"
    if "surrogate" in error.msg or "\\u" in text[max(error.pos - 6, 0) : error.pos + 6]:
        return "a \\u escape of half a character stands alone; send the whole character"
    return "names and strings stand in double quotes, and no comma stands last"
