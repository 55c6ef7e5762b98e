"""A real server, a real browser, and pages that may not complain."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
SWITCHES = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a `rivergrad serve` of our own."""
    port = _free_port()
    command = Path(sysconfig.get_path("scripts")) / "rivergrad"
    process = subprocess.Popen([command, "serve", "--host", "127.0.0.1", "--port", str(port)])
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/api/health", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urlopen(address, timeout=5).close()
        except URLError:
            assert process.poll() is None, f"the server ended with {process.returncode}"
            assert time.monotonic() < deadline, f"nothing answers at {address}"
            time.sleep(0.05)
        else:
            return


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(SWITCHES)
        )
        yield browser
        browser.close()


class Complaints(list[str]):
    """What a page complains about, and what it must not do, as it happens."""

    def __init__(self, page: Page, address: str) -> None:
        super().__init__()
        self.address = address
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on("request", self._asked)
        page.on("requestfailed", self._unanswered)
        page.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        # The browser itself reports each refused request; `_answered` judges those.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load"):
            self.append(f"console {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if request.url.startswith(("data:", "blob:")):
            return
        if urlsplit(request.url).netloc != urlsplit(self.address).netloc:
            self.append(f"request to another host: {request.url}")

    def _unanswered(self, request: Request) -> None:
        # A newer request takes the place of an older one by aborting it.
        if request.failure != "net::ERR_ABORTED":
            self.append(f"{request.failure}: {request.url}")

    def _answered(self, response: Response) -> None:
        refusal = urlsplit(response.url).path.startswith("/api/") and response.status < 500
        if response.status >= 400 and not refusal:
            self.append(f"{response.status}: {response.url}")


@pytest.fixture
def new_page(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """Makes pages, in a browser context with the given options; none of them may complain."""
    contexts, complaints = [], []

    def make(**options: Any) -> Page:
        context = browser.new_context(
            **{"base_url": server, "viewport": {"width": 1280, "height": 800}} | options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        complaints.append(Complaints(page, server))
        return page

    yield make
    for context in contexts:
        context.close()
    assert not any(complaints), [complaint for page in complaints for complaint in page]


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


STAGED = """\
sigy = 1.0 / (1 + exp(-y))  # sigmoid
num = x + sigy
sigx = 1.0 / (1 + exp(-x))
xpy = x + y
xpysqr = xpy**2
den = sigx + xpysqr
invden = 1.0 / den
f = num * invden"""


def open_program(page: Page, source: str = STAGED, **words: Any) -> Page:
    """Opens a program by its link: the lesson's eight stages at x = 3, y = −4 unless told
    otherwise. Returns once its picture is there."""
    usual = {"source": source, **({"inputs": '{"x":3,"y":-4}'} if source == STAGED else {})}
    page.goto("about:blank")
    page.goto(f"/#{urlencode(usual | words)}")
    page.locator(".picture .places button").first.wait_for(state="attached", timeout=30_000)
    return page


@pytest.fixture
def visit(new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a program in a still page, where no time goes into water: see `open_program`."""
    return partial(open_program, new_page(reduced_motion="reduce"))


@pytest.fixture
def visit_as(new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Opens the lesson's stages in a browser with the given options."""

    def opened(words: dict[str, Any] | None = None, **options: Any) -> Page:
        return open_program(new_page(**options), **(words or {}))

    return opened


@pytest.fixture
def accessibility_violations() -> Callable[[Page], list[str]]:
    """What axe-core finds wrong on a page, one line for each rule and place."""

    def violations(page: Page) -> list[str]:
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run().then(result => result.violations)")
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in found
            for node in violation["nodes"]
        ]

    return violations
