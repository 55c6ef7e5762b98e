"""What every test may ask for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rivergrad as rg
from rivergrad.errors import SourceError

DATA = Path(__file__).parent / "data"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes `golden` runs once for each program whose numbers are known."""
    if "golden" in metafunc.fixturenames:
        cases = golden_programs()
        metafunc.parametrize("golden", cases, ids=[case["name"] for case in cases])


def golden_programs() -> list[dict[str, Any]]:
    programs: list[dict[str, Any]] = json.loads((DATA / "programs.json").read_text())
    return programs


@pytest.fixture
def told() -> Callable[[str, list[str]], None]:
    """Checks that a network is refused with these words and a hint."""

    def check(source: str, words: list[str]) -> None:
        with pytest.raises(SourceError) as caught:
            rg.trace(source, language="network")
        assert caught.value.hint
        assert [word for word in words if word not in str(caught.value)] == []

    return check
