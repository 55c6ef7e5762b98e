"""What a client of the socket may not do: floods, large messages, too many sockets, other sites."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from rivergrad.server.turns import Shares

NET = "2-4-2-1 tanh"
Watching = Callable[..., AbstractContextManager[Any]]


def test_a_flood_is_cut_off(watcher: Any) -> None:
    with contextlib.suppress(ConnectionClosed):
        for _ in range(2000):
            watcher.connection.send('{"type": "pause"}')
    messages, code = watcher.closing()
    assert code == 1008
    assert any(m.get("problem", "").endswith("too_busy") for m in messages)


def test_a_burst_is_not(watcher: Any) -> None:
    watcher.send("start", source="2-40-40-1 relu", paused=True, maps=100)
    for number in range(190):
        watcher.send("set", learning_rate=number / 1000)
    watcher.until("frame", lambda f: f["learning_rate"] == 0.189)


def test_a_message_that_is_too_large_is_refused(watcher: Any) -> None:
    watcher.connection.send(json.dumps({"type": "start", "source": "#" * 1_100_000}))
    messages, code = watcher.closing()
    assert messages[0]["problem"].endswith("too_large")
    assert code == 1009


def test_a_flood_of_bytes_is_cut_off(watcher: Any) -> None:
    with contextlib.suppress(ConnectionClosed):
        for _ in range(20):
            watcher.connection.send(json.dumps({"type": "pause", "now": "x" * 900_000}))
    messages, code = watcher.closing()
    assert code in (1008, None)  # none where the client was cut off while it wrote
    if code is not None:
        assert "bytes a second" in messages[-1]["detail"]


def test_a_message_far_too_large_is_not_even_taken_in(watcher: Any) -> None:
    with contextlib.suppress(ConnectionClosed):
        watcher.connection.send("x" * 3_000_000)
    assert watcher.closing()[1] in (1009, None)


def test_large_messages_are_read_in_their_order(watcher: Any) -> None:
    watcher.send("start", source=NET + " " * 30_000, paused=True, maps=0)
    watcher.send("step", unit="batch")
    assert watcher.receive()["batch"] == 0
    assert watcher.receive()["type"] == "frame"


def test_a_large_wrong_message_is_told(watcher: Any) -> None:
    watcher.connection.send('{"type": "pause", "now": "' + "x" * 20_000 + '"}')
    assert watcher.receive()["problem"].endswith("invalid_request")


def test_a_dropped_connection_frees_its_place(client: httpx.Client, watching: Watching) -> None:
    for _ in range(5):
        with contextlib.suppress(ConnectionClosed), watching(client) as lost:
            lost.send("start", source=NET)
            lost.connection.socket.shutdown(socket.SHUT_RDWR)
    with watching(client) as watcher:
        watcher.send("start", source=NET, maps=0)
        assert watcher.until("frame", lambda f: f["epoch"] > 3)


def test_frames_are_dropped_for_a_slow_reader(watcher: Any) -> None:
    watcher.send("start", source=NET, maps=20)
    time.sleep(1.5)
    watcher.send("pause")
    frames = [watcher.receive()]
    while frames[-1].get("running") is not False:
        frames.append(watcher.receive())
    last = frames[-1]["epoch"]
    assert last > 2 * len(frames)


def refusal(watching: Watching, client: httpx.Client) -> dict[str, Any]:
    with watching(client) as refused:
        messages, code = refused.closing()
    assert code == 1013
    assert messages[0]["problem"].endswith("too_busy")
    told: dict[str, Any] = messages[0]
    return told


def test_one_client_has_so_many_sockets(service: Callable[..., Any], watching: Watching) -> None:
    with service(sockets_per_client=2) as client, watching(client) as one:
        with watching(client) as two:
            two.send("start", source=NET, paused=True, maps=0)
            two.receive()
            assert "2 trainings of yours" in refusal(watching, client)["detail"]
            two.send("stop")
            two.closing()
        one.send("start", source=NET, paused=True, maps=0)
        assert one.receive()["type"] == "frame"


def test_the_time_of_clients_that_are_gone_is_forgotten() -> None:
    shares = Shares()
    shares.add("one", 5.0)
    shares.add("two", 1.0)
    shares.chosen("two")
    shares.forget("one")
    assert shares.used("one") == 1.0, "as who has used least: no better than who stayed"


def test_all_clients_have_so_many_sockets(service: Callable[..., Any], watching: Watching) -> None:
    with service(sockets=1) as client, watching(client) as one:
        one.send("start", source=NET, paused=True, maps=0)
        one.receive()
        assert "1 trainings run" in refusal(watching, client)["detail"]


def test_who_rests_for_long_makes_room(service: Callable[..., Any], watching: Watching) -> None:
    with service(idle_seconds=0.2) as client:
        with watching(client) as silent:
            assert silent.closing() == ([], 1001)
        with watching(client) as resting:
            resting.send("start", source=NET, paused=True, maps=0)
            messages, code = resting.closing()
        assert [m["type"] for m in messages] == ["frame", "snapshot"]
        assert code == 1001


def test_trainings_share_their_memory(service: Callable[..., Any], watching: Watching) -> None:
    with service(kept_numbers=20_000) as client, watching(client) as one:
        one.send("start", source="2-30-30-1 relu", paused=True, maps=0)
        assert one.receive()["type"] == "frame"
        with watching(client) as two:
            two.send("start", source="2-30-30-1 relu", paused=True, maps=0)
            assert two.receive()["problem"].endswith("too_busy")
            one.send("stop")
            one.closing()
            while (answer := again(two))["type"] == "problem":
                assert answer["problem"].endswith("too_busy")
            assert answer["type"] == "frame"


def again(watcher: Any) -> Any:
    watcher.send("start", source="2-30-30-1 relu", paused=True, maps=0)
    return watcher.receive()


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", "http://127.0.0.1"])
def test_pages_of_others_are_turned_away(
    client: httpx.Client, watching: Watching, origin: str
) -> None:
    with pytest.raises(InvalidStatus) as refused, watching(client, origin=Origin(origin)):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("forwarded", [False, True])
def test_the_own_page_may_watch(client: httpx.Client, watching: Watching, forwarded: bool) -> None:
    own = str(client.base_url).rstrip("/")
    origin = "https://rivers.example" if forwarded else own
    headers = {"X-Forwarded-Host": "rivers.example"} if forwarded else {}
    with watching(client, origin=Origin(origin), additional_headers=headers) as watcher:
        watcher.send("start", source=NET, paused=True, maps=0)
        assert watcher.receive()["type"] == "frame"


def test_the_newest_snapshot_comes_however_much_is_to_be_sent(watcher: Any) -> None:
    watcher.send("start", source="784-128-10 relu", maps=0, gradients=True)
    for _ in range(20):
        watcher.send("step", unit="year")
    for number in range(20):
        watcher.send("set", learning_rate=number / 100)
    watcher.send("pause")
    watcher.until("frame", lambda f: not f["running"])
    watcher.until("snapshot", lambda s: s["snapshot"]["learning_rate"] == 0.19)


def test_many_trainings_at_once_all_come_to_their_turn(
    service: Callable[..., Any], watching: Watching
) -> None:
    with service(sockets_per_client=30) as client:
        all_come_to_their_turn(watching, client, 30)


def all_come_to_their_turn(watching: Watching, client: httpx.Client, count: int) -> None:
    frames = [0] * count

    def watch(number: int) -> None:
        with watching(client) as one:
            one.send("start", source=NET, maps=0)
            end = time.monotonic() + 60
            while frames[number] < 2 and time.monotonic() < end:
                frames[number] += one.receive()["type"] == "frame"

    threads = [threading.Thread(target=watch, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    assert client.get("/api/health").status_code == 200
    for thread in threads:
        thread.join()
    assert frames == [2] * count
