"""What the options of Keras' layers have in common."""

from __future__ import annotations

from typing import Any

from rivergrad.networks.foreign import Options, UnmappedError, plain, shown

IGNORED = (
    *("name", "trainable", "dtype", "seed", "batch_shape", "batch_input_shape", "sparse", "ragged"),
    *("unroll", "zero_output_for_mask", "renorm_momentum"),
)
"""What changes no value of a forward run."""
Fixed = dict[Any, tuple[Any, ...]]
_INITS = {
    "glorotuniform": "xavier",
    "glorotnormal": "xavier",
    "heuniform": "he",
    "henormal": "he",
    "zeros": "zeros",
}


def short(number: Any) -> float:
    """A number that was a single-precision one: 0.01 for 0.009999999776."""
    return float(f"{float(number):.7g}")


def initialisation(options: Options) -> str:
    """Our word for the first weights. Glorot's and He's have their variance, not their shape."""
    said = plain(options.get("kernel_initializer"))
    word = "glorotuniform" if said is None else str(said).lower().replace("_", "")
    if word not in _INITS:
        raise UnmappedError(
            f"kernel_initializer is {shown(said)}, but must be GlorotUniform, GlorotNormal, "
            "HeUniform, HeNormal or Zeros"
        )
    return _INITS[word]
