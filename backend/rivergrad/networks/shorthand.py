"""The shorthand line of a network.

`4-2-1 tanh`, or `2-4-2-1 tanh, output sigmoid, loss bce, l2 0.001, seed 7`
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, get_args

from rivergrad.data.planar import PLANAR
from rivergrad.data.table import number_in
from rivergrad.errors import Place, SourceError, did_you_mean
from rivergrad.networks.spec import Activation, DataName, Feature, Initialisation, Loss
from rivergrad.networks.words import BEGINNING, Token, tokens_of

ACTIVATIONS = get_args(Activation)
_PART = re.compile(r"([0-9x×]+)(?::([A-Za-z_]+))?")
_LONGEST = 10_000
_HINT = "words are such as relu, output sigmoid, loss bce, circle, rate 0.1, batch 10, l2 0.01"
_BARE = ("adam", "sgd", "batchnorm", "shuffle", "nobias", "softmax")
_IN_JSON = {
    r"conv|pool|flatten": '{"inputs": [28, 28, 1], "layers": [{"kind": "conv2d", "filters": 8}, '
    '{"kind": "max_pool2d"}, {"kind": "flatten"}, 10]}',
    r"rnn|lstm|gru|recurrent": '{"inputs": [4, 3], "layers": [{"kind": "rnn", "units": 5}, 2]}',
    r"skip|residual": '{"layers": [4, 4, {"kind": "skip", "from": 1}, 1]}',
}


def is_shorthand(source: str) -> bool:
    """Whether a text begins with sizes joined by dashes and goes on with a word we know."""
    if len(source) > _LONGEST or not BEGINNING.match(source):
        return False
    tokens = tokens_of(source)
    is_said = tokens[:1] != [] and tokens[0].word == "network"
    if is_said:
        tokens = tokens[1:]
    if not tokens or not tokens[0].is_sizes:
        return False
    known = {*ACTIVATIONS, *PLANAR, *_KEYS, *_BARE, "digits", "clouds"}
    says_more = ":" in tokens[0].text or (len(tokens) > 1 and tokens[1].word in known)
    return is_said or says_more


def read_shorthand(source: str) -> tuple[dict[str, Any], list[Place]]:
    """The spec of a shorthand line as plain data, and the place of each of its layers.

    Raises SourceError with the place of the word that is not understood.
    """
    words = tokens_of(source)
    if words and words[0].word == "network":
        words = words[1:]
    if not words or not words[0].is_sizes:
        place, text = (words[0].place, words[0].word) if words else (None, "")
        hint = _hint_at_json(text) or "write 2-4-1 tanh"
        raise SourceError("a network begins with its sizes, joined by dashes", place, hint)
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
        word = token.word
        if word in _KEYS:
            _KEYS[word](self, token)
        elif word in ACTIVATIONS:
            self.result["activation"] = word
        elif word == "softmax":
            self.result["output"] = word
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
            known = [*ACTIVATIONS, *_KEYS, *_BARE, *get_args(DataName)]
            hint = _hint_at_json(word) or did_you_mean(word, known) or _HINT
            raise SourceError(f"the word {token.text!r} is not known here", token.place, hint)

    def _shape(self, token: Token) -> tuple[Any, list[dict[str, Any]]]:
        """The inputs, flattened where they are an image, and a dense layer for each other size,
        with what stands between them."""
        line, column = token.place.line, token.place.column
        first, *parts = _PART.finditer(token.text)
        layers: list[dict[str, Any]] = []
        sizes = [int(size) for size in re.split("[x×]", first[1])]
        if len(sizes) > 1:
            layers.append({"kind": "flatten"})
            self.places.append(Place(line, column, line, column + first.end()))
        for part in parts:
            place = Place(line, column + part.start(), line, column + part.end())
            self._layer(layers, part, place, last=part is parts[-1])
        return sizes[0] if len(sizes) == 1 else sizes, layers

    def _layer(
        self, layers: list[dict[str, Any]], part: re.Match[str], place: Place, last: bool
    ) -> None:
        activation = Token(part[2], place).word if part[2] else None
        allowed = (*ACTIVATIONS, "softmax") if last else ACTIVATIONS
        if activation is not None and activation not in allowed:
            hint = did_you_mean(activation, allowed) or f"use one of {', '.join(allowed)}"
            raise SourceError(f"the activation {activation!r} is not known here", place, hint)
        units = int(part[1])
        layer = {"kind": "dense", "units": units, "activation": activation, "bias": self.bias}
        between: list[dict[str, Any]] = []
        if not last and self.batch_norm:
            between.append({"kind": "batch_norm"})
        if not last and self.dropout is not None:
            between.append({"kind": "dropout", "rate": self.dropout})
        layers += [layer, *between]
        self.places += [place] * (1 + len(between))

    # What stands after a key

    def number(self, key: Token, example: str = "0.1", end: str = "") -> float:
        token = self.next()
        value = number_in(token.text.removesuffix(end))
        if value is None:
            message = f"{key.text} needs a number, not {token.text!r}"
            raise SourceError(message, token.place, f"write {key.text} {example}")
        return value

    def whole(self, key: Token) -> int:
        value = self.number(key, "10")
        if not value.is_integer():
            place = self.words[self.position - 1].place
            raise SourceError(f"{key.text} needs a whole number", place, f"write {key.text} 10")
        return int(value)

    def percent(self, key: Token) -> float:
        return self.number(key, "50", "%")

    def one_of(self, key: Token, allowed: tuple[str, ...]) -> str:
        token = self.next()
        word = token.word
        if word not in allowed:
            hint = did_you_mean(word, allowed) or f"use one of {', '.join(allowed)}"
            raise SourceError(f"{key.text} cannot be {token.text!r}", token.place, hint)
        return word

    def penalty(self, key: Token) -> None:
        if "regularization" in self.result["training"]:
            raise SourceError("there is one penalty, l1 or l2", key.place, "leave one out")
        self.result["training"]["regularization"] = key.text.upper()
        self.result["training"]["regularization_rate"] = self.number(key)

    def output(self, key: Token) -> None:
        self.result["output"] = self.one_of(key, (*ACTIVATIONS, "softmax"))

    def features(self, key: Token) -> None:
        names = []
        known = get_args(Feature)
        while self.position < len(self.words) and self.words[self.position].word in known:
            names.append(self.next().word)
        if not names:
            hint = f"name some of {', '.join(known)}"
            raise SourceError("features needs their names", key.place, hint)
        self.result["features"] = names

    def drop(self, key: Token) -> None:
        rate = self.number(key, "0.2", "%")
        token = self.words[self.position - 1]
        self.dropout = rate / 100.0 if token.text.endswith("%") else rate
        if not 0.0 <= self.dropout < 1.0:
            message = f"{key.text} is a part of the units, from 0 to below 1, not {token.text}"
            raise SourceError(message, token.place, f"write {key.text} 0.2, or {key.text} 20%")

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


def _hint_at_json(word: str) -> str | None:
    """Layers that the line has no words for."""
    example = next((text for kind, text in _IN_JSON.items() if re.search(kind, word)), None)
    return f"such layers are written as JSON: {example}" if example else None


_KEYS: dict[str, _Key] = {
    "output": _Reader.output,
    "activation": _sets("activation", value=_choice(*ACTIVATIONS)),
    "loss": _sets("loss", value=_choice(*get_args(Loss))),
    "l1": _Reader.penalty,
    "l2": _Reader.penalty,
    "seed": _sets("seed", value=lambda reader, key: reader.next().text),
    "init": _sets("init", value=_choice(*get_args(Initialisation))),
    "data": _sets("data", "name", value=_choice(*get_args(DataName))),
    "noise": _sets("data", "noise", value=_Reader.percent),
    "train": _sets("data", "train_percent", value=_Reader.percent),
    "batch": _sets("training", "batch_size", value=_Reader.whole),
    "rate": _sets("training", "learning_rate", value=_Reader.number),
    "epochs": _sets("training", "stop_epochs", value=_Reader.whole),
    "stop_loss": _sets("training", "stop_loss", value=_Reader.number),
    "optimizer": _sets("training", "optimizer", value=_choice("sgd", "momentum", "adam")),
    "momentum": _Reader.momentum,
    "depth": _sets("depth", value=_choice("neuron", "layer")),
    "masks": _sets("masks", value=_choice("drawn", "open")),
    "point": _sets("point", value=_Reader.whole),
    "features": _Reader.features,
    "dropout": _Reader.drop,
}
