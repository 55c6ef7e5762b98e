"""Loops whose iterations only repeat are written at once, and nobody can tell."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rivergrad as rg
from rivergrad.languages import loops, parse
from rivergrad.program import Program

BODIES = [
    "h = tanh(w * h + x)",
    "h = h * 2",
    "h = h",
    "a = h * w\nb = a + h * 2 - 1\nh = b / 3 + a",
    "h, g = g * 0.5, h + w",
    "prev = h\nh = h * w + prev",
    "c = 2\nh = h * c",
    "h += w * x\nh *= 0.5",
    "for j in range(5):\n    h = h * w + j",
    "for j in range(7):\n    h = h * w",
    "for j in range(11):\n    h = h * w + x",
    "h = h + v[0] * v[1]",
    "h = where(h > 1, h * 0.5, h + 1)",
    "h = max(h, w, 0.5)",
    "if n > 2:\n    h = h * w\nelse:\n    h = h + 1",
    "h = f(h)",
    "h = f(h) + f(w)",
    "h = twice(h, b=g)",
    "h = indexed(h)",
    "h = through(h)",
    "h = where_i(h)",
    "w = w * 2\nh = f(h)",
    "def f(a):\n    return a * h\nh = f(h)",
    "h = h + i",
    "h = h * w if i < 4 else h + w",
    "k = h * w",
    "h = h + new * 2",
    "[h, w][0] * 2",
    "q = (h, w)\nh = q[0] * q[1]",
    "pass",
]
HEAD = "n = 3\nv = [1, 2]\nh = x\ng = x * 1\ndef f(a):\n    return a * 2 + w\n"
HEAD += "def twice(a, b=w):\n    c = f(f(a)) * b\n    return c + 1\n"
HEAD += "def indexed(a):\n    return a * i\ndef through(a):\n    return indexed(a) + 1\n"
HEAD += (
    "def where_i(a):\n    for k in range(2):\n        a = a * k + a if i > 2 else a\n    return a\n"
)
TAIL = "\nr = h * 3 + g\nr"


def program(body: str, count: int = 9) -> str:
    inner = body.replace("\n", "\n    ")
    return f"{HEAD}for i in range({count}):\n    {inner}\nfor i in range(2):\n    h = h * 2{TAIL}"


def described(found: Program) -> dict[str, Any]:
    nodes = [node._replace(value=repr(node.value)) for node in found.nodes]
    names = ("groups", "output", "names", "inputs")
    return {"nodes": nodes, **{name: getattr(found, name) for name in names}}


def assert_same(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = described(parse(source, "python"))
    with monkeypatch.context() as patch:
        patch.setattr(loops, "_FEW", 1_000_000)
        one_by_one = described(parse(source, "python"))
    assert at_once == one_by_one


@pytest.mark.parametrize("body", [*BODIES, "f = h * 2\nh = f"])
@pytest.mark.parametrize("count", [0, 1, 3, 8, 9, 10])
def test_a_repeated_body_is_the_same_program(
    body: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_same(program(body, count), monkeypatch)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(BODIES), min_size=1, max_size=3), st.integers(9, 13))
def test_random_bodies_too(bodies: list[str], count: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        assert_same(program("\n".join(bodies), count), patch)


def test_constants_after_a_loop_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "h = x\nfor i in range(9):\n    c = 9\n    h = h * c\nh * c ** 9 ** 9"
    for few in (8, 1_000_000):
        monkeypatch.setattr(loops, "_FEW", few)
        with pytest.raises(rg.SourceError, match="these constants give Infinity"):
            rg.trace(source)


def test_limits_hold() -> None:
    source = "for i in range(100000):\n    x = x * 2 + 1\nx"
    with pytest.raises(rg.LimitError, match="more than 200,000 nodes"):
        rg.trace(source)


LOOPS = ["h = tanh(w * h + x)", "h = f(h)", "h = twice(h)"]


@pytest.mark.parametrize("body", LOOPS)
def test_a_repeated_loop_is_written_at_once(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    original = loops.Loops._iteration
    monkeypatch.setattr(loops.Loops, "_iteration", lambda *a: (read.append(1), original(*a))[1])
    rg.trace(f"{HEAD}for i in range(1000):\n    {body}\nh")
    assert len(read) == 3
