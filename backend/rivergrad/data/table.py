"""Own points: rows of numbers, as text with commas or as lists; the last columns are targets."""

from __future__ import annotations

import math

from rivergrad.errors import InputError, LimitError

MOST_ROWS = 10_000
_NAMED_AT_MOST = 100


def read_csv(text: str, columns: int) -> list[list[float]]:
    """The rows of a text of `columns` numbers a line, separated by commas, semicolons or tabs.

    A first line without any number is a heading; a byte order mark is skipped. Raises InputError
    that names each bad row by its line in the text (a hundred of them, and counts the others),
    LimitError above 10,000 rows.
    """
    all_lines = enumerate(text.removeprefix("\ufeff").splitlines(), 1)
    lines = [(number, line) for number, line in all_lines if line.strip()]
    if lines and _is_heading(lines[0][1]):
        lines = lines[1:]
    _check_count(len(lines))
    rows, problems = [], []
    for number, line in lines:
        row, problem = _row(line, columns)
        rows.append(row)
        if problem:
            problems.append((number, problem))
    if problems:
        raise _bad_rows(problems, columns)
    return rows


def read_rows(rows: list[list[float]], columns: int) -> list[list[float]]:
    """Rows that came as lists, checked in the same way."""
    _check_count(len(rows))
    problems = []
    for number, row in enumerate(rows, 1):
        if len(row) != columns:
            problems.append((number, f"{len(row)} numbers"))
        elif not all(map(math.isfinite, row)):
            problems.append((number, "a number that is not finite"))
    if problems:
        raise _bad_rows(problems, columns)
    return rows


def _check_count(count: int) -> None:
    if count == 0:
        raise InputError("there are no points", None, "give a row of numbers for each point")
    if count > MOST_ROWS:
        raise LimitError(
            f"there are {count:,} points; at most {MOST_ROWS:,} are allowed", None, "give fewer"
        )


def _cells(line: str) -> list[str]:
    separator = next((mark for mark in ("\t", ";", ",") if mark in line), None)
    return [cell.strip().strip('"') for cell in line.split(separator)]


def _is_heading(line: str) -> bool:
    return all(number_in(cell) is None for cell in _cells(line))


def number_in(text: str) -> float | None:
    """The number that a text is, or None. Python's 1_000 is none."""
    try:
        return None if "_" in text else float(text)
    except ValueError:
        return None


def _row(line: str, columns: int) -> tuple[list[float], str]:
    cells = _cells(line)
    if len(cells) != columns:
        return [], f"{len(cells)} columns"
    row: list[float] = []
    for cell in cells:
        number = number_in(cell)
        if number is None or not math.isfinite(number):
            return [], f"{cell[:20]!r} is not a finite number"
        row.append(number)
    return row, ""


def _bad_rows(problems: list[tuple[int, str]], columns: int) -> InputError:
    """Rows with the same fault stand together."""
    by_fault: dict[str, list[str]] = {}
    for number, fault in problems[:_NAMED_AT_MOST]:
        by_fault.setdefault(fault, []).append(str(number))
    named = "; ".join(
        f"{'row' if len(rows) == 1 else 'rows'} {', '.join(rows)}: {fault}"
        for fault, rows in by_fault.items()
    )
    more = len(problems) - _NAMED_AT_MOST
    tail = f"; and {more:,} more rows" if more > 0 else ""
    return InputError(
        f"bad rows in the points: {named}{tail}",
        None,
        f"each row needs {columns} finite numbers: the inputs, then the target",
    )
