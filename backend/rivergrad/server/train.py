"""The endpoints of training, of its data and of diagnosis, and the socket of a training."""

from __future__ import annotations

import contextlib
from collections import Counter
from typing import Any

from pydantic import RootModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from rivergrad.networks.spec import NetworkSpec
from rivergrad.server.answering import packed_answer
from rivergrad.server.answers import DiagnoseAnswer
from rivergrad.server.body import takes_gzip
from rivergrad.server.budget import Budget
from rivergrad.server.computing import Computer, response
from rivergrad.server.datasets import DataAnswer, DataRequest
from rivergrad.server.endpoint import Endpoint
from rivergrad.server.json_text import json_text
from rivergrad.server.problems import BusyError, problem
from rivergrad.server.settings import Settings
from rivergrad.server.training_answers import TrainAnswer
from rivergrad.server.training_requests import DiagnoseRequest, TrainRequest
from rivergrad.server.training_socket import Session
from rivergrad.server.turns import Turns

_POLICY, _TRY_LATER = 1008, 1013


async def train(request: Request) -> Response:
    """Train a network some epochs more."""
    computer: Computer = request.app.state.computer
    return await computer.respond(request, "train")


async def diagnose(request: Request) -> Response:
    """Say what is wrong with a program or a training."""
    computer: Computer = request.app.state.computer
    return await computer.respond(request, "diagnose", "full")


class SchemaAnswer(RootModel[dict[str, Any]]):
    """A JSON schema."""


async def schema(request: Request) -> Response:
    """The JSON schema of a network."""
    return response(packed_answer(NetworkSpec.model_json_schema(), takes_gzip(request)))


async def data(request: Request) -> Response:
    """The examples that a network is trained on."""
    computer: Computer = request.app.state.computer
    return await computer.respond(request, "data")


class Sockets:
    """All trainings that clients watch; they share their turns, and the memory for them."""

    def __init__(self, settings: Settings) -> None:
        self.turns = Turns()
        self.budget = Budget(settings.kept_numbers)
        self._settings = settings
        self._open: Counter[str] = Counter()

    async def serve(self, socket: WebSocket) -> None:
        """One socket from its handshake to its end. Pages of other sites are turned away (403)."""
        if not _is_own(socket):
            await socket.close(_POLICY)
            return
        client = socket.client.host if socket.client else "unknown"
        await socket.accept()
        if refusal := self._refusal(client):
            await _turn_away(socket, refusal)
            return
        self._open[client] += 1
        try:
            await Session(socket, client, self.turns, self._settings, self.budget).run()
        finally:
            self._leave(client)

    def _refusal(self, client: str) -> BusyError | None:
        if (count := self._open.total()) >= self._settings.sockets:
            return BusyError(f"{count} trainings run, which is the limit", None, "try later")
        if (count := self._open[client]) >= self._settings.sockets_per_client:
            detail = f"{count} trainings of yours run, which is the limit"
            return BusyError(detail, None, "close one of them")
        return None

    def _leave(self, client: str) -> None:
        self._open[client] -= 1
        if not self._open[client]:
            del self._open[client]
            self.turns.leave_all(client)

    def route(self) -> WebSocketRoute:
        return WebSocketRoute("/api/train", self.serve)


def _is_own(socket: WebSocket) -> bool:
    """Whether a page of this service asks, or no page at all. Behind a proxy the page's host is the
    one that the proxy was asked for; a page cannot forge that header."""
    origin = socket.headers.get("origin")
    if origin is None:
        return True
    hosts = {socket.headers.get("host"), socket.headers.get("x-forwarded-host")} - {None}
    return origin.partition("://")[2].lower() in {str(host).lower() for host in hosts}


async def _turn_away(socket: WebSocket, error: BusyError) -> None:
    fields = problem(error)
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        await socket.send_text(json_text({**fields, "type": "problem", "problem": fields["type"]}))
        await socket.close(_TRY_LATER)


ENDPOINTS = (
    Endpoint("/api/network-schema", schema, SchemaAnswer),
    Endpoint("/api/train", train, TrainAnswer, TrainRequest),
    Endpoint(
        "/api/diagnose", diagnose, DiagnoseAnswer, DiagnoseRequest, {"full": "Taken as in a trace"}
    ),
    Endpoint("/api/data", data, DataAnswer, DataRequest),
)
