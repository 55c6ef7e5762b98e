"""Activations of Keras: a word, or a layer of its own with constants."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rivergrad.networks.foreign import ACTIVATIONS, KNOWN_ACTIVATIONS, Options, UnmappedError, shown
from rivergrad.networks.keras.options import IGNORED, short

_Activation = tuple[str, float | None]
_WORD_SLOPE = 0.2
"""keras.activations.leaky_relu; the layer LeakyReLU has 0.3."""


def activation(said: Any) -> _Activation:
    """The word of an activation and its constant. Raises UnmappedError with what is not known."""
    if said == "leaky_relu":
        return said, _WORD_SLOPE
    if isinstance(said, str):
        return said, None
    kind = said.get("class_name") if isinstance(said, dict) else None
    if kind not in ACTIVATION_LAYERS:
        raise UnmappedError(f"the activation {shown(said)} is not known", KNOWN_ACTIVATIONS)
    options = Options(said.get("config") or {})
    read, fixed = ACTIVATION_LAYERS[kind]
    result = read(options)
    wrong = options.others(fixed, IGNORED)
    if wrong:
        raise UnmappedError(wrong)
    return result


def own_activation(said: Any) -> str:
    """The activation of a recurrent layer, which cannot stand in a layer of its own."""
    word, alpha = activation(said)
    if word != "linear" and (word.lower() not in ACTIVATIONS or alpha is not None):
        constant = "" if alpha is None else f" with the constant {alpha:g}"
        raise UnmappedError(f"activation is {shown(word)}{constant}", KNOWN_ACTIVATIONS)
    return ACTIVATIONS.get(word.lower(), "linear")


def _leaky(options: Options) -> _Activation:
    return "leaky_relu", short(options.get("negative_slope", options.get("alpha", 0.3)))


ACTIVATION_LAYERS: dict[str, tuple[Callable[[Options], _Activation], dict[Any, Any]]] = {
    "Activation": (lambda options: activation(options.get("activation", "linear")), {}),
    "ReLU": (lambda options: ("relu", None), {"negative_slope": (0,), "threshold": (0,)}),
    "LeakyReLU": (_leaky, {}),
    "ELU": (lambda options: ("elu", short(options.get("alpha", 1.0))), {}),
    "Softmax": (lambda options: ("softmax", None), {"axis": (-1,)}),
}
