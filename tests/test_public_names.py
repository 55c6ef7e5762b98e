"""What is promised to those who write `import rivergrad as rg`."""

from __future__ import annotations

import inspect
import types

import pytest

import rivergrad as rg

NAMES = [
    "InputError", "LimitError", "Limits", "Place", "RivergradError", "ShapeError", "SourceError",
    "TimeLimitError", "Trace", "as_networkx", "check", "grid", "operations", "parse", "trace",
]  # fmt: skip


def test_the_names_are_these() -> None:
    public = [
        name
        for name, value in vars(rg).items()
        if not name.startswith("_")
        and not isinstance(value, types.ModuleType)
        and name != "annotations"
    ]
    assert sorted(rg.__all__) == sorted(public) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_is_documented(name: str) -> None:
    assert inspect.getdoc(getattr(rg, name))


REPRS = [
    (rg.trace("x * y", x=3, y=-4), "<Trace value=-12, gradients={x: -4, y: 3}, 3 nodes>"),
    (
        rg.trace("sum(W)", W=[[1, 2], [3, 4]]),
        "<Trace value=10, gradients={W: array(2, 2)}, 2 nodes>",
    ),
    (rg.operations()[0], "<operation add>"),
]


@pytest.mark.parametrize(("thing", "text"), REPRS)
def test_reprs(thing: object, text: str) -> None:
    assert repr(thing) == text


def test_a_trace_tells_its_values_by_name() -> None:
    trace = rg.trace("q = x + y\nq * z", x=-2, y=5, z=-4)
    assert trace.values == {"x": -2.0, "y": 5.0, "z": -4.0, "q": 3.0}


def test_an_error_says_where_and_what_to_do() -> None:
    with pytest.raises(rg.RivergradError) as caught:
        rg.trace("x + sigmod(y)")
    assert str(caught.value) == (
        "line 1, column 4: the function sigmod is not known (did you mean `sigmoid`?)"
    )
