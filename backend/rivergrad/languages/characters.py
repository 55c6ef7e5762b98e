"""Characters that stand for others: small digits and letters, fractions, other forms of letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def _small(kind: str, *spans: tuple[int, int]) -> dict[str, str]:
    """The characters of the spans that are others of a kind, raised or lowered, and those."""
    letters = (chr(code) for first, last in spans for code in range(first, last + 1))
    found = {c: normal(c) for c in letters if unicodedata.decomposition(c).startswith(kind)}
    return {small: letter.replace("−", "-") for small, letter in found.items()}


def normal(text: str) -> str:
    """A name as Python reads it: `ﬁ` is `fi`, and the sign of micro is the letter μ."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


SUPERSCRIPTS = _small("<super>", (0xB2, 0xB9), (0x2B0, 0x2B8), (0x1D2C, 0x1D61), (0x2070, 0x207F))
SUBSCRIPTS = _small("<sub>", (0x1D62, 0x1D6A), (0x2080, 0x209C), (0x2C7C, 0x2C7C))
FRACTIONS = {
    chr(code): unicodedata.numeric(chr(code))
    for code in (*range(0xBC, 0xBF), *range(0x2150, 0x215F), 0x2189)
}


def any_of(characters: Iterable[str]) -> str:
    """A class of a regular expression."""
    return f"[{''.join(characters)}]"
