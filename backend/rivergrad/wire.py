"""A trace as the JSON of the contract: names in words, numbers in arrays aligned with the graph."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import orjson

from rivergrad.diagnosis import Finding, diagnose
from rivergrad.explain import Explainer
from rivergrad.graph import Boundary, boundaries
from rivergrad.graph_json import edge_id, graph_document, node_id, steps_document
from rivergrad.groups import group_derivatives
from rivergrad.memory import CollectorResting
from rivergrad.prose import Had
from rivergrad.trace import Trace, backward_steps, broken_node, finite_floats

__all__ = [
    "document", "edge_id", "finding_document", "findings_document", "graph_document", "json_number",
    "json_numbers", "node_id", "numbers_document", "plain", "program_document", "run_document",
    "steps_document", "summary",
]  # fmt: skip

SUMMARY_ABOVE = 1_000
EXPLAINED_UP_TO = 500
DIAGNOSED_UP_TO = 10_000
"""Up to so many nodes: the doctor takes about a fifth of the time of a trace."""
_THUMBNAIL = 16


def document(trace: Trace, explain: bool | None = None, full: bool = False) -> dict[str, Any]:
    """The whole trace, for orjson to write: what no input changes may be JSON already.

    explain: put each step's explanation and the findings in, and let everything be lists and
    dictionaries (default: up to 500 nodes, and the findings up to 10,000). full: send large arrays
    whole."""
    with CollectorResting():
        borders = boundaries(trace.program)
        result = _trace_document(trace, borders, full)
        nodes = len(trace.program.nodes)
        if explain or (explain is None and nodes <= EXPLAINED_UP_TO):
            result = plain(result)
            _put_explanations(trace, borders, result)
        if explain or (explain is None and nodes <= DIAGNOSED_UP_TO):
            result["findings"] = findings_document(trace)
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
    return {**finding._asdict(), "nodes": nodes, "numbers": numbers, "units": list(finding.units)}


def plain(document: dict[str, Any]) -> dict[str, Any]:
    """A document as lists and dictionaries throughout."""
    result: dict[str, Any] = orjson.loads(orjson.dumps(document))
    return result


def _put_explanations(trace: Trace, borders: list[Boundary], result: dict[str, Any]) -> None:
    explainer = Explainer(trace, node_id, edge_id)
    for (node, _, _), step in zip(trace.tape.calls, result["steps"]["forward"], strict=True):
        step["explanation"] = explainer.forward(node)
    earlier: dict[int, Had] = {}
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


def _column(values: list[Any], full: bool) -> list[Any]:
    """A column of numbers. Nearly all of them are floats that JSON knows, and go as they are."""
    if finite_floats(values):
        return values
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
