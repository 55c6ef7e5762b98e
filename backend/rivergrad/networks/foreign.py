"""What readers of other libraries' models share: their words for ours, and naming what has none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from rivergrad.errors import Place, SourceError
from rivergrad.networks.layers import LAYERS
from rivergrad.networks.layers.base import Shape
from rivergrad.networks.spec import Activation, Layer
from rivergrad.networks.words import ACTIVATIONS_OTHERWISE

ACTIVATIONS: dict[str, str] = {name: name for name in get_args(Activation) if name != "linear"}
ACTIVATIONS.update(ACTIVATIONS_OTHERWISE)
NOTHING = ("linear", "identity")
SOFTMAX = ("softmax", "logsoftmax", "log_softmax")
KINDS = (
    "there are dense, activation, dropout, batch norm, skip, conv2d, max-pool, flatten and simple "
    "recurrent layers"
)
OPTIONS = "change the model, or write the network as JSON"
LARGEST = 10_000
MOST_LAYERS = 100
_USUAL_ALPHA = {"leaky_relu": 0.01, "elu": 1.0}
_MOST_NAMED = 20
_LAYER: TypeAdapter[Any] = TypeAdapter(Layer)


class UnmappedError(Exception):
    """What a part of a model says has no counterpart here, and what to do about it."""

    def __init__(self, text: str, hint: str = OPTIONS) -> None:
        super().__init__(text)
        self.hint = hint


class Options:
    """What the description of a layer says. What no reader has asked for is told by `others`."""

    def __init__(self, said: Mapping[Any, Any]) -> None:
        self.said = said
        self.asked: set[Any] = set()

    def get(self, name: Any, default: Any = None) -> Any:
        self.asked.add(name)
        return self.said.get(name, default)

    def whole(self, name: Any, called: str | None = None) -> int:
        """A number of units, channels or elements."""
        value = self.get(name)
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if not is_whole or not 1 <= value <= LARGEST:
            said = "missing" if value is None else shown(value)
            raise UnmappedError(
                f"{called or name} is {said}, but must be a whole number from 1 to {LARGEST:,}"
            )
        return int(value)

    def square(self, name: Any, default: Any = None, least: int = 1) -> int:
        """One number for height and width."""
        value = plain(self.get(name, default))
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            said = "missing" if value is None else shown(value)
            raise UnmappedError(
                f"{name} is {said}, but must be one whole number from {least} for height and width"
            )
        return value

    def others(self, fixed: Mapping[Any, tuple[Any, ...]], ignored: Collection[str]) -> str:
        """The options that are not what they must be or not known; None is unset."""
        return ", ".join(self._others(fixed, ignored))

    def _others(
        self, fixed: Mapping[Any, tuple[Any, ...]], ignored: Collection[str]
    ) -> Iterator[str]:
        for name, value in self.said.items():
            if value is None or name in self.asked or name in ignored:
                continue
            if name not in fixed:
                called = f"argument {name + 1}" if isinstance(name, int) else name
                yield f"{called} ({shown(plain(value))}) is not known"
            elif plain(value) not in fixed[name]:
                allowed = " or ".join(shown(choice) for choice in fixed[name])
                yield f"{name} is {shown(plain(value))}, but must be {allowed}"


def plain(value: Any) -> Any:
    """An object of a library as the name of its class, equal sizes of two axes as one."""
    if isinstance(value, dict) and "class_name" in value:
        return value["class_name"]
    if isinstance(value, list | tuple) and value and all(size == value[0] for size in value):
        return value[0]
    return value


def shown(value: Any) -> str:
    """A value in a message."""
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def output_shape(before: list[Shape], layer: dict[str, Any]) -> Shape:
    """The shape of a layer's output after layers of these; the inputs' is the first.

    Raises SourceError where it cannot stand there.
    """
    return LAYERS[layer["kind"]](len(before), before, _LAYER.validate_python(layer)).output_shape


class ForeignModel:
    """Collects the layers of a model, and the `problems`: its parts without a counterpart."""

    def __init__(self, library: str) -> None:
        self.library = library
        self.layers: list[dict[str, Any]] = []
        self.problems: list[tuple[str, str, Place | None]] = []
        self.softmax: tuple[str, int] | None = None
        self._is_open = False

    def problem(self, text: str, hint: str = OPTIONS, place: Place | None = None) -> None:
        self.problems.append((text, hint, place))

    def add(self, layer: dict[str, Any]) -> None:
        """Raises UnmappedError for a value that our layer cannot have."""
        try:
            _LAYER.validate_python(layer)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            option = ".".join(str(part) for part in first["loc"][1:])
            raise UnmappedError(f"{option} is {shown(first['input'])}: {first['msg']}") from None
        if len(self.layers) == MOST_LAYERS:
            raise SourceError(
                f"this {self.library} model has more than {MOST_LAYERS} layers",
                hint="make it smaller",
            )
        self.layers.append(layer)
        self._is_open = layer["kind"] in ("dense", "conv2d")

    def seal(self) -> None:
        """What comes out of the last layer is needed as it is."""
        self._is_open = False

    def activate(self, name: str, word: str, alpha: float | None = None) -> None:
        """An activation: of the weighted layer just before it, else a layer of its own.

        alpha: the constant of leaky_relu or elu. Raises UnmappedError for an unknown one.
        """
        word = word.lower()
        if word in SOFTMAX:
            if self.softmax is not None:
                raise UnmappedError("this is the second softmax, but there must be one")
            self.softmax = (name, len(self.layers))
            self.seal()
        elif word in ACTIVATIONS:
            self._activate(ACTIVATIONS[word], alpha)
        elif word not in NOTHING:
            raise UnmappedError(f"the activation {shown(word)} is not known", KNOWN_ACTIVATIONS)

    def _activate(self, word: str, alpha: float | None) -> None:
        if alpha is not None and alpha != _USUAL_ALPHA[word]:
            self.add({"kind": "activation", "activation": word, "alpha": alpha})
        elif self._is_open:
            self.layers[-1]["activation"] = word
        else:
            self.add({"kind": "activation", "activation": word})
        self.seal()

    def check(self) -> None:
        """Raises SourceError that names what cannot be mapped."""
        if self.softmax is not None and self.softmax[1] != len(self.layers):
            self.problem(f"{self.softmax[0]}: a softmax must be the last layer", OPTIONS)
        if self.problems:
            texts = [text for text, _, _ in self.problems[:_MOST_NAMED]]
            more = len(self.problems) - len(texts)
            _, hint, place = self.problems[0]
            raise SourceError(
                f"parts of this {self.library} model have no counterpart: {'; '.join(texts)}"
                + (f"; and {more} more" if more else ""),
                place,
                hint,
            )
        if not self.layers:
            raise SourceError(f"this {self.library} model has no layers", hint="add a dense layer")

    def spec(self, inputs: Shape) -> dict[str, Any]:
        """The spec of a checked model. A softmax at its end is that of the loss."""
        spec = {"inputs": inputs[0] if len(inputs) == 1 else list(inputs), "layers": self.layers}
        return {**spec, "loss": "cross_entropy"} if self.softmax else spec


KNOWN_ACTIVATIONS = f"use one of {', '.join(sorted({*ACTIVATIONS.values(), 'linear'}))}"
