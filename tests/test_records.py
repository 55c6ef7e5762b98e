"""Records written by columns: what each of the ways to write them gives is the same JSON."""

from __future__ import annotations

from typing import Any

import numpy as np
import orjson
import pytest

from rivergrad import records as module
from rivergrad.records import Texts, ids, lists, records

COUNTS = [0, 1, 9, 10, 11, 199, 200, 1000, 1001]


@pytest.mark.parametrize("count", COUNTS)
def test_ids(count: int) -> None:
    written = records(count, b'{"id":', Texts(ids("n", count)), b"}")
    assert orjson.loads(written) == [{"id": f"n{index}"} for index in range(count)]


@pytest.mark.parametrize("count", COUNTS[1:])
def test_texts_are_picked_from_a_table(count: int) -> None:
    table = [b"null", b'"a"', '"ä, longer"'.encode()]
    picks = [index % 3 for index in range(count)]
    written = records(
        count, b'{"x":', Texts(table, picks), b',"n":', Texts(ids("n", 3), picks), b"}"
    )
    assert orjson.loads(written) == [
        {"x": [None, "a", "ä, longer"][pick], "n": f"n{pick}"} for pick in picks
    ]


@pytest.mark.parametrize("length", [10, 1000])
def test_a_single_long_text_does_not_widen_every_record(length: int) -> None:
    table = [b'"a"', b'"' + b"b" * length + b'"']
    written = records(500, Texts(table, [1] + [0] * 499))
    assert len(written) < 20 * 500 + length
    assert orjson.loads(written) == ["b" * length] + ["a"] * 499


@pytest.mark.parametrize("most", [0, 1, 3, 4, 5, 9])
@pytest.mark.parametrize("count", [1, 50, 300])
def test_lists(count: int, most: int) -> None:
    counts = np.arange(count) % (most + 1)
    picks = np.arange(int(counts.sum())) % 7
    written = records(count, b"", *lists(ids("e", 7), counts, picks))
    expected: list[Any] = []
    rest = picks.tolist()
    for length in counts:
        expected.append([f"e{pick}" for pick in rest[:length]])
        rest = rest[length:]
    assert orjson.loads(written) == expected


def test_both_ways_are_used() -> None:
    assert module.SMALL in COUNTS
