"""Offsets into a text as lines and columns."""

from __future__ import annotations

from bisect import bisect_right

from rivergrad.errors import Place


class Places:
    """Where the lines of a source begin."""

    def __init__(self, source: str) -> None:
        self._starts = [0]
        for line in source.split("\n")[:-1]:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def line(self, offset: int) -> int:
        """The line (1-based) in which an offset lies."""
        return bisect_right(self._starts, offset)

    def between(self, start: int, end: int) -> Place:
        """The place of a span of offsets."""
        line, end_line = self.line(start), self.line(end)
        starts = self._starts
        return Place(line, start - starts[line - 1], end_line, end - starts[end_line - 1])
