"""Reductions: many elements to few.

`axis=None` reduces all; `keepdims=True` keeps the reduced axes, with length 1.
"""

from __future__ import annotations

import numpy as np

from rivergrad.operations.formulas import expanded, in_each, the_count
from rivergrad.operations.functions import equal
from rivergrad.operations.op import Op
from rivergrad.operations.shapes import axes_of, expand
from rivergrad.operations.term import call


def _count(x, axis):
    if axis is None:
        return np.size(x)
    shape = np.shape(x)
    return int(np.prod([shape[a] for a in axes_of(axis, len(shape))], dtype=int))


def _spread(g, x, axis):
    if axis is None and np.size(g) == 1:
        return np.full(np.shape(x), g)
    return np.broadcast_to(expand(g, axis, np.shape(x)), np.shape(x))


def _sum(x, *, axis=None, keepdims=False):
    return np.sum(x, axis=axis, keepdims=keepdims)


def _mean(x, *, axis=None, keepdims=False):
    if axis is None and type(x) is np.ndarray and not keepdims:
        return np.add.reduce(x, axis=None) / x.size  # what np.mean does, in half the time
    return np.mean(x, axis=axis, keepdims=keepdims)


def _var(x, *, axis=None, keepdims=False, ddof=0):
    return np.var(x, axis=axis, keepdims=keepdims, ddof=ddof)


def _var_vjp(g, out, x, axis=None, keepdims=False, ddof=0):
    centred = x - np.mean(x, axis=axis, keepdims=True)
    return expand(g, axis, np.shape(x)) * 2.0 * centred / (_count(x, axis) - ddof)


def _norm(x, *, axis=None, keepdims=False):
    """Of elements divided by the largest: their squares neither overflow nor vanish."""
    largest = np.max(np.abs(x), axis=axis, keepdims=True)
    scale = np.where((largest > 0) & np.isfinite(largest), largest, 1.0)
    length = scale * np.sqrt(np.sum(np.square(x / scale), axis=axis, keepdims=True))
    return length if keepdims else np.squeeze(length, axis=axis)


def _norm_vjp(g, out, x, axis=None, keepdims=False):
    length = expand(out, axis, np.shape(x))
    unit = np.divide(x, length, out=np.zeros(np.shape(x)), where=length != 0)
    return expand(g, axis, np.shape(x)) * unit


def _std(x, *, axis=None, keepdims=False, ddof=0):
    return np.sqrt(_var(x, axis=axis, keepdims=keepdims, ddof=ddof))


def _std_vjp(g, out, x, axis=None, keepdims=False, ddof=0):
    share = np.divide(g, 2.0 * out, out=np.zeros(np.shape(out)), where=np.not_equal(out, 0.0))
    return _var_vjp(share, out, x, axis, keepdims, ddof)


def _prod_vjp(g, out, x, axis=None, keepdims=False):
    """Of each element the product of the others, from the left and from the right: no division,
    which zeros would spoil."""
    axes = axes_of(axis, np.ndim(x))
    places = range(-len(axes), 0)
    moved = np.moveaxis(x, axes, places)
    rows = moved.reshape((*moved.shape[: moved.ndim - len(axes)], -1))
    ones = np.ones((*rows.shape[:-1], 1))
    left = np.cumprod(np.concatenate([ones, rows[..., :-1]], axis=-1), axis=-1)
    right = np.cumprod(np.concatenate([ones, rows[..., :0:-1]], axis=-1), axis=-1)[..., ::-1]
    others = np.moveaxis((left * right).reshape(moved.shape), places, axes)
    return expand(g, axis, np.shape(x)) * others


def _max(x, *, axis=None, keepdims=False):
    return np.max(x, axis=axis, keepdims=keepdims)


def _min(x, *, axis=None, keepdims=False):
    return np.min(x, axis=axis, keepdims=keepdims)


def _extreme_vjp(g, out, x, axis=None, keepdims=False):
    chosen = np.asarray(x) == expand(out, axis, np.shape(x))
    ties = np.sum(chosen, axis=axis, keepdims=True)
    return expand(g, axis, np.shape(x)) * chosen / ties


def _along(axis, shapes):
    """The options of a reduction inside a formula that keeps its axes; none where all go."""
    return {} if _whole(axis, shapes) else {"axis": axis, "keepdims": True}


def _whole(axis, shapes):
    return axis is None or (shapes and len(shapes[0]) == 1)


def _var_formula(g, out, x, shapes, axis=None, keepdims=False, ddof=0):
    centred = x - call("mean", x, **_along(axis, shapes))
    return expanded(g, axis, keepdims, shapes) * 2 * centred / the_count(axis, shapes, ddof)


def _std_formula(g, out, x, shapes, axis=None, keepdims=False, ddof=0):
    centred = x - call("mean", x, **_along(axis, shapes))
    count = the_count(axis, shapes, ddof)
    return (
        expanded(g, axis, keepdims, shapes)
        * centred
        / (count * expanded(out, axis, keepdims, shapes))
    )


def _prod_formula(g, out, x, shapes, axis=None, keepdims=False):
    along = {} if _whole(axis, shapes) else {"axis": axis}
    return expanded(g, axis, keepdims, shapes) * call("others", x, **along)


def _norm_formula(g, out, x, shapes, axis=None, keepdims=False):
    return expanded(g, axis, keepdims, shapes) * x / expanded(out, axis, keepdims, shapes)


def _extreme_formula(g, out, x, shapes, axis=None, keepdims=False):
    chosen = equal(x, expanded(out, axis, keepdims, shapes))
    return (
        expanded(g, axis, keepdims, shapes) * chosen / call("sum", chosen, **_along(axis, shapes))
    )


def folded(name):
    """A reduction of object arrays by a method of two elements."""

    def reduce(x, *, axis=None, keepdims=False):
        fold = np.frompyfunc(lambda a, b: getattr(a, name)(b), 2, 1)
        if axis is None:
            return np.reshape(fold.reduce(np.ravel(x)), (1,) * np.ndim(x) if keepdims else ())
        for one in sorted(axes_of(axis, np.ndim(x)), reverse=True):
            x = fold.reduce(x, axis=one, keepdims=keepdims)
        return x

    return reduce


def _var_of_scalars(x, *, axis=None, keepdims=False, ddof=0):
    centred = x - np.sum(x, axis=axis, keepdims=True) / float(_count(x, axis))
    return np.sum(centred * centred, axis=axis, keepdims=keepdims) / float(_count(x, axis) - ddof)


REDUCE = (
    Op(
        "sum",
        forward=_sum,
        vjps=(lambda g, out, x, axis=None, keepdims=False: _spread(g, x, axis),),
        formulas=(in_each,),
        doc="The sum of the elements. Each element gets the whole upstream gradient.",
        label="Σ",
        latex=r"\sum {0:atom}",
        mathml="<mo>∑</mo>{0:atom}",
        elementwise=False,
        rest_option="axis",
    ),
    Op(
        "mean",
        forward=_mean,
        vjps=(lambda g, out, x, axis=None, keepdims=False: _spread(g / _count(x, axis), x, axis),),
        formulas=(
            lambda g, out, x, shapes, axis=None, keepdims=False: in_each(
                g / the_count(axis, shapes), out, x, shapes, axis, keepdims
            ),
        ),
        doc="The mean of the n elements. Each element gets an n-th of the upstream gradient.",
        scalars=lambda x, *, axis=None, keepdims=False: (
            np.sum(x, axis=axis, keepdims=keepdims) / float(_count(x, axis))
        ),
        spellings=("average",),
        elementwise=False,
        rest_option="axis",
    ),
    Op(
        "var",
        forward=_var,
        vjps=(_var_vjp,),
        formulas=(_var_formula,),
        doc="The variance of the elements: divided by n, or by n − `ddof`.",
        scalars=_var_of_scalars,
        spellings=("variance",),
        elementwise=False,
        rest_option="axis",
    ),
    Op(
        "std",
        forward=_std,
        vjps=(_std_vjp,),
        formulas=(_std_formula,),
        doc="The standard deviation: the root of the variance, divided by n, or by n − `ddof`.",
        scalars=lambda x, **options: np.sqrt(_var_of_scalars(x, **options)),
        label="std",
        kinks="where all elements are equal, where the gradient is taken as 0",
        elementwise=False,
        rest_option="axis",
    ),
    Op(
        "prod",
        forward=lambda x, *, axis=None, keepdims=False: np.prod(x, axis=axis, keepdims=keepdims),
        vjps=(_prod_vjp,),
        formulas=(_prod_formula,),
        doc="The product of the elements. Each one's valve is the product of the others.",
        scalars=folded("multiply"),
        label="Π",
        latex=r"\prod {0:atom}",
        mathml="<mo>∏</mo>{0:atom}",
        spellings=("product",),
        elementwise=False,
        rest_option="axis",
    ),
    Op(
        "norm",
        forward=_norm,
        vjps=(_norm_vjp,),
        formulas=(_norm_formula,),
        doc="The Euclidean length: the root of the sum of squares.",
        scalars=lambda x, *, axis=None, keepdims=False: np.sqrt(
            np.sum(x * x, axis=axis, keepdims=keepdims)
        ),
        label="‖x‖",
        latex=r"\left\lVert {0} \right\rVert",
        mathml="<mrow><mo>‖</mo>{0}<mo>‖</mo></mrow>",
        spellings=("linalg.norm",),
        kinks="at the zero vector, where the gradient is taken as 0",
        elementwise=False,
        rest_option="axis",
    ),
    Op(
        "max",
        forward=_max,
        vjps=(_extreme_vjp,),
        formulas=(_extreme_formula,),
        doc="The largest element. It gets the whole gradient; ties share it equally.",
        scalars=folded("maximum"),
        spellings=("np.max", "amax"),
        kinks="where two elements tie, they share the gradient equally",
        elementwise=False,
        rest_option="axis",
    ),
    Op(
        "min",
        forward=_min,
        vjps=(_extreme_vjp,),
        formulas=(_extreme_formula,),
        doc="The smallest element. It gets the whole gradient; ties share it equally.",
        scalars=folded("minimum"),
        spellings=("np.min", "amin"),
        kinks="where two elements tie, they share the gradient equally",
        elementwise=False,
        rest_option="axis",
    ),
)
