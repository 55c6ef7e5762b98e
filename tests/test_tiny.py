"""The whole path, from text to river and code, on the example that everything begins with."""

from __future__ import annotations

import pytest

import rivergrad as rg

SEED = "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)"
STAGED = """sigy = 1.0 / (1 + exp(-y)) #(1)
num = x + sigy #(2)
sigx = 1.0 / (1 + exp(-x)) #(3)
xpy = x + y #(4)
xpysqr = xpy**2 #(5)
den = sigx + xpysqr #(6)
invden = 1.0 / den #(7)
f = num * invden #(8)"""
VALUE, DX, DY = 1.5456448841066441, 2.0595697955721652, 1.5922327514838093


@pytest.mark.parametrize(
    "source",
    [SEED, STAGED, r"\frac{x + \sigma(y)}{\sigma(x) + (x+y)^2}"],
    ids=["plain", "staged", "latex"],
)
def test_text_to_numbers_document_and_code(source: str) -> None:
    trace = rg.trace(source, x=3, y=-4)
    assert trace.value == pytest.approx(VALUE, rel=1e-12)
    assert trace.gradients == pytest.approx({"x": DX, "y": DY}, rel=1e-12)

    document = trace.document()
    assert document["value"] == trace.value
    assert len(document["numbers"]["values"]) == len(document["graph"]["nodes"])
    assert len(document["numbers"]["flows"]) == len(document["graph"]["edges"])
    assert document["steps"]["backward"][0]["explanation"]["sentence"]

    ran: dict[str, float] = {}
    exec(trace.code("python"), ran)
    assert ran["dx"] == pytest.approx(DX, rel=1e-12)
    assert ran["dy"] == pytest.approx(DY, rel=1e-12)


def test_new_inputs_check_and_grid() -> None:
    trace = rg.trace(SEED, x=3, y=-4)
    assert trace.at(x=1.0).value == rg.trace(SEED, x=1, y=-4).value
    assert {name: found.verdict for name, found in rg.check(trace).items()} == {
        "x": "agrees",
        "y": "agrees",
    }
    grid = rg.grid(trace, ("x", -3, 3, 7), ("y", -4, 4, 5))
    assert grid.value[0, 6] == pytest.approx(VALUE, rel=1e-12)
    assert grid.gradients["y"][0, 6] == pytest.approx(DY, rel=1e-12)
