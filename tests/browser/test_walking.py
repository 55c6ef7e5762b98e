"""The graph walked by keyboard, and heard: nodes, rivers, and the signs that open groups."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

Visit = Callable[..., Page]
STAGED = "s = 1 / (1 + exp(-x))\nq = x + s\nf = q * q"
STRAIGHT = "a = exp(x)\nf = tanh(a)"


def place(page: Page, key: str) -> Locator:
    return page.locator(f'.places button[data-key="{key}"]')


def focused(page: Page) -> str:
    """What the focus is on, as it is heard, up to its first number."""
    name: str = page.evaluate("document.activeElement.getAttribute('aria-label')")
    return re.split("[,:]", name)[0]


def test_the_graph_is_walked_by_keys(visit: Visit) -> None:
    page = visit(STAGED)
    page.get_by_role("button", name=re.compile("^input x")).focus()
    for key, reached in [
        ("ArrowUp", "river from q to x"),
        ("Shift+ArrowDown", "river from statement s to x"),
        ("ArrowUp", "group statement s of 4 operations"),
        ("ArrowDown", "river from statement s to x"),
        ("ArrowUp", "group statement s of 4 operations"),
        ("ArrowUp", "river from q to statement s"),
        ("ArrowUp", "q"),
        ("ArrowDown", "river from q to statement s"),
        ("Shift+ArrowUp", "river from q to x"),
        ("[", "group statement s of 4 operations"),
        ("]", "q"),
    ]:
        page.keyboard.press(key)
        assert focused(page) == reached, key
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "q"
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Inspector")).to_be_visible()


def test_left_and_right_step_in_time_in_the_graph_too(visit: Visit) -> None:
    page = visit(STRAIGHT)
    place(page, "n1").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".counter")).to_have_text("backward 1 of 2")
    assert focused(page) == "a"


def test_a_river_is_heard_and_selected_by_keyboard(visit: Visit) -> None:
    page = visit("f = x * y", inputs='{"x":3,"y":-4}')
    place(page, "n2").focus()
    page.keyboard.press("ArrowDown")
    river = page.locator(".places button:focus")
    heard = "river from f to x: upstream 1, local gradient −4, flow −4, negative"
    expect(river).to_have_attribute("aria-label", heard)
    page.keyboard.press("Enter")
    inspector = page.get_by_role("complementary", name="Inspector")
    expect(inspector.get_by_role("heading", level=2)).to_have_text("from f to x")
    page.keyboard.press("Home")
    expect(river).to_have_attribute("aria-label", "river from f to x: nothing has flowed yet")


def test_signs_are_no_stops_and_the_focus_survives_them(visit: Visit) -> None:
    page = visit(STAGED)
    stops = page.locator('.places button[tabindex="0"]')
    expect(stops).to_have_count(1)
    place(page, "group:s").focus()
    expect(stops).to_have_attribute("data-key", "group:s")
    page.keyboard.press("o")
    expect(place(page, "group:s")).to_have_count(0)
    expect(page.locator(".places button:focus")).to_have_attribute("data-key", re.compile("^n"))
    page.keyboard.press("o")
    expect(page.locator(".places button:focus")).to_have_attribute("data-key", "group:s")


def test_signs_are_as_wide_as_a_finger_at_every_zoom(visit: Visit) -> None:
    page = visit(STAGED)
    for zoom in (1, 0.8, 0.64):
        sizes = page.locator(".places .toggle").evaluate_all(
            "signs => signs.map(sign => sign.getBoundingClientRect().width)"
        )
        assert sizes
        assert min(sizes) >= 23.9, zoom
        page.keyboard.press("-")
        page.wait_for_timeout(200)
