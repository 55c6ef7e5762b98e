"""The endpoints of training, of its data and of diagnosis, and the socket of a training."""

from __future__ import annotations

from typing import Any

import orjson
from pydantic import RootModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from rivergrad.networks.spec import NetworkSpec
from rivergrad.server.answering import packed_answer
from rivergrad.server.answers import DiagnoseAnswer
from rivergrad.server.body import takes_gzip
from rivergrad.server.computing import Computer, response
from rivergrad.server.datasets import DataAnswer, DataRequest
from rivergrad.server.endpoint import Endpoint
from rivergrad.server.problems import BusyError, problem
from rivergrad.server.training_answers import TrainAnswer
from rivergrad.server.training_requests import DiagnoseRequest, TrainRequest
from rivergrad.server.training_socket import Session
from rivergrad.server.turns import Turns

MOST_SOCKETS = 200
_TRY_LATER = 1013


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
    """All trainings that clients watch; they share their turns."""

    def __init__(self) -> None:
        self.turns = Turns()
        self._open = 0

    async def serve(self, socket: WebSocket) -> None:
        await socket.accept()
        if self._open >= MOST_SOCKETS:
            error = BusyError(f"{self._open} trainings run, which is the limit", None, "try later")
            body = orjson.dumps({**problem(error), "type": "problem"})
            await socket.send_text(body.decode())
            await socket.close(_TRY_LATER)
            return
        self._open += 1
        try:
            await Session(socket, self.turns, socket.app.state.computer.settings).run()
        finally:
            self._open -= 1

    def route(self) -> WebSocketRoute:
        return WebSocketRoute("/api/train", self.serve)


ENDPOINTS = (
    Endpoint("/api/network-schema", schema, SchemaAnswer),
    Endpoint("/api/train", train, TrainAnswer, TrainRequest),
    Endpoint(
        "/api/diagnose", diagnose, DiagnoseAnswer, DiagnoseRequest, {"full": "Taken as in a trace"}
    ),
    Endpoint("/api/data", data, DataAnswer, DataRequest),
)
