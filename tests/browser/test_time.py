"""Stepping, playing and scrubbing; the picture, the sentence and the code agree."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]


def counter(page: Page, words: str) -> None:
    expect(page.locator(".counter")).to_have_text(words)


def test_buttons_walk_through_both_passes(visit: Visit) -> None:
    page = visit(at=0)
    counter(page, "start")
    narration = page.get_by_role("region", name="What happens in this step")
    expect(narration).to_have_text("Nothing is computed yet. The inputs are x = 3 and y = −4.")
    page.get_by_role("button", name="One step on").click()
    counter(page, "forward 1 of 8")
    expect(narration).to_have_text("The statement sigy takes y = −4 and gives sigy = 0.01799.")
    page.get_by_role("button", name="One step on").click()
    expect(narration).to_contain_text("num is x + sigy = 3 + 0.01799 = 3.018.")
    formula = page.get_by_role("region", name="The step's formula with numbers")
    expect(formula.locator("math").last).to_contain_text("3.018")
    page.get_by_role("button", name="To the end").click()
    counter(page, "at rest")
    page.get_by_role("button", name="One step back").click()
    counter(page, "backward 7 of 8")
    expect(narration).to_contain_text("it had 1.583 and −0.03576 already, so it is now 2.06.")
    page.get_by_role("button", name="To the start").click()
    counter(page, "start")


def test_keys_walk_too_but_not_while_typing(visit: Visit) -> None:
    page = visit()
    page.locator("main").focus()
    for key, words in (
        ("ArrowLeft", "backward 7 of 8"),
        ("Shift+ArrowLeft", "forward 8 of 8"),
        ("ArrowRight", "backward 1 of 8"),
        ("Shift+ArrowRight", "at rest"),
        ("Home", "start"),
        ("End", "at rest"),
    ):
        page.keyboard.press(key)
        counter(page, words)
    page.get_by_role("textbox", name="x", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    page.locator(".cm-content").focus()
    page.keyboard.press("Home")
    counter(page, "at rest")


def test_space_plays_and_pauses_at_a_step(visit: Visit) -> None:
    page = visit(at=0)
    page.get_by_role("combobox", name="Speed").select_option("4")
    page.locator("main").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator(".counter")).to_have_text(re.compile("forward [3-8] of 8"))
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page).to_have_url(re.compile(r"at=\d+(&|$)"))


def test_the_scrubber_goes_anywhere_and_settles_on_a_step(visit: Visit) -> None:
    page = visit()
    scrubber = page.get_by_role("slider", name="Step")
    box = scrubber.bounding_box()
    assert box
    page.mouse.click(box["x"] + 8 + (box["width"] - 16) * 0.26, box["y"] + box["height"] / 2)
    counter(page, "forward 4 of 8")
    expect(scrubber).to_have_attribute("aria-valuetext", "forward 4 of 8")
    scrubber.press("ArrowRight")
    counter(page, "forward 5 of 8")


def test_at_rest_the_scrubber_stands_at_its_end(visit: Visit) -> None:
    page = visit()
    ends = "range => [range.value, range.max]"
    scrubber = page.get_by_role("slider", name="Step")
    before = scrubber.evaluate(ends)[1]
    page.get_by_role("button", name="open all").click()
    expect(scrubber).not_to_have_attribute("max", before)
    at, last = scrubber.evaluate(ends)
    assert at == last


VANISHING = "h = x\nfor layer in range(10):\n    h = sigmoid(w*h + b)\nh"
CUT = """row => [...row.querySelectorAll('math')].filter(math => {
    if (getComputedStyle(math).visibility === 'hidden') return false;
    const [own, place] = [math, row].map(each => each.getBoundingClientRect());
    return own.top < place.bottom && (own.right > place.right + 1 || own.bottom > place.bottom + 1);
}).length"""


@pytest.mark.parametrize(
    ("width", "more"), [(390, True), (640, False), (1000, True), (1280, True), (1920, False)]
)
def test_no_formula_is_cut(visit_as: Visit, width: int, more: bool) -> None:
    words = {"source": VANISHING, "inputs": '{"x":0.5,"w":1,"b":0}', "at": 34}
    page = visit_as(words, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    formulas = page.get_by_role("region", name="The step's formula with numbers")
    expect(formulas.locator("math")).to_have_count(3)
    for _ in range(8):
        assert page.locator(".row-of-formulas").evaluate(CUT) == 0
        page.keyboard.press("ArrowRight")
    others = formulas.get_by_role("button", name=re.compile("more formulas"))
    expect(others).to_have_count(int(more))
    if more:
        others.click()
        inspector = page.get_by_role("complementary", name="Inspector")
        expect(inspector).to_contain_text("iteration layer")


def test_what_is_wider_than_the_page_is_written_in_lines(visit_as: Visit) -> None:
    name = "a_rather_long_name_of_something"
    words = {"source": f"{name}_it_gives = {name}_one * {name}_two", "at": 1}
    page = visit_as(words, viewport={"width": 390, "height": 844})
    lines = page.locator(".formulas .lines:visible").first
    expect(lines).to_contain_text(f"{name}_one")
    inside = "lines => lines.scrollWidth <= lines.clientWidth"
    assert lines.evaluate(inside)


def test_groups_open_and_close_and_steps_follow(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="open all").click()
    expect(page.get_by_role("button", name=re.compile("^Close statement"))).to_have_count(2)
    page.keyboard.press("Home")
    page.get_by_role("button", name="One step on").click()
    counter(page, "forward 1 of 14")
    page.get_by_role("button", name="close all").click()
    expect(page.get_by_role("button", name=re.compile("^Open statement"))).to_have_count(2)
    page.get_by_role("button", name=re.compile("^Open statement sigy")).press("Enter")
    expect(page.get_by_role("button", name=re.compile("^Close statement sigy"))).to_be_attached()


def test_a_line_of_code_is_a_step_and_a_step_is_a_line(visit: Visit) -> None:
    page = visit(at=0)
    page.get_by_role("tab", name="Code").click()
    page.get_by_role("button", name=re.compile(r"^xpysqr = xpy\*\*2")).click()
    counter(page, "forward 5 of 8")
    lit = page.locator(".listing [aria-current=step]")
    expect(lit).to_have_text(re.compile(r"^xpysqr"))
    page.get_by_role("button", name="One step on").click()
    expect(lit).to_have_text(re.compile(r"^den = "))
    page.get_by_role("button", name=re.compile(r"^dx \+= .* \* dsigx")).click()
    counter(page, "backward 6 of 8")
    page.get_by_role("button", name=re.compile("^num: add")).click()
    expect(page.locator(".listing .selected").first).to_have_text(re.compile("^num = x"))


def test_texts_nodes_and_code_point_at_each_other(visit: Visit) -> None:
    page = visit("q = x + y\nf = q * z")
    page.locator(".cm-line").last.hover(position={"x": 50, "y": 8})
    expect(page.locator(".cm-content .pointed")).to_have_text("q * z")
    page.get_by_role("button", name=re.compile("^q: add")).hover()
    expect(page.locator(".cm-content .pointed")).to_have_text("x + y")


def test_ten_thousand_steps_are_stepped_back_exactly(visit: Visit) -> None:
    page = visit("h = x\nfor i in range(2500):\n    h = sin(h) * w\nf = h")
    counter = page.locator(".counter")
    expect(counter).to_contain_text("at rest", timeout=30_000)
    back = page.get_by_role("button", name="One step back")
    back.click()
    before = counter.inner_text()
    back.click()
    expect(counter).not_to_have_text(before)
    page.get_by_role("button", name="One step on").click()
    expect(counter).to_have_text(before)
