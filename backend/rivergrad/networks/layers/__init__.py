"""The kinds of layers: a file each, with KIND and the class LAYER, found by listing this folder."""

from __future__ import annotations

import importlib
import pkgutil

from rivergrad.networks.layers.base import Layer


def _kinds() -> dict[str, type[Layer]]:
    modules = (
        importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)
    )
    return {module.KIND: module.LAYER for module in modules if hasattr(module, "KIND")}


LAYERS: dict[str, type[Layer]] = _kinds()
