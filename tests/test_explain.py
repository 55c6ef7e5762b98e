"""Explanations: formulas, numbers and sentences of steps."""

from __future__ import annotations

from typing import Any

import pytest

import rivergrad as rg


def steps(source: str, **inputs: float) -> dict[str, Any]:
    found: dict[str, Any] = rg.trace(source, inputs).document()["steps"]
    return found


# Source and inputs; the formula, the formula with numbers and the sentence of its last operation.
FORWARD = [
    ("x + y", {"x": 3, "y": -4}, "f = x + y", "f = 3 + (-4) = -1", "f is x + y = 3 + (-4) = -1."),
    ("q = x * y", {"x": 3, "y": 2}, "q = x * y", "q = 3 * 2 = 6", "q is x * y = 3 * 2 = 6."),
    ("x ** 2", {"x": -3}, "f = x**2", "f = (-3)**2 = 9", "f is x**2 = (-3)**2 = 9."),
    ("sigmoid(x)", {"x": 0}, "f = sigmoid(x)", "f = sigmoid(0) = 0.5",
     "f is sigmoid(x) = sigmoid(0) = 0.5."),
    ("(x + y) / 3", {"x": 1, "y": 2}, "f = t1 / 3", "f = 3 / 3 = 1", "f is t1 / 3 = 3 / 3 = 1."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "inputs", "formula", "numbers", "sentence"), FORWARD)
def test_forward(
    source: str, inputs: dict[str, float], formula: str, numbers: str, sentence: str
) -> None:
    explanation = steps(source, **inputs)["forward"][-1]["explanation"]
    assert explanation["formula"]["text"] == formula
    assert explanation["with_numbers"]["text"] == numbers
    assert explanation["sentence"] == sentence
    assert explanation["code"] == source
    assert explanation["line"] == 1


# Source and inputs; for each edge of the first backward step: local gradient, and with numbers.
LOCALS = [
    ("x * y", {"x": 3, "y": -4}, [("∂f/∂x = y", "∂f/∂x = -4"), ("∂f/∂y = x", "∂f/∂y = 3")]),
    ("x ** 2", {"x": 3}, [("∂f/∂x = 2 * x", "∂f/∂x = 2 * 3 = 6")]),
    ("x / y", {"x": 3, "y": 2},
     [("∂f/∂x = 1 / y", "∂f/∂x = 1 / 2 = 0.5"),
      ("∂f/∂y = -x / y**2", "∂f/∂y = -3 / 2**2 = -0.75")]),
    ("sigmoid(x)", {"x": 0}, [("∂f/∂x = (1 - f) * f", "∂f/∂x = (1 - 0.5) * 0.5 = 0.25")]),
    ("exp(x)", {"x": 0}, [("∂f/∂x = f", "∂f/∂x = 1")]),
    ("x + 3", {"x": 0}, [("∂f/∂x = 1", "∂f/∂x = 1")]),
    ("relu(x)", {"x": 2}, [("∂f/∂x = (x > 0)", "∂f/∂x = (2 > 0) = 1")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "inputs", "expected"), LOCALS)
def test_local_gradients(
    source: str, inputs: dict[str, float], expected: list[tuple[str, str]]
) -> None:
    edges = steps(source, **inputs)["backward"][0]["explanation"]["edges"]
    found = [(edge["local"]["text"], edge["local_with_numbers"]["text"]) for edge in edges]
    assert found == expected


def test_the_chain_rule_with_names_and_numbers() -> None:
    backward = steps("q = x + y\nf = q * z", x=-2, y=5, z=-4)["backward"]
    first, second = (step["explanation"]["edges"] for step in backward)
    assert [edge["chain"]["text"] for edge in first] == [
        "∂f/∂q = ∂f/∂f * ∂f/∂q",
        "∂f/∂z = ∂f/∂f * ∂f/∂z",
    ]
    assert second[0]["chain"]["text"] == "∂f/∂x = ∂f/∂q * ∂q/∂x"
    assert second[0]["with_numbers"]["text"] == "∂f/∂x = -4 * 1 = -4"
    assert second[0]["sentence"] == "∂f/∂x gets −4 × 1 = −4 from q = x + y."


def test_contributions_add_up_with_a_plus_sign() -> None:
    (step,) = steps("x * x", x=3)["backward"]
    first, second = step["explanation"]["edges"]
    assert (first["accumulates"], second["accumulates"]) == (False, True)
    assert second["chain"]["text"] == "∂f/∂x += ∂f/∂f * ∂f/∂x"
    assert second["sentence"] == (
        "∂f/∂x gets 1 × 3 = 3 from f = x * x; it had 3 already, so it is now 6."
    )


def test_a_sigmoid_written_out_is_recognised() -> None:
    source = "sigy = 1.0 / (1 + exp(-y))\nf = x * sigy"
    (group,) = rg.trace(source).document()["graph"]["groups"]
    ((derivative,),) = group["derivatives"]
    assert derivative["text"] == "∂sigy/∂y = (1 - sigy) * sigy"


def test_arrays_are_told_by_shape_and_norm() -> None:
    trace = rg.trace("sum(W @ x)", W=[[1, 2], [3, 4]], x=[1, 1])
    sentence = trace.document()["steps"]["backward"][1]["explanation"]["sentence"]
    assert "2×2 numbers of norm" in sentence


def test_explanations_can_be_left_out() -> None:
    document = rg.trace("x * y").document(explain=False)
    assert "explanation" not in document["steps"]["forward"][0]
