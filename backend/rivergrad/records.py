"""JSON records written by columns: what graphs of 100,000 nodes are sent with.

A column is the same text in every record, or a text picked from a table. Large columns are gathered
by numpy as cells of one width: the spaces that fill them up mean nothing to JSON.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

Array = Any
Table = Sequence[bytes] | Array
SMALL = 200
_WIDEST = 400
_FIELDS = 4


class Texts(NamedTuple):
    """A column: the text of record i is table[picks[i]], or table[i] without picks. The table is a
    list, or an array of texts of one width, filled up with spaces."""

    table: Table
    picks: Sequence[int] | Array | None = None


Column = bytes | Texts


def records(count: int, *columns: Column) -> bytes:
    """A JSON array of `count` records, each the columns' texts one after the other."""
    if count == 0:
        return b"[]"
    tables = [column.table for column in columns if isinstance(column, Texts)]
    wide = any(isinstance(table, list) and max(map(len, table)) > _WIDEST for table in tables)
    return (_joined if count < SMALL or wide else _gathered)(count, columns)


def _joined(count: int, columns: tuple[Column, ...]) -> bytes:
    texts: list[Sequence[bytes]] = []
    for column in columns:
        if isinstance(column, bytes):
            texts.append([column] * count)
            continue
        table = _as_list(column.table)
        texts.append(table if column.picks is None else [table[pick] for pick in column.picks])
    return b"[" + b",".join(map(b"".join, zip(*texts, strict=True))) + b"]"


def _as_list(table: Table) -> Sequence[bytes]:
    return table if isinstance(table, list) else np.asarray(table).tolist()


def _gathered(count: int, columns: tuple[Column, ...]) -> bytes:
    cells = [_as_cells([c] if isinstance(c, bytes) else c.table) for c in (*columns, b",")]
    fields = [(str(number), cell.dtype) for number, cell in enumerate(cells)]
    buffer = np.empty(1 + count * np.dtype(fields).itemsize, dtype=np.uint8)
    out = buffer[1:].view(fields)
    for (name, _), column, cell in zip(fields, (*columns, b","), cells, strict=True):
        picks = None if isinstance(column, bytes) else column.picks
        out[name] = cell if picks is None else cell[np.asarray(picks)]
    buffer[0], buffer[-1] = ord("["), ord("]")  # which takes the place of the last comma
    return buffer.tobytes()


def _as_cells(table: Table) -> Array:
    """The table as texts of one width."""
    if not isinstance(table, list):
        return table
    filled = np.array(table, dtype=bytes)
    letters = filled.view(np.uint8)
    letters[letters == 0] = ord(" ")
    return filled


def ids(letter: str, count: int) -> Table:
    """The table of the ids "n0", "n1", … in quotes."""
    if count < SMALL:
        return [f'"{letter}{index}"'.encode() for index in range(count)]
    cells = np.full((count, len(str(count - 1)) + 3), ord(" "), dtype=np.uint8)
    cells[:, 0], cells[:, 1] = ord('"'), ord(letter)
    first, digits = 0, 1
    while first < count:
        last = min(10**digits, count)
        rest = np.arange(first, last)
        for place in range(digits + 1, 1, -1):
            rest, digit = np.divmod(rest, 10)
            cells[first:last, place] = digit + ord("0")
        cells[first:last, digits + 2] = ord('"')
        first, digits = last, digits + 1
    return _texts(cells)


def _texts(letters: Array) -> Array:
    """Rows of letters as texts of one width."""
    return letters.view(f"S{letters.shape[1]}").ravel()


def lists(table: Table, counts: Array, picks: Array) -> list[Column]:
    """The columns of lists of texts: record i has the next counts[i] of the texts picked."""
    most = int(counts.max(initial=0))
    ends = np.cumsum(counts)
    if len(counts) < SMALL or most > _FIELDS:
        texts = _as_list(table)
        bounds = zip((ends - counts).tolist(), ends.tolist(), strict=True)
        picked = [texts[pick] for pick in picks]
        return [b"[", Texts([b",".join(picked[start:end]) for start, end in bounds]), b"]"]
    columns: list[Column] = [b"["]
    cells = _as_cells(table)
    width = cells.dtype.itemsize
    letters = cells.view(np.uint8).reshape(-1, width)
    for position in range(most):
        there = counts > position
        filled = np.full((len(counts), width + 1), ord(" "), dtype=np.uint8)
        filled[there, 1:] = letters[picks[(ends - counts)[there] + position]]
        if position:
            filled[there, 0] = ord(",")
        columns.append(Texts(_texts(filled)))
    return [*columns, b"]"]
