"""The words of a shorthand line, whichever way they are spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rivergrad.errors import Place

_DASH = "[-\u2010-\u2015\u2212]"
"""A hyphen, a dash or a minus."""
_INPUTS = r"[0-9]{1,9}(?:[x×][0-9]{1,9})*"
_SIZES = rf"{_INPUTS}(?:[ \t]*{_DASH}[ \t]*[0-9]{{1,9}}(?::[A-Za-z_]+)?)+(?![^\s,;])"
_FIRST_TOKEN, _TOKEN = re.compile(rf"{_SIZES}|[^\s,;]+"), re.compile(r"[^\s,;]+")
BEGINNING = re.compile(rf"(?:\s|#[^\n]*\n)*(?:network\s|{_INPUTS}[ \t]*{_DASH})", re.IGNORECASE)
"""What only a shorthand line may be that begins so."""
_ASSIGNED = re.compile(r"([A-Za-z]\w*)?[=:](.*)")
ACTIVATIONS_OTHERWISE = {"swish": "silu", "leakyrelu": "leaky_relu"}
"""How some write activations, and what they are called here."""
_OTHERWISE = {
    **ACTIVATIONS_OTHERWISE,
    "mnist": "digits",
    "glorot": "xavier",
    "kaiming": "he",
    "binary_crossentropy": "bce",
    "binary_cross_entropy": "bce",
    "categorical_crossentropy": "cross_entropy",
    "softmax_cross_entropy": "cross_entropy",
    "crossentropy": "cross_entropy",
    "ce": "cross_entropy",
    "half": "half_squared",
    "batch_norm": "batchnorm",
    "batch_size": "batch",
    "learning_rate": "rate",
    "lr": "rate",
    "no_bias": "nobias",
}
_APART = {
    ("batch", "norm"),
    ("batch", "size"),
    ("learning", "rate"),
    ("no", "bias"),
    ("leaky", "relu"),
    ("stop", "loss"),
    ("cross", "entropy"),
    ("half", "squared"),
}


class Token(NamedTuple):
    """A word as it stands in the text. Several parts of one may be apart in it."""

    text: str
    place: Place

    @property
    def word(self) -> str:
        """The word that is meant, as the rest of the package spells it."""
        lower = self.text.lower().replace(" ", "_")
        return _OTHERWISE.get(lower, lower)

    @property
    def is_sizes(self) -> bool:
        """Whether it is sizes joined by dashes: 2-4:relu-1."""
        return bool(re.fullmatch(_SIZES, self.text))


def tokens_of(source: str) -> list[Token]:
    """The words of a text, without comments. `key=value` and `key: value` are two."""
    tokens: list[Token] = []
    for number, line in enumerate(source.split("\n"), 1):
        code, position = line.split("#")[0], 0
        while match := _next(tokens).search(code, position):
            position = match.end()
            after_seed = bool(tokens) and tokens[-1].word == "seed"
            for text, start in _parts(match[0], match.start(), after_seed):
                place = Place(number, start, number, start + len(text))
                _append(tokens, Token(text, place))
    return tokens


def _next(before: list[Token]) -> re.Pattern[str]:
    """Only at the beginning there are sizes, with spaces between them or not."""
    is_first = not before or (len(before) == 1 and before[0].word == "network")
    return _FIRST_TOKEN if is_first else _TOKEN


def _parts(text: str, start: int, after_seed: bool) -> Iterator[tuple[str, int]]:
    """A seed may be any word, but for a sign before it."""
    found = _ASSIGNED.fullmatch(text)
    if not found or (after_seed and found[1]):
        yield text, start
        return
    for group in (1, 2):
        if found[group]:
            yield found[group], start + found.start(group)


def _append(tokens: list[Token], token: Token) -> None:
    """Adds a token, or joins it to the last one."""
    last = tokens[-1] if tokens else None
    if last and (last.text.lower(), token.text.lower()) in _APART:
        first = last.place
        place = Place(first.line, first.column, token.place.end_line, token.place.end_column)
        tokens[-1] = Token(f"{last.text} {token.text}", place)
    else:
        tokens.append(token)
