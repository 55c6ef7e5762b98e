"""Writes traces of examples for the page's tests; `--check` tells if they are current.

Numbers that differ in their last digits count as the same: machines round exp differently.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import rivergrad
from rivergrad.examples import EXAMPLES

FOLDER = Path(__file__).parent.parent / "tests/frontend/data"
NAMES = {
    "attention",
    "cancellation",
    "dead-relu",
    "fan-out",
    "matrix",
    "max-circuit",
    "nan",
    "overflow",
    "rnn",
    "seed",
    "seed-staged",
    "vanishing",
}


def documents() -> dict[str, dict[str, Any]]:
    """What the API answers for each example of the tests, without explanations."""
    return {
        example.name: rivergrad.trace(
            example.source, example.inputs, language=example.language
        ).document(explain=False)
        for example in EXAMPLES
        if example.name in NAMES
    }


def alike(one: object, other: object) -> bool:
    """Whether two documents are the same but for the rounding of their numbers."""
    if isinstance(one, float) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-15)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return one == other


def main(*, check: bool) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    stale = {
        name: document
        for name, document in documents().items()
        if not alike(document, _read(FOLDER / f"{name}.json"))
    }
    for name, document in stale.items():
        if check:
            print(f"tests/frontend/data/{name}.json is not current: run scripts/fixtures.py")
        else:
            text = json.dumps(document, ensure_ascii=False, allow_nan=False)
            (FOLDER / f"{name}.json").write_text(f"{text}\n")
    return int(check and bool(stale))


def _read(file: Path) -> object:
    return json.loads(file.read_text()) if file.exists() else None


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
