"""The endpoints that compute: a program in, numbers out."""

from __future__ import annotations

from pydantic import RootModel
from starlette.requests import Request
from starlette.responses import Response

from rivergrad.server import answers, requests
from rivergrad.server.computing import Computer
from rivergrad.server.endpoint import Endpoint

_FULL = {"full": "Send arrays of more than 1,000 elements whole"}


class ExplainAnswer(RootModel[answers.NodeExplanation | answers.FlowExplanation]):
    """The explanation of a node, or of the flow along an edge."""


def _computer(request: Request) -> Computer:
    computer: Computer = request.app.state.computer
    return computer


async def trace(request: Request) -> Response:
    """Run a program forward and backward."""
    return await _computer(request).respond(request, "trace", "full")


async def explain(request: Request) -> Response:
    """Explain one node or one edge."""
    return await _computer(request).respond(request, "explain")


async def check(request: Request) -> Response:
    """Compare gradients with finite differences."""
    return await _computer(request).respond(request, "check")


async def grid(request: Request) -> Response:
    """Value and gradients over a grid of two inputs."""
    return await _computer(request).respond(request, "grid")


async def code(request: Request) -> Response:
    """The program as code."""
    return await _computer(request).respond(request, "code")


ENDPOINTS = (
    Endpoint("/api/trace", trace, answers.TraceAnswer, requests.TraceRequest, _FULL),
    Endpoint("/api/explain", explain, ExplainAnswer, requests.ExplainRequest),
    Endpoint("/api/check", check, answers.CheckAnswer, requests.CheckRequest),
    Endpoint("/api/grid", grid, answers.GridAnswer, requests.GridRequest),
    Endpoint("/api/code", code, answers.CodeAnswer, requests.CodeRequest),
)
