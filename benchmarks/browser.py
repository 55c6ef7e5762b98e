"""What the page costs in a browser, beside the limits that a smooth picture sets.

"Theirs" is the limit, so each ratio may be 1. Chromium draws without a graphics card here; times
count JavaScript alone, or tasks as the page's own long-task observer sees them, which starts at
50 ms.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
TASKS = """
    window.tasks = [];
    new PerformanceObserver(list => {
        for (const {duration} of list.getEntries()) window.tasks.push(duration);
    }).observe({entryTypes: ['longtask']});"""


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
    acts: dict[str, Callable[[], None]] = {
        "a step on": lambda: _press(page, "ArrowRight"),
        "a step back": lambda: _press(page, "ArrowLeft"),
        "scrubbing": lambda: _scrub(page),
        "opening a group": lambda: page.get_by_role("button", name="Open statement sigy").click(),
        "zooming": lambda: _zoom(page),
    }
    for name, act in acts.items():
        _press(page, "Home")
        yield (f"longest task of {name}, seed", _longest(page, act), TASK_LIMIT, 1.0)
    page.close()


def _large(browser: Browser, address: str) -> Iterator[Row]:
    start = time.perf_counter()
    page = _opened(browser, address, LONG)
    yield (
        "100,000 gates, from the link to the picture",
        time.perf_counter() - start,
        OPEN_LIMIT,
        1,
    )
    tasks: list[float] = page.evaluate("window.tasks")
    yield ("longest task meanwhile, 100,000 gates", max(tasks, default=0) / 1000, TASK_LIMIT, 1.0)
    _press(page, "Home")
    seconds = _longest(page, lambda: _press(page, "ArrowRight"))
    yield ("longest task of a step, 100,000 gates", seconds, TASK_LIMIT, 1.0)
    page.close()


def _opened(browser: Browser, address: str, source: str) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(TASKS)
    page.goto(f"{address}/#{urlencode({'source': source})}")
    page.locator(".places button").first.wait_for(state="attached", timeout=120_000)
    page.wait_for_timeout(1500)
    return page


def _longest(page: Page, act: Callable[[], None]) -> float:
    """The longest task while something is done, in seconds; what is below 50 ms counts as 0."""
    page.evaluate("window.tasks.length = 0")
    act()
    page.wait_for_timeout(1000)
    tasks: list[float] = page.evaluate("window.tasks")
    return max(tasks, default=0) / 1000


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
