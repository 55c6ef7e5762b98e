"""A program of 100,000 gates: opened, searched and stepped."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

LONG = "h = x\nfor i in range(25000):\n    h = h + 0.001*sin(h)*a\n"
READABLE = 150


@pytest.fixture(scope="module")
def large(browser: Any, server: str) -> Any:
    """A page with a program of 100,000 gates; it takes seconds to open, so tests share it."""
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"/#{urlencode({'source': LONG})}")
    page.locator(".places button").first.wait_for(state="attached", timeout=30_000)
    yield page
    context.close()


def test_100_000_gates_open_readable(large: Page) -> None:
    nodes = large.locator(".places button.node").count()
    assert 3 <= nodes <= READABLE


def test_100_000_gates_are_searched(large: Page) -> None:
    box = large.get_by_role("combobox", name=re.compile("Find a node"))
    box.fill("t74999")
    expect(large.get_by_role("option").first).to_contain_text("t74999", timeout=30_000)
    box.press("Enter")
    shown = large.locator(".places button.node")
    place = large.locator('.places button[aria-label^="t74999: "]')
    place.wait_for(state="attached", timeout=60_000)
    assert shown.count() <= 3 * READABLE


def test_100_000_gates_are_stepped(large: Page) -> None:
    large.keyboard.press("Escape")
    large.get_by_role("button", name="To the start").click()
    for step in range(1, 4):
        large.get_by_role("button", name="One step on").click()
        expect(large.locator(".counter")).to_contain_text(f"forward {step} of", timeout=30_000)
