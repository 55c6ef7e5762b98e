"""Which texts that Python refuses may be formulas as written by hand: `2xy`, `x(y + z)`."""

from __future__ import annotations

import re
from keyword import iskeyword

from rivergrad.operations import SPELLINGS

_PYTHON = re.compile(r"""[:"'\[\]{}%@&~!#]|\*\*|//|==|[+*/-]=""")
_WORD = re.compile(r"(?<![\w.])[\d.]*([^\W\d_]+)(?:_\w+)?(\()?")
_LARGEST = 1_000  # characters of what is written by hand
_LONGEST = 2  # letters side by side that are more likely a product than a name


def looks_like_a_formula(source: str) -> bool:
    """Whether there is no sign of Python, and no word but functions before their brackets."""
    if len(source) > _LARGEST or _PYTHON.search(source):
        return False
    return all(map(_may_be_product, _WORD.finditer(source)))


def _may_be_product(word: re.Match[str]) -> bool:
    letters = word[1]
    if iskeyword(letters):
        return False
    if word[2] and len(letters) > 1:
        return letters in SPELLINGS
    return len(letters) <= _LONGEST
