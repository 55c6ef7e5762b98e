"""An endpoint of the API, and all that its documentation says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from fastapi import FastAPI
from pydantic import BaseModel

from rivergrad.server.problems import MEDIA_TYPE

Mode = Literal["validation", "serialization"]
_COMPONENT = "#/components/schemas/{model}"
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
    """A path with its handler. `answer` and `request` (of a POST) are the models of what travels;
    they document it, and conversion is the handler's own affair."""

    path: str
    handler: Callable[..., Any]
    answer: type[BaseModel]
    request: type[BaseModel] | None = None

    def add_to(self, app: FastAPI) -> None:
        app.add_api_route(
            self.path,
            self.handler,
            methods=["POST" if self.request else "GET"],
            response_model=None,
            name=self.path,
            summary=(self.handler.__doc__ or "").strip().rstrip("."),
            description="",
            responses=self._responses(),
            openapi_extra=self._body(),
        )

    def models(self) -> list[tuple[type[BaseModel], Mode]]:
        """The models whose schemas the documentation needs."""
        found: list[tuple[type[BaseModel], Mode]] = [
            (self.answer, "serialization"),
            (Problem, "serialization"),
        ]
        return [(self.request, "validation"), *found] if self.request else found

    def _responses(self) -> dict[int | str, dict[str, Any]]:
        found: dict[int | str, dict[str, Any]] = {
            200: {
                "description": (self.answer.__doc__ or "").strip(),
                "content": {"application/json": {"schema": reference(self.answer)}},
            }
        }
        problems = _PROBLEMS if self.request else {}
        for status, description in problems.items():
            content = {MEDIA_TYPE: {"schema": reference(Problem)}}
            found[status] = {"description": description, "content": content}
        return found

    def _body(self) -> dict[str, Any] | None:
        if self.request is None:
            return None
        content = {"application/json": {"schema": reference(self.request)}}
        return {"requestBody": {"required": True, "content": content}}


def reference(model: type[BaseModel]) -> dict[str, str]:
    """The place of a model's schema in the OpenAPI document."""
    return {"$ref": _COMPONENT.format(model=model.__name__)}
