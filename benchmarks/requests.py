"""Requests a second: `POST /api/trace` of the seed, beside a bare FastAPI endpoint with a pydantic
model that answers as many bytes. Both are processes of their own, asked in turns; the inputs change
from request to request, the program does not, as when somebody moves a slider."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

ROUNDS = 7
REQUESTS = 100
CONNECTIONS = 8
SEED = "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)"
BODY = f'{{"source": "{SEED}", "inputs": {{"x": 3, "y": %d}}, "explain": false}}'
HEADERS = {"Content-Type": "application/json"}
Row = tuple[str, float, float, float]


class Asked(BaseModel):
    source: str
    inputs: dict[str, float]
    explain: bool


class Answered(BaseModel):
    text: str


def bare(size: int) -> FastAPI:
    """The endpoint to compare with: it reads as much, does nothing, and answers `size` bytes."""
    app = FastAPI()
    text = "x" * (size - len('{"text":""}'))

    @app.post("/api/trace")
    async def trace(asked: Asked) -> Answered:
        return Answered(text=text)

    return app


def rows() -> list[Row]:
    """Name, our seconds a request, theirs, and the ratio that ours may reach."""
    with _server("-m", "rivergrad", "serve", "--port", "0") as ours:
        size = len(_ask(ours, 0)[0])
        with _server("-m", "benchmarks.requests", str(size)) as theirs:
            assert len(_ask(theirs, 0)[0]) == size
            times = [(_seconds(ours), _seconds(theirs)) for _ in range(ROUNDS)]
    mine, other = (statistics.median(column) for column in zip(*times, strict=True))
    return [("POST /api/trace of the seed, against a bare FastAPI endpoint", mine, other, 2.0)]


@contextmanager
def _server(*arguments: str) -> Iterator[list[HTTPConnection]]:
    """A server of our own, and connections to where it says that it listens."""
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip().rpartition("//")[2]
        connections = [HTTPConnection(address) for _ in range(CONNECTIONS)]
        _seconds(connections)
        yield connections
        for connection in connections:
            connection.close()
    finally:
        process.terminate()
        process.wait(timeout=10)


def _ask(connections: list[HTTPConnection], number: int) -> list[bytes]:
    """Asks on all connections before any answer is read, so that the server always has work."""
    body = BODY % (number % 7 - 3)
    for connection in connections:
        connection.request("POST", "/api/trace", body, HEADERS)
    answers = []
    for connection in connections:
        response = connection.getresponse()
        assert response.status == 200
        answers.append(response.read())
    return answers


def _seconds(connections: list[HTTPConnection]) -> float:
    start = time.perf_counter()
    for number in range(REQUESTS):
        _ask(connections, number)
    return (time.perf_counter() - start) / (REQUESTS * len(connections))


class _Saying(uvicorn.Server):
    """Says its address once it listens."""

    async def startup(self, sockets: object = None) -> None:
        await super().startup()
        host, port = self.servers[0].sockets[0].getsockname()
        print(f"bare: http://{host}:{port}", flush=True)


if __name__ == "__main__":
    _Saying(
        uvicorn.Config(bare(int(sys.argv[1])), port=0, log_level="warning", access_log=False)
    ).run()
