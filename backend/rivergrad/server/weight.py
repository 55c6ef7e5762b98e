"""Which programs are so small that computing them at once is faster than asking another process."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rivergrad.languages import LANGUAGES
from rivergrad.operations import OPERATIONS
from rivergrad.server.requests import GridRequest, ProgramRequest, TraceRequest

LIGHT_BODY = 8_000
_LIGHT_SOURCE = 2_000
_LIGHT_EXPLAINED = 200
"""Characters of a scalar program without loops that takes a few milliseconds at most."""

_MAKES_MORE = "|".join(
    spelling
    for op in OPERATIONS.values()
    if op.variadic
    for spelling in (op.name, *op.spellings)
    if spelling.isidentifier()
)
_HEAVY = re.compile(rf"\b(?:for|def|if|lambda|while|{_MAKES_MORE})\b|\[|\\")


def is_plain(request: ProgramRequest) -> bool:
    """Whether it is a short scalar program without loops, whose nodes are at most as many as its
    characters, and which no input changes."""
    return (
        len(request.source) <= _LIGHT_SOURCE
        and not _HEAVY.search(request.source)
        and _scalars(request.inputs)
        and _is_python(request)
    )


def is_light(request: object) -> bool:
    """Whether a request is surely done in milliseconds."""
    if not isinstance(request, ProgramRequest):
        return False  # a training
    short = len(request.source) <= _LIGHT_EXPLAINED
    explained = not isinstance(request, TraceRequest) or request.explain is not False
    return (short or not explained) and not isinstance(request, GridRequest) and is_plain(request)


def _scalars(inputs: Mapping[str, object]) -> bool:
    return all(isinstance(value, (int, float)) for value in inputs.values())


def _is_python(request: ProgramRequest) -> bool:
    if request.language != "auto":
        return request.language == "python"
    others = (module for name, module in LANGUAGES.items() if name != "python")
    return not any(module.recognises(request.source) for module in others)
