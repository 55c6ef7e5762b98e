"""What the inspector says of nodes, edges, groups and arrays."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

Visit = Callable[..., Page]


def inspector(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Inspector")


def test_an_input_has_all_digits_its_sum_and_its_check(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name=re.compile("^input x, value")).click()
    about = inspector(page)
    for words in (
        "2.0595697955721652",
        "3 flows add up",
        "1.583186894545187",
        "−0.0357615478126",
        "0.5121444488396316",
        "The gradient and the finite difference agree.",
    ):
        expect(about).to_contain_text(words)
    expect(about.locator("math").first).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(about).to_be_hidden()


def test_an_edge_has_its_valve_and_the_chain_rule(visit: Visit) -> None:
    page = visit("q = x + y\nf = q * z", inputs='{"x":-2,"y":5,"z":-4}')
    page.get_by_role("button", name=re.compile("^input z")).click()
    inspector(page).get_by_role("button", name="from f").click()
    about = inspector(page)
    expect(about).to_contain_text("The chain rule")
    expect(about).to_contain_text("∂f/∂z gets 1 × 3 = 3 from f = q * z.")
    expect(page).to_have_url(re.compile("selected=edge"))


def test_a_formula_that_is_its_own_number_is_there_once(visit: Visit) -> None:
    page = visit("f = x + y", selected="edge:e0")
    part = inspector(page).locator("section").filter(has_text="The valve: its local gradient")
    expect(part.locator("math")).to_have_count(1)


def test_what_a_closed_group_hides_is_shown_by_the_group(visit: Visit) -> None:
    ink = "document.querySelector('.ink-layer').toDataURL()"
    pictures = set()
    for selected in ("edge:e1", "group:sigy"):
        page = visit(selected=selected)
        expect(inspector(page)).to_be_visible()
        page.wait_for_timeout(900)
        pictures.add(page.evaluate(ink))
    assert len(pictures) == 1


def test_a_group_has_its_own_derivatives(visit: Visit) -> None:
    page = visit(selected="group:sigy")
    about = inspector(page)
    expect(about).to_contain_text("statement sigy")
    expect(about).to_contain_text("∂sigy/∂y = 0.017662706213291118")
    about.get_by_role("button", name="Open it").click()
    expect(about.get_by_role("button", name="Close it")).to_be_visible()
    page.keyboard.press("Escape")
    expect(about).to_be_hidden()


def test_an_array_is_a_map_of_heat_read_by_keys(visit: Visit) -> None:
    page = visit("W = [[1, -2], [3, 4]]\nf = sum(W ** 3)")
    page.get_by_role("button", name=re.compile("^input W")).click()
    about = inspector(page)
    about.get_by_role("button", name="gradient", exact=True).click()
    heat = about.get_by_role("slider", name="Numbers of gradient")
    expect(heat).to_have_attribute("aria-valuetext", "row 0, column 0: 3")
    heat.press("ArrowRight")
    heat.press("ArrowDown")
    expect(about).to_contain_text("row 1, column 1: 48")
    expect(about).to_contain_text("norm")
    expect(page.locator(".counter")).to_have_text("at rest")


def test_where_a_nan_arises_is_said(visit: Visit) -> None:
    page = visit("q = log(x)\nf = q * y", inputs='{"x":-1,"y":2}')
    expect(page.get_by_role("region", name="What happens in this step")).to_contain_text("NaN")
    page.get_by_role("button", name=re.compile("^q: log")).click()
    expect(inspector(page)).to_contain_text("Here a number that is not finite arises first.")


def test_a_step_without_an_explanation_is_explained_when_one_stays(visit: Visit) -> None:
    page = visit("h = x\nfor i in range(300):\n    h = sin(h) * w\nf = h", inputs='{"x":1}')
    page.get_by_role("button", name=re.compile("^input w")).click()
    about = inspector(page)
    expect(about.locator(".chain math").first).to_be_visible()
    page.get_by_role("button", name=re.compile("^input x")).click()
    about.get_by_role("button", name=re.compile("^from t1")).click()
    expect(about).to_contain_text("The chain rule")
