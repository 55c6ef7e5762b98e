"""Training over HTTP and over a socket, with messages malformed, early, late and hostile."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from websockets.exceptions import ConnectionClosed

from rivergrad.server import training_socket
from rivergrad.training import Trainer

LINK = "https://playground.tensorflow.org/#networkShape=4,2&seed=0.59704"
NET = "2-4-2-1 tanh"
Watching = Callable[..., AbstractContextManager[Any]]


def train(client: httpx.Client, **fields: Any) -> Any:
    answer = client.post("/api/train", json=fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


# HTTP


def test_the_golden_run_over_http(client: httpx.Client) -> None:
    answer = train(client, source=LINK, language="network", epochs=100, record=[0, 1, 10, 100])
    losses = {e["epoch"]: (e["train_loss"], e["test_loss"]) for e in answer["epochs"]}
    assert list(losses) == [0, 1, 10, 100]
    assert losses[100] == pytest.approx((0.010396, 0.011562), abs=1e-6)
    assert answer["epochs"][-1]["accuracy"] == 1.0
    assert [layer["layer"] for layer in answer["weights"]] == [0, 1, 2]
    assert len(answer["weights"][0]["W"]) == 2
    assert len(answer["weights"][0]["b"]) == 4


def test_a_snapshot_goes_on_bit_for_bit(client: httpx.Client) -> None:
    whole = train(client, source=NET, epochs=20)
    first = train(client, source=NET, epochs=8)
    rest = train(client, source=NET, epochs=12, snapshot=first["snapshot"])
    assert rest["weights"] == whole["weights"]
    assert rest["epochs"][-1] == whole["epochs"][-1]


def test_a_spec_may_be_an_object(client: httpx.Client) -> None:
    answer = train(client, source={"inputs": 3, "layers": [4, 1]}, epochs=2)
    assert [e["epoch"] for e in answer["epochs"]] == [0, 1, 2]


def test_the_epochs_of_the_source_are_trained(client: httpx.Client) -> None:
    counts = [
        ({"source": f"{NET}, epochs 7"}, 7),
        ({"source": f"{NET}, epochs 7", "epochs": 3}, 3),
        ({"source": f"{NET}, epochs 7", "epochs": 9}, 7),
        ({"source": NET}, 100),
    ]
    for body, epochs in counts:
        assert train(client, **body, record=[0])["epochs"][-1]["epoch"] == epochs
    begun = train(client, source=f"{NET}, epochs 7", epochs=3)["snapshot"]
    assert train(client, snapshot=begun)["epochs"][-1]["epoch"] == 7


REFUSED = [
    ({"source": "x*y"}, 422),
    ({"source": "x*y", "language": "auto"}, 422),
    ({"source": NET, "language": "python"}, 422),
    ({"source": NET, "epochs": -1}, 422),
    ({"source": NET, "epochs": 1.5}, 422),
    ({"source": NET, "snapshot": {"version": 1}}, 422),
    ({"source": NET, "colour": 1}, 422),
    ({"source": "2-4-1 tahn"}, 422),
    ({"source": {"layers": []}}, 422),
    ({"source": {"layers": [10000, 10000, 10000]}}, 422),
    ({}, 422),
    ({"source": '{"layers": [1], "data": {"csv": "1,2\\n1,2,x\\n"}}'}, 422),
]


@pytest.mark.parametrize(("body", "status"), REFUSED)
def test_what_cannot_be_trained_is_told(client: httpx.Client, body: Any, status: int) -> None:
    answer = client.post("/api/train", json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_a_training_is_stopped_at_the_limit_of_time(service: Callable[..., Any]) -> None:
    with service(seconds=0.5) as client:
        answer = client.post("/api/train", json={"source": NET, "epochs": 1_000_000})
    assert answer.status_code == 503


def test_diagnosis(client: httpx.Client) -> None:
    def found(**body: Any) -> list[str]:
        answer = client.post("/api/diagnose", json=body)
        assert answer.status_code == 200, answer.text
        return [finding["disease"] for finding in answer.json()["findings"]]

    assert found(source="log(x)", inputs={"x": -1}) == ["nan"]
    assert found(source="x*y", inputs={"x": 3, "y": -4}) == []
    assert found(source=NET) == []
    assert found(source=NET, language="network", epochs=10, record=[0]) == []
    assert "learning_rate_too_high" in found(source="2-4-1 tanh rate 10", epochs=20)


def test_the_schema_of_a_network_is_published(client: httpx.Client) -> None:
    schema = client.get("/api/network-schema").json()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert validator.is_valid({"layers": [{"kind": "dense", "units": 3}]})
    assert not validator.is_valid({"layers": [{"kind": "dense", "units": 0}]})


# The socket


def test_start_runs_and_stop_ends_with_a_snapshot(watcher: Any) -> None:
    watcher.send("start", source=NET, language="network")
    first = watcher.receive()
    assert (first["type"], first["epoch"]) == ("frame", 0)
    assert first["train_loss"] == pytest.approx(0.499440, abs=1e-6)
    assert len(first["maps"]["boundary"]) == 50
    assert len(first["maps"]["units"][0]) == 4
    assert first["layers"][0]["activations"]["counts"]
    assert watcher.until("frame", lambda f: f["epoch"] > 5)
    watcher.send("stop")
    messages, code = watcher.closing()
    assert messages[-1]["type"] == "snapshot"
    assert code == 1000


def test_pause_step_set_and_rewind(watcher: Any) -> None:
    watcher.send("start", source=NET, paused=True, maps=0, gradients=True)
    start = watcher.receive()
    assert not start["running"]
    watcher.send("step", unit="batch")
    batch = watcher.until("frame")
    assert (batch["epoch"], batch["batch"]) == (0, 1)
    assert batch["gradients"][0]["W"]
    watcher.send("step", unit="epoch")
    assert watcher.until("frame", lambda f: not f["running"])["epoch"] == 1
    watcher.send("set", learning_rate=0.5)
    assert watcher.until("frame")["learning_rate"] == 0.5
    watcher.send("set", layer=0, row=1, column=2, value=0.125)
    assert watcher.until("frame")["weights"][0]["W"][1][2] == 0.125
    watcher.send("set", layer=2, column=0, value=-2)
    assert watcher.until("frame")["weights"][2]["b"] == [-2.0]
    watcher.send("rewind", epoch=0)
    again = watcher.until("frame")
    assert again["weights"] == start["weights"]
    assert again["learning_rate"] == 0.03


def test_frames_of_large_networks_are_summaries(watcher: Any) -> None:
    watcher.send("start", source="2-600-600-1 relu", paused=True, maps=100, gradients=True)
    watcher.send("step", unit="batch")
    frame = watcher.until("frame", lambda f: f["batch"] == 1)
    for arrays in (frame["weights"], frame["gradients"]):
        assert [arrays[1]["W"]["shape"], len(arrays[1]["b"])] == [[600, 600], 600]
    assert 10 <= len(frame["maps"]["boundary"]) < 100
    watcher.send("pause")
    arrays = watcher.until("snapshot")["snapshot"]["arrays"]
    assert arrays["W2"]["shape"] == [600, 600]


def test_frames_of_images_have_all_weights(watcher: Any) -> None:
    watcher.send("start", source="784-128-10 relu", paused=True, maps=0, gradients=True)
    watcher.send("step", unit="batch")
    frame = watcher.until("frame", lambda f: f["batch"] == 1)
    for arrays in (frame["weights"], frame["gradients"]):
        assert [len(arrays[0]["W"]), len(arrays[0]["W"][0])] == [784, 128]


def test_what_is_too_large_to_be_watched_is_told(watcher: Any) -> None:
    for source in ("2-2000-2000-1 relu", "2-700-700-1 relu, adam"):
        watcher.send("start", source=source, gradients=True, maps=100)
        problem = watcher.until("problem")
        assert problem["problem"].endswith("limit_exceeded")
        assert "1,000,000" in problem["detail"]
        assert "POST /api/train" in problem["hint"]


def test_no_epochs_are_none(watcher: Any) -> None:
    watcher.send("start", source=NET, epochs=0, maps=0)
    frame = watcher.until("frame")
    assert (frame["epoch"], frame["running"]) == (0, False)
    watcher.send("resume", epochs=0)
    frame = watcher.until("frame")
    assert (frame["epoch"], frame["running"]) == (0, False)
    watcher.send("resume", epochs=2)
    assert watcher.until("frame", lambda f: not f["running"])["epoch"] == 2


def test_what_was_set_by_hand_is_in_the_next_snapshot(watcher: Any) -> None:
    watcher.send("start", source=NET, paused=True, maps=0)
    watcher.send("set", layer=0, row=1, column=2, value=0.125)
    watcher.until("snapshot", lambda s: s["snapshot"]["arrays"]["W1"][1][2] == 0.125)
    watcher.send("set", learning_rate=0.5)
    kept = watcher.until("snapshot", lambda s: s["snapshot"]["learning_rate"] == 0.5)
    watcher.send("set", layer=0, column=0, value=3)
    watcher.send("rewind")
    watcher.until("snapshot", lambda s: s["snapshot"]["learning_rate"] == 0.03)
    watcher.send("start", snapshot=kept["snapshot"], paused=True, maps=0)
    again = watcher.until("frame", lambda f: f["learning_rate"] == 0.5)
    assert again["weights"][0]["W"][1][2] == 0.125


def test_what_is_set_while_it_runs_is_in_a_snapshot(watcher: Any) -> None:
    watcher.send("start", source=NET, rate=5, maps=0)
    watcher.send("set", learning_rate=0.25)
    watcher.until("snapshot", lambda s: s["snapshot"]["learning_rate"] == 0.25)


def test_the_same_numbers_as_over_http_and_resumed_on_another_socket(
    client: httpx.Client, watcher: Any, watching: Watching
) -> None:
    watcher.send("start", source=NET, epochs=10, maps=0)
    watcher.until("frame", lambda f: f["epoch"] == 10)
    kept = watcher.until("snapshot", lambda s: s["epoch"] == 10)["snapshot"]
    with watching(client) as other:
        other.send("start", snapshot=kept, epochs=10, maps=0)
        frame = other.until("frame", lambda f: f["epoch"] == 20)
    assert frame["weights"] == train(client, source=NET, epochs=20)["weights"]


def test_the_loss_ends_a_run_at_the_same_epoch_as_over_http(
    client: httpx.Client, watcher: Any
) -> None:
    source = {"layers": [4, 1], "training": {"stop_loss": 0.3}}
    epoch = train(client, source=source)["epochs"][-1]["epoch"]
    assert 0 < epoch < 100
    for rate in (None, 10_000):
        watcher.send("start", source=source, rate=rate, maps=0)
        assert watcher.until("frame", lambda f: not f["running"])["epoch"] == epoch


def test_a_goal_is_kept(watcher: Any) -> None:
    watcher.send("start", source=NET, epochs=6, paused=True, maps=0)
    watcher.send("step", unit="epoch")
    watcher.until("frame", lambda f: f["epoch"] == 1 and not f["running"])
    watcher.send("step", unit="batch")
    watcher.send("resume", rate=1000)
    watcher.send("pause")
    watcher.send("resume")
    assert watcher.until("frame", lambda f: f["epoch"] == 6)["running"] is False
    watcher.send("rewind", epoch=0)
    watcher.send("resume", epochs=3)
    assert watcher.until("frame", lambda f: f["epoch"] == 3)["running"] is False
    watcher.send("resume", rate=200)
    assert watcher.until("frame", lambda f: f["epoch"] >= 8)["running"]


def test_a_weight_is_set_by_its_name(watcher: Any) -> None:
    source = {"inputs": [4, 3], "layers": [{"kind": "rnn", "units": 3}, {"kind": "batch_norm"}, 2]}
    watcher.send("start", source=source, paused=True, maps=0)
    start = watcher.until("frame")
    assert start["running_statistics"] == {"mean2": [0.0] * 3, "variance2": [1.0] * 3}
    watcher.send("set", layer=0, parameter="U1", index=[1, 0], value=5)
    frame = watcher.until("frame")
    assert frame["weights"][0]["U"][1][0] == 5.0
    assert frame["weights"][0]["W"] == start["weights"][0]["W"]
    watcher.send("set", parameter="gamma2", index=[2], value=-2)
    assert watcher.until("frame")["weights"][1]["gamma"] == [1.0, 1.0, -2.0]
    watcher.send("step", unit="epoch")
    later = watcher.until("frame", lambda f: f["epoch"] == 1)
    assert later["running_statistics"]["mean2"] != [0.0] * 3


def test_frames_come_within_a_long_epoch(watcher: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_socket, "_LONGEST_WITHOUT", 0.0)
    watcher.send("start", source="2-40-40-1 tanh, batch 1", maps=0)
    within = watcher.until("frame", lambda f: f["batch"] > 0)
    assert 0.0 < within["progress"] < 1.0
    assert within["running"]


def test_a_chosen_rate_is_kept(watcher: Any) -> None:
    watcher.send("start", source=NET, rate=20, epochs=10, maps=0)
    began = time.monotonic()
    watcher.until("frame", lambda f: f["epoch"] == 10)
    assert time.monotonic() - began > 0.3


WRONG: list[tuple[Any, str]] = [
    ("{", "malformed_json"),
    (b"\xff\xfe", "malformed_json"),
    ("[1]", "invalid_request"),
    ('"start"', "invalid_request"),
    ('{"type": "strat"}', "invalid_request"),
    ('{"type": ["start"]}', "invalid_request"),
    ('{"type": "pause", "now": 1}', "invalid_request"),
    ('{"type": "pause"}', "invalid_request"),  # before any start
    ('{"type": "step", "unit": "year"}', "invalid_request"),
    ('{"type": "start", "source": "import os"}', "invalid_program"),
    ('{"type": "start", "source": "2-4-1 tahn"}', "invalid_program"),
    ('{"type": "start", "source": "2-4-1", "rate": -1}', "invalid_request"),
    ('{"type": "start", "source": "2-9999-9999-9999-1"}', "limit_exceeded"),
    ('{"type": "start", "snapshot": {}}', "invalid_input"),
]


@pytest.mark.parametrize(("message", "kind"), WRONG)
def test_a_wrong_message_is_told_and_the_socket_lives(
    watcher: Any, message: Any, kind: str
) -> None:
    watcher.connection.send(message)
    problem = watcher.receive()
    assert problem["type"] == "problem"
    assert problem["problem"].endswith(kind)
    assert problem["detail"]
    watcher.send("start", source=NET, paused=True, maps=0)
    assert watcher.receive()["type"] == "frame"


WRONG_LATER = [
    {"type": "set"},
    {"type": "set", "value": 1},
    {"type": "set", "value": 1, "parameter": "W1"},
    {"type": "set", "value": 1, "index": [0, 0]},
    {"type": "set", "value": 1, "parameter": "W1", "row": 0, "column": 0, "index": [0, 0]},
    {"type": "set", "value": 1, "parameter": "W9", "index": [0, 0]},
    {"type": "set", "value": 1, "parameter": "W1", "index": [0, 9]},
    {"type": "set", "value": 1, "parameter": "W1", "index": [0, 0], "layer": 2},
    {"type": "set", "layer": 9, "row": 0, "column": 0, "value": 1},
    {"type": "set", "layer": 0, "row": 5, "column": 0, "value": 1},
    {"type": "set", "learning_rate": -1},
    {"type": "rewind", "epoch": 7},
]


@pytest.mark.parametrize("message", WRONG_LATER)
def test_wrong_changes_are_told(watcher: Any, message: dict[str, Any]) -> None:
    watcher.send("start", source=NET, paused=True, maps=0)
    watcher.receive()
    watcher.connection.send(json.dumps(message))
    assert watcher.until("problem")["detail"]


@pytest.mark.parametrize("raised", [ZeroDivisionError("gap"), MemoryError(), OSError("disk")])
def test_what_nobody_foresaw_pauses_a_training_and_is_told(
    watcher: Any, monkeypatch: pytest.MonkeyPatch, raised: Exception
) -> None:
    def fail(*_: Any) -> None:
        raise raised

    watcher.send("start", source=NET, paused=True, maps=0)
    watcher.receive()
    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "finish_epoch", fail)
        watcher.send("resume")
        problem = watcher.until("problem")
        assert problem["status"] == 422
        assert str(raised) == "" or str(raised) not in problem["detail"]
    watcher.send("step")
    assert watcher.until("frame", lambda f: f["epoch"] == 1)["running"] is False


def test_messages_after_stop_do_no_harm(watcher: Any) -> None:
    watcher.send("start", source=NET, paused=True)
    watcher.send("stop")
    with contextlib.suppress(ConnectionClosed):
        for _ in range(20):
            watcher.send("step")
    assert watcher.closing()[1] in (1000, None)


def test_a_new_start_begins_anew(watcher: Any) -> None:
    watcher.send("start", source=NET, maps=0)
    watcher.until("frame", lambda f: f["epoch"] > 2)
    watcher.send("start", source="2-3-1 relu", paused=True, maps=0)
    fresh = watcher.until("frame", lambda f: len(f["weights"]) == 2)
    assert fresh["epoch"] == 0
