"""What readers of other libraries' models share: their words for ours, and naming what has none."""

from __future__ import annotations

from typing import Any

from rivergrad.errors import SourceError

ACTIVATIONS = {
    "linear": "linear",
    "identity": "linear",
    "tanh": "tanh",
    "sigmoid": "sigmoid",
    "relu": "relu",
    "leakyrelu": "leaky_relu",
    "leaky_relu": "leaky_relu",
    "elu": "elu",
    "gelu": "gelu",
    "silu": "silu",
    "swish": "silu",
    "softplus": "softplus",
}
SOFTMAX = ("softmax", "logsoftmax", "log_softmax")


class ForeignModel:
    """Collects the layers of a model; `unknown` are the names of those without a counterpart."""

    def __init__(self, library: str) -> None:
        self.library = library
        self.layers: list[dict[str, Any]] = []
        self.unknown: list[str] = []
        self.softmax_at: int | None = None

    def add(self, layer: dict[str, Any]) -> None:
        self.layers.append(layer)

    def activate(self, word: str, name: str) -> None:
        """An activation: of the weighted layer just before it, else a layer of its own."""
        word = word.lower()
        if word in SOFTMAX:
            self.softmax_at = len(self.layers)
            return
        if word not in ACTIVATIONS:
            self.unknown.append(f"{name} ({word})")
            return
        last = self.layers[-1] if self.layers else {}
        if last.get("activation") == "linear" and last["kind"] in ("dense", "conv2d"):
            last["activation"] = ACTIVATIONS[word]
        else:
            self.add({"kind": "activation", "activation": ACTIVATIONS[word]})

    def spec(self, inputs: Any) -> dict[str, Any]:
        """The spec. Raises SourceError that names what cannot be mapped."""
        if self.softmax_at not in (None, len(self.layers)):
            self.unknown.append("a softmax before the last layer")
        if self.unknown:
            raise SourceError(
                f"parts of this {self.library} model have no counterpart: "
                + ", ".join(self.unknown[:20]),
                hint="there are dense, activation, dropout, batch norm, skip, conv2d, max-pool, "
                "flatten and simple recurrent layers",
            )
        if not self.layers:
            raise SourceError(f"this {self.library} model has no layers", hint="add a dense layer")
        spec = {"inputs": inputs, "layers": self.layers}
        return {**spec, "loss": "cross_entropy"} if self.softmax_at is not None else spec
