"""A 256 × 256 grid of the seed, value and both gradients, beside numpy by hand on full arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from benchmarks.seed import SEED
from benchmarks.timing import Row, side_by_side

import rivergrad as rg

STEPS = 256


def rows() -> list[Row]:
    trace = rg.trace(SEED, x=3, y=-4)
    axes = ("x", -5.0, 5.0, STEPS), ("y", -5.0, 5.0, STEPS)
    grid = rg.grid(trace, *axes)
    for mine, other in zip((grid.value, *grid.gradients.values()), by_hand(), strict=True):
        assert np.allclose(mine, other)
    name = f"grid {STEPS}×{STEPS} of the seed, beside numpy by hand"
    return [(name, *side_by_side(lambda: rg.grid(trace, *axes), by_hand), 0.8)]


def by_hand() -> tuple[Any, Any, Any]:
    x, y = np.meshgrid(np.linspace(-5, 5, STEPS), np.linspace(-5, 5, STEPS))
    sigy = 1.0 / (1 + np.exp(-y))
    num = x + sigy
    sigx = 1.0 / (1 + np.exp(-x))
    xpy = x + y
    xpysqr = xpy**2
    den = sigx + xpysqr
    invden = 1.0 / den
    f = num * invden
    dnum = invden
    dinvden = num
    dden = (-1.0 / (den**2)) * dinvden
    dsigx, dxpysqr = dden, dden
    dxpy = (2 * xpy) * dxpysqr
    dx, dy = dxpy.copy(), dxpy.copy()
    dx += ((1 - sigx) * sigx) * dsigx
    dx += dnum
    dsigy = dnum
    dy += ((1 - sigy) * sigy) * dsigy
    return f, dx, dy
