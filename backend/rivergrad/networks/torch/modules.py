"""The modules of torch that we have: what is taken, and which arguments must have one value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from rivergrad.networks.foreign import Options, UnmappedError, shown

IGNORED = ("inplace", "batch_first")
"""What changes no value of a forward run of our layout."""
_Fixed = dict[Any, tuple[Any, ...]]


class _Read(NamedTuple):
    """Our layer, and what the module says of what comes in: the size of its last axis in our
    layout, and how many axes an example has (0: it does not say)."""

    layer: dict[str, Any]
    features: int = 0
    axes: int = 0


def _linear(options: Options) -> _Read:
    layer = {
        "kind": "dense",
        "units": options.whole("out_features"),
        "activation": "linear",
        "bias": bool(options.get("bias", True)),
    }
    return _Read(layer, options.whole("in_features"), 1)


def _conv2d(options: Options) -> _Read:
    kernel = options.square("kernel_size")
    layer = {
        "kind": "conv2d",
        "filters": options.whole(1, "the number of output channels"),
        "kernel": kernel,
        "stride": options.square("stride", 1),
        "padding": _padding(options, kernel),
        "activation": "linear",
        "bias": bool(options.get("bias", True)),
    }
    return _Read(layer, options.whole(0, "the number of input channels"), 3)


def _padding(options: Options, kernel: int) -> str:
    said = options.get("padding", 0)
    if said == "valid" or (said == "same" and kernel % 2):
        return str(said)
    if said == "same":
        raise UnmappedError(f"padding is same, which is uneven with a kernel of {kernel}×{kernel}")
    half = (kernel - 1) // 2
    pad = options.square("padding", 0, least=0)
    if pad not in (0, half):
        raise UnmappedError(f"padding is {pad}, but must be 0 or half the kernel, {half}")
    return "same" if pad else "valid"


def _pool(options: Options) -> _Read:
    size = options.square("kernel_size")
    return _Read({"kind": "max_pool2d", "size": size, "stride": options.square("stride", size)})


def _batch_norm(axes: int) -> Callable[[Options], _Read]:
    def read(options: Options) -> _Read:
        momentum = options.get("momentum", 0.1)
        if momentum is None:
            raise UnmappedError("momentum is None, a mean over all batches, but must be a number")
        layer = {"kind": "batch_norm", "epsilon": options.get("eps", 1e-5), "momentum": momentum}
        return _Read(layer, options.whole(0, "the number of features"), axes)

    return read


def _rnn(options: Options) -> _Read:
    """Its state after the last time; that it is tanh is the default, the print does not tell."""
    units = options.whole(1, "the number of hidden units")
    layer = {"kind": "rnn", "units": units, "activation": "tanh"}
    return _Read(layer, options.whole(0, "the number of features"), 2)


_NORM: _Fixed = dict.fromkeys(("affine", "bias", "track_running_stats"), (True,))

MODULES: dict[str, tuple[Callable[[Options], _Read], _Fixed]] = {
    "Linear": (_linear, {}),
    "Conv2d": (_conv2d, {"dilation": (1,), "groups": (1,), "padding_mode": ("zeros",)}),
    "MaxPool2d": (_pool, {"padding": (0,), "dilation": (1,), "ceil_mode": (False,)}),
    "BatchNorm1d": (_batch_norm(1), _NORM),
    "BatchNorm2d": (_batch_norm(3), _NORM),
    "Dropout": (lambda o: _Read({"kind": "dropout", "rate": o.get("p", 0.5)}), {}),
    "Flatten": (lambda o: _Read({"kind": "flatten"}), {"start_dim": (1,), "end_dim": (-1,)}),
    "RNN": (
        _rnn,
        {"num_layers": (1,), "bias": (True,), "dropout": (0,), "bidirectional": (False,)},
    ),
}


def _word(word: str) -> Callable[[Options], tuple[str, float | None]]:
    return lambda options: (word, None)


def _constant(word: str, name: str) -> Callable[[Options], tuple[str, float | None]]:
    def read(options: Options) -> tuple[str, float | None]:
        value = options.get(name)
        if value is not None and not isinstance(value, int | float):
            raise UnmappedError(f"{name} is {shown(value)}, but must be a number")
        return word, value

    return read


_LAST: _Fixed = {"dim": (1, -1)}

ACTIVATIONS: dict[str, tuple[Callable[[Options], tuple[str, float | None]], _Fixed]] = {
    "Identity": (_word("linear"), {}),
    "Tanh": (_word("tanh"), {}),
    "Sigmoid": (_word("sigmoid"), {}),
    "ReLU": (_word("relu"), {}),
    "LeakyReLU": (_constant("leaky_relu", "negative_slope"), {}),
    "ELU": (_constant("elu", "alpha"), {}),
    "GELU": (_word("gelu"), {"approximate": ("none",)}),
    "SiLU": (_word("silu"), {}),
    "Softplus": (_word("softplus"), {"beta": (1,), "threshold": (20,)}),
    "Softmax": (_word("softmax"), _LAST),
    "LogSoftmax": (_word("softmax"), _LAST),
}
