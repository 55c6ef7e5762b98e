"""What the service computes: for each kind of work, what is sent, and what runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import orjson
from pydantic import BaseModel

from rivergrad import api, exporters
from rivergrad.check import Check, check
from rivergrad.graph import Boundary, boundaries
from rivergrad.grid import Axis, grid
from rivergrad.limits import Limits
from rivergrad.server import requests
from rivergrad.server.datasets import DataRequest, examples_of
from rivergrad.server.explanations import explanation
from rivergrad.server.training_requests import DiagnoseRequest, TrainRequest
from rivergrad.server.trainings import diagnosed_training, trained
from rivergrad.server.weight import is_plain
from rivergrad.trace import Trace, retrace
from rivergrad.wire import (
    SUMMARY_ABOVE,
    document,
    edge_id,
    findings_document,
    json_number,
    json_numbers,
    node_id,
    program_document,
    run_document,
)


class Work(NamedTuple):
    """request: the model of what is sent. run: (request, limits) → the answer's document."""

    request: type[BaseModel]
    run: Callable[[Any, Limits], Any]


def traced(request: requests.ProgramRequest, limits: Limits) -> Trace:
    """The trace of a request's program."""
    if is_plain(request):
        return retrace(_known(request, limits).trace, request.inputs, limits)
    return api.trace(
        request.source,
        request.inputs,
        language=request.language,
        output=request.output,
        upstream=request.upstream,
        limits=limits,
    )


class Known(NamedTuple):
    """A program that was asked for before, as sliders do again and again: a trace of it, what its
    groups border on, and the JSON of what no input changes."""

    trace: Trace
    borders: list[Boundary]
    fixed: dict[str, orjson.Fragment]


def _known(request: requests.ProgramRequest, limits: Limits) -> Known:
    return _remembered(request.source, request.language, request.output, request.upstream, limits)


@lru_cache(maxsize=256)
def _remembered(
    source: str, language: str, output: str | None, upstream: float, limits: Limits
) -> Known:
    trace = api.trace(source, language=language, output=output, upstream=upstream, limits=limits)
    borders = boundaries(trace.program)
    parts = program_document(trace, borders)
    fixed = {name: orjson.Fragment(orjson.dumps(part)) for name, part in parts.items()}
    return Known(trace, borders, fixed)


def _trace(request: requests.TraceRequest, limits: Limits) -> Any:
    if request.explain is False and is_plain(request):
        known = _known(request, limits)
        run = retrace(known.trace, request.inputs, limits)
        if run.program is known.trace.program:
            return {**run_document(run, known.borders, request.full), **known.fixed}
        return document(run, False, request.full)
    return document(traced(request, limits), request.explain, request.full)


def _explain(request: requests.ExplainRequest, limits: Limits) -> Any:
    return explanation(traced(request, limits), request.node, request.edge)


def _check(request: requests.CheckRequest, limits: Limits) -> Any:
    checks = check(traced(request, limits), limits)
    return {
        "inputs": {
            name: {
                "gradient": json_number(result.gradient),
                "finite_difference": _difference(result),
                "checked": len(result.checked),
                "relative_error": json_number(result.relative_error) if result.checked else None,
                "verdict": result.verdict,
                "note": result.note,
            }
            for name, result in checks.items()
        }
    }


def _difference(result: Check) -> Any:
    """What was checked of a difference; null for other elements, and for a large array whole."""
    size = np.size(result.finite_difference)
    if len(result.checked) == size:
        return json_number(result.finite_difference)
    if not result.checked or size > SUMMARY_ABOVE:
        return None
    cells = np.full(size, None, dtype=object)
    for element in result.checked:
        cells[element] = json_number(float(np.ravel(result.finite_difference)[element]))
    return cells.reshape(np.shape(result.finite_difference)).tolist()


def _grid(request: requests.GridRequest, limits: Limits) -> Any:
    result = grid(traced(request, limits), _axis(request.x), _axis(request.y), limits)
    return {
        "x": _table(result.x),
        "y": _table(result.y),
        "value": _table(result.value),
        "gradients": {name: _table(gradient) for name, gradient in result.gradients.items()},
    }


def _axis(axis: requests.AxisRequest) -> Axis:
    return Axis(axis.name, axis.start, axis.stop, axis.steps)


def _table(array: Any) -> Any:
    """An array for orjson, which writes finite ones at once."""
    return np.ascontiguousarray(array) if np.isfinite(array).all() else json_numbers(array.tolist())


def _code(request: requests.CodeRequest, limits: Limits) -> Any:
    listing = exporters.export(traced(request, limits), request.target)
    lines = [
        {
            "line": line.line,
            "phase": line.phase,
            "node": node_id(line.node),
            "nodes": [node_id(node) for node in line.nodes],
            "edges": [edge_id(edge) for edge in line.edges],
        }
        for line in listing.lines
    ]
    return {"target": request.target, "code": listing.code, "lines": lines}


def _diagnose(request: DiagnoseRequest, limits: Limits) -> Any:
    if request.is_training:
        return diagnosed_training(request, limits)
    return {"findings": findings_document(traced(request, limits))}


WORKS: dict[str, Work] = {
    "trace": Work(requests.TraceRequest, _trace),
    "explain": Work(requests.ExplainRequest, _explain),
    "check": Work(requests.CheckRequest, _check),
    "grid": Work(requests.GridRequest, _grid),
    "code": Work(requests.CodeRequest, _code),
    "train": Work(TrainRequest, trained),
    "diagnose": Work(DiagnoseRequest, _diagnose),
    "data": Work(DataRequest, examples_of),
}
