"""A trace as the JSON of the contract: names in words, numbers in arrays aligned with the graph."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from rivergrad.diagnosis import Finding, diagnose
from rivergrad.errors import Place
from rivergrad.explain import Explainer
from rivergrad.graph import Boundary, boundaries, edges_of
from rivergrad.groups import group_derivatives
from rivergrad.memory import CollectorResting
from rivergrad.program import NO_GROUP, Program
from rivergrad.symbols import symbols
from rivergrad.trace import Trace, backward_steps, broken_node

SUMMARY_ABOVE = 1_000
EXPLAINED_UP_TO = 500
_THUMBNAIL = 16
_NOWHERE = (None, None, None, None)


def node_id(index: int) -> str:
    return f"n{index}"


def edge_id(index: int) -> str:
    return f"e{index}"


def document(trace: Trace, explain: bool | None = None, full: bool = False) -> dict[str, Any]:
    """The whole trace. `explain` puts each step's explanation and the findings in (default:
    up to 500 nodes), `full` sends large arrays whole."""
    with CollectorResting():
        borders = boundaries(trace.program)
        result = _trace_document(trace, borders, full)
        if explain is None:
            explain = len(trace.program.nodes) <= EXPLAINED_UP_TO
        if explain:
            result["findings"] = findings_document(trace)
            _put_explanations(trace, borders, result)
        return result


def findings_document(trace: Trace) -> list[dict[str, Any]]:
    """What the doctor finds in a trace."""
    return [finding_document(finding) for finding in diagnose(trace)]


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding, its nodes by their ids and its numbers fit for JSON."""
    numbers = {
        name: value if isinstance(value, (str, int)) else json_numbers(value)
        for name, value in finding.numbers.items()
    }
    nodes = [node_id(node) for node in finding.nodes]
    return {**finding._asdict(), "nodes": nodes, "numbers": numbers}


def _put_explanations(trace: Trace, borders: list[Boundary], result: dict[str, Any]) -> None:
    explainer = Explainer(trace, node_id, edge_id)
    for (node, _, _), step in zip(trace.tape.calls, result["steps"]["forward"], strict=True):
        step["explanation"] = explainer.forward(node)
    earlier: dict[int, list[Any]] = {}
    for backward, step in zip(backward_steps(trace), result["steps"]["backward"], strict=True):
        step["explanation"] = explainer.backward(backward, earlier)
    for border, group in zip(borders, result["graph"]["groups"], strict=True):
        group["derivatives"] = explainer.group(border)
        group["gate"] = explainer.gate(border)


def _trace_document(trace: Trace, borders: list[Boundary], full: bool) -> dict[str, Any]:
    return {**run_document(trace, borders, full), **program_document(trace, borders)}


def program_document(trace: Trace, borders: list[Boundary]) -> dict[str, Any]:
    """What stays when only the values of scalar inputs change."""
    return {"graph": graph_document(trace, borders), "steps": steps_document(trace)}


def run_document(trace: Trace, borders: list[Boundary], full: bool = False) -> dict[str, Any]:
    """What one run gives: the numbers, and what is to be said about them."""
    broken = broken_node(trace)
    return {
        **numbers_document(trace, borders, full),
        "assumed": {name: json_number(value, full) for name, value in trace.assumed.items()},
        "broken": None if broken is None else node_id(broken),
        "language": trace.program.language,
    }


def numbers_document(trace: Trace, borders: list[Boundary], full: bool = False) -> dict[str, Any]:
    """What changes when only the inputs change."""
    numbers = trace.numbers
    columns = {
        name: _column(getattr(numbers, name), full)
        for name in ("values", "gradients", "local_gradients", "flows")
    }
    derivatives = group_derivatives(trace, borders)
    return {
        "value": json_number(trace.value, full),
        "gradients": {name: json_number(value, full) for name, value in trace.gradients.items()},
        "numbers": {
            **columns,
            "group_derivatives": [json_numbers(matrix) for matrix in derivatives],
        },
    }


def graph_document(trace: Trace, borders: list[Boundary]) -> dict[str, Any]:
    program = trace.program
    return {
        "nodes": _nodes(trace),
        "edges": [
            {
                "id": edge_id(number),
                "source": node_id(source),
                "target": node_id(target),
                "port": port,
            }
            for number, (source, target, port) in enumerate(edges_of(program))
        ],
        "groups": _groups(program, borders),
        "output": node_id(program.output),
        "comments": {str(line): text for line, text in program.comments.items()},
    }


def _nodes(trace: Trace) -> list[dict[str, Any]]:
    program = trace.program
    names = symbols(program)
    paths = {NO_GROUP: None, **{index: group.path for index, group in enumerate(program.groups)}}
    return [
        {
            "id": node_id(index),
            "kind": node.kind,
            "operation": node.operation.name if node.operation else None,
            "name": node.name,
            "symbol": names[index],
            "label": node.operation.label if node.operation else names[index],
            "group": paths[node.group],
            "shape": list(np.shape(value)) if type(value) is not float else [],
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
        }
        for index, (node, value) in enumerate(zip(program.nodes, trace.numbers.values, strict=True))
        for line, column, end_line, end_column in (node.place or _NOWHERE,)
    ]


def _groups(program: Program, borders: list[Boundary]) -> list[dict[str, Any]]:
    return [
        {
            "path": group.path,
            "kind": group.kind,
            "label": group.label,
            "parent": None if group.parent == NO_GROUP else program.groups[group.parent].path,
            **_place(group.place),
            "inputs": [node_id(index) for index in border.inputs],
            "outputs": [node_id(index) for index in border.outputs],
        }
        for group, border in zip(program.groups, borders, strict=True)
    ]


def _place(place: Place | None) -> dict[str, int | None]:
    return dict(zip(Place._fields, place or _NOWHERE, strict=True))


def steps_document(trace: Trace) -> dict[str, Any]:
    return {
        "forward": [{"node": node_id(node)} for node, _, _ in trace.tape.calls],
        "backward": [
            {
                "node": node_id(step.node),
                "edges": [edge_id(edge) for edge in step.edges],
                "accumulates": [edge_id(edge) for edge in step.accumulates],
            }
            for step in backward_steps(trace)
        ],
    }


def _column(values: list[Any], full: bool) -> list[Any]:
    """A column of numbers. Nearly all of them are floats that JSON knows, and go as they are."""
    return [
        value
        if value is None or (type(value) is float and value - value == 0.0)
        else json_number(value, full)
        for value in values
    ]


def json_number(value: Any, full: bool = False) -> Any:
    """A float or array for JSON: non-finite numbers as strings, large arrays as a summary."""
    if isinstance(value, (float, int)):
        return _finite_or_name(float(value))
    array = np.asarray(value, dtype=float)
    if array.size > SUMMARY_ABOVE and not full:
        return summary(array)
    return array.tolist() if np.isfinite(array).all() else json_numbers(array.tolist())


def json_numbers(values: Any) -> Any:
    """Nested lists of floats with the non-finite ones as strings."""
    if isinstance(values, list):
        return [json_numbers(value) for value in values]
    return None if values is None else _finite_or_name(values)


def _finite_or_name(value: float) -> float | str:
    if value - value == 0.0:
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def summary(array: Any) -> dict[str, Any]:
    """What a large array is like: its shape, range, mean, Euclidean norm, how many elements are
    not finite, and a thumbnail of at most 16 × 16 means of its last two axes."""
    finite = array[np.isfinite(array)]
    some = finite.size > 0
    return {
        "shape": list(array.shape),
        "min": float(finite.min()) if some else None,
        "max": float(finite.max()) if some else None,
        "mean": float(finite.mean()) if some else None,
        "norm": _finite_or_name(float(np.linalg.norm(finite))),
        "nonfinite": int(array.size - finite.size),
        "thumbnail": json_numbers(_thumbnail(array).tolist()),
    }


def _thumbnail(array: Any) -> Any:
    plane = array.reshape(-1, array.shape[-1])
    rows = np.array_split(plane, min(_THUMBNAIL, plane.shape[0]), axis=0)
    cells = [np.array_split(row, min(_THUMBNAIL, plane.shape[1]), axis=1) for row in rows]
    return np.array([[cell.mean() for cell in row] for row in cells])
