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
    ("x + y", {"x": 3, "y": -4}, "f = x + y", "f = 3 + (-4) = -1", "f is x + y = 3 + (−4) = −1."),
    ("q = x * y", {"x": 3, "y": 2}, "q = x * y", "q = 3 * 2 = 6", "q is x * y = 3 * 2 = 6."),
    ("x ** 2", {"x": -3}, "f = x**2", "f = (-3)**2 = 9", "f is x**2 = (−3)**2 = 9."),
    ("sigmoid(x)", {"x": 0}, "f = sigmoid(x)", "f = sigmoid(0) = 0.5",
     "f is sigmoid(x) = sigmoid(0) = 0.5."),
    ("(x + y) / 3", {"x": 1, "y": 2}, "f = t1 / 3", "f = 3 / 3 = 1",
     "f is (x + y) / 3 = 3 / 3 = 1."),
    ("-y", {"y": 2}, "f = -y", "f = -2", "f is −y = −2."),
    ("sum(y)", {"y": [1, 2]}, "f = sum(y)", "f = sum(y) = 3", "f is sum(y) = 3."),
    ("x[0]", {"x": [1, 2]}, "f = x[0]", "f = x[0] = 1", "f is x[0] = 1."),
    ("sum(A[1:, ::2])", {"A": [[1, 2], [3, 4]]}, "f = sum(t1)", "f = sum(t1) = 3",
     "f is sum(A[1:, ::2]) = 3."),
    ("max(max(A, axis=0))", {"A": [[1, 2], [3, 4]]}, "f = max(t1)", "f = max(t1) = 4",
     "f is max(max(A, axis=0)) = 4."),
    ("leaky_relu(x, 0.2)", {"x": 1}, "f = leaky_relu(x, negative_slope=0.2)",
     "f = leaky_relu(1, negative_slope=0.2) = 1",
     "f is leaky_relu(x, negative_slope=0.2) = leaky_relu(1, negative_slope=0.2) = 1."),
    ("leaky_relu(x, 0.01)", {"x": 1}, "f = leaky_relu(x)", "f = leaky_relu(1) = 1",
     "f is leaky_relu(x) = leaky_relu(1) = 1."),
    ("sum(x.reshape(2, 2) @ y)", {"x": [1, 2, 3, 4], "y": [1, 1]}, "f = sum(t2)",
     "f = sum(t2) = 10", "f is sum(reshape(x, shape=(2, 2)) @ y) = 10."),
    ("sum(transpose(x, 1, 0) @ y)", {"x": [[1, 2]], "y": [1]}, "f = sum(t2)", "f = sum(t2) = 3",
     "f is sum(transpose(x, axes=(1, 0)) @ y) = 3."),
    ("x * 1e-7", {"x": -2}, "f = x * 1e-7", "f = -2 * 1e-7 = -2e-7",
     "f is x * 1·10⁻⁷ = −2 * 1·10⁻⁷ = −2·10⁻⁷."),
    ("max(x, y)", {"x": 1, "y": 2}, "f = max(x, y)", "f = max(1, 2) = 2",
     "f is max(x, y) = max(1, 2) = 2."),
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
    ("leaky_relu(x)", {"x": 2},
     [("∂f/∂x = where(x > 0, 1, 0.01)", "∂f/∂x = where(2 > 0, 1, 0.01) = 1")]),
    ("log2(x)", {"x": 2},
     [("∂f/∂x = 1 / (x * log(2))", "∂f/∂x = 1 / (2 * log(2)) = 0.7213")]),
    ("erf(x)", {"x": 0},
     [("∂f/∂x = 2 / sqrt(pi) * exp(-x**2)", "∂f/∂x = 2 / sqrt(pi) * exp(-0**2) = 1.128")]),
    # Told apart from the gradient, and from each other, where x has more than one way to f.
    ("x * x", {"x": 3}, [("(∂f/∂x)₁ = x", "(∂f/∂x)₁ = 3"), ("(∂f/∂x)₂ = x", "(∂f/∂x)₂ = 3")]),
    ("x * y + x", {"x": 3, "y": 2},
     [("∂f/∂t1 = 1", "∂f/∂t1 = 1"), ("(∂f/∂x)₂ = 1", "(∂f/∂x)₂ = 1")]),
    ("q = x * y\nx + 2 * y", {"x": 3, "y": 2},
     [("∂f/∂x = 1", "∂f/∂x = 1"), ("∂f/∂t1 = 1", "∂f/∂t1 = 1")]),
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
    assert first["chain"]["text"] == "∂f/∂x = ∂f/∂f * (∂f/∂x)₁ + …"
    assert first["with_numbers"]["text"] == "∂f/∂x = 1 * 3 + … = 3 + …"
    assert second["chain"]["text"] == "∂f/∂x += ∂f/∂f * (∂f/∂x)₂"
    assert second["with_numbers"]["text"] == "∂f/∂x += 1 * 3 = 3"
    assert second["sentence"] == (
        "∂f/∂x gets 1 × 3 = 3 from f = x * x; it had 3 already, so it is now 6."
    )


def test_a_local_gradient_is_told_apart_in_every_form() -> None:
    local = steps("x * x", x=3)["backward"][0]["explanation"]["edges"][1]["local"]
    fraction = r"\frac{\partial f}{\partial x}"
    assert local["latex"] == rf"\left({fraction}\right)_{{2}} = x"
    assert "</mfrac><mo>)</mo></mrow><mn>2</mn></msub>" in local["mathml"]


def test_with_another_spring_it_is_not_the_partial_derivative_that_flows() -> None:
    (edge,) = rg.trace("x ** 2", x=3, upstream=2).document()["steps"]["backward"][0]["explanation"][
        "edges"
    ]
    assert edge["local"]["text"] == "∂f/∂x = 2 * x"
    assert edge["chain"]["text"] == "2 * ∂f/∂x = 2 * ∂f/∂f * ∂f/∂x"
    assert edge["with_numbers"]["text"] == "2 * ∂f/∂x = 2 * 6 = 12"
    assert edge["sentence"] == "The gradient of x gets 2 × 6 = 12 from f = x**2."


# Source and inputs; the number of a backward step and its sentence.
BACKWARD = [
    ("(x + y)**2", {"x": 3, "y": -4}, 0, "∂f/∂(x + y) gets 1 × (−2) = −2 from f = (x + y)**2."),
    ("(x + y)**2", {"x": 3, "y": -4}, 1,
     "∂f/∂x gets −2 × 1 = −2 from x + y. ∂f/∂y gets −2 × 1 = −2 from x + y."),
    ("sum(x * [1, 2.5])", {"x": 2}, 1, "∂f/∂x gets 3.5 from x * [1, 2.5]."),
    ("sum(x * [1, 2, 3, 4, 5])", {"x": 2}, 1, "∂f/∂x gets 15 from x * [5 numbers]."),
    ("(x > 0) * y", {"x": 2, "y": 3}, 0,
     ("∂f/∂(x > 0) gets 1 × 3 = 3 from f = (x > 0) * y. "
      "∂f/∂y gets 1 × 1 = 1 from f = (x > 0) * y.")),
    ("sum(-y)", {"y": [2]}, 0, "∂f/∂(−y) gets [1] from f = sum(−y)."),
    ("sum(W @ x)", {"W": [[1, 2], [3, 4]], "x": [1, 1]}, 1,
     "∂f/∂W gets [[1, 1], [1, 1]] from W @ x. ∂f/∂x gets [4, 6] from W @ x."),
    ("sum(2 * x)", {"x": [1, 2, 3, 4, 5]}, 1, "∂f/∂x gets 5 numbers of norm 4.472 from 2 * x."),
    ("x * 1e-7", {"x": 2}, 0, "∂f/∂x gets 1 × 1·10⁻⁷ = 1·10⁻⁷ from f = x * 1·10⁻⁷."),
    ("log(alpha * beta + gamma * delta + eta)", {}, 0,
     "∂f/∂t4 gets 1 × 0.3333 = 0.3333 from f = log(t4)."),
    ("log(alpha * beta + gamma * delta + eta)", {}, 1,
     ("∂f/∂(alpha * beta + gamma * delta) gets 0.3333 × 1 = 0.3333 from "
      "t4 = alpha * beta + gamma * delta + eta. ∂f/∂eta gets 0.3333 × 1 = 0.3333 from "
      "t4 = alpha * beta + gamma * delta + eta.")),
]  # fmt: skip


@pytest.mark.parametrize(("source", "inputs", "step", "sentence"), BACKWARD)
def test_backward(source: str, inputs: dict[str, Any], step: int, sentence: str) -> None:
    assert steps(source, **inputs)["backward"][step]["explanation"]["sentence"] == sentence


def test_many_contributions_are_added_up_in_the_sentence() -> None:
    last = steps("x + x + x + x + x + x + x", x=1)["backward"][-1]["explanation"]["sentence"]
    assert last.endswith("it had 6 from 6 flows already, so it is now 7.")


def test_a_flow_over_arrays_undoes_broadcasting() -> None:
    inputs = {"x": [[1, 2], [3, 4], [5, 6]], "W": [[1, 2], [3, 4]], "b": [1, 2]}
    edges = steps("mean(x @ W + b)", **inputs)["backward"][1]["explanation"]["edges"]
    assert edges[1]["chain"]["text"] == "∂f/∂b = sum(∂f/∂t2, axis=0)"
    (edge, _) = steps("sum(x * y)", x=2, y=[1, 2])["backward"][1]["explanation"]["edges"]
    assert edge["chain"]["text"] == "∂f/∂x = sum(∂f/∂t1 * y)"


def test_a_sigmoid_written_out_is_recognised() -> None:
    source = "sigy = 1.0 / (1 + exp(-y))\nf = x * sigy"
    (group,) = rg.trace(source).document()["graph"]["groups"]
    ((derivative,),) = group["derivatives"]
    assert derivative["text"] == "∂sigy/∂y = (1 - sigy) * sigy"


def test_a_group_of_arrays_has_no_formula() -> None:
    document = rg.trace("c = W @ v + b\nsum(c)", W=[[1, 2]], v=[1, 2], b=[1]).document()
    assert document["graph"]["groups"][0]["derivatives"] == [[None, None, None]]


def test_a_long_chain_is_explained_without_recursion() -> None:
    trace = rg.trace("f = x\n" + "f = -f + 1\n" * 3000, x=1.0)
    assert len(trace.document(explain=True)["steps"]["backward"]) == 6000


def test_explanations_can_be_left_out() -> None:
    document = rg.trace("x * y").document(explain=False)
    assert "explanation" not in document["steps"]["forward"][0]
