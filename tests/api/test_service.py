"""How the service behaves: headers, the page, packing, limits, and many clients at once."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from rivergrad.server.app import create_app
from rivergrad.server.settings import Settings
from rivergrad.server.site import STATIC

SLOW = "for i in range(400):\n    x = tanh(A @ x)\nsum(x)"
SLOW_REQUEST = {"source": SLOW, "inputs": {"A": [[0.1] * 300] * 300, "x": [[0.1] * 60] * 300}}
LOOP = {"source": "for i in range(45000):\n    x = x * 1.00001 + sin(x)\nx", "explain": False}
SMALL_ARRAY = {"source": "sum(x)", "inputs": {"x": [1, 2]}}
QUICK = {"source": "x * y"}


def asset() -> str:
    return f"/assets/{next(path.name for path in (STATIC / 'assets').glob('*.js'))}"


def test_the_page_may_load_only_what_is_its_own(client: httpx.Client) -> None:
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-cache"
    assert "default-src 'self'" in policy
    assert "script-src" not in policy
    assert "http" not in policy.replace("https://", "http")
    assert "blob:" in policy.partition("worker-src")[2].partition(";")[0]


@pytest.mark.parametrize("path", ["/", "/gallery.html", "/docs"])
def test_documents_stand_in_no_frame_and_tell_nobody_where_they_were_read(
    client: httpx.Client, path: str
) -> None:
    headers = client.get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


def test_what_the_page_was_built_from_is_not_served(client: httpx.Client) -> None:
    assert client.get("/sources.sha256").status_code == 404
    assert client.get("/assets/../sources.sha256").status_code == 404


def test_assets_never_change(client: httpx.Client) -> None:
    answer = client.get(asset())
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "javascript" in answer.headers["content-type"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_page_is_asked_for_again_only_when_it_changed(client: httpx.Client) -> None:
    tag = client.get("/").headers["etag"]
    again = client.get("/", headers={"if-none-match": tag})
    assert again.status_code == 304
    assert not again.content


def test_docs_come_from_here_and_run_one_script_of_their_own(client: httpx.Client) -> None:
    answer = client.get("/docs")
    assert "'sha256-" in answer.headers["content-security-policy"]
    assert "http" not in answer.text.replace("http-equiv", "")
    for name in ("swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png"):
        assert f"swagger/{name}" in answer.text
        assert client.get(f"/swagger/{name}").status_code == 200


def test_a_page_without_its_files_says_so(client: httpx.Client) -> None:
    problem = client.get("/missing.css").json()
    assert problem["detail"] == "there is nothing at /missing.css"
    assert Path(STATIC / "index.html").exists()


@pytest.mark.parametrize(
    "path", ["/%00", "/assets/%00x", "/" + 300 * "a", "/assets/" + 5000 * "a", "/%ED%A0%80", "/%FF"]
)
def test_names_that_no_file_can_have_are_not_found(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["detail"].startswith("there is nothing at /")


def test_half_a_character_in_a_path_is_not_found() -> None:
    sent: list[Any] = []

    async def ask() -> None:
        async def receive() -> Any:
            return {"type": "http.request"}

        async def send(message: Any) -> None:
            sent.append(message)

        common = {"type": "http", "method": "GET", "headers": [], "query_string": b""}
        await create_app()({**common, "path": "/\ud800"}, receive, send)

    asyncio.run(ask())
    assert sent[0]["status"] == 404
    assert json.loads(sent[1]["body"])["detail"] == "there is nothing at /?"


@pytest.mark.parametrize(("path", "body"), [("/api/operations", None), ("/api/trace", QUICK)])
def test_large_answers_are_packed_for_who_can_unpack(
    client: httpx.Client, path: str, body: dict[str, Any] | None
) -> None:
    sizes = {}
    for coding in ("gzip", "identity", "gzip;q=0"):
        headers = {"accept-encoding": coding}
        method = "POST" if body else "GET"
        with client.stream(method, path, json=body, headers=headers) as answer:
            sizes[coding] = sum(map(len, answer.iter_raw()))
            assert answer.headers.get("content-encoding") == ("gzip" if coding == "gzip" else None)
            assert answer.headers["vary"] == "accept-encoding"
    assert sizes["gzip"] < sizes["identity"] == sizes["gzip;q=0"]


def test_small_answers_are_not_packed(client: httpx.Client) -> None:
    assert "content-encoding" not in client.get("/api/health").headers


def test_a_body_beyond_the_limit(client: httpx.Client) -> None:
    def endless() -> Any:
        for _ in range(40):
            yield b" " * 50_000

    for content in (b'{"source": "' + b"(" * 1_000_000 + b'"}', endless()):
        answer = client.post("/api/trace", content=content)
        assert answer.status_code == 413
        assert "1,000,000 bytes" in answer.json()["detail"]


def test_limits_are_settings(service: Callable[..., Any]) -> None:
    with service(nodes=50, elements=1000, body_bytes=2000) as client:
        loop = {"source": "for i in range(100):\n    x = x + 1\nx"}
        wide = {"source": "sum(x.T @ x)", "inputs": {"x": [[0.0] * 40]}}
        long = {"source": "x" + " + x" * 1000}
        details = [client.post("/api/trace", json=r).json()["detail"] for r in (loop, wide, long)]
    assert "50 nodes" in details[0]
    assert "1,000" in details[1]
    assert "2,000 bytes" in details[2]


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIVERGRAD_SECONDS", "2.5")
    monkeypatch.setenv("RIVERGRAD_NODES", "7")
    assert Settings().limits.seconds == 2.5
    assert Settings().limits.nodes == 7
    monkeypatch.setenv("RIVERGRAD_NODES", "-1")
    with pytest.raises(ValidationError):
        Settings()


@pytest.mark.parametrize("request_", [SLOW_REQUEST, LOOP], ids=["arrays", "scalars"])
def test_what_takes_too_long_is_stopped(
    service: Callable[..., Any], request_: dict[str, Any]
) -> None:
    with service(seconds=0.05) as client:
        answer = client.post("/api/trace", json=request_)
        assert answer.status_code == 503, answer.text[:200]
        assert "limit of 0.05 s" in answer.json()["detail"]
        # The worker that was killed has a successor.
        after = client.post("/api/trace", json=SMALL_ARRAY)
        assert after.json()["value"] == 3.0


def test_memory_is_bounded(service: Callable[..., Any]) -> None:
    with service(memory_bytes=180_000_000) as client:
        wide = {"source": "sum(tanh(reshape(x, (1700, 1)) @ reshape(x, (1, 1700))))"}
        answer = client.post("/api/trace", json={**wide, "inputs": {"x": [0.1] * 1700}})
        assert answer.status_code == 422
        assert "memory" in answer.json()["detail"]
        again = client.post("/api/trace", json=SMALL_ARRAY)
        assert again.status_code == 200


def test_long_work_blocks_nobody_and_the_queue_ends(service: Callable[..., Any]) -> None:
    with service(workers=1, queue=1, seconds=1.0) as client, ThreadPoolExecutor(8) as threads:
        client.post("/api/trace", json=SMALL_ARRAY)  # answered by the worker: it is up
        slow = [threads.submit(client.post, "/api/trace", json=LOOP) for _ in range(6)]
        time.sleep(0.2)
        answered = 0
        while not all(future.done() for future in slow):
            assert client.get("/api/health").status_code == 200
            assert client.post("/api/trace", json=QUICK).status_code == 200
            answered += 1
            time.sleep(0.02)
        answers = [future.result() for future in slow]
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses.count(429) == 4
    assert set(statuses) <= {200, 429, 503}
    busy = next(answer for answer in answers if answer.status_code == 429)
    assert busy.headers["retry-after"]
    assert busy.json()["hint"]
    assert answered >= 2, "others were answered while the slow ones ran"


def test_nothing_is_computed_for_clients_that_are_gone(service: Callable[..., Any]) -> None:
    with service(workers=1, seconds=15) as client, ThreadPoolExecutor(1) as threads:
        client.post("/api/trace", json=SMALL_ARRAY)
        began = time.perf_counter()
        first = threads.submit(client.post, "/api/trace", json=LOOP)
        time.sleep(0.1)
        for _ in range(8):
            with pytest.raises(httpx.ReadTimeout):
                client.post("/api/trace", json=LOOP, timeout=0.02)
        assert first.result().status_code == 200
        start = time.perf_counter()
        one = start - began
        assert client.post("/api/trace", json=SMALL_ARRAY).status_code == 200
        assert time.perf_counter() - start < max(4.0, 3 * one), (
            "eight loops were computed for nobody"
        )


def test_requests_side_by_side_get_their_own_answers(client: httpx.Client) -> None:
    def ask(number: int) -> float:
        request = {"source": "sum(x) + y", "inputs": {"x": [number, 1], "y": number}}
        value: float = client.post("/api/trace", json=request).json()["value"]
        return value

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(40))) == [2.0 * n + 1 for n in range(40)]
    assert threading.active_count() < 50
