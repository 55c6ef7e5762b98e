"""`rivergrad serve`: one process that listens, and says where once it does."""

from __future__ import annotations

import gc
import socket

import uvicorn
from pydantic import ValidationError
from threadpoolctl import threadpool_limits

from rivergrad.errors import InputError
from rivergrad.server.app import create_app
from rivergrad.server.settings import Settings

_PATIENCE = 3
"""Seconds that running requests have to end when the service is stopped."""
_MESSAGES_AHEAD = 4
"""Messages of one socket that wait to be read."""


class _Server(uvicorn.Server):
    """Says its address when requests are answered."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            # What is loaded by now stays: the collector need not look at it again and again.
            gc.freeze()
            print(f"rivergrad: {self._address()}", flush=True)  # noqa: T201 - the one thing it says

    def _address(self) -> str:
        listener = self.servers[0].sockets[0]
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        return f"http://{shown}:{port}"


def serve(host: str, port: int) -> bool:
    """Serves until it is stopped. Whether it could listen. Raises InputError for a setting in the
    environment that cannot be."""
    server = _Server(configuration(_settings(), host, port))
    # Requests and trainings share the cores already: threads of one product would only fight.
    with threadpool_limits(limits=1):
        server.run()
    return server.started


def configuration(settings: Settings, host: str, port: int) -> uvicorn.Config:
    """How the service listens. Messages on a socket are not packed: packing runs where everybody
    waits. Those a little above the limit are taken in, to be told why they are refused."""
    return uvicorn.Config(
        create_app(settings),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_PATIENCE,
        ws_per_message_deflate=False,
        ws_max_size=2 * settings.body_bytes,
        ws_max_queue=_MESSAGES_AHEAD,
    )


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"RIVERGRAD_{first['loc'][0]}".upper()
        raise InputError(f"{name}: {first['msg']}, but it is {first['input']!r}") from None
