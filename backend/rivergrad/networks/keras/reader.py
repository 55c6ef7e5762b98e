"""From layer to layer through a model, checking that each takes what the one before it gives."""

from __future__ import annotations

from collections import Counter
from typing import Any

from rivergrad.networks.foreign import (
    KINDS,
    LARGEST,
    ForeignModel,
    Options,
    UnmappedError,
    output_shape,
    shown,
)
from rivergrad.networks.keras.activations import ACTIVATION_LAYERS, activation
from rivergrad.networks.keras.calls import Call, calls, names
from rivergrad.networks.keras.layers import LAYERS
from rivergrad.networks.keras.options import IGNORED
from rivergrad.networks.keras.penalties import Penalties
from rivergrad.networks.layers.base import Shape

_ROW = "layers in one row are understood, and Add of the last one with earlier ones"
_INPUT = "build the model with keras.Input(…), all sizes given"


class Reader:
    """Reads a model. `shapes` are those of the inputs and of each layer's output, as far as they
    are known: until the first problem. `where`: the layer that is read."""

    def __init__(self) -> None:
        self.where = ""
        self.model = ForeignModel("Keras")
        self.penalties = Penalties()
        self.shapes: list[Shape] = []

    def spec(self, document: dict[str, Any]) -> dict[str, Any]:
        said = _input_shape(document)
        inputs = _sizes(said)
        if inputs:
            self.shapes = [inputs]
        self._chain(document)
        if not inputs and not self.model.problems:
            self.model.problem(_about_inputs(said), _INPUT)
        training = self.penalties.training(self.model)
        self.model.check()
        return {**self.model.spec(inputs), **training}

    def _chain(self, document: dict[str, Any]) -> None:
        """The layers of a model; a functional one says of each what it takes."""
        layers = _layers_of(document)
        if layers is None:
            self.model.problem(
                f"{_title(document)} does not tell its layers", "send a Sequential or Functional"
            )
            return
        config = document["config"]
        is_graph = any(layer.get("inbound_nodes") for layer in layers)
        if is_graph or (isinstance(config, dict) and "output_layers" in config):
            _Graph(self, layers).read(names(config["output_layers"]))
            return
        for layer in layers:
            if layer["class_name"] != "InputLayer":
                self.layer(layer)

    def layer(self, layer: dict[str, Any]) -> None:
        """One layer, after the ones so far."""
        if _layers_of(layer) is not None:
            self._chain(layer)
            return
        title = _title(layer)
        self.where = f" at {title}"
        try:
            self._mapped(layer["class_name"], layer.get("config") or {}, title)
        except UnmappedError as error:
            self.model.problem(f"{title}: {error}", error.hint)
        self.measure()

    def _mapped(self, kind: str, config: dict[str, Any], title: str) -> None:
        if kind in ACTIVATION_LAYERS:
            self.model.activate(title, *activation({"class_name": kind, "config": config}))
        elif kind in LAYERS:
            self._known(kind, Options(config), title)
        else:
            self.model.problem(f"{title} is not known", KINDS)

    def _known(self, kind: str, options: Options, title: str) -> None:
        read, fixed = LAYERS[kind]
        shape = self.shapes[-1] if self.shapes and not self.model.problems else None
        layer = read(options, shape)
        self.penalties.note(kind, title, options)
        function = options.get("activation")
        wrong = options.others(fixed, IGNORED)
        if wrong:
            raise UnmappedError(wrong)
        self.model.add(layer)
        if function is not None and kind != "SimpleRNN":
            self.model.activate(title, *activation(function))

    def measure(self) -> None:
        if not self.shapes or self.model.problems:
            return
        for layer in self.model.layers[len(self.shapes) - 1 :]:
            self.shapes.append(output_shape(self.shapes, layer))


class _Graph:
    """The layers of one functional model. `after`: how many of our layers stand up to each."""

    def __init__(self, reader: Reader, layers: list[dict[str, Any]]) -> None:
        self.reader, self.layers = reader, layers
        self.calls = {_name(layer): calls(layer) for layer in layers}
        self.uses = Counter(
            source for found in self.calls.values() for call in found for source in call.sources
        )
        self.after: dict[str, int] = {}
        self.last = ""
        self.is_row = True

    def read(self, outputs: list[str]) -> None:
        for layer in self.layers:
            title = _title(layer)
            try:
                self._layer(layer, _name(layer), title)
            except UnmappedError as error:
                self._fork(f"{title} {error}", error.hint)
        if outputs != [self.last]:
            self._fork(
                f"the outputs are {', '.join(outputs)}, but must be the last layer, {self.last}",
                "make a model that ends with its one output",
            )

    def _fork(self, text: str, hint: str) -> None:
        """Names where it is no row; what comes after that follows from it."""
        if self.is_row:
            self.reader.model.problem(text, hint)
        self.is_row = False

    def _layer(self, layer: dict[str, Any], name: str, title: str) -> None:
        if layer["class_name"] == "InputLayer":
            if self.after:
                raise UnmappedError("is not the only input", "make a model with one input")
        elif layer["class_name"] == "Add":
            self._add(_only(self.calls[name], "Add"))
        else:
            if self.is_row:
                self._check(_only(self.calls[name], layer["class_name"]), title)
            self.reader.layer(layer)
        self.last = name
        self.after[name] = len(self.reader.model.layers)
        if self.uses[name] > 1:
            self.reader.model.seal()

    def _check(self, call: Call, title: str) -> None:
        if call.sources != [self.last]:
            taken = " and ".join(call.sources) or "nothing"
            self._fork(f"{title} takes {taken}, but must take {self.last}, right before it", _ROW)

    def _add(self, call: Call) -> None:
        """The sum of the layer just before and earlier ones."""
        model = self.reader.model
        here = len(model.layers)
        numbers = [self.after.get(source) for source in call.sources]
        earlier = [number for number in numbers if number is not None and number < here]
        if len(earlier) != len(numbers) - 1 or not earlier or self.last not in call.sources:
            taken = " and ".join(call.sources)
            raise UnmappedError(
                f"adds {taken}, but must add earlier layers to {self.last}, right before it", _ROW
            )
        for number in earlier:
            model.add({"kind": "skip", "from": number})
        self.reader.measure()


def _only(found: list[Call], kind: str) -> Call:
    if len(found) != 1:
        raise UnmappedError(f"is called {len(found)} times, but must be once", _ROW)
    for option, value in found[0].options.items():
        is_usual = option == "training" and value is False and kind != "BatchNormalization"
        if value is not None and not is_usual:
            raise UnmappedError(f"is called with {option}={shown(value)}, which is not known")
    return found[0]


def _layers_of(document: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The layers of a model; None of a layer."""
    config = document.get("config")
    layers = config.get("layers") if isinstance(config, dict) else config
    return layers if isinstance(layers, list) else None


def _name(layer: dict[str, Any]) -> str:
    config = layer.get("config")
    inner = config.get("name") if isinstance(config, dict) else None
    return str(layer.get("name") or inner or layer["class_name"])


def _title(layer: dict[str, Any]) -> str:
    return f"{shown(_name(layer))} ({shown(layer['class_name'])})"


def _input_shape(layer: dict[str, Any]) -> Any:
    """What a model, or its first layer, says of the shape of a batch of inputs."""
    config, built = layer.get("config"), layer.get("build_config") or {}
    told = config if isinstance(config, dict) else {}
    for name in ("batch_shape", "batch_input_shape"):
        if told.get(name):
            return told[name]
    layers = _layers_of(layer)
    inner = _input_shape(layers[0]) if layers else None
    return inner or told.get("build_input_shape") or built.get("input_shape")


def _sizes(said: Any) -> Shape:
    """The shape of one example; empty where it is not told in full."""
    sizes = said[1:] if isinstance(said, list) else []
    known = all(isinstance(size, int) and 1 <= size <= LARGEST for size in sizes)
    return tuple(sizes) if known and len(sizes) <= 3 else ()


def _about_inputs(said: Any) -> str:
    if not said:
        return "the shape of the inputs is missing"
    return f"the shape of the inputs is {shown(said)}, but must be one to three known ones"
