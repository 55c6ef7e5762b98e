"""An endpoint of the API, and all that its documentation says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rivergrad.server.problems import MEDIA_TYPE

Mode = Literal["validation", "serialization"]
COMPONENT = "#/components/schemas/{model}"
_PROBLEMS = {
    400: "The body is not JSON",
    413: "The body is larger than the limit",
    415: "The body says that it is something else than JSON",
    422: "The request or its program cannot be understood or evaluated",
    429: "Too many requests wait",
    503: "The computation was stopped at the time limit",
}


class Problem(BaseModel):
    """What went wrong (RFC 9457): lines count from 1 and columns from 0, in the source as sent."""

    type: str
    title: str
    status: int
    detail: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    hint: str | None = None


class Endpoint(NamedTuple):
    """A path with its handler. `answer`, and `request` of a POST, are the models of what travels;
    `query` are the options of the address. They document it; reading and writing is the handler's
    own affair, so that large answers go as they are."""

    path: str
    handler: Callable[[Request], Awaitable[Response]]
    answer: type[BaseModel]
    request: type[BaseModel] | None = None
    query: Mapping[str, str] = MappingProxyType({})

    @property
    def method(self) -> str:
        return "POST" if self.request else "GET"

    def route(self) -> Route:
        return Route(self.path, self.handler, methods=[self.method])

    def models(self) -> list[tuple[type[BaseModel], Mode]]:
        """The models whose schemas the documentation needs."""
        found: list[tuple[type[BaseModel], Mode]] = [
            (self.answer, "serialization"),
            (Problem, "serialization"),
        ]
        return [(self.request, "validation"), *found] if self.request else found

    def documented(self) -> dict[str, Any]:
        """The endpoint as OpenAPI has it."""
        operation: dict[str, Any] = {
            "summary": (self.handler.__doc__ or "").strip().rstrip("."),
            "operationId": self.path.rpartition("/")[2],
            "responses": self._responses(),
        }
        if self.request:
            body = {"application/json": {"schema": reference(self.request)}}
            operation["requestBody"] = {"required": True, "content": body}
        if self.query:
            operation["parameters"] = [_flag(*item) for item in self.query.items()]
        return {self.method.lower(): operation}

    def _responses(self) -> dict[str, Any]:
        result = {
            "description": (self.answer.__doc__ or "").strip(),
            "content": {"application/json": {"schema": reference(self.answer)}},
        }
        problem = {MEDIA_TYPE: {"schema": reference(Problem)}}
        problems = _PROBLEMS if self.request else {}
        return {
            "200": result,
            **{
                str(status): {"description": description, "content": problem}
                for status, description in problems.items()
            },
        }


def _flag(name: str, description: str) -> dict[str, Any]:
    schema = {"type": "boolean", "default": False}
    return {"name": name, "in": "query", "description": description, "schema": schema}


def reference(model: type[BaseModel]) -> dict[str, str]:
    """The place of a model's schema in the OpenAPI document."""
    return {"$ref": COMPONENT.format(model=model.__name__)}
