"""Links of TensorFlow Playground, read as it reads them: what it ignores is ignored here too.

Source: src/state.ts of tensorflow/playground.
"""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple
from urllib.parse import unquote

from rivergrad.data.table import number_in
from rivergrad.errors import SourceError
from rivergrad.networks.spec import DEFAULT_SEED

_KEYS = (
    "activation|regularization|batchSize|dataset|regDataset|learningRate|regularizationRate|noise|"
    "networkShape|seed|percTrainData|problem|initZero|xTimesY|xSquared|ySquared|sinX|sinY"
)
_LINK = re.compile(rf"^\S*[#?]\S*?\b(?:{_KEYS})=\S*$")
_HOME = re.compile(r"(?:https?://)?playground\.tensorflow\.org\b\S*$")
_BARE = re.compile(rf"(?:{_KEYS})=[^\s&]*&\w+=\S*$")
_FIRST = re.compile(r"(?:^|[#?&/])(\w+=)")
_FEATURES = {
    "x": "x1",
    "y": "x2",
    "xSquared": "x1_squared",
    "ySquared": "x2_squared",
    "xTimesY": "x1_x2",
    "sinX": "sin_x1",
    "sinY": "sin_x2",
}
_DEFAULTS = {
    "activation": "tanh",
    "regularization": "none",
    "problem": "classification",
    "dataset": "circle",
    "regDataset": "reg-plane",
}
_ALLOWED = {
    "activation": ("relu", "tanh", "sigmoid", "linear"),
    "regularization": ("none", "L1", "L2"),
    "problem": ("classification", "regression"),
    "dataset": ("circle", "xor", "gauss", "spiral"),
    "regDataset": ("reg-plane", "reg-gauss"),
}
_MOST_LAYERS, _MOST_UNITS = 99, 10_000


class Range(NamedTuple):
    """What can be trained, whether only whole numbers, and what Playground itself offers."""

    low: float
    high: float
    is_whole: bool
    usual: str


_PERCENT = Range(1e-9, 100.0, False, "10 to 90")
_BATCHES = Range(1.0, 10_000.0, True, "whole numbers from 1 to 30")
_RATES = Range(0.0, 1e6, False, "0 to 10")


def is_link(source: str) -> bool:
    """Whether a text is a link with Playground's parameters."""
    text = source.strip()
    return len(text) < 10_000 and any(form.match(text) for form in (_LINK, _HOME, _BARE))


def read_link(source: str) -> dict[str, Any]:
    """The spec that a link means. Raises SourceError for numbers that are none, or out of range."""
    link = _Link(source.strip())
    regression = link.choice("problem") == "regression"
    activation = link.choice("activation")
    hidden = [{"kind": "dense", "units": units, "activation": activation} for units in link.shape()]
    output = {"kind": "dense", "units": 1, "activation": "linear" if regression else "tanh"}
    return {
        "features": link.features(),
        "layers": [*hidden, output],
        "activation": activation,
        "output": output["activation"],
        "loss": "half_squared",
        "init": "zeros" if link.flag("initZero") else "playground",
        "seed": link.values.get("seed", DEFAULT_SEED),
        "data": {
            "name": link.choice("regDataset" if regression else "dataset"),
            "noise": link.noise(),
            "train_percent": link.within("percTrainData", 50.0, _PERCENT),
        },
        "training": {
            "learning_rate": link.within("learningRate", 0.03, _RATES),
            "batch_size": int(link.within("batchSize", 10.0, _BATCHES)),
            "regularization": link.choice("regularization"),
            "regularization_rate": link.within("regularizationRate", 0.0, _RATES),
        },
    }


class _Link:
    """The parameters of a link, after # as Playground writes them, or where else they begin. An
    empty value counts only for the network's shape."""

    def __init__(self, text: str) -> None:
        first = _FIRST.search(text)
        said = text[first.start(1) :] if first else ""
        pairs = (pair.partition("=") for pair in re.split(r"[&#?]", said))
        self.given = {key: unquote(value.split("=")[0]) for key, _, value in pairs}
        self.values = {key: value for key, value in self.given.items() if value.strip()}

    def choice(self, key: str) -> str:
        value = self.values.get(key)
        return value if value in _ALLOWED[key] else _DEFAULTS[key]

    def flag(self, key: str, default: bool = False) -> bool:
        return self.values[key] != "false" if key in self.values else default

    def number(self, key: str, default: float) -> float:
        return self._number(key, self.values[key]) if key in self.values else default

    def _number(self, key: str, text: str) -> float:
        number = number_in(text)
        if number is None or not math.isfinite(number):
            raise SourceError(
                f"{key} of the link is {text[:30]!r}, which is not a number", hint=f"{key}=10"
            )
        return number

    def within(self, key: str, default: float, allowed: Range) -> float:
        """A number within what can be trained; Playground's own range is narrower."""
        number = self.number(key, default)
        low, high, is_whole, usual = allowed
        if not low <= number <= high or (is_whole and not number.is_integer()):
            raise SourceError(
                f"{key} of the link is {self.values[key][:30]!r}; Playground has {usual}",
                hint=f"write {key}={default:g}",
            )
        return number

    def noise(self) -> float:
        """Above 80 Playground takes 50, below 0 it takes 0."""
        noise = self.number("noise", 0.0)
        return 50.0 if noise > 80.0 else max(noise, 0.0)

    def shape(self) -> list[int]:
        text = self.given.get("networkShape", "4,2").strip()
        sizes = [self._number("networkShape", part) for part in text.split(",")] if text else []
        fits = all(size.is_integer() and 1 <= size <= _MOST_UNITS for size in sizes)
        if not fits or len(sizes) > _MOST_LAYERS:
            raise SourceError(
                f"networkShape of the link is {text[:30]!r}",
                hint=f"networkShape=4,2: {_MOST_LAYERS} sizes at most, from 1 to {_MOST_UNITS}",
            )
        return [int(size) for size in sizes]

    def features(self) -> list[str]:
        chosen = [
            feature
            for key, feature in _FEATURES.items()
            if self.flag(key, default=key in ("x", "y"))
        ]
        if not chosen:
            raise SourceError("the link has no inputs", hint="x=true&y=true")
        return chosen
