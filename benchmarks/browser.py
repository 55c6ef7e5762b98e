"""What the page costs in a browser, beside the limits that a smooth picture sets.

"Theirs" is the limit, so each ratio may be 1. Chromium draws without a graphics card here, so only
what the page's own thread computes is counted: JavaScript a frame as the picture counts it, and
tasks by their CPU time, in which style, layout and painting commands are included.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from benchmarks.timing import Row
from playwright.sync_api import Browser, Page, sync_playwright

RIVERS = (20, 200, 2000)
FRAME_LIMIT = 1e-3
TASK_LIMIT = 50e-3
OPEN_LIMIT = 20.0  # seconds until a program of 100,000 gates can be seen
SWITCHES = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
LONG = "h = x\nfor i in range(25000):\n    h = h + 0.001*sin(h)*a\n"
SEED = """\
sigy = 1.0 / (1 + exp(-y))
num = x + sigy
sigx = 1.0 / (1 + exp(-x))
xpy = x + y
xpysqr = xpy**2
den = sigx + xpysqr
invden = 1.0 / den
f = num * invden"""


def rows() -> list[Row]:
    """Name, seconds, the limit in seconds, and the ratio that may be reached."""
    with _server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(SWITCHES)
        )
        found = [
            *(_frame(browser, address, rivers) for rivers in RIVERS),
            *_seed(browser, address),
            *_large(browser, address),
        ]
        browser.close()
    return found


def _frame(browser: Browser, address: str, rivers: int) -> Row:
    """JavaScript a frame, in the mean of the frames of some seconds, while all rivers run."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}/gallery.html?rivers={rivers}")
    drawn = page.locator(".costs[data-rivers]:not([data-rivers='0'])")
    drawn.wait_for(state="attached", timeout=60_000)
    page.wait_for_timeout(3000)
    costs = []
    for _ in range(5):
        page.wait_for_timeout(1100)
        costs.append(drawn.evaluate("costs => ({...costs.dataset})"))
    frames = sum(int(each["frames"]) for each in costs)
    seconds = sum(float(each["milliseconds"]) for each in costs) / 1000
    name = f"JavaScript a frame, {costs[0]['rivers']} rivers run ({costs[0]['water']})"
    page.close()
    return (name, seconds / frames, FRAME_LIMIT, 1.0)


def _seed(browser: Browser, address: str) -> Iterator[Row]:
    page = _opened(browser, address, SEED)
    _press(page, "Home")
    page.get_by_label("Speed").select_option("4×")
    seconds = _longest(page, lambda: _play(page))
    yield ("longest task while the seed plays", seconds, TASK_LIMIT, 1.0)
    for name, act in _acts(page).items():
        _press(page, "Home")
        yield (f"longest task of {name}, seed", _longest(page, act), TASK_LIMIT, 1.0)
    page.close()


def _acts(page: Page) -> dict[str, Callable[[], None]]:
    return {
        "a step on": lambda: _press(page, "ArrowRight"),
        "a step back": lambda: _press(page, "ArrowLeft"),
        "scrubbing": lambda: _scrub(page),
        "opening a group": lambda: page.get_by_role("button", name="Open statement sigy").click(),
        "zooming": lambda: _zoom(page),
    }


def _large(browser: Browser, address: str) -> Iterator[Row]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}/#{urlencode({'source': 'x'})}")
    start = time.perf_counter()
    longest = _longest(page, lambda: _open(page, address, LONG))
    seconds = time.perf_counter() - start
    yield ("100,000 gates, from the link to the picture", seconds, OPEN_LIMIT, 1.0)
    yield ("longest task meanwhile, 100,000 gates", longest, TASK_LIMIT, 1.0)
    _press(page, "Home")
    for name in ("a step on", "scrubbing", "zooming"):
        seconds = _longest(page, _acts(page)[name])
        yield (f"longest task of {name}, 100,000 gates", seconds, TASK_LIMIT, 1.0)
    page.close()


def _opened(browser: Browser, address: str, source: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    _open(page, address, source)
    page.wait_for_timeout(1500)
    return page


def _open(page: Page, address: str, source: str) -> None:
    page.goto(f"{address}/?#{urlencode({'source': source})}")
    page.locator(".places button").first.wait_for(state="attached", timeout=120_000)


def _longest(page: Page, act: Callable[[], None]) -> float:
    """CPU seconds of the longest task of the page's own thread while something is done."""
    browser = page.context.browser
    assert browser is not None
    browser.start_tracing(page=page, categories=["toplevel"])
    act()
    page.wait_for_timeout(1000)
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    tasks = [event for event in events if (event["pid"], event["tid"]) in threads]
    return max(event.get("tdur", 0) for event in tasks if event["ph"] == "X") / 1e6


def _press(page: Page, key: str) -> None:
    page.locator("#picture").focus()
    page.keyboard.press(key)
    page.wait_for_timeout(700)


def _play(page: Page) -> None:
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Play").wait_for(timeout=120_000)


def _scrub(page: Page) -> None:
    box = page.get_by_role("slider", name="Step").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2, steps=40)
    page.mouse.up()


def _zoom(page: Page) -> None:
    box = page.locator(".picture").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(20):
        page.mouse.wheel(0, -60)


@contextmanager
def _server() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "rivergrad", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip().partition(" ")[2]
    finally:
        process.terminate()
        process.wait(timeout=10)
