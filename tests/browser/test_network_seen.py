"""What is seen of a network and of its training: examples, weights, units, layers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

Visit = Callable[..., Page]
NET = "2-4-2-1 tanh"


def figure(page: Page, name: str) -> Any:
    return page.locator(f"[data-figure={name}]")


def ready(page: Page) -> Page:
    """The panel with the first frame of a training that waits."""
    expect(figure(page, "epoch")).to_have_text("0")
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_digits_are_images(visit: Visit) -> None:
    page = ready(visit("784-16-10 relu, batch 32"))
    expect(page.get_by_role("img", name="The image of this example, 28 by 28")).to_be_visible()
    expect(page.locator(".chosen")).to_contain_text(re.compile("class [0-9]"))
    units = page.get_by_role("region", name="Hidden units")
    expect(units.get_by_role("img", name=re.compile("^The weights of 16 "))).to_be_visible()
    press(page, "one batch")
    expect(figure(page, "epoch")).to_have_text("0 + 1")
    units.get_by_role("button", name="gradients").click()
    expect(units.get_by_role("img", name=re.compile("^The gradients of 16 "))).to_be_visible()
    expect(page.locator("details.all li, details.all .input")).to_have_count(0)


def test_a_digits_weights_are_read_down_to_one_pixel(
    visit: Visit, accessibility_violations: Callable[[Page], list[str]]
) -> None:
    page = ready(visit("784-16-10 relu, batch 32"))
    press(page, "one batch")
    expect(figure(page, "epoch")).to_have_text("0 + 1")
    press(page, "Hidden unit 3")
    unit = page.get_by_role("group", name="Hidden unit 3, large")
    weights = unit.get_by_role("slider", name="weights of hidden unit 3")
    expect(unit.get_by_role("slider", name="gradients of hidden unit 3")).to_be_visible()
    # Pixels are 5 wide: row 14, column 15, which is element 379 of its column of W1.
    weights.click(position={"x": 14 * 5 + 2, "y": 13 * 5 + 2})
    expect(unit.locator("output")).to_have_text(
        re.compile(r"row 14, column 15: w = \S+, ∂loss/∂w = \S+")
    )
    step = unit.get_by_role("region", name="One step of W1[379, 3]")
    expect(step).to_contain_text("w ← w − η ∂loss/∂w")
    expect(step).to_contain_text("with the gradient of the last batch")
    weights.press("ArrowRight")
    expect(unit.locator("output")).to_contain_text("row 14, column 16")
    weights.press("Enter")
    expect(unit.get_by_role("region", name="One step of W1[380, 3]")).to_be_visible()
    step = unit.get_by_role("region", name="One step of W1[380, 3]")
    step.get_by_role("textbox", name="set W1[380, 3] to").fill("0.5")
    expect(unit.locator("output")).to_contain_text("w = 0.5")
    assert accessibility_violations(page) == []


def test_the_step_of_any_element_of_an_array(visit: Visit) -> None:
    page = ready(visit("784-16-10 relu"))
    page.get_by_role("button", name=re.compile("^input W1,")).press("Enter")
    rule = page.get_by_role("region", name=re.compile(r"One step of W1\[\d+, \d+\]"))
    expect(rule).to_contain_text("whose gradient is the largest")
    rule.get_by_role("spinbutton", name="Element of W1, axis 1 of 2").fill("300")
    rule.get_by_role("spinbutton", name="Element of W1, axis 2 of 2").fill("7")
    rule = page.get_by_role("region", name="One step of W1[300, 7]")
    expect(rule).to_contain_text("w ← w − η ∂loss/∂w")
    expect(rule).to_contain_text(" − 0.03 × ")
    rule.get_by_role("textbox", name="set W1[300, 7] to").fill("0.5")
    expect(rule).to_contain_text("0.5 − 0.03 × ")


IMAGES = '{"inputs": [8, 8, 1], "layers": [{"kind": "conv2d", "filters": 1, "kernel": 3}, \
{"kind": "flatten"}, 2], "loss": "cross_entropy", "depth": "layer"}'
SEQUENCES = '{"inputs": [6, 1], "layers": [{"kind": "rnn", "units": 2}, 1], "depth": "layer"}'


@pytest.mark.parametrize(
    ("source", "picture", "target"),
    [
        (IMAGES, "The image of this example, 8 by 8", "class [01]"),
        (SEQUENCES, "The sequence of this example: 6 steps in time", "target −?1"),
        (SEQUENCES.replace('layer"}', 'neuron"}'), "The sequence of this example", "target −?1"),
    ],
)
def test_every_example_is_shown(visit: Visit, source: str, picture: str, target: str) -> None:
    page = ready(visit(source))
    expect(page.get_by_role("img", name=re.compile(f"^{picture}"))).to_be_visible()
    expect(page.locator(".chosen")).to_contain_text(re.compile(target))


RECURRENT = {"layer": 0, "parameter": "U1", "index": [1, 0], "value": 5}
PLAIN = {"layer": 0, "parameter": "W1", "index": [0, 0], "value": 5}


@pytest.mark.parametrize(
    ("source", "name", "message"), [(NET, "w1_11", PLAIN), (SEQUENCES, "U1[2, 1]", RECURRENT)]
)
def test_a_weight_by_hand_is_named_by_its_array(
    new_page: Callable[..., Page], source: str, name: str, message: dict[str, Any]
) -> None:
    page = new_page(reduced_motion="reduce")
    sent: list[dict[str, Any]] = []

    def dial(line: WebSocketRoute) -> None:
        server = line.connect_to_server()

        def pass_on(text: str | bytes) -> None:
            sent.append(json.loads(text))
            server.send(text)

        line.on_message(pass_on)

    page.route_web_socket(re.compile("/api/train$"), dial)
    page.goto(f"/#{urlencode({'source': source})}")
    ready(page)
    if "[" in name:
        page.get_by_role("button", name=re.compile("^input U1,")).press("Enter")
        for axis, at in ((1, "2"), (2, "1")):
            page.get_by_role("spinbutton", name=f"Element of U1, axis {axis} of 2").fill(at)
    else:
        page.get_by_role("button", name=re.compile("^Open neuron neuron 1")).first.press("Enter")
        page.get_by_role("button", name=re.compile(f"^input {name},")).press("Enter")
    page.get_by_role("textbox", name=f"set {name} to").fill("5")
    expect(page.get_by_role("region", name=f"One step of {name}")).to_contain_text("5 − 0.03 × ")
    assert {"type": "set", **message} in sent


def test_what_each_neuron_says_where_is_in_its_circle(visit: Visit) -> None:
    page = ready(visit(NET))

    def drawing() -> str:
        press(page, "Export")
        with page.expect_download() as download:
            page.get_by_role("button", name="Picture as SVG").click()
        return download.value.path().read_text()

    before = re.findall(r"<clipPath.*", drawing())
    assert len(before) == 7
    press(page, "one epoch")
    expect(figure(page, "epoch")).to_have_text("1")
    after = re.findall(r"<clipPath.*", drawing())
    assert len(after) == 7
    assert before != after
    page.get_by_role("group", name="Depth").get_by_role("button", name="layer").click()
    expect(page.get_by_role("button", name=re.compile("^input W1,"))).to_be_attached()
    assert "<clipPath" not in drawing()


@pytest.mark.parametrize(("depth", "names"), [("neuron", "mean2_1"), ("layer", "mean2")])
def test_the_picture_knows_what_batch_norm_knows(visit: Visit, depth: str, names: str) -> None:
    page = ready(visit(f"2-3-1 tanh, batchnorm, depth {depth}"))
    press(page, "one epoch")
    expect(page).to_have_url(re.compile(f"{names}%22"))
    page.get_by_role("group", name="Depth").get_by_role("button", pressed=False).click()
    other = "mean2_1" if depth == "layer" else "mean2"
    expect(page).to_have_url(re.compile(f"{other}%22"))
    press(page, "Reset")
    expect(page).not_to_have_url(re.compile("mean2|variance2|w1_11|W1"))


def test_layers_have_curves_and_histograms(visit: Visit) -> None:
    page = ready(visit(NET))
    press(page, "one epoch")
    layers = page.get_by_role("region", name="Layers")
    expect(layers.get_by_role("row", name=re.compile("^dense 4 tanh.*norm"))).to_be_visible()
    expect(layers.locator(".spread path")).to_have_count(6)
    expect(layers.get_by_role("cell", name="0 %")).to_have_count(3)
    expect(figure(page, "train-accuracy")).to_have_text(re.compile(r"^\d+\.\d %$"))


@pytest.mark.parametrize(
    ("size", "seen"),
    [
        ((1280, 800), [".picture", ".bar", "[data-figure=train]", ".curves", ".findings"]),
        ((390, 844), [".picture", ".bar", ".glance .spark"]),
    ],
)
def test_the_training_is_seen_beside_its_picture(
    visit_as: Callable[..., Page], size: tuple[int, int], seen: list[str]
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    page = ready(visit_as({"source": NET}, viewport=viewport, reduced_motion="reduce"))
    press(page, "one epoch")
    expect(page.get_by_role("heading", name="The doctor on this training")).to_be_attached()
    for place in seen:
        box = page.locator(place).first.bounding_box()
        assert box, place
        assert box["y"] >= 0, place
        assert box["y"] + box["height"] <= size[1], place
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
