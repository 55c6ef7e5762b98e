"""What layers on images have in common."""

from __future__ import annotations

from rivergrad.errors import SourceError
from rivergrad.networks.layers.base import Shape


def needs_image(number: int, shape: Shape, kind: str) -> None:
    if len(shape) != 3:
        raise SourceError(
            f"layer {number} ({kind}) needs an image, but what comes in has the shape {shape}",
            hint='give the inputs as an image: "inputs": [height, width, channels]',
        )


def padding(word: str, kernel: int) -> int:
    """The zeros around the image; `same` keeps its size for odd kernels at stride 1."""
    return (kernel - 1) // 2 if word == "same" else 0


def windows(number: int, shape: Shape, size: int, stride: int, pad: int = 0) -> Shape:
    """How many windows stand below and beside each other."""
    counts = tuple((extent + 2 * pad - size) // stride + 1 for extent in shape[:2])
    if min(counts) < 1:
        raise SourceError(
            f"layer {number} has windows of {size}×{size}, larger than the image "
            f"of {shape[0]}×{shape[1]}",
            hint="make them smaller",
        )
    return counts
