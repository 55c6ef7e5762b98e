"""Garbage collection, out of the way while something large is built."""

from __future__ import annotations

import gc
from types import TracebackType

_MANY = 10_000


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
        if not self._was_enabled:
            return
        if gc.get_count()[0] > _MANY and not gc.get_freeze_count():
            # Freezing and thawing makes what was built old, without looking it through.
            gc.freeze()
            gc.unfreeze()
        gc.enable()
