"""Links of TensorFlow Playground, read as it reads them: what it ignores is ignored here too.

Source: src/state.ts of tensorflow/playground.
"""

from __future__ import annotations

import math
import re
from typing import Any
from urllib.parse import unquote

from rivergrad.errors import SourceError
from rivergrad.networks.spec import DEFAULT_SEED

_KEYS = (
    "activation|regularization|batchSize|dataset|regDataset|learningRate|regularizationRate|noise|"
    "networkShape|seed|percTrainData|problem|initZero|xTimesY|xSquared|ySquared|sinX|sinY"
)
_LINK = re.compile(rf"^\S*#\S*?\b(?:{_KEYS})=\S*$")
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


def is_link(source: str) -> bool:
    """Whether a text is a link with Playground's parameters."""
    text = source.strip()
    home = text.startswith(("http://", "https://")) and "playground.tensorflow.org" in text
    return len(text) < 10_000 and (bool(_LINK.match(text)) or (home and " " not in text))


def read_link(source: str) -> dict[str, Any]:
    """The spec that a link means. Raises SourceError for numbers that are none."""
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
            "train_percent": link.number("percTrainData", 50.0),
        },
        "training": {
            "learning_rate": link.number("learningRate", 0.03),
            "batch_size": int(link.number("batchSize", 10.0)),
            "regularization": link.choice("regularization"),
            "regularization_rate": link.number("regularizationRate", 0.0),
        },
    }


class _Link:
    """The parameters of a link. An empty value counts only for the network's shape."""

    def __init__(self, text: str) -> None:
        self.text = text
        pairs = (pair.partition("=") for pair in text.partition("#")[2].split("&"))
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
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise SourceError(
                f"{key} of the link is {text[:30]!r}, which is not a number", hint=f"{key}=10"
            )
        return number

    def noise(self) -> float:
        """Above 80 Playground takes 50, below 0 it takes 0."""
        noise = self.number("noise", 0.0)
        return 50.0 if noise > 80.0 else max(noise, 0.0)

    def shape(self) -> list[int]:
        text = self.given.get("networkShape", "4,2").strip()
        sizes = [self._number("networkShape", part) for part in text.split(",")] if text else []
        if not all(size.is_integer() and size >= 1 for size in sizes):
            raise SourceError(
                f"networkShape of the link is {text[:30]!r}", hint="networkShape=4,2: whole sizes"
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
