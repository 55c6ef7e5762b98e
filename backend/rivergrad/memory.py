"""Garbage collection, out of the way while something large is built."""

from __future__ import annotations

import gc
from types import TracebackType


class CollectorResting:
    """Within it Python's cyclic collector rests: it would scan what grows again and again, and
    there is no cyclic garbage in it."""

    __slots__ = ("_was_enabled",)

    def __enter__(self) -> None:
        self._was_enabled = gc.isenabled()
        gc.disable()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._was_enabled:
            gc.enable()
