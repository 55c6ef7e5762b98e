"""Makes the pictures of README and docs: the page itself, as a headless Chromium shows it.

`python scripts/pictures.py` makes all of them, `python scripts/pictures.py seed rnn` these.
Build the page before (`make build`).
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from rivergrad.api import trace
from rivergrad.examples import EXAMPLES, Example

FOLDER = Path(__file__).parent.parent / "docs/pictures"
WINDOW = (1280, 800)
SWITCHES = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
SETTLED = 1_500
"""Milliseconds in which the picture comes to its places, and the water to its full quality."""


class View(NamedTuple):
    """A program of the gallery as a picture. forward, backward: the share of each pass that is
    over. groups: the buttons of the page that open or close them. drawn: the exported drawing."""

    example: str
    forward: float = 1.0
    backward: float = 1.0
    direction: str | None = None
    groups: str | None = None
    theme: str = "light"
    window: tuple[int, int] = WINDOW
    selected: str | None = None
    drawn: bool = False


VIEWS = {
    "seed": View("seed"),
    "seed-start": View("seed", 0, 0),
    "seed-forward": View("seed", 0.5, 0),
    "seed-backward": View("seed", 1, 0.5),
    "seed-inspector": View("seed", selected="node:n0"),
    "seed-sideways": View("seed", direction="right"),
    "seed-dark": View("seed", theme="dark"),
    "seed-phone": View("seed", window=(390, 844)),
    "seed-large": View("seed", window=(1920, 1080)),
    "seed-drawn": View("seed", drawn=True),
    "stages": View("seed-staged"),
    "stages-sideways": View("seed-staged", direction="right"),
    "gates": View("seed-staged", groups="open all"),
    "matrix": View("matrix"),
    "attention": View("attention"),
    "rnn": View("rnn"),
    "dead-relu": View("dead-relu"),
    "nan": View("nan"),
    "vanishing": View("vanishing"),
    "network": View("network"),
}
NETWORK = Example("network", "", "", "3-4-2-1 tanh", {}, "network")


def main(names: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(SWITCHES)
        )
        for name in names or VIEWS:
            file = FOLDER / f"{name}.png"
            file.write_bytes(_smaller(_picture(browser, address, VIEWS[name])))
            print(f"{file.name}: {file.stat().st_size / 1000:.0f} kB")
        browser.close()


@contextmanager
def _server() -> Iterator[str]:
    """The address of a service of our own."""
    command = Path(sysconfig.get_path("scripts")) / "rivergrad"
    with subprocess.Popen(
        [command, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().removeprefix("rivergrad: ").strip()
        finally:
            process.terminate()


def _picture(browser: Browser, address: str, view: View) -> bytes:
    width, height = view.window
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme="dark" if view.theme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"/#{_hash(view)}")
    page.get_by_role("group", name="Graph").get_by_role("button").first.wait_for()
    if view.groups:
        page.get_by_role("button", name=view.groups).click()
    page.evaluate("document.fonts.ready.then(() => true)")
    if view.drawn:
        _show_drawing(page)
    page.wait_for_timeout(SETTLED)
    taken = page.screenshot()
    context.close()
    return taken


def _hash(view: View) -> str:
    """What frontend/url.js reads."""
    example = next(each for each in (*EXAMPLES, NETWORK) if each.name == view.example)
    words = {
        "source": example.source,
        "inputs": json.dumps(example.inputs),
        **({"direction": view.direction} if view.direction else {}),
        **({"selected": view.selected} if view.selected else {}),
        **_position(example, view),
    }
    return urlencode(words)


def _position(example: Example, view: View) -> dict[str, int]:
    if view.forward == view.backward == 1:
        return {}
    steps = trace(example.source, example.inputs).document(explain=False)["steps"]
    done = view.forward * len(steps["forward"]) + view.backward * len(steps["backward"])
    return {"at": round(done)}


def _show_drawing(page: Page) -> None:
    """Puts the drawing that the page exports in the place of the page."""
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture as SVG").click()
    drawing = download.value.path().read_text()
    width, height = (
        round(float(size)) for size in re.findall(r'(?:width|height)="(.*?)"', drawing)[:2]
    )
    page.set_viewport_size({"width": width, "height": height})
    page.goto("about:blank")
    page.set_content(f'<body style="margin: 0">{drawing}</body>')


def _smaller(png: bytes) -> bytes:
    """The picture in 256 colours: a third of the bytes, and it looks the same."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    few = image.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    result = io.BytesIO()
    few.save(result, "PNG", optimize=True)
    return result.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
