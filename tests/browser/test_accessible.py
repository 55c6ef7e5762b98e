"""Nothing for axe to find, in both themes; small and still screens work."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

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


def test_on_a_phone_the_inspector_is_a_sheet_below_what_it_is_about(visit_as: VisitAs) -> None:
    page = visit_as(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    x = page.get_by_role("button", name=re.compile("^input x"))
    x.tap()
    sheet = page.get_by_role("complementary", name="Inspector")
    expect(sheet).to_be_in_viewport(ratio=1)
    expect(sheet).to_contain_text("2.0595697955721652")
    page.wait_for_timeout(700)
    node, below = x.bounding_box(), sheet.bounding_box()
    assert node
    assert below
    assert node["y"] + node["height"] <= below["y"]
    sheet.get_by_role("button", name="Close", exact=True).tap()
    expect(sheet).to_be_hidden()


STACKED = """() => ['.timeline', '.sentences', '.formulas', '.side'].map(part => {
    const {top, bottom} = document.querySelector(part).getBoundingClientRect();
    return [top, bottom];
})"""


def test_on_a_phone_nothing_that_is_said_lies_on_other_things(visit_as: VisitAs) -> None:
    phone = {"width": 390, "height": 844}
    page = visit_as({"at": 15}, viewport=phone, is_mobile=True, reduced_motion="reduce")
    for _ in range(8):
        for (_, upper), (lower, _) in pairwise(page.evaluate(STACKED)):
            assert upper <= lower + 0.5
        sentences = page.locator(".sentences")
        assert sentences.evaluate("said => said.scrollHeight <= said.clientHeight + 1")
        page.keyboard.press("ArrowRight")


def test_twice_the_size_nothing_is_lost(visit_as: VisitAs) -> None:
    page = visit_as(viewport={"width": 640, "height": 400})
    assert page.evaluate("document.documentElement.scrollWidth") == 640
    for part in ("header", "main", ".timeline"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)
    main = page.locator("main").bounding_box()
    assert main
    assert main["height"] >= 300
    for part in (
        ".sentences",
        ".formulas math >> nth=0",
        ".cm-content",
        ".input .gradient b >> nth=0",
    ):
        page.locator(part).scroll_into_view_if_needed()
        expect(page.locator(part)).to_be_in_viewport(ratio=0.9)
    slider = page.get_by_role("slider", name="Slide x")
    slider.scroll_into_view_if_needed()
    slider.press("ArrowRight")
    expect(page.locator(".sentences")).to_contain_text("∂f/∂x = ")
    expect(page.get_by_role("textbox", name="x", exact=True)).not_to_have_value("3")


def test_a_class_sees_the_picture_and_what_happens_alone(visit_as: VisitAs) -> None:
    page = visit_as()
    before = page.locator("main").bounding_box()
    words = ".sentences p >> nth=0"
    size = "words => parseFloat(getComputedStyle(words).fontSize)"
    small = page.locator(words).evaluate(size)
    page.get_by_role("button", name="Present").click()
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("complementary", name="Program")).to_be_hidden()
    after = page.locator("main").bounding_box()
    assert before
    assert after
    assert after["width"] > 1.3 * before["width"]
    assert page.locator(words).evaluate(size) >= 1.4 * small
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".counter")).to_have_text("backward 7 of 8")
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("banner")).to_be_visible()
    page.locator("main").focus()
    page.keyboard.press("f")
    expect(page.get_by_role("banner")).to_be_hidden()
    page.keyboard.press("f")
    expect(page.get_by_role("banner")).to_be_visible()


def test_the_picture_gets_most_of_the_room(visit_as: VisitAs) -> None:
    box = visit_as().locator("main").bounding_box()
    assert box
    assert box["width"] >= 900
    assert box["height"] >= 600
