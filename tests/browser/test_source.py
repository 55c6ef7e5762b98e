"""Typing, seeing, sliding; mistakes shown where they are; examples, links and search."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
NARRATION = "What happens in this step"


def said(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("region", name=NARRATION)).to_contain_text(words)


def place(page: Page, name: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("button", name=name)).to_be_attached()


def write(page: Page, text: str) -> None:
    editor = page.locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def test_a_newcomer_sees_the_lesson_at_rest(page: Page) -> None:
    page.goto("/")
    said(page, "At rest: f = 1.546; ∂f/∂x = 2.06, ∂f/∂y = 1.592.")
    place(page, re.compile(r"^f: multiply, value 1.546"))
    expect(page).to_have_title(re.compile("rivergrad"))


def test_what_is_typed_is_seen(visit: Visit) -> None:
    page = visit()
    write(page, "f = a * b + a")
    said(page, "At rest: f = 2; ∂f/∂a = 2, ∂f/∂b = 1.")
    expect(page.get_by_text("taken as 1, as no value was given")).to_have_count(2)
    place(page, "input a, value 1, gradient 2")


def test_inputs_keep_their_values_while_the_text_changes(visit: Visit) -> None:
    page = visit("x * y", inputs='{"x":3,"y":-4}')
    write(page, "x * z")
    said(page, "∂z = 3")
    write(page, "x * y")
    said(page, "= −12;")
    expect(page.get_by_role("textbox", name="y", exact=True)).to_have_value("−4")


def test_a_mistake_is_shown_at_its_place_with_a_hint(visit: Visit) -> None:
    page = visit("f = x * y")
    write(page, "f = x * sigmod(y)")
    problem = page.get_by_role("alert").filter(has_text="line 1")
    expect(problem).to_contain_text("sigmod")
    expect(problem).to_contain_text("sigmoid")
    expect(problem).to_contain_text("The picture shows the last program that worked.")
    expect(page.locator(".cm-lintRange-error")).to_have_text("sigmod")
    write(page, "f = x * sigmoid(y)")
    expect(problem).to_have_count(0)
    said(page, "At rest: f = 0.7311")


@pytest.mark.parametrize(
    ("text", "where", "marked"),
    [
        ("f = x +", "line 1, column 8", "+"),
        ("g = x1 +* 2", "line 1, column 9", "*"),
        ("a = x\nf = (a * 2", "line 2, column 5", "("),
    ],
)
def test_what_breaks_off_is_marked(visit: Visit, text: str, where: str, marked: str) -> None:
    page = visit("f = x * y")
    write(page, text)
    expect(page.locator(".problem .where")).to_have_text(where)
    expect(page.locator(".problem .hint")).to_be_visible()
    expect(page.locator(".cm-lintRange-error")).to_have_text(marked)


def test_gradients_beside_the_inputs_come_as_the_water_comes(visit: Visit) -> None:
    page = visit("f = x * x + y", inputs='{"x":3,"y":1}', at=0)
    gradients = page.locator(".input .gradient")
    numbers = gradients.locator("b")
    expect(gradients).to_have_text(["∂f/∂x", "∂f/∂y"])
    expect(numbers).to_have_count(0)
    page.keyboard.press("End")
    expect(numbers).to_have_text(["6", "1"])
    page.keyboard.press("ArrowLeft")
    expect(numbers).to_have_text(["1"])


def test_a_gradient_that_is_not_whole_is_light(visit: Visit) -> None:
    page = visit("t = x * y\nf = t * x", inputs='{"x":3,"y":2}', at=3)
    number = page.locator(".input .gradient b")
    expect(number).to_have_text(["6"])
    expect(number).to_have_css("font-weight", "400")
    page.keyboard.press("End")
    expect(number).to_have_text(["12", "9"])
    expect(number.first).to_have_css("font-weight", "500")


def test_what_is_not_finite_is_red(visit: Visit) -> None:
    page = visit("q = log(x)\nf = q * y", inputs='{"x":-1,"y":2}')
    number = page.locator(".input .gradient b").last
    expect(number).to_have_text("NaN")
    expect(number).to_have_css("color", "rgb(176, 0, 52)")


def test_names_are_written_as_in_formulas_and_long_ones_fit(visit: Visit) -> None:
    name = "alpha_very_long_name_for_a_parameter"
    page = visit(f"{name} * h_10", inputs=f'{{"{name}":3}}')
    field = page.get_by_role("textbox", name=name, exact=False)
    expect(field).to_have_value("3")
    expect(page.locator(".input .name sub")).to_have_text("10")
    for part in (".input .name", ".input .gradient b", ".input .number"):
        for place in page.locator(part).all():
            box = place.bounding_box()
            assert box
            assert box["x"] + box["width"] <= 336
    expect(page.locator(".input .name").first).to_contain_text("…")
    assert page.locator(".input .name > span").first.get_attribute("title") == name


def test_rivers_follow_the_slider(visit: Visit) -> None:
    page = visit()
    slider = page.get_by_role("slider", name="Slide x")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    value = page.get_by_role("textbox", name="x", exact=True).input_value()
    assert float(value) > 3
    place(page, re.compile(rf"^input x, value {value}"))
    expect(page).to_have_url(re.compile(rf"inputs=.*{re.escape(value)}"))


def test_a_field_takes_any_number_and_keeps_what_is_not_one(visit: Visit) -> None:
    page = visit()
    field = page.get_by_role("textbox", name="y", exact=True)
    field.fill("1e-3")
    place(page, re.compile(r"^input y, value 0.001"))
    field.fill("1e")
    expect(page.get_by_text("not a finite number")).to_be_visible()
    field.blur()
    expect(field).to_have_value("1e")
    page.get_by_role("button", name="as in the source").click()
    expect(page.get_by_text("taken as 1")).to_have_count(2)


def test_arrays_are_edited_as_lists(visit: Visit) -> None:
    page = visit("W = [[1, 2], [3, 4]]\nf = sum(W ** 2)")
    expect(page.locator(".input").get_by_text("2×2 matrix")).to_be_visible()
    field = page.get_by_role("textbox", name="Values of W")
    field.fill("[[1, 2], [3")
    expect(page.get_by_text("This is not a list of numbers")).to_be_visible()
    field.fill("[[1, 2], [3, 5]]")
    said(page, "At rest: f = 39; ‖∂f/∂W‖ = 12.49.")


def test_the_output_and_its_spring_can_be_chosen(visit: Visit) -> None:
    page = visit()
    page.get_by_role("combobox", name="Differentiate").select_option("den")
    said(page, "At rest: den = 1.953; ∂den/∂x = −1.955")
    page.get_by_role("textbox", name="springs as").fill("2")
    said(page, "∂den/∂x = −3.91")


def test_an_example_opens_and_one_can_go_back(visit: Visit) -> None:
    page = visit("f = x * y")
    page.get_by_role("button", name="Examples", exact=True).click()
    page.get_by_role("button", name=re.compile("^A closed valve")).click()
    said(page, "At rest:")
    expect(page.locator(".cm-content")).to_contain_text("relu")
    page.go_back()
    expect(page.locator(".cm-content")).to_have_text("f = x * y")


def test_a_link_restores_everything(visit: Visit) -> None:
    page = visit(at=15, toggled="sigy", direction="right", scale="log", selected="node:n2")
    expect(page.get_by_text("backward 1 of 11")).to_be_visible()
    expect(page.get_by_role("combobox", name="Flow")).to_have_value("right")
    expect(page.get_by_role("combobox", name="Width")).to_have_value("log")
    expect(page.get_by_role("complementary", name="Inspector")).to_contain_text("input")
    place(page, re.compile("^Close statement sigy"))
    page.get_by_role("button", name="One step back").click()
    expect(page.get_by_text("forward 11 of 11")).to_be_visible()
    expect(page).to_have_url(re.compile(r"at=14"))
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_text("forward 11 of 11")).to_be_visible()


def test_search_opens_the_groups_that_hide_what_was_found(visit: Visit) -> None:
    page = visit()
    box = page.get_by_role("combobox", name="Find a node by name, operation or value")
    box.fill("exp")
    options = page.get_by_role("listbox", name="Found").get_by_role("option")
    expect(options).to_have_count(2)
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.get_by_role("complementary", name="Inspector")).to_contain_text("exp")
    place(page, re.compile("^Close statement sig"))
    expect(page.locator(".picture button:focus")).to_have_attribute("aria-label", re.compile("exp"))
    box.fill("1.546")
    expect(options.first).to_contain_text("f")
    box.fill("nowhere")
    expect(page.get_by_text("Nothing is called so")).to_be_visible()


def test_another_language_can_be_chosen(visit: Visit) -> None:
    page = visit("f = x * y")
    write(page, r"\frac{x}{1 + y^2}")
    said(page, "= 0.5;")
    page.get_by_role("combobox", name="Read as").select_option("python")
    expect(page.get_by_role("alert").first).to_contain_text("line 1")
