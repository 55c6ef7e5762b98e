"""The examples that a network is trained on: what clients send for them, and what they get."""

from __future__ import annotations

from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, field_validator

from rivergrad.data import DataSet
from rivergrad.limits import Limits
from rivergrad.networks.network import Network
from rivergrad.networks.reading import read_network
from rivergrad.networks.writing import example_inputs
from rivergrad.server.requests import Strict
from rivergrad.wire import json_number

_NETWORK = "a shorthand line, a JSON spec as text or object, a Playground link, Keras JSON, …"


class DataRequest(Strict):
    """A network whose examples are wanted."""

    source: str = Field(description=f"The network: {_NETWORK}", examples=["2-4-2-1 tanh"])
    example: int | None = Field(
        None, ge=0, description="Which one is given whole, from 0; default: the network's point"
    )
    points: bool = Field(True, description="Whether all points of the plane are given")

    @field_validator("source", mode="before")
    @classmethod
    def _as_text(cls, source: object) -> object:
        return orjson.dumps(source).decode() if isinstance(source, dict) else source


class ExampleAnswer(BaseModel):
    """inputs: what the program's inputs are for this example, by name, at the network's depth."""

    model_config = ConfigDict(extra="forbid")

    index: int
    inputs: dict[str, Any]


class DataAnswer(BaseModel):
    """The data set of a network. The first `training` of its `examples` are for training. points
    and targets: where the examples are points of the plane, their coordinates, and their target or
    the number of their class; else null. parameters: the names of each layer's trained arrays.
    spec: the network in full, with what its source left out."""

    model_config = ConfigDict(extra="forbid")

    name: str
    labels: str
    examples: int
    training: int
    points: list[list[float]] | None
    targets: list[float] | None
    example: ExampleAnswer
    input_shape: list[int]
    depth: str
    loss: str
    size: int
    parameters: list[list[str]]
    spec: dict[str, Any]


def examples_of(request: DataRequest, limits: Limits) -> Any:
    """The answer to a request for examples."""
    spec = read_network(request.source).spec
    if request.example is not None:
        spec = spec.model_copy(update={"point": request.example})
    network = Network(spec, limits)
    given = example_inputs(network)
    planar = request.points and network.data.points is not None
    return {
        "name": network.data.name,
        "labels": network.data.labels,
        "examples": len(network.data),
        "training": network.data.training,
        **(_points(network.data) if planar else {"points": None, "targets": None}),
        "example": {
            "index": spec.point,
            "inputs": {name: json_number(value, full=True) for name, value in given.items()},
        },
        **_about(network),
    }


def _about(network: Network) -> dict[str, Any]:
    parameters = [list(layer.parameters()) for layer in network.layers]
    return {
        "input_shape": list(network.spec.input_shape),
        "depth": network.depth,
        "loss": network.loss,
        "size": network.size,
        "parameters": [names for names in parameters if names],
        "spec": network.spec.model_dump(mode="json", by_alias=True, exclude_defaults=True),
    }


def _points(data: DataSet) -> dict[str, Any]:
    assert data.points is not None
    is_class = data.labels == "one_hot"
    targets = data.targets.argmax(axis=1) if is_class else data.targets[:, 0]
    return {"points": data.points.tolist(), "targets": [float(target) for target in targets]}
