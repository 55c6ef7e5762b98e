"""What all trainings that are watched may keep in memory together."""

from __future__ import annotations

import threading

from rivergrad.server.problems import BusyError


class Budget:
    """Numbers that may be kept; who is granted some gives them back."""

    def __init__(self, total: int) -> None:
        self._left = total
        self._lock = threading.Lock()

    def grant(self, least: int, most: int) -> int:
        """As many as there are, from `least` to `most`. Raises BusyError where there are fewer."""
        with self._lock:
            if self._left < least:
                raise BusyError(
                    "the trainings that run take all the memory there is for them",
                    None,
                    "try later, or a smaller network",
                )
            granted = min(most, self._left)
            self._left -= granted
        return granted

    def give_back(self, granted: int) -> None:
        with self._lock:
            self._left += granted
