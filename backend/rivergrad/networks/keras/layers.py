"""The kinds of Keras' layers that we have: what is taken, and which options must have one value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rivergrad.networks.foreign import Options, UnmappedError, plain, shown
from rivergrad.networks.keras.activations import own_activation
from rivergrad.networks.keras.options import Fixed, initialisation, short
from rivergrad.networks.layers.base import Shape
from rivergrad.networks.layers.images import padding

_Layer = dict[str, Any]
_Read = Callable[[Options, Shape | None], _Layer]
"""(options, shape of what comes in, None where it is not known) → our layer."""


def _dense(options: Options, shape: Shape | None) -> _Layer:
    return {
        "kind": "dense",
        "units": options.whole("units"),
        "activation": "linear",
        "bias": bool(options.get("use_bias", True)),
        "init": initialisation(options),
    }


def _conv2d(options: Options, shape: Shape | None) -> _Layer:
    kernel, stride = options.square("kernel_size"), options.square("strides", 1)
    return {
        "kind": "conv2d",
        "filters": options.whole("filters"),
        "kernel": kernel,
        "stride": stride,
        "padding": _padding(options, shape, kernel, stride, ("valid", "same")),
        "activation": "linear",
        "bias": bool(options.get("use_bias", True)),
        "init": initialisation(options),
    }


def _pool(options: Options, shape: Shape | None) -> _Layer:
    size = options.square("pool_size", 2)
    stride = options.square("strides", size) if options.get("strides") else size
    _padding(options, shape, size, stride, ("valid",))
    return {"kind": "max_pool2d", "size": size, "stride": stride}


def _padding(
    options: Options, shape: Shape | None, size: int, stride: int, ours: tuple[str, ...]
) -> str:
    """Which of our paddings gives the same windows."""
    said = options.get("padding", "valid")
    if said == "valid" or shape is None:
        return "valid"
    if said != "same":
        raise UnmappedError(f"padding is {shown(said)}, but must be valid or same")
    for word in ours:
        if all(_same_windows(extent, size, stride, padding(word, size)) for extent in shape[:2]):
            return word
    image = "×".join(map(str, shape[:2]))
    raise UnmappedError(
        f"padding is same, which puts other zeros than ours around an image of {image} for "
        f"windows of {size}×{size} at stride {stride}",
        "use the padding valid, or a size of image that needs none",
    )


def _same_windows(extent: int, size: int, stride: int, pad: int) -> bool:
    """Whether Keras' `same` puts its windows where `pad` zeros on both sides do. Keras makes
    ⌈extent / stride⌉ of them and pads as little as that takes, with the odd zero behind."""
    count = -(-extent // stride)
    before = max((count - 1) * stride + size - extent, 0) // 2
    return before == pad and (extent + 2 * pad - size) // stride + 1 == count


def _dropout(options: Options, shape: Shape | None) -> _Layer:
    return {"kind": "dropout", "rate": options.get("rate", 0.5)}


def _batch_norm(options: Options, shape: Shape | None) -> _Layer:
    axis = plain(options.get("axis", -1))
    if shape is not None and axis not in (-1, len(shape)):
        raise UnmappedError(f"axis is {shown(axis)}, but must be the last one, -1 or {len(shape)}")
    return {
        "kind": "batch_norm",
        "epsilon": short(options.get("epsilon", 1e-3)),
        "momentum": _momentum(options.get("momentum", 0.99)),
    }


def _momentum(kept: float) -> float:
    """Ours says how much of a batch is taken, Keras' how much is kept."""
    if not 0.0 <= kept < 1.0:
        raise UnmappedError(f"momentum is {shown(kept)}, but must be at least 0 and below 1")
    return short(1.0 - kept)


def _rnn(options: Options, shape: Shape | None) -> _Layer:
    return {
        "kind": "rnn",
        "units": options.whole("units"),
        "activation": own_activation(options.get("activation", "tanh")),
        "init": initialisation(options),
    }


_WEIGHTS: Fixed = {"bias_initializer": ("Zeros", "zeros")}
_IMAGE: Fixed = {"data_format": ("channels_last",)}
_LAST_STATE: Fixed = dict.fromkeys(
    ("return_sequences", "return_state", "go_backwards", "stateful", "time_major"), (False,)
)

LAYERS: dict[str, tuple[_Read, Fixed]] = {
    "Dense": (_dense, _WEIGHTS),
    "Conv2D": (_conv2d, {**_WEIGHTS, **_IMAGE, "dilation_rate": (1,), "groups": (1,)}),
    "MaxPooling2D": (_pool, _IMAGE),
    "Flatten": (lambda options, shape: {"kind": "flatten"}, _IMAGE),
    "Dropout": (_dropout, {}),
    "BatchNormalization": (
        _batch_norm,
        {
            "scale": (True,),
            "center": (True,),
            "synchronized": (False,),
            "renorm": (False,),
            **dict.fromkeys(("beta_initializer", "moving_mean_initializer"), ("Zeros", "zeros")),
            **dict.fromkeys(("gamma_initializer", "moving_variance_initializer"), ("Ones", "ones")),
        },
    ),
    "SimpleRNN": (
        _rnn,
        {
            **_WEIGHTS,
            **_LAST_STATE,
            "use_bias": (True,),
            "recurrent_initializer": ("Orthogonal", "orthogonal"),
            "dropout": (0,),
            "recurrent_dropout": (0,),
        },
    ),
}
