"""The endpoints that tell what there is: operations, examples, health."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from rivergrad import __version__
from rivergrad.examples import EXAMPLES
from rivergrad.formula import shown
from rivergrad.operations import OPERATIONS, Op
from rivergrad.operations.term import Term, name, term
from rivergrad.server import answers
from rivergrad.server.answering import Answer, packed_answer
from rivergrad.server.body import takes_gzip
from rivergrad.server.computing import response
from rivergrad.server.endpoint import Endpoint

_ARGUMENTS = ("x", "y", "z")


async def operations(request: Request) -> Response:
    """The operation table."""
    return response(_operations(takes_gzip(request)))


async def examples(request: Request) -> Response:
    """The gallery of programs."""
    return response(_examples(takes_gzip(request)))


async def health(request: Request) -> Response:
    """Whether the service is there."""
    return response(Answer(200, orjson.dumps({"status": "ok", "version": __version__})))


@cache
def _operations(packed: bool) -> Answer:
    table = [_operation(op) for op in OPERATIONS.values()]
    return packed_answer({"operations": table}, packed)


@cache
def _examples(packed: bool) -> Answer:
    return packed_answer({"examples": [example._asdict() for example in EXAMPLES]}, packed)


def _operation(op: Op) -> dict[str, Any]:
    return {
        "name": op.name,
        "symbol": op.label,
        "label": op.label,
        "spellings": list(op.spellings),
        "arity": op.arity,
        "family": op.family,
        "doc": op.doc,
        "local_gradients": [shown(formula) for formula in _local_gradients(op)],
        "kinks": op.kinks,
        "options": list(op.options),
    }


def _local_gradients(op: Op) -> list[Term]:
    """With x, y, z for the arguments, out for the value, and g for the upstream gradient where it
    is more than a factor."""
    arguments = [name(letter) for letter in _ARGUMENTS[: op.arity or 1]]
    upstream = term(1.0) if op.elementwise else name("g")
    return [
        term(op.formula(position, {})(upstream, name("out"), *arguments))
        for position in range(len(arguments))
    ]


ENDPOINTS = (
    Endpoint("/api/operations", operations, answers.OperationsAnswer),
    Endpoint("/api/examples", examples, answers.ExamplesAnswer),
    Endpoint("/api/health", health, answers.HealthAnswer),
)
