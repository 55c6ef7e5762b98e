"""The shorthand line of a network.

`4-2-1 tanh`, or `2-4-2-1 tanh, output sigmoid, loss bce, l2 0.001, seed 7`
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, get_args

from rivergrad.data.planar import PLANAR
from rivergrad.errors import Place, SourceError, did_you_mean
from rivergrad.networks.spec import Activation, DataName, Feature, Initialisation, Loss

ACTIVATIONS = get_args(Activation)
_TOKEN = re.compile(r"[^\s,;]+")
_SHAPE = re.compile(r"\d{1,9}(?:x\d{1,9})*(?:-\d{1,9}(?::[a-z_]+)?)+$", re.ASCII)
_PART = re.compile(r"(\d+)(?::([a-z_]+))?", re.ASCII)
_BEGINNING = re.compile(r"(?:\s|#[^\n]*\n)*(?:network\s|\d+(?:x\d+)*-)", re.IGNORECASE)
_LONGEST = 10_000
_BARE = ("adam", "sgd", "batchnorm", "shuffle", "nobias")


class Token(NamedTuple):
    text: str
    place: Place


def tokens_of(source: str) -> list[Token]:
    """The words of a text, without comments."""
    return [
        Token(match[0], Place(number, match.start(), number, match.end()))
        for number, line in enumerate(source.split("\n"), 1)
        for match in _TOKEN.finditer(line.split("#")[0])
    ]


def is_shorthand(source: str) -> bool:
    """Whether a text begins with sizes joined by dashes and goes on with a word we know."""
    if len(source) > _LONGEST or not _BEGINNING.match(source):
        return False
    words = [token.text.lower() for token in tokens_of(source)]
    is_said = words[:1] == ["network"]
    if is_said:
        words = words[1:]
    if not words or not _SHAPE.match(words[0]):
        return False
    if is_said:
        return True
    known = {*ACTIVATIONS, *PLANAR, *_KEYS, *_BARE, "softmax", "digits", "clouds"}
    return ":" in words[0] or (len(words) > 1 and words[1] in known)


def read_shorthand(source: str) -> tuple[dict[str, Any], list[Place]]:
    """The spec of a shorthand line as plain data, and the place of each of its layers.

    Raises SourceError with the place of the word that is not understood.
    """
    words = tokens_of(source)
    if words and words[0].text.lower() == "network":
        words = words[1:]
    if not words or not _SHAPE.match(words[0].text.lower()):
        place = words[0].place if words else None
        raise SourceError(
            "a network begins with its sizes, joined by dashes", place, "write 2-4-1 tanh"
        )
    reader = _Reader(words)
    return reader.spec(), reader.places


class _Reader:
    """Reads the words after the sizes, one after another."""

    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.position = 1
        self.result: dict[str, Any] = {"data": {}, "training": {}}
        self.dropout: float | None = None
        self.batch_norm = False
        self.bias = True
        self.places: list[Place] = []

    def spec(self) -> dict[str, Any]:
        while self.position < len(self.words):
            self._word(self.next())
        inputs, layers = self._shape(self.words[0])
        self.result["inputs"], self.result["layers"] = inputs, layers
        return self.result

    def next(self) -> Token:
        if self.position >= len(self.words):
            last = self.words[-1]
            raise SourceError(f"{last.text} needs a value", last.place, f"write {last.text} …")
        self.position += 1
        return self.words[self.position - 1]

    def _word(self, token: Token) -> None:
        word = token.text.lower()
        if word in _KEYS:
            _KEYS[word](self, token)
        elif word in ACTIVATIONS:
            self.result["activation"] = word
        elif word == "softmax":
            self.result["loss"] = "cross_entropy"
        elif word in get_args(DataName):
            self.result["data"]["name"] = word
        elif word in ("adam", "sgd"):
            self.result["training"]["optimizer"] = word
        elif word == "batchnorm":
            self.batch_norm = True
        elif word == "nobias":
            self.bias = False
        elif word == "shuffle":
            self.result["training"]["shuffle"] = True
        else:
            known = [*ACTIVATIONS, *_KEYS, *_BARE, *get_args(DataName), "softmax"]
            hint = did_you_mean(word, known) or f"known words are {', '.join(known)}"
            raise SourceError(f"the word {token.text!r} is not known here", token.place, hint)

    def _shape(self, token: Token) -> tuple[Any, list[dict[str, Any]]]:
        """The inputs, and a dense layer for each other size, with what stands between them."""
        column = token.place.column
        parts = token.text.lower().split("-")
        layers: list[dict[str, Any]] = []
        for number, part in enumerate(parts):
            place = Place(token.place.line, column, token.place.line, column + len(part))
            column += len(part) + 1
            if number:
                self._layer(layers, part, place, last=number == len(parts) - 1)
        sizes = [int(size) for size in parts[0].split("x")]
        return sizes[0] if len(sizes) == 1 else sizes, layers

    def _layer(self, layers: list[dict[str, Any]], part: str, place: Place, last: bool) -> None:
        size, activation = _PART.fullmatch(part).groups()  # type: ignore[union-attr]
        if activation is not None and activation not in ACTIVATIONS:
            hint = did_you_mean(activation, ACTIVATIONS) or f"use one of {', '.join(ACTIVATIONS)}"
            raise SourceError(f"the activation {activation!r} is not known", place, hint)
        layer = {"kind": "dense", "units": int(size), "activation": activation, "bias": self.bias}
        between: list[dict[str, Any]] = []
        if not last and self.batch_norm:
            between.append({"kind": "batch_norm"})
        if not last and self.dropout is not None:
            between.append({"kind": "dropout", "rate": self.dropout})
        layers += [layer, *between]
        self.places += [place] * (1 + len(between))

    # What stands after a key

    def number(self, key: Token) -> float:
        token = self.next()
        try:
            return float(token.text)
        except ValueError:
            raise SourceError(
                f"{key.text} needs a number, not {token.text!r}", token.place, f"{key.text} 0.1"
            ) from None

    def whole(self, key: Token) -> int:
        value = self.number(key)
        if not value.is_integer():
            place = self.words[self.position - 1].place
            raise SourceError(f"{key.text} needs a whole number", place, f"{key.text} 10")
        return int(value)

    def one_of(self, key: Token, allowed: tuple[str, ...]) -> str:
        token = self.next()
        word = token.text.lower()
        if word not in allowed:
            hint = did_you_mean(word, allowed) or f"use one of {', '.join(allowed)}"
            raise SourceError(f"{key.text} cannot be {token.text!r}", token.place, hint)
        return word

    def penalty(self, key: Token) -> None:
        self.result["training"]["regularization"] = key.text.upper()
        self.result["training"]["regularization_rate"] = self.number(key)

    def output(self, key: Token) -> None:
        word = self.one_of(key, (*ACTIVATIONS, "softmax"))
        if word == "softmax":
            self.result["loss"] = "cross_entropy"
        else:
            self.result["output"] = word

    def features(self, key: Token) -> None:
        names = []
        while self.position < len(self.words) and self.words[
            self.position
        ].text.lower() in get_args(Feature):
            names.append(self.next().text.lower())
        if not names:
            hint = f"name some of {', '.join(get_args(Feature))}"
            raise SourceError("features needs their names", key.place, hint)
        self.result["features"] = names

    def drop(self, key: Token) -> None:
        self.dropout = self.number(key)

    def momentum(self, key: Token) -> None:
        self.result["training"].update(optimizer="momentum", momentum=self.number(key))


_Key = Callable[[_Reader, Token], None]


def _sets(*path: str, value: Callable[[_Reader, Token], Any]) -> _Key:
    """A key that puts its value into the spec."""

    def read(reader: _Reader, key: Token) -> None:
        target = reader.result
        for part in path[:-1]:
            target = target[part]
        target[path[-1]] = value(reader, key)

    return read


def _choice(*allowed: str) -> Callable[[_Reader, Token], str]:
    return lambda reader, key: reader.one_of(key, allowed)


_LOSSES = {"softmax_cross_entropy": "cross_entropy", "ce": "cross_entropy", "half": "half_squared"}


def _loss(reader: _Reader, key: Token) -> str:
    word = reader.one_of(key, (*get_args(Loss), *_LOSSES))
    return _LOSSES.get(word, word)


_RATE = _sets("training", "learning_rate", value=_Reader.number)
_KEYS: dict[str, _Key] = {
    "output": _Reader.output,
    "loss": _sets("loss", value=_loss),
    "l1": _Reader.penalty,
    "l2": _Reader.penalty,
    "seed": _sets("seed", value=lambda reader, key: reader.next().text),
    "init": _sets("init", value=_choice(*get_args(Initialisation))),
    "data": _sets("data", "name", value=_choice(*get_args(DataName))),
    "noise": _sets("data", "noise", value=_Reader.number),
    "train": _sets("data", "train_percent", value=_Reader.number),
    "batch": _sets("training", "batch_size", value=_Reader.whole),
    "rate": _RATE,
    "lr": _RATE,
    "learning_rate": _RATE,
    "epochs": _sets("training", "stop_epochs", value=_Reader.whole),
    "optimizer": _sets("training", "optimizer", value=_choice("sgd", "momentum", "adam")),
    "momentum": _Reader.momentum,
    "depth": _sets("depth", value=_choice("neuron", "layer")),
    "point": _sets("point", value=_Reader.whole),
    "features": _Reader.features,
    "dropout": _Reader.drop,
}
