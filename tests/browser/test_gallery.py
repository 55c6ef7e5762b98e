"""The developers' gallery: every example at every moment, alive only where it is in view."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

MOST_WEBGL = 8


def test_the_gallery_shows_every_moment_and_keeps_few_pictures_alive(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 2600})
    page.goto("/gallery.html")
    plates = page.locator("#gallery .plate")
    expect(plates.nth(15)).to_be_attached(timeout=30_000)
    captions = page.locator(".plate figcaption")
    moments = [caption.partition(":")[0] for caption in captions.all_text_contents()[:4]]
    assert moments == ["start", "mid-forward", "mid-backward", "at rest"]
    expect(captions.first).to_contain_text("nodes", timeout=30_000)
    alive = page.locator(".plate .water-layer")
    assert 4 <= alive.count() < plates.count()
    kinds = page.locator(".costs[data-water='webgl']")
    assert 1 <= kinds.count() <= MOST_WEBGL


def test_a_picture_of_many_rivers_is_made_to_measure(page: Page) -> None:
    page.goto("/gallery.html?rivers=200")
    costs = page.locator(".costs[data-rivers='210']")
    expect(costs).to_contain_text(re.compile(r"210 rivers, .* ms a frame"), timeout=60_000)


def test_the_gallery_turns_darkens_and_does_without_webgl(page: Page) -> None:
    page.goto("/gallery.html")
    page.get_by_label("water").select_option("canvas")
    page.get_by_label("theme").select_option("dark")
    page.get_by_label("direction").select_option("right")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator(".costs").first).to_contain_text("canvas", timeout=30_000)
