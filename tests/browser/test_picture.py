"""The picture in a browser: groups, ways, looking around, water, and programs of any size."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

STAGED = "s = 1 / (1 + exp(-x))\nq = x + s\nf = q * q"
STRAIGHT = "a = exp(x)\nf = tanh(a)"


def opened(page: Page, source: str, **words: object) -> Page:
    page.goto(f"/#{urlencode({'source': source, **words})}")
    page.locator(".places button").first.wait_for(state="attached", timeout=30_000)
    return page


def place(page: Page, key: str) -> Locator:
    return page.locator(f'.places button[data-key="{key}"]')


def input_x(page: Page) -> Locator:
    return page.locator('.places button[aria-label^="input x"]')


class Camera(NamedTuple):
    x: float
    y: float
    zoom: float


def camera(page: Page) -> Camera:
    """Where the picture is looked at, read off the sheet of buttons that lies over it."""
    style = page.locator(".places").evaluate("places => places.style.transform")
    x, y, zoom = map(float, re.findall(r"-?[\d.]+(?:e-?\d+)?", style))
    return Camera(x, y, zoom)


def settled(page: Page) -> Camera:
    """The camera, once it has stopped gliding: a busy machine may take long for a frame."""
    seen: list[Camera] = []
    for _ in range(60):
        seen.append(camera(page))
        if len(seen) > 3 and len(set(seen[-4:])) == 1:
            return seen[-1]
        page.wait_for_timeout(120)
    raise AssertionError("the picture never comes to rest")


def box(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found is not None
    return dict(found)


def between(upper: Locator, lower: Locator) -> tuple[float, float]:
    """The middle of a straight river from one node down to another."""
    above, below = box(upper), box(lower)
    return (
        (above["x"] + above["width"] / 2 + below["x"] + below["width"] / 2) / 2,
        (above["y"] + above["height"] + below["y"]) / 2,
    )


def eventually(page: Page, script: str, wanted: object) -> None:
    for _ in range(60):
        if page.evaluate(script) == wanted:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{script} never gives {wanted}")


def middle(page: Page) -> tuple[float, float]:
    at = box(page.locator(".picture"))
    return at["x"] + at["width"] / 2, at["y"] + at["height"] / 2


def test_groups_open_and_close_by_click(page: Page) -> None:
    opened(page, STAGED)
    expect(place(page, "group:s")).to_be_visible()
    page.get_by_role("button", name="Open statement s ").click()
    expect(place(page, "group:s")).to_have_count(0)
    page.get_by_role("button", name="Close statement s ").click()
    expect(place(page, "group:s")).to_be_visible()


def test_a_group_opens_and_closes_by_key_and_by_two_clicks(page: Page) -> None:
    opened(page, STAGED)
    place(page, "group:s").focus()
    page.keyboard.press("o")
    expect(place(page, "group:s")).to_have_count(0)
    page.get_by_role("button", name="close all").click()
    place(page, "group:s").dblclick()
    expect(place(page, "group:s")).to_have_count(0)


def centres(page: Page) -> dict[str, tuple[float, float]]:
    """Where the nodes are on the screen."""
    found: dict[str, tuple[float, float]] = page.locator(".places button.node").evaluate_all(
        """places => Object.fromEntries(places.map(place => {
            const {x, y, width, height} = place.getBoundingClientRect();
            return [place.dataset.key, [x + width / 2, y + height / 2]];
        }))"""
    )
    return found


def test_what_stays_hardly_moves_when_a_group_opens(page: Page) -> None:
    opened(page, STAGED + "\ng = f + q + x * q")
    settled(page)
    page.mouse.move(*middle(page))
    page.mouse.wheel(0, 50)  # chosen by hand: where one looks is kept from now on
    settled(page)
    before = centres(page)
    page.get_by_role("button", name="Open statement s ").click()
    expect(place(page, "group:s")).to_have_count(0)
    settled(page)
    after = centres(page)
    stays = before.keys() & after.keys()
    assert len(stays) >= 4
    moves = [math.dist(before[key], after[key]) for key in stays]
    assert statistics.median(moves) < 60


def test_places_say_what_is_known_at_each_step(page: Page) -> None:
    opened(page, STRAIGHT, at=0)
    expect(place(page, "n2")).to_have_attribute("aria-label", "f: tanh, not computed yet")
    page.keyboard.press("End")
    expect(place(page, "n2")).to_have_attribute("aria-label", re.compile(r"value .*, gradient 1$"))


def test_fingers_on_a_pad_move_the_sheet_and_pinch_it(page: Page) -> None:
    opened(page, STAGED)
    before = settled(page)
    page.mouse.move(*middle(page))
    page.mouse.wheel(30, 12)
    moved = settled(page)
    assert (moved.x - before.x, moved.y - before.y) == pytest.approx((-30, -12), abs=0.1)
    assert moved.zoom == before.zoom
    page.keyboard.down("Control")
    page.mouse.wheel(0, -10)
    page.keyboard.up("Control")
    assert settled(page).zoom == pytest.approx(before.zoom * math.exp(0.1), rel=0.01)


def test_the_wheel_zooms_at_the_pointer(page: Page) -> None:
    opened(page, STAGED)
    before = settled(page)
    target = box(input_x(page))
    page.mouse.move(target["x"] + 5, target["y"] + 5)
    page.mouse.wheel(0, -300)
    after = settled(page)
    assert after.zoom > 1.3 * before.zoom
    now = box(input_x(page))
    assert abs(now["x"] - target["x"]) < 10
    assert abs(now["y"] - target["y"]) < 10


def test_dragging_moves_the_sheet_by_as_much(page: Page) -> None:
    opened(page, STAGED)
    before = settled(page)
    at = box(page.locator(".picture"))
    start = (at["x"] + at["width"] - 40, at["y"] + 40)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] - 120, start[1] + 80, steps=6)
    page.mouse.up()
    after = settled(page)
    assert (after.x - before.x, after.y - before.y) == pytest.approx((-120, 80), abs=2)
    assert after.zoom == before.zoom


def test_a_drag_lets_what_is_selected_be_and_a_jitter_is_a_click(page: Page) -> None:
    opened(page, STAGED)
    before = settled(page)
    x = box(input_x(page))
    at = (x["x"] + 20, x["y"] + 10)
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + 2, at[1] + 2)
    page.mouse.up()
    inspector = page.get_by_role("complementary", name="Inspector")
    expect(inspector).to_be_visible()
    assert settled(page).zoom <= before.zoom
    assert "view=" not in page.url
    empty = (box(page.locator(".picture"))["x"] + 30, 120)
    page.mouse.move(*empty)
    page.mouse.down()
    page.mouse.move(empty[0] + 60, empty[1] + 30, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile("view="))
    expect(inspector).to_be_visible()
    page.mouse.click(*empty)
    expect(inspector).to_be_hidden()


def test_a_link_shows_what_is_looked_at(page: Page) -> None:
    opened(page, STAGED)
    settled(page)
    page.mouse.move(*middle(page))
    page.mouse.wheel(0, -400)
    page.mouse.wheel(40, 60)
    seen = settled(page)
    expect(page).to_have_url(re.compile("view="))
    page.wait_for_timeout(400)
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    page.locator(".places button").first.wait_for(state="attached")
    assert settled(page) == pytest.approx(seen, abs=2)
    page.keyboard.press("0")
    expect(page).not_to_have_url(re.compile("view="))


# Whether what has the focus is in the middle between the picture's edge and the inspector.
IN_THE_MIDDLE = """() => {
    const [focus, picture, drawer] = [':focus', '.picture', '.drawer'].map(
        part => document.querySelector(part).getBoundingClientRect());
    return Math.abs(focus.x + focus.width / 2 - (picture.left + drawer.left) / 2) < 3;
}"""


def test_what_is_found_and_the_overview_are_not_under_the_inspector(page: Page) -> None:
    opened(page, STAGED)
    search = page.get_by_role("combobox", name=re.compile("Find a node"))
    for name in ("f", "q", "x"):  # at the first, the inspector is not open yet
        search.fill(name)
        search.press("Enter")
        expect(page.locator(".places button:focus")).to_have_attribute(
            "aria-label", re.compile(rf"^(input )?{name}[:,]")
        )
        eventually(page, IN_THE_MIDDLE, True)
    page.mouse.move(box(input_x(page))["x"], box(input_x(page))["y"])
    page.mouse.wheel(0, -900)
    minimap = page.locator(".minimap")
    expect(minimap).to_be_visible()
    drawer = box(page.get_by_role("complementary", name="Inspector"))
    assert box(minimap)["x"] + box(minimap)["width"] < drawer["x"]


def test_the_minimap_is_there_while_something_is_out_of_sight(page: Page) -> None:
    opened(page, STAGED)
    fitted = settled(page)
    minimap = page.locator(".minimap")
    expect(minimap).to_be_hidden()
    page.mouse.move(*middle(page))
    page.mouse.wheel(0, -900)
    expect(minimap).to_be_visible()
    zoomed = settled(page)
    minimap.click(position={"x": 20, "y": 20})
    assert settled(page)[:2] != zoomed[:2]
    page.get_by_role("button", name="Fit", exact=True).click()
    expect(minimap).to_be_hidden()
    assert settled(page) == pytest.approx(fitted, abs=0.5)


def test_both_directions(page: Page) -> None:
    opened(page, STRAIGHT)
    top, foot = box(place(page, "n2")), box(place(page, "n0"))
    assert top["y"] + top["height"] < foot["y"]
    opened(page, STRAIGHT, direction="right")
    page.reload()
    place(page, "n0").wait_for(state="attached")
    settled(page)
    top, foot = box(place(page, "n2")), box(place(page, "n0"))
    assert foot["x"] + foot["width"] < top["x"]


def test_a_river_is_pointed_at_and_selected(page: Page) -> None:
    opened(page, STRAIGHT)
    settled(page)
    point = between(place(page, "n1"), place(page, "n0"))
    point = point[0], box(place(page, "n0"))["y"] - 8  # below the valve, which is a place
    page.mouse.move(*point)
    cursor = "document.querySelector('.picture').style.cursor"
    eventually(page, cursor, "pointer")
    page.mouse.click(*point)
    inspector = page.get_by_role("complementary", name="Inspector")
    expect(inspector.get_by_role("heading", level=2)).to_have_text("from a to x")
    page.mouse.move(box(page.locator(".picture"))["x"] + 12, point[1])
    eventually(page, cursor, "")


# Asked for the kind of context that a canvas has, it gives that; for another one, nothing.
KIND = """() => ['webgl2', '2d'].find(
    kind => document.querySelector('.water-layer').getContext(kind) !== null)"""
WITHOUT_WEBGL = """
    const getContext = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...options) {
        return kind.startsWith('webgl') ? null : getContext.call(this, kind, ...options);
    };"""
WATER = """() => {
    const canvas = document.querySelector('.water-layer');
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    copy.getContext('2d', {willReadFrequently: true}).drawImage(canvas, 0, 0);
    const {data} = copy.getContext('2d').getImageData(0, 0, copy.width, copy.height);
    return data.filter((value, at) => at % 4 === 3 && value > 0).length;
}"""


# The colour of most of the water, as red, green, blue.
DYE = """() => {
    const canvas = document.querySelector('.water-layer');
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    copy.getContext('2d', {willReadFrequently: true}).drawImage(canvas, 0, 0);
    const {data} = copy.getContext('2d').getImageData(0, 0, copy.width, copy.height);
    const dyes = new Map();
    for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] < 255) continue;
        const dye = [...data.slice(at, at + 3)].map((part) => part >> 4).join(' ');
        dyes.set(dye, (dyes.get(dye) ?? 0) + 1);
    }
    return [...dyes].sort((one, other) => other[1] - one[1])[0]?.[0];
}"""


def test_water_looks_as_the_theme_says(new_page: Callable[..., Page]) -> None:
    page = new_page(reduced_motion="reduce")
    page.add_init_script(WITHOUT_WEBGL)  # a canvas that can be read at any time
    opened(page, STRAIGHT)
    settled(page)
    water = {"light": (0x1F, 0x6F, 0xAE), "dark": (0x3F, 0x9B, 0xE0)}
    for theme, colour in water.items():
        page.get_by_label("Theme").select_option(theme)
        eventually(page, DYE, " ".join(str(part >> 4) for part in colour))


def test_water_is_drawn_by_webgl(page: Page) -> None:
    opened(page, STAGED)
    assert page.evaluate(KIND) == "webgl2"


def test_water_is_drawn_on_canvas_where_there_is_no_webgl(page: Page) -> None:
    page.add_init_script(WITHOUT_WEBGL)
    opened(page, STAGED)
    settled(page)
    assert page.evaluate(KIND) == "2d"
    assert page.evaluate(WATER) > 1000
    page.keyboard.press("Home")
    eventually(page, WATER, 0)


COUNTED = """
    window.drawn = 0;
    const draw = WebGL2RenderingContext.prototype.drawArraysInstanced;
    WebGL2RenderingContext.prototype.drawArraysInstanced = function (...how) {
        window.drawn += 1;
        return draw.apply(this, how);
    };"""


def drawn_in(page: Page, milliseconds: int) -> int:
    before = page.evaluate("window.drawn")
    page.wait_for_timeout(milliseconds)
    drawn: int = page.evaluate("window.drawn") - before
    return drawn


def test_water_flows_at_rest(page: Page) -> None:
    page.add_init_script(COUNTED)
    opened(page, STAGED)
    settled(page)
    assert drawn_in(page, 1000) > 3


def test_reduced_motion_draws_only_what_changes(new_page: Callable[..., Page]) -> None:
    page = new_page(reduced_motion="reduce")
    page.add_init_script(COUNTED)
    opened(page, STAGED)
    settled(page)
    page.wait_for_timeout(500)
    assert drawn_in(page, 1000) == 0
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".counter")).to_contain_text("forward 1 of")
    page.wait_for_timeout(300)
    assert drawn_in(page, 500) == 0
