"""What clients send to train and to diagnose: over HTTP, and message by message over a socket."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import orjson
from pydantic import Field, TypeAdapter, ValidationError, field_validator

from rivergrad.errors import did_you_mean
from rivergrad.server.json_text import checked_json
from rivergrad.server.problems import RequestError
from rivergrad.server.requests import Strict, TraceRequest

_NETWORK = "a shorthand line, a JSON spec as text or object, a Playground link, Keras JSON, …"


class NetworkRequest(Strict):
    """A network, or a snapshot that has it."""

    source: str | None = Field(None, description=f"The network: {_NETWORK}")
    language: str = Field("network", description="network, or auto")
    snapshot: dict[str, Any] | None = Field(
        None, description="From an earlier training, which goes on from there bit for bit"
    )

    @field_validator("source", mode="before")
    @classmethod
    def _as_text(cls, source: object) -> object:
        return orjson.dumps(source).decode() if isinstance(source, dict) else source


class TrainRequest(NetworkRequest):
    """Train some epochs more."""

    epochs: int | None = Field(
        None,
        ge=0,
        le=1_000_000,
        description="How many epochs to train; default: up to the source's own, else 100",
    )
    record: list[int] | None = Field(
        None,
        max_length=10_000,
        description="The epochs that are answered, besides the last one; default: all",
    )


class DiagnoseRequest(TraceRequest):
    """A program; or with `epochs`, `record` or `snapshot` a training, which is tried out."""

    epochs: int | None = Field(None, ge=0, le=10_000, description="Train so long, then diagnose")
    record: list[int] | None = Field(None, description="Taken, so that a train request fits")
    snapshot: dict[str, Any] | None = Field(None, description="Where the training begins")

    @property
    def is_training(self) -> bool:
        return not (self.epochs is None and self.record is None and self.snapshot is None)

    @field_validator("source", mode="before")
    @classmethod
    def _as_text(cls, source: object) -> object:
        return orjson.dumps(source).decode() if isinstance(source, dict) else source


class Start(NetworkRequest):
    """Begins a training. rate: epochs a second; default: as fast as it goes. epochs: where it
    pauses. maps: points a side of the map of the plane, 0 for none. gradients: whether frames carry
    those of the weights. paused: whether it waits for `resume` or `step`."""

    type: Literal["start"]
    rate: float | None = Field(None, gt=0.0, le=100_000.0)
    epochs: int | None = Field(None, ge=0)
    maps: int = Field(50, ge=0, le=100)
    gradients: bool = False
    paused: bool = False


class Pause(Strict):
    type: Literal["pause"]


class Resume(Strict):
    """Goes on; `rate` and `epochs` as in `start`, where they shall change."""

    type: Literal["resume"]
    rate: float | None = Field(None, gt=0.0, le=100_000.0)
    epochs: int | None = Field(None, ge=0)


class Step(Strict):
    """One batch or one epoch, and a pause after it."""

    type: Literal["step"]
    unit: Literal["batch", "epoch"] = "epoch"


class Set(Strict):
    """The learning rate; or one weight: an element of `parameter`, which is what the program calls
    the array (W1, U1, gamma2, …), at its `index`; or in short W[row, column] of a layer, or without
    a row its bias."""

    type: Literal["set"]
    learning_rate: float | None = Field(None, ge=0.0, le=1e6)
    parameter: str | None = None
    index: list[int] | None = Field(None, max_length=10)
    layer: int | None = Field(None, ge=0)
    row: int | None = Field(None, ge=0)
    column: int | None = Field(None, ge=0)
    value: float | None = None


class Rewind(Strict):
    """Back to a kept epoch; 0 is always kept, so that the same seed begins again."""

    type: Literal["rewind"]
    epoch: int = Field(0, ge=0)


class Stop(Strict):
    type: Literal["stop"]


Message = Annotated[
    Start | Pause | Resume | Step | Set | Rewind | Stop, Field(discriminator="type")
]
_MESSAGES: TypeAdapter[Any] = TypeAdapter(Message)
TYPES = ("start", "pause", "resume", "step", "set", "rewind", "stop")


def read_message(body: bytes) -> Any:
    """A client's message. Raises MalformedError or RequestError where it is none."""
    content = checked_json(body)
    if not isinstance(content, dict):
        raise RequestError("a message must be an object", None, 'send {"type": "pause"}')
    kind = content.get("type")
    if kind not in TYPES:
        hint = did_you_mean(str(kind), TYPES) or f"the types are {', '.join(TYPES)}"
        raise RequestError(f"there is no message of type {str(kind)[:40]!r}", None, hint)
    try:
        return _MESSAGES.validate_python(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, first["loc"][1:]))
        raise RequestError(f"the field `{field}` of {kind}: {first['msg']}") from None
