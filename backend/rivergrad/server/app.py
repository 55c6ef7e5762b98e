"""The application: endpoints, the page, and problems as JSON."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson
from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from rivergrad import __version__
from rivergrad.server import about, compute, docs, site, train
from rivergrad.server.computing import Computer
from rivergrad.server.problems import MEDIA_TYPE, http_problem
from rivergrad.server.settings import Settings

ENDPOINTS = (*compute.ENDPOINTS, *train.ENDPOINTS, *about.ENDPOINTS)

_DESCRIPTION = """\
Turns an expression, staged Python, or LaTeX into a computational graph, runs it forward and
backward, and gives every number of the way. Numbers that are not finite are the strings "NaN",
"Infinity" and "-Infinity". Errors are problems (RFC 9457) with a place in the source and a hint.
"""
_HINTS = {
    404: "the endpoints are at /docs",
    405: "the endpoints and their methods are at /docs",
}


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service with its limits (default: from the environment)."""
    computer = Computer(settings or Settings())
    app = FastAPI(
        title="rivergrad",
        version=__version__,
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.computer = computer
    schema = docs.openapi(app, ENDPOINTS)
    app.openapi = lambda: schema  # type: ignore[method-assign]
    app.router.routes += [endpoint.route() for endpoint in ENDPOINTS]
    sockets = train.Sockets(computer.settings)
    app.state.sockets = sockets
    app.router.routes += [sockets.route()]
    app.router.routes += [Route("/docs", docs.page), *site.routes()]
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _own_error)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Workers start in the background, and end with the service."""
    pool = app.state.computer.pool
    start = asyncio.create_task(pool.warm_up())
    yield
    start.cancel()
    app.state.sockets.turns.close()
    await pool.close()


def _problem(status: int, detail: str, hint: str | None = None, **headers: str) -> Response:
    told = detail.encode(errors="replace").decode()  # a path may have half a character
    body = orjson.dumps(http_problem(status, told, hint))
    return Response(body, status, headers, MEDIA_TYPE)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    method, path, status = request.method, request.url.path, error.status_code
    details = {404: f"there is nothing at {path}", 405: f"{path} does not take {method}"}
    detail = details.get(status, str(error.detail))
    return _problem(status, detail, _HINTS.get(status), **(error.headers or {}))


async def _own_error(request: Request, error: Exception) -> Response:
    """The server's log has the error; the client learns only that it was not its fault."""
    return _problem(500, "the service failed; it was not the request's fault")
