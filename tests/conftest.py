"""What every test may ask for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parent / "data"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes `golden` runs once for each program whose numbers are known."""
    if "golden" in metafunc.fixturenames:
        cases = golden_programs()
        metafunc.parametrize("golden", cases, ids=[case["name"] for case in cases])


def golden_programs() -> list[dict[str, Any]]:
    programs: list[dict[str, Any]] = json.loads((DATA / "programs.json").read_text())
    return programs
