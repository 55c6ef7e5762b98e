"""Models of Keras, as `model.to_json()` writes them.

Sequential ones, and functional ones that are a chain with additions of earlier layers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from rivergrad.errors import SourceError
from rivergrad.networks.foreign import ForeignModel

_INITS = {
    "GlorotUniform": "xavier",
    "GlorotNormal": "xavier",
    "HeNormal": "he",
    "HeUniform": "he",
    "Zeros": "zeros",
}
_ACTIVATIONS = ("ReLU", "LeakyReLU", "ELU", "Softmax")


def is_keras(document: Any) -> bool:
    """Whether a JSON document is a model of Keras."""
    return isinstance(document, dict) and "class_name" in document and "config" in document


def read_keras(document: dict[str, Any]) -> dict[str, Any]:
    """The spec of a model. Raises SourceError that names each layer without a counterpart."""
    try:
        return _Reader().read(document["config"])
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        raise SourceError(
            f"this Keras model lacks something: {error!r}", hint="send what model.to_json() writes"
        ) from error


class _Reader:
    def __init__(self) -> None:
        self.model = ForeignModel("Keras")
        self.inputs: list[int] | None = None
        self.numbers: dict[str, int] = {}

    def read(self, config: Any) -> dict[str, Any]:
        for layer in config["layers"] if isinstance(config, dict) else config:
            self._layer(layer["class_name"], layer.get("config", {}), layer)
        if self.inputs is None and not self.model.unknown:
            raise SourceError(
                "the shape of the inputs is missing", hint="build the model with keras.Input(…)"
            )
        return self.model.spec(self.inputs if self.inputs and len(self.inputs) > 1 else self._one())

    def _one(self) -> int:
        return self.inputs[0] if self.inputs else 1

    def _layer(self, kind: str, config: dict[str, Any], layer: dict[str, Any]) -> None:
        name = str(config.get("name", kind))
        shape = config.get("batch_shape") or config.get("batch_input_shape")
        if self.inputs is None and shape:
            self.inputs = [int(size) for size in shape[1:]]
        if kind == "Add":
            self._add(layer, name)
        elif kind in _ACTIVATIONS:
            self.model.activate(kind, name)
        elif kind == "Activation":
            self.model.activate(str(config["activation"]), name)
        elif kind in _LAYERS:
            self.model.add(_LAYERS[kind](config))
            self._activation_of(kind, config, name)
        elif kind != "InputLayer":
            self.model.unknown.append(f"{name} ({kind})")
        self.numbers[name] = len(self.model.layers)

    def _activation_of(self, kind: str, config: dict[str, Any], name: str) -> None:
        word = config.get("activation", "linear")
        if kind == "SimpleRNN":
            self.model.layers[-1]["activation"] = word
        elif word not in (None, "linear"):
            self.model.activate(str(word), name)

    def _add(self, layer: dict[str, Any], name: str) -> None:
        """The sum of the layer just before and an earlier one."""
        earlier = [
            self.numbers[n] for n in _names_in(layer.get("inbound_nodes")) if n in self.numbers
        ]
        others = [number for number in earlier if number != len(self.model.layers)]
        if len(others) != 1:
            self.model.unknown.append(f"{name} (Add)")
        else:
            self.model.add({"kind": "skip", "from": others[0]})


def _names_in(node: Any) -> Iterator[str]:
    """The names of layers anywhere in a description of incoming nodes, of Keras 2 or 3."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        history = node.get("keras_history")
        yield from (str(history[0]),) if history else _names_in(list(node.values()))
    elif isinstance(node, list):
        for part in node:
            yield from _names_in(part)


def _init(config: dict[str, Any]) -> str | None:
    return _INITS.get((config.get("kernel_initializer") or {}).get("class_name", ""))


def _dense(config: dict[str, Any]) -> dict[str, Any]:
    bias = bool(config.get("use_bias", True))
    units = config["units"]
    return {
        "kind": "dense", "units": units, "activation": "linear", "bias": bias, "init": _init(config)
    }  # fmt: skip


def _conv2d(config: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": "conv2d",
        "filters": config["filters"],
        "kernel": _square(config["kernel_size"]),
        "stride": _square(config.get("strides", 1)),
        "padding": config.get("padding", "valid"),
        "activation": "linear",
        "bias": bool(config.get("use_bias", True)),
        "init": _init(config),
    }


def _pool(config: dict[str, Any]) -> dict[str, Any]:
    size = _square(config.get("pool_size", 2))
    return {"kind": "max_pool2d", "size": size, "stride": _square(config.get("strides") or size)}


def _square(size: Any) -> int:
    sizes = size if isinstance(size, list) else [size]
    if len(set(sizes)) != 1:
        raise ValueError(f"windows must be square, not {size}")
    return int(sizes[0])


_LAYERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "Dense": _dense,
    "Conv2D": _conv2d,
    "MaxPooling2D": _pool,
    "Flatten": lambda config: {"kind": "flatten"},
    "Dropout": lambda config: {"kind": "dropout", "rate": config["rate"]},
    "BatchNormalization": lambda config: {
        "kind": "batch_norm",
        "epsilon": config.get("epsilon", 1e-3),
        "momentum": 1.0 - config.get("momentum", 0.99),
    },
    "SimpleRNN": lambda config: {"kind": "rnn", "units": config["units"]},
}
