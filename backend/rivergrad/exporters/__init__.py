"""Exporters: a trace as code or as a drawing.

An exporter is a module of this folder with NAME and export.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from rivergrad.errors import InputError, did_you_mean
from rivergrad.exporters.listing import Line, Listing
from rivergrad.trace import Trace

__all__ = ["EXPORTERS", "Line", "Listing", "export"]


def _exporters() -> dict[str, ModuleType]:
    modules = (
        importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)
    )
    return {module.NAME: module for module in modules if hasattr(module, "NAME")}


EXPORTERS: dict[str, ModuleType] = _exporters()


def export(trace: Trace, target: str = "python") -> Listing:
    """The trace in a target's form. Raises InputError for an unknown target."""
    if target not in EXPORTERS:
        allowed = ", ".join(EXPORTERS)
        hint = did_you_mean(target, EXPORTERS) or f"use one of: {allowed}"
        raise InputError(f"the target {target!r} is not known; there is {allowed}", None, hint)
    listing: Listing = EXPORTERS[target].export(trace)
    return listing
