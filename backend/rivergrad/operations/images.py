"""Operations on images (examples, height, width, channels)."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from rivergrad.operations.op import Op
from rivergrad.operations.term import call


def _windows(x, size, stride):
    """(examples, rows, columns, channels, size, size): a view of every window."""
    return sliding_window_view(x, (size, size), axis=(1, 2))[:, ::stride, ::stride]


def _padded(x, padding):
    if x.ndim != 4:
        raise ValueError("an image needs the axes example, row, column, channel")
    return np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))


def _conv2d(x, w, *, stride=1, padding=0):
    windows = _windows(_padded(x, padding), w.shape[0], stride)
    return np.tensordot(windows, w, axes=((4, 5, 3), (0, 1, 2)))


def _conv2d_image(g, out, x, w, stride=1, padding=0):
    """Each window's flow g wᵀ, put back where the window was taken and added up."""
    flow = np.zeros(_padded(x, padding).shape)
    rows, columns = out.shape[1:3]
    for r in range(w.shape[0]):
        for c in range(w.shape[1]):
            bottom, right = r + stride * rows, c + stride * columns
            flow[:, r:bottom:stride, c:right:stride] += g @ w[r, c].T
    return flow[:, padding : padding + x.shape[1], padding : padding + x.shape[2]]


def _conv2d_filters(g, out, x, w, stride=1, padding=0):
    windows = _windows(_padded(x, padding), w.shape[0], stride)
    return np.moveaxis(np.tensordot(windows, g, axes=((0, 1, 2), (0, 1, 2))), 0, 2)


def _max_pool2d(x, *, size=2, stride=2):
    return np.max(_windows(_padded(x, 0), size, stride), axis=(4, 5))


def _max_pool2d_vjp(g, out, x, size=2, stride=2):
    """To the largest element of each window, which ties share."""
    flow = np.zeros(x.shape)
    rows, columns = out.shape[1:3]
    parts = [
        (slice(None), slice(r, r + stride * rows, stride), slice(c, c + stride * columns, stride))
        for r in range(size)
        for c in range(size)
    ]
    ties = sum((x[part] == out).astype(float) for part in parts)
    for part in parts:
        flow[part] += g * (x[part] == out) / ties
    return flow


def _changed(stride, padding):
    """The options of a convolution that say something."""
    return {
        **({"stride": stride} if stride != 1 else {}),
        **({"padding": padding} if padding else {}),
    }


IMAGES = (
    Op(
        "conv2d",
        forward=_conv2d,
        vjps=(_conv2d_image, _conv2d_filters),
        formulas=(
            lambda g, out, x, w, shapes, stride=1, padding=0: call(
                "conv2d_transposed", g, w, **_changed(stride=stride, padding=padding)
            ),
            lambda g, out, x, w, shapes, stride=1, padding=0: call(
                "correlate", x, g, **_changed(stride=stride, padding=padding)
            ),
        ),
        doc="Filters w (size, size, channels, filters) slid over images x (examples, height, "
        "width, channels): at each place the sum of products. `stride`; `padding` by zeros.",
        label="conv",
        elementwise=False,
    ),
    Op(
        "max_pool2d",
        forward=_max_pool2d,
        vjps=(_max_pool2d_vjp,),
        formulas=(
            lambda g, out, x, shapes, size=2, stride=2: call(
                "unpool", g, x, size=size, stride=stride
            ),
        ),
        doc="The largest element of each window of `size` × `size`; it gets the whole gradient.",
        label="pool",
        kinks="where two elements of a window tie, they share the gradient equally",
        elementwise=False,
    ),
)
