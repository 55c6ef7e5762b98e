"""Every answer is what /openapi.json says, and its numbers are those of backpropagation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import numpy as np
import pytest
from jsonschema import Draft202012Validator

import rivergrad as rg
from rivergrad.examples import EXAMPLES

SEED = {"source": "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)", "inputs": {"x": 3, "y": -4}}
AXES = {
    "x": {"name": "x", "from": -5, "to": 5, "steps": 7},
    "y": {"name": "y", "from": -4, "to": 4, "steps": 3},
}
BIG = {"source": "sum(tanh(W @ x))", "inputs": {"W": [[0.01] * 40] * 40, "x": [0.5] * 40}}
ASKED = {
    "trace": ("trace", SEED),
    "trace, unexplained": ("trace", {**SEED, "explain": False}),
    "trace of large arrays": ("trace", BIG),
    "trace with groups": ("trace", {"source": "h = x\nfor i in range(3):\n    h = tanh(w*h + b)"}),
    "trace of infinity": ("trace", {"source": "a = x / 0\na - a"}),
    "trace of a constant": ("trace", {"source": "1 + 2"}),
    "explain a node": ("explain", {**SEED, "node": "n4"}),
    "explain an input": ("explain", {**SEED, "node": "n0"}),
    "explain a constant": ("explain", {"source": "x * 2", "node": "n1"}),
    "explain an edge": ("explain", {**SEED, "edge": "e2"}),
    "explain an edge of arrays": ("explain", {**BIG, "edge": "e1"}),
    "explain what is not used": ("explain", {"source": "a = x * y\nx + 1", "edge": "e0"}),
    "check": ("check", SEED),
    "check a kink": ("check", {"source": "relu(x)", "inputs": {"x": 0}}),
    "check arrays": ("check", BIG),
    "grid": ("grid", {**SEED, **AXES}),
    "grid with infinities": ("grid", {"source": "x / y", **AXES}),
    "code": ("code", SEED),
    "code of arrays": ("code", {"source": "sum(x * x)", "inputs": {"x": [1, 2]}}),
}


@pytest.mark.parametrize(("endpoint", "request_"), ASKED.values(), ids=ASKED)
def test_an_answer_fits_its_schema(
    client: httpx.Client,
    assert_valid: Callable[..., None],
    openapi: dict[str, Any],
    endpoint: str,
    request_: dict[str, Any],
) -> None:
    path = f"/api/{endpoint}"
    body = openapi["paths"][path]["post"]["requestBody"]["content"]["application/json"]
    schema = {**body["schema"], "components": openapi["components"]}
    Draft202012Validator(schema).validate(request_)
    answer = client.post(path, json=request_)
    assert answer.status_code == 200, answer.text
    assert_valid(answer.json(), path)


@pytest.mark.parametrize("path", ["/api/operations", "/api/examples", "/api/health"])
def test_what_there_is_fits_its_schema(
    client: httpx.Client, assert_valid: Callable[..., None], path: str
) -> None:
    assert_valid(client.get(path).json(), path)


def test_the_description_is_sound(openapi: dict[str, Any]) -> None:
    assert openapi["openapi"].startswith("3.1")
    for schema in openapi["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for operations in openapi["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert "200" in operation["responses"]


def flows_by_source(document: dict[str, Any]) -> dict[str, Any]:
    """For each node the sum of the flows of its outgoing edges."""
    sums: dict[str, Any] = {}
    flows = document["numbers"]["flows"]
    for edge, flow in zip(document["graph"]["edges"], flows, strict=True):
        if flow is not None:
            sums[edge["source"]] = sums.get(edge["source"], 0.0) + np.asarray(flow, dtype=float)
    return sums


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_gradient_is_the_sum_of_its_flows(client: httpx.Client, example: Any) -> None:
    request = {"source": example.source, "inputs": dict(example.inputs), "upstream": 0.5}
    document = client.post("/api/trace?full=true", json=request).json()
    nodes = [node["id"] for node in document["graph"]["nodes"]]
    sums = flows_by_source(document)
    output = document["graph"]["output"]
    sums[output] = sums.get(output, 0.0) + 0.5
    for node, gradient in zip(nodes, document["numbers"]["gradients"], strict=True):
        if gradient is not None:
            expected = np.asarray(gradient, dtype=float)
            np.testing.assert_allclose(sums.get(node, 0.0 * expected), expected, atol=1e-12)


def test_golden_programs(client: httpx.Client, golden: dict[str, Any]) -> None:
    request = {"source": golden["source"], "inputs": golden["inputs"], "explain": False}
    document = client.post("/api/trace", json=request).json()
    assert document["value"] == pytest.approx(golden["value"], rel=1e-9)
    for name, gradient in golden["gradients"].items():
        np.testing.assert_allclose(document["gradients"][name], gradient, rtol=1e-9, atol=1e-12)


def test_steps_name_every_gate_and_every_flow_once(client: httpx.Client) -> None:
    document = client.post("/api/trace", json=SEED).json()
    gates = [n["id"] for n in document["graph"]["nodes"] if n["kind"] == "operation"]
    assert [step["node"] for step in document["steps"]["forward"]] == gates
    backward = document["steps"]["backward"]
    assert sorted(step["node"] for step in backward) == sorted(gates)
    sent = [edge for step in backward for edge in step["edges"]]
    flows = document["numbers"]["flows"]
    carrying = [
        e["id"] for e, f in zip(document["graph"]["edges"], flows, strict=True) if f is not None
    ]
    assert sorted(sent) == sorted(carrying)


def test_two_uses_are_two_edges(client: httpx.Client) -> None:
    document = client.post("/api/trace", json={"source": "x + x"}).json()
    assert [(e["source"], e["port"]) for e in document["graph"]["edges"]] == [("n0", 0), ("n0", 1)]
    assert document["gradients"] == {"x": 2.0}
    assert document["assumed"] == {"x": 1.0}


def test_numbers_beyond_json_are_named(client: httpx.Client) -> None:
    document = client.post("/api/trace", json={"source": "a = x / 0\nb = -a\na + b"}).json()
    values = document["numbers"]["values"]
    assert "Infinity" in values
    assert "-Infinity" in values
    assert document["value"] == "NaN"
    assert document["broken"] == "n2"


def test_large_arrays_are_summaries_unless_asked_for(client: httpx.Client) -> None:
    short = client.post("/api/trace", json=BIG).json()["gradients"]["W"]
    whole = np.array(client.post("/api/trace?full=true", json=BIG).json()["gradients"]["W"])
    in_body = client.post("/api/trace", json={**BIG, "full": True}).json()["gradients"]["W"]
    assert short["shape"] == [40, 40]
    assert short["mean"] == pytest.approx(whole.mean())
    assert np.shape(short["thumbnail"]) == (16, 16)
    assert in_body == whole.tolist()


def test_explanations_come_where_they_are_asked_for(client: httpx.Client) -> None:
    for explain, expected in ((True, True), (False, False), (None, True)):
        document = client.post("/api/trace", json={**SEED, "explain": explain}).json()
        assert all(("explanation" in s) is expected for s in document["steps"]["forward"])
    long = {"source": "h = x\nfor i in range(600):\n    h = h + x"}
    assert "explanation" not in client.post("/api/trace", json=long).json()["steps"]["forward"][0]


def test_the_same_request_has_the_same_answer(client: httpx.Client) -> None:
    first, other, again = (
        client.post("/api/trace", json={**SEED, "inputs": inputs}).content
        for inputs in (SEED["inputs"], {"x": 1, "y": 2}, SEED["inputs"])
    )
    assert first == again != other


def test_inputs_may_be_loop_bounds(client: httpx.Client) -> None:
    request = {"source": "n = 3\nh = x\nfor i in range(n):\n    h = h * x", "inputs": {"x": 2}}
    assert client.post("/api/trace", json=request).json()["value"] == 16
    request["inputs"] = {"x": 2, "n": 5}
    assert client.post("/api/trace", json=request).json()["value"] == 64


def test_an_explanation_has_every_contribution(client: httpx.Client) -> None:
    answer = client.post("/api/explain", json={**SEED, "node": "n0"}).json()
    flows = [contribution["flow"] for contribution in answer["contributions"]]
    assert len(flows) == 3
    assert sum(flows) == pytest.approx(answer["gradient"])
    last = answer["contributions"][-1]["explanation"]["sentence"]
    assert "so it is now 2.06" in last
    edge = answer["contributions"][1]["edge"]
    assert client.post("/api/explain", json={**SEED, "edge": edge}).json()["flow"] == flows[1]


def test_the_check_names_a_kink(client: httpx.Client) -> None:
    request = {"source": "relu(x) + y**2", "inputs": {"x": 0, "y": 3}}
    inputs = client.post("/api/check", json=request).json()["inputs"]
    assert inputs["x"]["verdict"] == "kink"
    assert inputs["y"]["verdict"] == "agrees"
    assert inputs["y"]["finite_difference"] == pytest.approx(6.0)


@pytest.mark.parametrize(("size", "sent"), [(200, 200), (300, 200), (1200, None)])
def test_the_check_of_a_large_array_says_what_it_left_out(
    client: httpx.Client, assert_valid: Any, size: int, sent: int | None
) -> None:
    request = {"source": "sum(v * v)", "inputs": {"v": [1.0] * size}}
    answer = client.post("/api/check", json=request).json()
    assert_valid(answer, "/api/check", 200)
    row = answer["inputs"]["v"]
    assert (row["verdict"], row["checked"]) == ("agrees", 200)
    if sent is None:
        assert row["finite_difference"] is None
    else:
        assert sum(value is not None for value in row["finite_difference"]) == sent


def test_a_loop_bound_is_no_slider_of_one_shape(client: httpx.Client) -> None:
    source = "n = 3\ns = x\nfor i in range(n):\n    s = s * x\ns"
    answers = [
        client.post("/api/trace", json={"source": source, "inputs": {"x": 2, "n": n}}).json()
        for n in (3, 5)
    ]
    assert [answer["value"] for answer in answers] == [16, 64]
    check = client.post("/api/check", json={"source": source, "inputs": {"x": 2}}).json()
    assert check["inputs"]["n"]["verdict"] == "structural"


def test_a_grid_has_the_values_of_its_points(client: httpx.Client) -> None:
    grid = client.post("/api/grid", json={**SEED, **AXES}).json()
    assert np.shape(grid["value"]) == (3, 7)
    row, column = 2, 4
    inputs = {"x": grid["x"][column], "y": grid["y"][row]}
    point = client.post("/api/trace", json={**SEED, "inputs": inputs}).json()
    assert grid["value"][row][column] == pytest.approx(point["value"])
    for name in "xy":
        assert grid["gradients"][name][row][column] == pytest.approx(point["gradients"][name])


def test_code_runs_and_its_lines_name_their_nodes(client: httpx.Client) -> None:
    answer = client.post("/api/code", json=SEED).json()
    names: dict[str, Any] = {}
    exec(answer["code"], names)
    assert names["dx"] == pytest.approx(2.0595697955721652)
    lines = answer["code"].split("\n")
    forward = [line for line in answer["lines"] if line["phase"] == "forward"]
    assert all("=" in lines[line["line"] - 1] for line in answer["lines"])
    assert forward[-1]["node"] == client.post("/api/trace", json=SEED).json()["graph"]["output"]


def test_examples_are_the_gallery(client: httpx.Client) -> None:
    found = client.get("/api/examples").json()["examples"]
    assert [example["name"] for example in found] == [example.name for example in EXAMPLES]
    assert len(found) >= 18


def test_operations_have_their_local_gradients(client: httpx.Client) -> None:
    table = {op["name"]: op for op in client.get("/api/operations").json()["operations"]}
    assert [g["text"] for g in table["multiply"]["local_gradients"]] == ["y", "x"]
    assert [g["text"] for g in table["sigmoid"]["local_gradients"]] == ["(1 - out) * out"]
    assert "at 0" in table["relu"]["kinks"]
    assert "σ" in table["sigmoid"]["spellings"]


def test_a_program_that_is_remembered_answers_as_a_new_one(
    client: httpx.Client, golden: dict[str, Any]
) -> None:
    def ask(inputs: dict[str, Any]) -> Any:
        request = {"source": golden["source"], "inputs": inputs, "explain": False}
        return client.post("/api/trace", json=request).json()

    ask({})
    trace = rg.trace(golden["source"], golden["inputs"])
    assert ask(golden["inputs"]) == trace.document(explain=False)
