"""The picture as a link, a file, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]
VisitAs = Callable[..., Page]


def test_the_link_is_copied(visit_as: VisitAs) -> None:
    page = visit_as({"at": 3}, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize("kind", ["SVG", "PNG"])
def test_the_picture_is_saved(visit: Visit, tmp_path: Path, kind: str) -> None:
    page = visit()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as saving:
        page.get_by_role("button", name=f"Picture as {kind}").click()
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    if kind == "PNG":
        assert file.read_bytes().startswith(b"\x89PNG")
        return
    text = file.read_text()
    assert ">1.546<" in text
    assert "@font-face" in text


def test_paper_is_light_and_has_the_picture_the_sentence_and_the_program(visit: Visit) -> None:
    page = visit()
    page.get_by_role("combobox", name="Theme").select_option("dark")
    page.evaluate(
        """addEventListener('beforeprint', () => {
          window.printed = document.querySelector('.print-sheet').innerHTML;
          window.theme = document.documentElement.dataset.theme;
        })"""
    )
    page.pdf()
    assert page.evaluate("window.theme") == "paper"
    assert 'fill="#fff"' in page.evaluate("window.printed")
    assert ">1.546<" in page.evaluate("window.printed")
    assert "sigy = 1.0" in page.evaluate("window.printed")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.emulate_media(media="print")
    expect(page.get_by_text(re.compile("^At rest"))).to_be_visible()
    expect(page.get_by_role("banner")).to_be_hidden()


def test_what_is_printed_follows_at_once_on_white(visit_as: VisitAs) -> None:
    page = visit_as(viewport={"width": 794, "height": 1123}, reduced_motion="reduce")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    drawing = page.locator(".print-sheet svg").bounding_box()
    assert drawing
    assert drawing["y"] < 200
    assert drawing["y"] + drawing["height"] < 1123
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(ground) == "rgba(0, 0, 0, 0)"


def test_what_the_doctor_found_points_at_its_nodes(visit: Visit) -> None:
    page = visit("h = relu(w*x + b)\nloss = (h - t)**2", inputs='{"w":-2,"x":1.5}')
    finding = page.get_by_role("region", name="Doctor’s findings").get_by_role("button").first
    expect(finding).to_contain_text("dead relu")
    finding.click()
    expect(page.get_by_role("complementary", name="Inspector")).to_contain_text("relu")
