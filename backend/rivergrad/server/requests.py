"""What clients send. The schema of each is in /openapi.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema
from pydantic_core import ErrorDetails

from rivergrad.errors import did_you_mean
from rivergrad.server.json_text import checked_json
from rivergrad.server.problems import RequestError

_ARRAY = {"type": "array", "items": {}, "description": "Numbers, or lists of equal length of them."}

# The engine itself checks arrays, and says where the shapes do not fit.
InputValue = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "number"}, _ARRAY]})]


class Strict(BaseModel):
    """No field that we do not know, and no value of another type than the field's."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class ProgramRequest(Strict):
    """A program and where to run it."""

    source: str = Field(
        description="The program: an expression, staged Python, LaTeX, …",
        examples=["(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)"],
    )
    language: str = Field("auto", description="auto, or one of the languages' names")
    inputs: dict[str, InputValue] = Field(
        default_factory=dict,
        description="Values by name; they override lines such as `x = 3` of the source.",
        examples=[{"x": 3, "y": -4}],
    )
    output: str | None = Field(
        None, description="The name of the value to differentiate; default: the last statement"
    )
    upstream: float = Field(1.0, description="The gradient that springs at the output")


class TraceRequest(ProgramRequest):
    explain: bool | None = Field(
        None, description="Whether steps are explained; default: up to 500 nodes"
    )
    full: bool = Field(False, description="Send arrays of more than 1,000 elements whole")


class ExplainRequest(ProgramRequest):
    node: str | None = Field(None, description="The id of a node; or give an edge")
    edge: str | None = Field(None, description="The id of an edge; or give a node")


class CheckRequest(ProgramRequest):
    """Each input's gradient is compared with its central finite difference."""


class AxisRequest(Strict):
    """An input and the values it takes: `steps` of them, both ends included."""

    name: str
    start: float = Field(alias="from")
    stop: float = Field(alias="to")
    steps: int = Field(ge=2)


class GridRequest(ProgramRequest):
    x: AxisRequest
    y: AxisRequest


class CodeRequest(ProgramRequest):
    target: str = Field("python", description="The form of the code")


def read(model: type[BaseModel], body: bytes, options: Mapping[str, object]) -> Any:
    """The request in a body, with options of the query put in.

    Raises MalformedError where the body is not JSON, RequestError where it does not fit the model.
    """
    content = checked_json(body)
    if not isinstance(content, dict):
        raise RequestError(
            f"the body must be an object, not {_kind(content)}", None, 'send {"source": "x * y"}'
        )
    try:
        return model.model_validate({**content, **options})
    except ValidationError as error:
        raise _plain_words(model, error.errors(include_url=False)[0]) from None


def _plain_words(model: type[BaseModel], error: ErrorDetails) -> RequestError:
    field = ".".join(map(str, error["loc"]))
    fields = _model_at(model, error["loc"]).model_fields
    known = [info.alias or name for name, info in fields.items()]
    kind = error["type"]
    if kind == "missing":
        return RequestError(f"the field `{field}` is missing", None, f"add it: {_fields(known)}")
    if kind == "extra_forbidden":
        hint = did_you_mean(str(error["loc"][-1]), known) or _fields(known)
        return RequestError(f"there is no field `{field}`", None, hint)
    wanted = error["msg"].removeprefix("Input ").removeprefix("should ")
    came = orjson.dumps(error["input"], default=str).decode()
    shown = came if len(came) <= 40 else f"{came[:40]}…"
    return RequestError(
        f"the field `{field}` should {wanted}, but {shown} came", None, _meaning(model, error)
    )


def _model_at(model: type[BaseModel], place: tuple[str | int, ...]) -> type[BaseModel]:
    """The model whose field the last name of a place is."""
    for name in place[:-1]:
        info = model.model_fields.get(str(name))
        inner = info.annotation if info else None
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            break
        model = inner
    return model


def _meaning(model: type[BaseModel], error: ErrorDetails) -> str:
    """What the field is for, or where it can be read."""
    info = model.model_fields.get(str(error["loc"][0]))
    return (info and info.description) or "the fields and their types are at /docs"


def _fields(known: list[str]) -> str:
    return f"the fields are {', '.join(known)}"


def _kind(content: object) -> str:
    names = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(content), "a number")
