"""Programs whose numbers are known: ours agree to 1e-9, and so does the code that we write."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import rivergrad as rg

Golden = dict[str, Any]
CLOSE = {"rel": 1e-9, "abs": 1e-12}


def assert_gradients(found: dict[str, Any], golden: Golden) -> None:
    for name, gradient in golden["gradients"].items():
        assert np.asarray(found[name]) == pytest.approx(np.asarray(gradient), **CLOSE), name


def test_values_and_gradients(golden: Golden) -> None:
    trace = rg.trace(golden["source"], golden["inputs"])
    assert trace.value == pytest.approx(golden["value"], **CLOSE)
    assert trace.gradients.keys() == golden["gradients"].keys()
    assert_gradients(trace.gradients, golden)


def test_the_code_gives_the_same_numbers(golden: Golden) -> None:
    code = rg.trace(golden["source"], golden["inputs"]).code("python")
    ran: dict[str, Any] = {}
    exec(code, ran)
    assert_gradients({name: ran[f"d{name}"] for name in golden["gradients"]}, golden)


def test_a_gradient_check_agrees(golden: Golden) -> None:
    verdicts = {
        name: c.verdict
        for name, c in rg.check(rg.trace(golden["source"], golden["inputs"])).items()
    }
    assert set(verdicts.values()) <= {"agrees", "kink"}, verdicts


def test_the_document_is_consistent(golden: Golden) -> None:
    document = rg.trace(golden["source"], golden["inputs"]).document()
    graph, numbers, steps = document["graph"], document["numbers"], document["steps"]
    operations = [node["id"] for node in graph["nodes"] if node["kind"] == "operation"]
    assert [step["node"] for step in steps["forward"]] == operations
    assert len(numbers["gradients"]) == len(numbers["values"]) == len(graph["nodes"])
    assert len(numbers["local_gradients"]) == len(numbers["flows"]) == len(graph["edges"])
