"""What clients send wrong, and what they are told: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from rivergrad.server.answering import UNFORESEEN

ANYWHERE = None
MATRIX, VECTOR = [[1, 2], [3, 4]], [1, 2, 3]

# What is wrong: the request, then the line and column (or ANYWHERE), then words of detail and hint.
Case = tuple[dict[str, Any], tuple[int, int] | None, tuple[str, ...]]
PROGRAMS: dict[str, Case] = {
    "an input near another": (
        {"source": "alpha * 2", "inputs": {"alpa": 1}}, ANYWHERE, ("alpa", "`alpha`")),
    "an input that does not occur": (
        {"source": "x + y", "inputs": {"q": 1}}, ANYWHERE, ("'q'", "x, y")),
    "an output that does not exist": (
        {"source": "loss = x*x", "output": "los"}, ANYWHERE, ("'los'", "`loss`")),
    "an unknown function": ({"source": "2 + sigmod(x)"}, (1, 4), ("sigmod", "`sigmoid`")),
    "an unknown method": ({"source": "x.system()"}, (1, 0), ("system",)),
    "an unknown language": ({"source": "x", "language": "pyton"}, ANYWHERE, ("pyton", "`python`")),
    "an attribute": ({"source": "x.real"}, (1, 0), (".real", ".T")),
    "a class behind a value": (
        {"source": "x.__class__.__bases__[0].__subclasses__()"}, (1, 0), ("__subclasses__",)),
    "a class behind a tuple": ({"source": "().__class__"}, (1, 0), ("__class__",)),
    "an import": ({"source": "a = x\nimport os"}, (2, 0), ("import", "leave it out")),
    "an import from": ({"source": "from os import system"}, (1, 0), ("import",)),
    "an import by a call": ({"source": "__import__('os')"}, (1, 0), ("__import__",)),
    "eval": ({"source": "eval('1')"}, (1, 0), ("eval",)),
    "exec": ({"source": "exec('x=1')"}, (1, 0), ("exec",)),
    "open": ({"source": "open('/etc/passwd')"}, (1, 0), ("open",)),
    "a lambda": ({"source": "x + (lambda: 1)"}, (1, 5), ("lambda",)),
    "a comprehension": ({"source": "sum([x for i in range(9)])"}, (1, 4), ("comprehension",)),
    "a class": ({"source": "class A: pass"}, (1, 0), ("class",)),
    "while": ({"source": "while True: x"}, (1, 0), ("while", "for i in range(10):")),
    "a function that calls itself": (
        {"source": "def f(x):\n    return f(x)\nf(x)"}, (2, 11), ("60", "must not call itself")),
    "a huge range": (
        {"source": "for i in range(1000000000):\n    x = x + 1"}, (1, 9), ("200,000", "loops")),
    "nested loops": (
        {"source": "for i in range(9000):\n  for j in range(9000):\n    x = x + 1"},
        ANYWHERE, ("200,000",)),
    "empty loops": (
        {"source": "for i in range(99999):\n  for j in range(99999): pass\nx"},
        ANYWHERE, ("200,000",)),
    "a tower of powers": ({"source": "y = x\n9**9**9"}, (2, 0), ("constants", "1.8e308")),
    "a number too large": ({"source": "x + " + "9" * 400}, (1, 4), ("too large",)),
    "shapes of a product": (
        {"source": "W @ x", "inputs": {"W": MATRIX, "x": VECTOR}}, (1, 0), ("(2, 2)", "(3,)")),
    "shapes of a sum": (
        {"source": "sum(W + x)", "inputs": {"W": MATRIX, "x": VECTOR}}, (1, 4), ("(2, 2)", "(3,)")),
    "an index beyond": ({"source": "x[7]", "inputs": {"x": VECTOR}}, (1, 0), ("7", "3")),
    "rows of unequal length": (
        {"source": "sum(x)", "inputs": {"x": [[1, 2], [3]]}}, (1, 4), ("equal length",)),
    "rows of unequal depth": (
        {"source": "sum(x)", "inputs": {"x": [1, [2]]}}, (1, 4), ("equal length",)),
    "rows of unequal length in the source": (
        {"source": "W = [[1, 2], [3]]\nsum(W)"}, (1, 4), ("equal length", "same length")),
    "an array of nothing": ({"source": "sum(x)", "inputs": {"x": []}}, (1, 4), ("one element",)),
    "an output that is no scalar": (
        {"source": "2 * x", "inputs": {"x": VECTOR}}, (1, 0), ("(3,)", "sum(…)")),
    "arrays that double": (
        {"source": "a = [x]\n" + "a = concatenate([a, a])\n" * 40 + "sum(a)"},
        ANYWHERE, ("10,000,000", "smaller")),
    "no source": ({"source": ""}, (1, 0), ("empty",)),
    "blank source": ({"source": " \n\t\n"}, (1, 0), ("empty",)),
    "only a comment": ({"source": "# nothing"}, (1, 0), ("empty",)),
    "a syntax error": ({"source": "a = 1\nb = (x +"}, (2, 4), ("never closed", "balance")),
    "a product without a sign": ({"source": "y + 2rate"}, (1, 4), ("2*x",)),
    "parentheses, nearly 1 MB": ({"source": "(" * 990_000}, (1, 200), ("nested", "balance")),
    "closing parentheses": ({"source": "x" + ")" * 5000}, (1, 1), ("unmatched", "balance")),
    "LaTeX that is not closed": (
        {"source": r"\frac{x", "language": "latex"}, (1, 5), ("never closed", "close each")),
    "LaTeX that opens too late": (
        {"source": r"\frac{x}}{y}", "language": "latex"}, ANYWHERE, ()),
    "LaTeX of left without right": (
        {"source": r"\left( x + 1", "language": "latex"}, ANYWHERE, ()),
    "LaTeX that is nested deeply": (
        {"source": r"\frac{1}{" * 3000 + "x" + "}" * 3000, "language": "latex"},
        ANYWHERE, ("deep",)),
    "a command that LaTeX does not know": (
        {"source": r"x + \sigmaa(y)", "language": "latex"}, (1, 4), (r"\sigmaa",)),
    "a null byte": ({"source": "x\0y"}, (1, 1), ("U+0000", "delete")),
    "a byte-order mark": ({"source": "\ufeffx"}, (1, 0), ("U+FEFF",)),
    "NaN in words": ({"source": "x", "inputs": {"x": "NaN"}}, (1, 0), ("only numbers",)),
    "null as a value": ({"source": "x", "inputs": {"x": None}}, (1, 0), ("only numbers",)),
    "true as a value": ({"source": "x", "inputs": {"x": True}}, (1, 0), ("only numbers",)),
    "an object as a value": ({"source": "x", "inputs": {"x": {"a": 1}}}, (1, 0), ("only numbers",)),
}  # fmt: skip
FIELDS: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "no source": ("trace", {"inputs": {}}, ("`source` is missing", "source")),
    "a source that is a number": ("trace", {"source": 5}, ("`source`", "string", "5")),
    "a name with a slip": ("trace", {"source": "x", "inptus": {}}, ("`inptus`", "`inputs`")),
    "a name of nothing": ("trace", {"source": "x", "zzz": 1}, ("`zzz`", "source, language")),
    "inputs in a list": ("trace", {"source": "x", "inputs": [1]}, ("`inputs`", "Values by name")),
    "words for a number": ("trace", {"source": "x", "upstream": "1"}, ("`upstream`", '"1"')),
    "yes for true": ("trace", {"source": "x", "explain": "yes"}, ("`explain`", "boolean")),
    "no axis": ("grid", {"source": "x*y"}, ("`x` is missing",)),
    "an axis without an end": (
        "grid", {"source": "x*y", "x": {"name": "x", "from": 0}, "y": {}}, ("`x.to`", "steps")),
    "an axis of one step": (
        "grid", {"source": "x*y", "x": {"name": "x", "from": 0, "to": 1, "steps": 1},
                 "y": {"name": "y", "from": 0, "to": 1, "steps": 2}}, ("`x.steps`", "2")),
    "an axis that is too fine": (
        "grid", {"source": "x*y", "x": {"name": "x", "from": 0, "to": 1, "steps": 10**12},
                 "y": {"name": "y", "from": 0, "to": 1, "steps": 2}}, ("10,000,000",)),
    "an axis that goes backwards": (
        "grid", {"source": "x*y", "x": {"name": "x", "from": 1, "to": 0, "steps": 3},
                 "y": {"name": "y", "from": 0, "to": 1, "steps": 2}}, ("x is empty", "from < to")),
    "an axis of no input": (
        "grid", {"source": "x*y", "x": {"name": "q", "from": 0, "to": 1, "steps": 3},
                 "y": {"name": "y", "from": 0, "to": 1, "steps": 2}}, ("'q'", "x, y")),
    "one input on both axes": (
        "grid", {"source": "x*y", "x": {"name": "x", "from": 0, "to": 1, "steps": 3},
                 "y": {"name": "x", "from": 0, "to": 1, "steps": 2}}, ("both axes", "two inputs")),
    "neither node nor edge": ("explain", {"source": "x*y"}, ("`node` or `edge`",)),
    "both node and edge": ("explain", {"source": "x*y", "node": "n0", "edge": "e0"}, ("either",)),
    "a node that is not there": ("explain", {"source": "x*y", "node": "n3"}, ("n3", "n0 to n2")),
    "an edge that is no edge": ("explain", {"source": "x*y", "edge": "n0"}, ("n0", "e0 to e1")),
    "an edge from a constant": ("explain", {"source": "x*2", "edge": "e1"}, ("constant",)),
    "an unknown target": ("code", {"source": "x*y", "target": "pyhton"}, ("pyhton", "`python`")),
}  # fmt: skip
BODIES: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", 400, "empty"),
    "words": (b"hello", 400, "quotes"),
    "half an object": (b'{"source": "x"', 400, ""),
    "a comma too many": (b'{"source": "x",}', 400, "comma"),
    "single quotes": (b"{'source': 'x'}", 400, "double quotes"),
    "NaN": (b'{"source": "x", "inputs": {"x": NaN}}', 400, "finite"),
    "Infinity": (b'{"source": "x", "inputs": {"x": -Infinity}}', 400, "finite"),
    "a number beyond all": (b'{"source": "x", "inputs": {"x": 1e999}}', 400, "1.8e308"),
    "bytes that are no UTF-8": (b'{"source": "\xff"}', 400, "UTF-8"),
    "a surrogate in UTF-8": (b'{"source": "\xed\xa0\x80"}', 400, "UTF-8"),
    "half a character": (rb'{"source": "\ud800"}', 400, "whole character"),
    "the other half": (rb'{"source": "\udc00 x"}', 400, "whole character"),
    "a name twice": (b'{"source": "x", "source": "y"}', 400, "once"),
    "an input twice": (b'{"source": "x", "inputs": {"x": 1, "x": 2}}', 400, "once"),
    "a list": (b"[]", 422, "source"),
    "null": (b"null", 422, "source"),
    "deep nesting": (b"[" * 100_000, 400, ""),
    "deep nesting that closes": (
        b'{"source": "x", "inputs": {"x": ' + b"[" * 900 + b"]" * 900 + b"}}", 422, ""),
    "deeper nesting that closes": (
        b'{"source": "x", "inputs": {"x": ' + b"[" * 5000 + b"]" * 5000 + b"}}", 400, ""),
}  # fmt: skip


def refused(
    client: httpx.Client, assert_valid: Callable[..., None], path: str, status: int, **request: Any
) -> dict[str, Any]:
    answer = client.post(path, **request)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert_valid(problem, path, status)
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert problem["hint"], problem
    assert "Traceback" not in answer.text
    assert problem["detail"] != UNFORESEEN, "an error of the engine's own"
    return problem


@pytest.mark.parametrize(
    ("request_", "place", "words"),
    PROGRAMS.values(),
    ids=PROGRAMS,
)
def test_a_program_that_cannot_be(
    client: httpx.Client,
    assert_valid: Callable[..., None],
    request_: dict[str, Any],
    place: tuple[int, int] | None,
    words: tuple[str, ...],
) -> None:
    problem = refused(client, assert_valid, "/api/trace", 422, json=request_)
    if place is not ANYWHERE:
        assert (problem["line"], problem["column"]) == place
        assert problem["end_column"] >= problem["column"] or problem["end_line"] > problem["line"]
    said = f"{problem['detail']} {problem['hint']}"
    assert all(word in said for word in words), said


@pytest.mark.parametrize(("endpoint", "request_", "words"), FIELDS.values(), ids=FIELDS)
def test_fields_that_do_not_fit(
    client: httpx.Client,
    assert_valid: Callable[..., None],
    endpoint: str,
    request_: dict[str, Any],
    words: tuple[str, ...],
) -> None:
    problem = refused(client, assert_valid, f"/api/{endpoint}", 422, json=request_)
    said = f"{problem['detail']} {problem['hint']}"
    assert all(word in said for word in words), said


@pytest.mark.parametrize(("body", "status", "word"), BODIES.values(), ids=BODIES)
def test_bodies_that_are_no_request(
    client: httpx.Client, assert_valid: Callable[..., None], body: bytes, status: int, word: str
) -> None:
    problem = refused(client, assert_valid, "/api/trace", status, content=body)
    assert word in f"{problem['detail']} {problem['hint']}"


@pytest.mark.parametrize("option", ["full=maybe", "fulll=true"])
def test_options_that_are_none(
    client: httpx.Client, assert_valid: Callable[..., None], option: str
) -> None:
    refused(client, assert_valid, f"/api/trace?{option}", 422, json={"source": "x"})


@pytest.mark.parametrize("media_type", ["application/x-www-form-urlencoded", "image/png"])
def test_a_body_that_says_it_is_no_json(
    client: httpx.Client, assert_valid: Callable[..., None], media_type: str
) -> None:
    headers = {"content-type": media_type}
    body = b'{"source": "x"}'
    refused(client, assert_valid, "/api/trace", 415, content=body, headers=headers)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/nothing", 404),
        ("POST", "/api/nothing", 404),
        ("GET", "/nothing.html", 404),
        ("GET", "/assets/nothing.js", 404),
        ("GET", "/assets/%2e%2e/%2e%2e/server/app.py", 404),
        ("GET", "/..%2fcli.py", 404),
        ("GET", "/api/trace", 405),
        ("DELETE", "/api/health", 405),
    ],
)
def test_paths_and_methods_that_are_none(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]
