"""Softmax and its relatives. The largest element is subtracted first: nothing overflows."""

from __future__ import annotations

import numpy as np

from rivergrad.operations.formulas import expanded
from rivergrad.operations.op import Op
from rivergrad.operations.reduce import folded
from rivergrad.operations.shapes import expand
from rivergrad.operations.term import call


def _softmax(x, *, axis=-1):
    shifted = np.exp(x - np.maximum.reduce(x, axis=axis, keepdims=True))
    return shifted / np.add.reduce(shifted, axis=axis, keepdims=True)


def _softmax_vjp(g, out, x, axis=-1):
    return out * (g - np.add.reduce(g * out, axis=axis, keepdims=True))


def _log_softmax(x, *, axis=-1):
    shifted = x - np.maximum.reduce(x, axis=axis, keepdims=True)
    return shifted - np.log(np.add.reduce(np.exp(shifted), axis=axis, keepdims=True))


def _log_softmax_vjp(g, out, x, axis=-1):
    return g - np.exp(out) * np.sum(g, axis=axis, keepdims=True)


def _logsumexp(x, *, axis=None, keepdims=False):
    largest = np.max(x, axis=axis, keepdims=True)
    # An infinite element must not be subtracted from itself: ∞ − ∞ is NaN, the answer is ∞.
    largest = np.where(np.isfinite(largest), largest, 0.0)
    total = np.log(np.sum(np.exp(x - largest), axis=axis, keepdims=True)) + largest
    return total if keepdims else np.squeeze(total, axis=axis)


def _logsumexp_vjp(g, out, x, axis=None, keepdims=False):
    return expand(g, axis, np.shape(x)) * np.exp(x - expand(out, axis, np.shape(x)))


def _total(x, axis, shapes):
    """The sum along the axis, as a formula that broadcasts against the array."""
    flat = not shapes or len(shapes[0]) == 1
    return call("sum", x) if flat else call("sum", x, axis=axis, keepdims=True)


def _logsumexp_formula(g, out, x, shapes, axis=None, keepdims=False):
    softmax = call("exp", x - expanded(out, axis, keepdims, shapes))
    return expanded(g, axis, keepdims, shapes) * softmax


def _softmax_of_scalars(x, *, axis=-1):
    powers = np.exp(x)
    return powers / np.sum(powers, axis=axis, keepdims=True)


def _less_largest(x, axis):
    """x less its largest element, and that element."""
    largest = folded("maximum")(x, axis=axis, keepdims=True)
    return x - largest, largest


def _softmax_far(x, *, axis=-1):
    return _softmax_of_scalars(_less_largest(x, axis)[0], axis=axis)


def _logsumexp_far(x, *, axis=None, keepdims=False):
    shifted, largest = _less_largest(x, axis)
    total = _logsumexp_of_scalars(shifted, axis=axis, keepdims=True) + largest
    return total if keepdims else np.squeeze(total, axis=axis)


def _log_softmax_far(x, *, axis=-1):
    shifted, _ = _less_largest(x, axis)
    return shifted - _logsumexp_of_scalars(shifted, axis=axis, keepdims=True)


def _logsumexp_of_scalars(x, *, axis=None, keepdims=False):
    return np.log(np.sum(np.exp(x), axis=axis, keepdims=keepdims))


SOFTMAX = (
    Op(
        "softmax",
        forward=_softmax,
        vjps=(_softmax_vjp,),
        formulas=(lambda g, out, x, shapes, axis=-1: out * (g - _total(g * out, axis, shapes)),),
        scalars=_softmax_of_scalars,
        scalars_far=_softmax_far,
        doc="exp(x) divided by its sum along `axis`: positive numbers that add up to 1.",
        elementwise=False,
        rest_option="axis",
    ),
    Op(
        "log_softmax",
        forward=_log_softmax,
        vjps=(_log_softmax_vjp,),
        formulas=(
            lambda g, out, x, shapes, axis=-1: g - call("exp", out) * _total(g, axis, shapes),
        ),
        scalars=lambda x, *, axis=-1: x - _logsumexp_of_scalars(x, axis=axis, keepdims=True),
        scalars_far=_log_softmax_far,
        doc="The logarithm of the softmax along `axis`.",
        elementwise=False,
        rest_option="axis",
    ),
    Op(
        "logsumexp",
        forward=_logsumexp,
        vjps=(_logsumexp_vjp,),
        formulas=(_logsumexp_formula,),
        scalars=_logsumexp_of_scalars,
        scalars_far=_logsumexp_far,
        doc="log of the sum of exp(x): a smooth maximum, whose gradient is the softmax.",
        elementwise=False,
        rest_option="axis",
    ),
)
