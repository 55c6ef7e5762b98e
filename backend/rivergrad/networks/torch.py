"""What `print(torch.nn.Sequential(...))` prints, nested Sequentials included."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

from rivergrad.errors import Place, SourceError
from rivergrad.networks.foreign import ACTIVATIONS, SOFTMAX, ForeignModel

_MODULE = re.compile(r"\(([\w.]+)\):\s*(\w+)\((.*?)\)?\s*$")
_CONTAINER = re.compile(r"\w+\($")
_LARGEST_IMAGE = 128
_USUAL_IMAGE = 28


def is_torch(source: str) -> bool:
    """Whether a text looks like the print of a torch module with parts."""
    first, _, rest = source.strip().partition("\n")
    return bool(_CONTAINER.fullmatch(first.strip())) and bool(
        re.match(r"\s*\(\w+\):\s*\w+\(", rest)
    )


def read_torch(source: str) -> tuple[dict[str, Any], list[Place]]:
    """The spec of a print, and where each layer stands. Raises SourceError that names each module
    without a counterpart."""
    model = ForeignModel("PyTorch")
    places: list[Place] = []
    first_width: int | list[int] | None = None
    for number, line in enumerate(source.split("\n"), 1):
        found = _MODULE.search(line)
        if not found or line.rstrip().endswith("("):
            continue
        name, kind, given = found.groups()
        arguments = _arguments(given, Place(number, found.start(), number, found.end()))
        _module(model, name, kind, arguments)
        first_width = first_width or _width(kind, arguments)
        missing = len(model.layers) - len(places)
        places += [Place(number, found.start(), number, len(line.rstrip()))] * missing
    spec = model.spec(first_width or 1)
    if isinstance(first_width, list):
        spec["inputs"] = _image(spec["layers"], first_width[0], model)
    for layer in spec["layers"]:
        layer.pop("in", None)
    return spec, places


def _module(model: ForeignModel, name: str, kind: str, arguments: dict[Any, Any]) -> None:
    try:
        if kind in _LAYERS:
            model.add(_LAYERS[kind](arguments))
        elif kind.lower() in (*ACTIVATIONS, *SOFTMAX):
            model.activate(kind, name)
        else:
            model.unknown.append(f"({name}) {kind}")
    except (KeyError, ValueError, TypeError) as error:
        model.unknown.append(f"({name}) {kind}: {error}")


def _arguments(text: str, place: Place) -> dict[Any, Any]:
    """`1, 32, kernel_size=(3, 3)` as {0: 1, 1: 32, "kernel_size": (3, 3)}."""
    try:
        call = ast.parse(f"f({text})", mode="eval").body
        assert isinstance(call, ast.Call)
        named = {word.arg: ast.literal_eval(word.value) for word in call.keywords}
        return {**dict(enumerate(map(ast.literal_eval, call.args))), **named}
    except (SyntaxError, ValueError, AssertionError, RecursionError, MemoryError):
        raise SourceError(
            "these arguments cannot be read", place, "paste what print(model) prints"
        ) from None


def _width(kind: str, arguments: dict[Any, Any]) -> int | list[int] | None:
    """What the first layer says of the inputs: their number, or an image's channels."""
    said = arguments.get({"Linear": "in_features", "Conv2d": 0}.get(kind))
    if not isinstance(said, int):
        return None
    return said if kind == "Linear" else [said]


def _image(layers: list[dict[str, Any]], channels: int, model: ForeignModel) -> list[int]:
    """The print of a convolution does not tell the image's size: the square size whose elements
    arrive at the first linear layer as it expects them, else 28."""
    linear = next((i for i, layer in enumerate(layers) if layer["kind"] == "dense"), None)
    if linear is None:
        return [_USUAL_IMAGE, _USUAL_IMAGE, channels]
    for size in (_USUAL_IMAGE, *range(1, _LARGEST_IMAGE)):
        if _arriving(layers[:linear], size, channels) == layers[linear]["in"]:
            return [size, size, channels]
    raise SourceError(
        "no square image fits the convolutions and the first linear layer",
        hint="write the network as JSON, with its inputs",
    )


def _arriving(layers: list[dict[str, Any]], size: int, channels: int) -> int:
    for layer in layers:
        if layer["kind"] == "conv2d":
            pad = (layer["kernel"] - 1) // 2 if layer["padding"] == "same" else 0
            size = (size + 2 * pad - layer["kernel"]) // layer["stride"] + 1
            channels = layer["filters"]
        elif layer["kind"] == "max_pool2d":
            size = (size - layer["size"]) // layer["stride"] + 1
    return size * size * channels if size > 0 else 0


def _square(value: Any) -> int:
    sizes = value if isinstance(value, tuple) else (value,)
    if len(set(sizes)) != 1:
        raise ValueError(f"windows must be square, not {value}")
    return int(sizes[0])


def _conv2d(arguments: dict[Any, Any]) -> dict[str, Any]:
    kernel, padding = _square(arguments["kernel_size"]), arguments.get("padding", 0)
    if padding != "same":
        padding = {0: "valid", (kernel - 1) // 2: "same"}.get(_square(padding))
    if padding is None:
        raise ValueError("its padding is neither none nor half the kernel")
    return {
        "kind": "conv2d",
        "filters": int(arguments[1]),
        "kernel": kernel,
        "stride": _square(arguments.get("stride", 1)),
        "padding": padding,
        "activation": "linear",
        "bias": bool(arguments.get("bias", True)),
    }


def _linear(arguments: dict[Any, Any]) -> dict[str, Any]:
    return {
        "kind": "dense",
        "units": int(arguments["out_features"]),
        "activation": "linear",
        "bias": bool(arguments.get("bias", True)),
        "in": int(arguments["in_features"]),
    }


def _pool(arguments: dict[Any, Any]) -> dict[str, Any]:
    size = _square(arguments["kernel_size"])
    if _square(arguments.get("padding", 0)):
        raise ValueError("padding is not supported")
    return {"kind": "max_pool2d", "size": size, "stride": _square(arguments.get("stride", size))}


def _batch_norm(arguments: dict[Any, Any]) -> dict[str, Any]:
    epsilon, momentum = arguments.get("eps", 1e-5), arguments.get("momentum", 0.1)
    return {"kind": "batch_norm", "epsilon": epsilon, "momentum": momentum}


_LAYERS: dict[str, Callable[[dict[Any, Any]], dict[str, Any]]] = {
    "Linear": _linear,
    "Conv2d": _conv2d,
    "MaxPool2d": _pool,
    "BatchNorm1d": _batch_norm,
    "BatchNorm2d": _batch_norm,
    "Dropout": lambda arguments: {"kind": "dropout", "rate": float(arguments.get("p", 0.5))},
    "Flatten": lambda arguments: {"kind": "flatten"},
}
