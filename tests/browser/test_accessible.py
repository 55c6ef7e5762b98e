"""Nothing for axe to find, in both themes; small and still screens work."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

VisitAs = Callable[..., Page]
Violations = Callable[[Page], list[str]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    visit_as: VisitAs, accessibility_violations: Violations, scheme: str
) -> None:
    page = visit_as(color_scheme=scheme)
    page.locator(".cm-content").wait_for()
    assert accessibility_violations(page) == []
    page.get_by_role("button", name=re.compile("^input y")).click()
    page.get_by_role("button", name="To the start").click()
    for _ in range(3):
        page.get_by_role("button", name="One step on").click()
    page.get_by_role("tab", name="Code").click()
    page.get_by_role("button", name=re.compile("^num = ")).wait_for()
    assert accessibility_violations(page) == []


def test_axe_finds_nothing_with_everything_open(
    visit_as: VisitAs, accessibility_violations: Violations
) -> None:
    page = visit_as()
    page.get_by_role("button", name="Examples", exact=True).click()
    assert accessibility_violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name=re.compile("^Find")).fill("sig")
    assert accessibility_violations(page) == []


def test_the_theme_is_chosen_and_kept(visit_as: VisitAs) -> None:
    page = visit_as(color_scheme="light")
    root = page.locator("html")
    expect(root).to_have_attribute("data-theme", "light")
    page.get_by_role("combobox", name="Theme").select_option("dark")
    expect(root).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(root).to_have_attribute("data-theme", "dark")


def test_without_motion_steps_are_at_once(visit_as: VisitAs) -> None:
    page = visit_as({"at": 0}, reduced_motion="reduce")
    page.get_by_role("button", name="One step on").click()
    expect(page).to_have_url(re.compile("at=4"))
    expect(page.locator(".counter")).to_have_text("forward 1 of 8")


def test_a_phone_has_the_picture_first_and_everything_below(
    visit_as: VisitAs, accessibility_violations: Violations
) -> None:
    page = visit_as(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    boxes = [
        page.locator(part).bounding_box() or {}
        for part in ("header", "main", "footer", "aside.side")
    ]
    tops = [box["y"] for box in boxes]
    assert tops == sorted(tops)
    assert all(box["width"] == 390 for box in boxes[1:])
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="One step back").tap()
    expect(page.locator(".counter")).to_have_text("backward 7 of 8")
    page.get_by_role("button", name="View").tap()
    page.get_by_role("combobox", name="Flow").select_option("right")
    assert accessibility_violations(page) == []


def test_twice_the_size_nothing_is_lost(visit_as: VisitAs) -> None:
    page = visit_as(viewport={"width": 640, "height": 400})
    assert page.evaluate("document.documentElement.scrollWidth") == 640
    page.get_by_role("slider", name="Slide x").scroll_into_view_if_needed()
    expect(page.get_by_role("slider", name="Slide x")).to_be_visible()


def test_the_picture_gets_most_of_the_room(visit_as: VisitAs) -> None:
    box = visit_as().locator("main").bounding_box()
    assert box
    assert box["width"] >= 900
    assert box["height"] >= 600
