"""Clouds: a data set for a network of any width, one normal cloud of points a class."""

from __future__ import annotations

import hashlib

import numpy as np

from rivergrad.data.dataset import Array

EXAMPLES = 500


def numbers_from(seed: str, *purpose: object) -> np.random.Generator:
    """numpy's generator for one purpose of a seeded computation: same words, same numbers."""
    text = "\x1f".join(map(str, (seed, *purpose)))
    return np.random.Generator(
        np.random.PCG64(int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()))
    )


def clouds(seed: str, shape: tuple[int, ...], classes: int, noise: float) -> tuple[Array, Array]:
    """Points of `shape` around a random centre for each class, and their class numbers, in random
    order. The centres' elements are ±1, the clouds' standard deviation is 0.5 + noise."""
    random = numbers_from(seed, "clouds", shape, classes)
    centres = random.choice([-1.0, 1.0], size=(classes, *shape))
    if classes == 2:
        centres[1] = -centres[0]
    chosen = random.permutation(np.arange(EXAMPLES) % classes)
    spread = random.normal(0.0, 0.5 + noise, size=(EXAMPLES, *shape))
    return centres[chosen] + spread, chosen.astype(float)
