"""The seed function: from text to a full trace beside micrograd from objects, and at new inputs
beside staged Python written by hand that records what a trace records."""

from __future__ import annotations

from math import exp
from typing import Any

from benchmarks.peers import Scalar, sigmoid
from benchmarks.timing import Row, side_by_side

import rivergrad as rg
from rivergrad.trace import retrace

SEED = "(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)"


def rows() -> list[Row]:
    trace = rg.trace(SEED, x=3, y=-4)
    flip = [3.0, 3.5]

    def again() -> Any:
        flip.reverse()
        return retrace(trace, {"x": flip[0], "y": -4.0})

    assert by_hand(3.0, -4.0)[1]["x"] == trace.gradients["x"]
    return [
        (
            "seed, text to trace, beside micrograd from objects",
            *side_by_side(lambda: rg.trace(SEED, {"x": 3.0, "y": -4.0}), micrograd),
            3.0,
        ),
        (
            "seed at new inputs, beside staged Python by hand, all recorded",
            *side_by_side(again, lambda: by_hand(3.0, -4.0)),
            6.0,
        ),
    ]


def micrograd() -> tuple[float, float, float]:
    x, y = Scalar(3.0), Scalar(-4.0)
    f = (x + sigmoid(y)) / (sigmoid(x) + (x + y) ** 2)
    f.backward()
    return f.data, x.grad, y.grad


def by_hand(x: float, y: float) -> tuple[list[float], dict[str, float], list[float], list[float]]:
    """Values, gradients, local gradients and flows, each kept."""
    sigy = 1.0 / (1 + exp(-y))
    num = x + sigy
    sigx = 1.0 / (1 + exp(-x))
    xpy = x + y
    xpysqr = xpy**2
    den = sigx + xpysqr
    f = num / den
    num_den, den_f = 1 / den, -num / (den * den)
    dnum, dden = num_den * 1.0, den_f * 1.0
    dsigx, dxpysqr = 1.0 * dden, 1.0 * dden
    xpy_sqr = 2 * xpy
    dxpy = xpy_sqr * dxpysqr
    dx_xpy, dy_xpy = 1.0 * dxpy, 1.0 * dxpy
    x_sigx = (1 - sigx) * sigx
    dx_sigx = x_sigx * dsigx
    dx_num, dsigy = 1.0 * dnum, 1.0 * dnum
    y_sigy = (1 - sigy) * sigy
    dy_sigy = y_sigy * dsigy
    dx = dx_xpy + dx_sigx + dx_num
    dy = dy_xpy + dy_sigy
    values = [x, y, sigy, num, sigx, xpy, 2.0, xpysqr, den, f]
    gradients = {"x": dx, "y": dy, "sigy": dsigy, "num": dnum, "sigx": dsigx, "xpy": dxpy,
                 "xpysqr": dxpysqr, "den": dden, "f": 1.0}  # fmt: skip
    local_gradients = [y_sigy, 1.0, 1.0, x_sigx, 1.0, 1.0, xpy_sqr, 1.0, 1.0, num_den, den_f]
    flows = [dy_sigy, dx_num, dsigy, dx_sigx, dx_xpy, dy_xpy, dxpy, dsigx, dxpysqr, dnum, dden]
    return values, gradients, local_gradients, flows
