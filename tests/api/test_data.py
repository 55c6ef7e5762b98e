"""The examples that a network is trained on, as clients get them."""

from __future__ import annotations

import math
from typing import Any

import httpx
import pytest

NET = "2-4-2-1 tanh"


def data(client: httpx.Client, **body: Any) -> Any:
    response = client.post("/api/data", json=body)
    assert response.status_code == 200, response.text
    return response.json()


def test_points_of_the_plane_come_with_their_targets(client: httpx.Client) -> None:
    found = data(client, source=NET)
    assert (found["name"], found["labels"]) == ("circle", "sign")
    assert (found["examples"], found["training"]) == (500, 250)
    assert found["points"][0] == pytest.approx([0.240144912, 0.460358932])
    assert len(found["points"]) == len(found["targets"]) == 500
    for (x, y), target in zip(found["points"], found["targets"], strict=True):
        assert target == (1.0 if math.hypot(x, y) < 2.5 else -1.0)
    assert found["parameters"] == [["W1", "b1"], ["W2", "b2"], ["W3", "b3"]]
    assert (found["depth"], found["size"]) == ("neuron", 25)


@pytest.mark.parametrize("depth", ["neuron", "layer"])
def test_an_example_is_what_the_trace_takes(client: httpx.Client, depth: str) -> None:
    source = f"{NET} depth {depth}"
    found = data(client, source=source, example=7, points=False)
    assert found["points"] is None
    given = client.post("/api/trace", json={"source": source, "inputs": found["example"]["inputs"]})
    named = client.post("/api/trace", json={"source": f"{source} point 7"})
    assert given.json()["value"] == named.json()["value"]


@pytest.mark.parametrize(
    "source",
    ["2-3-2 relu, data circle", "2-4-1 tanh features x1 x2 sin_x1", "5-3-1 tanh data clouds"],
)
def test_other_data_are_given_too(client: httpx.Client, source: str) -> None:
    found = data(client, source=source, example=1)
    trace = client.post("/api/trace", json={"source": source, "inputs": found["example"]["inputs"]})
    assert trace.status_code == 200


def test_the_spec_is_the_same_network(client: httpx.Client) -> None:
    link = "https://playground.tensorflow.org/#networkShape=3&dataset=xor&seed=7"
    found = data(client, source=link)
    again = data(client, source=found["spec"])
    assert again == found


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"source": NET, "example": 500}, "500"),
        ({"source": "2-4-1 tann"}, "tann"),
        ({"source": NET, "example": -1}, "example"),
        ({}, "source"),
    ],
)
def test_what_is_wrong_is_told(client: httpx.Client, body: Any, word: str) -> None:
    response = client.post("/api/data", json=body)
    assert response.status_code == 422
    assert word in response.json()["detail"]
