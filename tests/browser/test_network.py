"""A network in the editor: its picture at both depths, a chosen example, and its training."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

Visit = Callable[..., Page]
NET = "2-4-2-1 tanh"
LINK = "https://playground.tensorflow.org/#activation=relu&networkShape=3&dataset=xor&seed=7"


def figure(page: Page, name: str) -> Any:
    return page.locator(f"[data-figure={name}]")


def ready(page: Page) -> Page:
    """The panel with the first frame of a training that waits."""
    expect(figure(page, "epoch")).to_have_text("0")
    return page


def inputs(page: Page) -> dict[str, Any]:
    """What the address says of inputs."""
    words = parse_qs(urlsplit(page.url).fragment)
    found: dict[str, Any] = json.loads(words.get("inputs", ["{}"])[0])
    return found


def loss_told(page: Page) -> str:
    """What is said of the picture's loss."""
    found = re.search("loss = [^;]*;", page.locator(".foot").inner_text())
    assert found
    return found[0]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def train(page: Page, epochs: int) -> None:
    """Runs until so many epochs are done, and pauses."""
    press(page, "Start")
    page.wait_for_function(
        "n => Number(document.querySelector('[data-figure=epoch]').textContent) >= n", arg=epochs
    )
    press(page, "Pause")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def test_a_typed_network_is_drawn_trained_and_rewound(visit: Visit) -> None:
    page = visit("q = x * y")
    page.locator(".cm-content").fill(NET)
    ready(page)
    expect(page.get_by_role("button", name=re.compile("^Open neuron"))).to_have_count(7)
    expect(figure(page, "train")).to_have_text("0.4994")
    page.get_by_role("combobox", name="Epochs a second").select_option("60")
    train(page, 20)
    expect(page.get_by_role("img", name=re.compile("^Losses from epoch 0"))).to_be_visible()
    expect(page.locator(".curves canvas")).to_be_visible()
    assert float(figure(page, "train").inner_text()) < 0.48
    expect(page).to_have_url(re.compile("w1_11"))
    trained = inputs(page)
    assert len(trained) == 25
    assert trained["w1_11"] != pytest.approx(0.013961340, abs=1e-6)
    slider = page.get_by_role("slider", name="Go back to epoch")
    slider.focus()
    slider.press("Home")
    expect(figure(page, "train")).to_have_text("0.4994")
    expect(figure(page, "epoch")).to_have_text("0")
    page.wait_for_function("() => location.hash.includes('0.01396134')")


def test_the_neurons_of_a_layer_stand_in_their_order(visit: Visit) -> None:
    page = ready(visit(NET))
    tops = []
    for number in (1, 2, 3, 4):
        place = page.locator(f'.places button[data-id="network/layer1/neuron{number}"]').first
        box = place.bounding_box()
        assert box is not None
        tops.append(box["y"])
    assert tops == sorted(tops)


def test_steps_and_reset(visit: Visit) -> None:
    page = ready(visit(NET))
    press(page, "one batch")
    expect(figure(page, "epoch")).to_have_text("0 + 1")
    press(page, "one epoch")
    expect(figure(page, "epoch")).to_have_text("1")
    expect(figure(page, "train")).to_have_text("0.4976")
    expect(page.get_by_role("heading", name="The doctor on this training")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^dense 4 tanh"))).to_be_visible()
    expect(page).to_have_url(re.compile("w1_11"))
    press(page, "Reset")
    ready(page)
    expect(figure(page, "train")).to_have_text("0.4994")
    expect(page).not_to_have_url(re.compile("w1_11"))


def test_the_learning_rate_can_be_changed(visit: Visit) -> None:
    page = ready(visit(NET))
    rate = page.get_by_role("textbox", name=re.compile("learning rate"))
    rate.fill("0")
    press(page, "one epoch")
    expect(figure(page, "epoch")).to_have_text("1")
    expect(figure(page, "train")).to_have_text("0.4994")


@pytest.mark.parametrize(
    ("source", "written"), [(NET, f"{NET} depth layer"), (LINK, '"depth": "layer"')]
)
def test_the_depth_is_one_switch(visit: Visit, source: str, written: str) -> None:
    page = ready(visit(source))
    before = loss_told(page)
    press(page, "one epoch")
    expect(figure(page, "epoch")).to_have_text("1")
    expect(page.locator(".foot")).not_to_contain_text(before)
    loss = loss_told(page)
    page.get_by_role("button", name="Next example").click()
    expect(page.locator(".which")).to_contain_text("2 of 500")
    page.get_by_role("button", name="Previous example").click()
    expect(page.locator(".foot")).to_contain_text(loss)
    page.get_by_role("group", name="Depth").get_by_role("button", name="layer").click()
    expect(page.get_by_role("button", name=re.compile("^input W1,"))).to_be_attached()
    expect(page.locator(".cm-content")).to_contain_text(written)
    # The training goes on, and its weights and its example are in the new picture too.
    expect(figure(page, "epoch")).to_have_text("1")
    expect(page.locator(".foot")).to_contain_text(loss)
    assert {"W1", "b1", "X", "y"} <= inputs(page).keys()
    page.get_by_role("group", name="Depth").get_by_role("button", name="neuron").click()
    expect(page.get_by_role("button", name=re.compile("^input W1,"))).to_have_count(0)
    expect(page.locator(".foot")).to_contain_text(loss)


def test_a_click_chooses_the_example(visit: Visit) -> None:
    page = ready(visit(NET))
    plane = page.get_by_role("img", name=re.compile("500 points of the data set circle"))
    box = plane.bounding_box()
    assert box
    # The second point of the set: (−4.204, −0.07979) of a plane that reaches from −6 to 6.
    x, y = (6 - 4.20373) / 12 * box["width"], (6 + 0.07979) / 12 * box["height"]
    plane.click(position={"x": x, "y": y})
    expect(page.locator(".which")).to_contain_text("2 of 500")
    expect(page.locator(".chosen").get_by_role("textbox", name="target")).to_have_value("−1")
    page.wait_for_function("() => location.hash.includes('-4.20372')")
    assert inputs(page)["target"] == -1
    field = page.locator(".chosen").get_by_role("textbox", name="x1")
    field.fill("1.5")
    expect(page.locator(".which")).to_contain_text("own point")
    expect(page).to_have_url(re.compile("x1%22%3A1.5"))


def test_the_selected_weight_shows_its_step(visit: Visit) -> None:
    page = ready(visit(NET))
    page.get_by_role("button", name=re.compile("^Open neuron neuron 1")).first.press("Enter")
    page.get_by_role("button", name=re.compile("^input w1_11,")).press("Enter")
    rule = page.get_by_role("region", name="One step of w1_11")
    expect(rule).to_contain_text("w ← w − η ∂loss/∂w")
    expect(rule).to_contain_text("0.01396 − 0.03 × ")
    rule.get_by_role("textbox", name="set w1_11 to").fill("0.75")
    expect(page).to_have_url(re.compile("w1_11%22%3A0.75"))
    expect(rule).to_contain_text("0.75 − 0.03 × ")


def test_a_link_brings_its_weights_into_the_training(visit: Visit) -> None:
    page = visit(NET, inputs=json.dumps({"w1_11": 0.75, "b3_1": -2}))
    expect(figure(page, "train")).to_have_text(re.compile(r"^[\d.]+$"))
    expect(figure(page, "train")).not_to_have_text("0.4994")
    press(page, "one epoch")
    expect(figure(page, "epoch")).to_have_text("1")
    page.wait_for_function("() => location.hash.includes('w2_11')")
    assert inputs(page)["w1_11"] == pytest.approx(0.75, abs=0.05)
    press(page, "Reset")
    expect(figure(page, "train")).to_have_text("0.4994")


def test_a_lost_connection_goes_on_from_the_last_snapshot(new_page: Callable[..., Page]) -> None:
    page = new_page(reduced_motion="reduce")
    lines: list[WebSocketRoute] = []

    def dial(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    page.route_web_socket(re.compile("/api/train$"), dial)
    page.goto("/#source=2-4-2-1+tanh")
    ready(page)
    press(page, "one epoch")
    expect(page.get_by_role("heading", name="The doctor on this training")).to_be_visible()
    lines[-1].close()
    expect(page.get_by_role("button", name="one epoch")).to_be_disabled()
    expect(page.get_by_role("button", name="one epoch")).to_be_enabled()
    expect(figure(page, "epoch")).to_have_text("1")
    press(page, "one epoch")
    expect(figure(page, "epoch")).to_have_text("2")
    assert len(lines) == 2


def test_a_malformed_network_shows_its_error_at_its_place(visit: Visit) -> None:
    page = ready(visit(NET))
    press(page, "one epoch")
    page.locator(".cm-content").fill("2-4-2-1 tanh, sead 7")
    expect(page.get_by_role("alert").first).to_contain_text("'sead'")
    expect(page.locator(".cm-lintRange-error")).to_have_text("sead")
    # What worked last stays; and once the text is right, another training waits.
    expect(figure(page, "epoch")).to_have_text("1")
    page.locator(".cm-content").fill("2-3-1 tanh, seed 7")
    ready(page)
    expect(page.get_by_role("button", name=re.compile("^Open neuron"))).to_have_count(4)
    expect(page.locator(".problem")).to_be_empty()
    assert inputs(page) == {}


def test_other_programs_have_no_network_panel(visit: Visit) -> None:
    page = ready(visit(NET))
    page.locator(".cm-content").fill("f = x * y")
    expect(page.locator(".network")).to_have_count(0)
    expect(page.get_by_role("heading", name="Inputs")).to_be_visible()


@pytest.mark.parametrize("typed", ["-1", "abc", "1e9"])
def test_a_learning_rate_that_cannot_be(visit: Visit, typed: str) -> None:
    page = ready(visit(NET))
    rate = page.get_by_role("textbox", name=re.compile("learning rate"))
    rate.fill(typed)
    training = page.get_by_role("region", name="Training")
    expect(training.get_by_role("alert")).to_contain_text("a number from 0 to")
    press(page, "one epoch")
    expect(figure(page, "train")).to_have_text("0.4976")
    expect(training.get_by_role("status")).to_be_empty()


def test_a_page_that_is_loaded_again_goes_on(visit: Visit) -> None:
    page = ready(visit(NET))
    press(page, "one epoch")
    expect(figure(page, "train")).to_have_text("0.4976")
    expect(page.get_by_role("heading", name="The doctor on this training")).to_be_visible()
    page.reload()
    expect(figure(page, "epoch")).to_have_text("1")
    expect(figure(page, "train")).to_have_text("0.4976")
    expect(page.get_by_role("img", name=re.compile("^Losses from epoch 0"))).to_be_visible()
    press(page, "Reset")
    ready(page)
    page.reload()
    ready(page)


OWN = "x,y,label\n" + "\n".join(f"{i},{-i},{1 if i > 3 else -1}" for i in range(1, 9))


def test_own_points_come_from_a_file(visit: Visit) -> None:
    page = ready(visit(NET))
    page.get_by_text("Own points").click()
    field = page.get_by_label("A CSV file")
    bad = {"name": "bad.csv", "mimeType": "text/csv", "buffer": b"1,2,1\n1,oops,1\n3,4\n"}
    field.set_input_files(bad)
    refused = page.locator(".own").get_by_role("alert")
    expect(refused.get_by_role("listitem")).to_have_text(
        [re.compile("row 2: 'oops'"), re.compile("row 3: 2 columns")]
    )
    expect(page.locator(".cm-content")).to_have_text(NET)
    expect(page.locator(".problem")).to_be_empty()
    field.set_input_files({"name": "own.csv", "mimeType": "text/csv", "buffer": OWN.encode()})
    expect(page.locator(".which")).to_contain_text("of 8")
    expect(refused).to_have_count(0)
    press(page, "Back to the network as it was")
    expect(page.locator(".which")).to_contain_text("of 500")
    expect(page.locator(".cm-content")).to_have_text(NET)


def test_own_points_are_drawn(visit: Visit) -> None:
    page = ready(visit(NET))
    page.get_by_text("Own points").click()
    plane = page.get_by_role("img", name=re.compile("A plane to draw points in"))
    for label, side in (("positive", 0.25), ("negative", 0.75)):
        page.get_by_role("radio", name=label).check()
        plane.scroll_into_view_if_needed()
        box = plane.bounding_box()
        assert box
        for step in (0.2, 0.4, 0.6, 0.8):
            page.mouse.click(box["x"] + side * box["width"], box["y"] + step * box["height"])
    page.get_by_role("button", name="Use 8 points").click()
    expect(page.locator(".which")).to_contain_text("of 8")
    press(page, "one epoch")
    expect(figure(page, "epoch")).to_have_text("1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_accessible(
    visit_as: Callable[..., Page],
    accessibility_violations: Callable[[Page], list[str]],
    scheme: str,
) -> None:
    page = visit_as({"source": NET}, color_scheme=scheme, reduced_motion="reduce")
    ready(page)
    press(page, "one epoch")
    expect(page.get_by_role("heading", name="The doctor on this training")).to_be_visible()
    page.get_by_text("Own points").click()
    page.get_by_text("All inputs").click()
    expect(page.get_by_role("textbox", name="w1_11")).to_be_attached()
    assert accessibility_violations(page) == []
