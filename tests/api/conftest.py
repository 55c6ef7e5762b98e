"""Services that listen on ports of their own, and their description."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from jsonschema import Draft202012Validator
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from rivergrad.server.launch import configuration
from rivergrad.server.settings import Settings


@contextmanager
def served(**limits: Any) -> Iterator[httpx.Client]:
    """A client of a service with these limits, which runs in a thread of its own."""
    settings = Settings(**{"workers": 1, **limits})
    server = uvicorn.Server(configuration(settings, "127.0.0.1", 0))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()


class Watcher:
    """A client of the socket."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def send(self, type_: str, **fields: Any) -> None:
        self.connection.send(json.dumps({"type": type_, **fields}))

    def receive(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self.connection.recv(timeout=10))
        return message

    def until(self, type_: str, holds: Callable[[Any], bool] = lambda message: True) -> Any:
        while True:
            message = self.receive()
            if message["type"] == type_ and holds(message):
                return message

    def closing(self) -> tuple[list[dict[str, Any]], int | None]:
        """What still comes, and the code of the close."""
        messages = []
        try:
            while True:
                messages.append(self.receive())
        except ConnectionClosed as closed:
            return messages, closed.rcvd.code if closed.rcvd else None


@contextmanager
def _watching(client: httpx.Client, **options: Any) -> Iterator[Watcher]:
    address = str(client.base_url).replace("http", "ws", 1).rstrip("/") + "/api/train"
    with connect(address, max_size=None, proxy=None, **options) as connection:
        yield Watcher(connection)


@pytest.fixture(scope="session")
def watching() -> Callable[..., Any]:
    """Opens a socket of a service."""
    return _watching


@pytest.fixture
def watcher(client: httpx.Client) -> Iterator[Watcher]:
    with _watching(client) as one:
        yield one


@pytest.fixture(scope="session")
def client() -> Iterator[httpx.Client]:
    with served() as client:
        yield client


@pytest.fixture(scope="session")
def service() -> Callable[..., Any]:
    """Makes a client of a service with limits of one's own."""
    return served


@pytest.fixture(scope="session")
def openapi(client: httpx.Client) -> dict[str, Any]:
    schema: dict[str, Any] = client.get("/openapi.json").json()
    return schema


@pytest.fixture(scope="session")
def assert_valid(openapi: dict[str, Any]) -> Callable[..., None]:
    """Holds a document against the schema that /openapi.json has for it."""

    def check(document: Any, path: str, status: int = 200) -> None:
        (operation,) = openapi["paths"][path.partition("?")[0]].values()
        (content,) = operation["responses"][str(status)]["content"].values()
        schema = {**content["schema"], "components": openapi["components"]}
        Draft202012Validator(schema).validate(document)

    return check
