"""Linear algebra and the moving about of elements."""

from __future__ import annotations

import numpy as np

from rivergrad.operations.formulas import indexed, summed
from rivergrad.operations.op import Op
from rivergrad.operations.shapes import unbroadcast
from rivergrad.operations.term import call


def _matmul(x, y):
    return np.matmul(x, y)


def _matmul_shape(x, y):
    """The shape of x @ y without computing it. Raises ValueError where they do not go together."""
    if not x or not y:
        raise ValueError("it multiplies arrays; a scalar is multiplied by *")
    if x[-1] != y[-2:][0]:
        which = "last but one" if len(y) > 1 else "only one"
        raise ValueError(
            f"the left side's last dimension, {x[-1]}, must equal the right side's {which}, "
            f"{y[-2:][0]}"
        )
    rows = x[:-1] if len(x) > 1 else ()
    columns = y[-1:] if len(y) > 1 else ()
    ours, theirs = rows[:-1], y[:-2]
    return (*_stacked(ours, theirs), *rows[-1:], *columns)


def _stacked(ours, theirs):
    """The shape of two stacks of matrices together."""
    try:
        return np.broadcast_shapes(ours, theirs)
    except ValueError:
        sizes = f"{' × '.join(map(str, ours))} and {' × '.join(map(str, theirs))}"
        raise ValueError(f"the stacks of matrices, {sizes}, must be of equal sizes, or 1") from None


def _matmul_left(g, out, x, y):
    """g yᵀ, for any mix of vectors, matrices and stacks of matrices."""
    if x.ndim == y.ndim == 2:
        return g @ y.T
    if y.ndim == 1:
        return np.multiply.outer(g, y)
    if x.ndim == 1:
        return unbroadcast(np.matmul(y, np.expand_dims(g, -1))[..., 0], x.shape)
    return unbroadcast(np.matmul(g, np.swapaxes(y, -1, -2)), x.shape)


def _matmul_right(g, out, x, y):
    """xᵀ g, for any mix of vectors, matrices and stacks of matrices."""
    if x.ndim == y.ndim == 2:
        return x.T @ g
    if x.ndim == 1:
        return (
            g * x
            if y.ndim == 1
            else unbroadcast(np.expand_dims(x, -1) * np.expand_dims(g, -2), y.shape)
        )
    if y.ndim == 1:
        return np.tensordot(g, x, axes=np.ndim(g))
    return unbroadcast(np.matmul(np.swapaxes(x, -1, -2), g), y.shape)


def _left_formula(g, out, x, y, shapes):
    ours, theirs = map(len, shapes or ((0, 0), (0, 0)))
    if ours == 1:
        flow = g * y if theirs == 1 else y @ g
        stretched = indexed(g, ..., None, slice(None))
        axes = (*range(theirs - 2), theirs - 1)
        return flow if theirs < 3 else call("sum", y * stretched, axis=axes)
    if theirs == 1:
        return call("outer", g, y) if ours == 2 else indexed(g, ..., None) * y
    product = g @ _swapped(y, theirs)
    return summed(product, _product_shape(shapes, 0), shapes[0]) if shapes else product


def _right_formula(g, out, x, y, shapes):
    ours, theirs = map(len, shapes or ((0, 0), (0, 0)))
    if ours == 1 and theirs < 3:
        return g * x if theirs == 1 else call("outer", x, g)
    if theirs == 1:
        axes = tuple(range(ours - 1))
        return x.T @ g if ours == 2 else call("sum", x * indexed(g, ..., None), axis=axes)
    if ours == 1:
        return indexed(x, slice(None), None) * indexed(g, ..., None, slice(None))
    product = _swapped(x, ours) @ g
    return summed(product, _product_shape(shapes, 1), shapes[1]) if shapes else product


def _swapped(x, axes):
    """A matrix transposed, or each of a stack of them."""
    order = (*range(axes - 2), axes - 1, axes - 2)
    return x.T if axes <= 2 else call("transpose", x, axes=order)


def _product_shape(shapes, position):
    """The shape of the flow to an argument, before stacks that were stretched are added up."""
    return (*_stacked(shapes[0][:-2], shapes[1][:-2]), *shapes[position][-2:])


def _outer(x, y):
    return np.multiply.outer(x, y)


def _outer_left_formula(g, out, x, y, shapes):
    ours, theirs = map(len, shapes or ((0,), (0,)))
    if ours == theirs == 1:
        return g @ y
    return _summed_over(range(ours, ours + theirs), g * y, ours)


def _outer_right_formula(g, out, x, y, shapes):
    ours, theirs = map(len, shapes or ((0,), (0,)))
    if ours == theirs == 1:
        return g.T @ x
    stretched = indexed(x, ..., *(None,) * theirs) if ours and theirs else x
    return _summed_over(range(ours), g * stretched, theirs)


def _summed_over(axes, flow, remaining):
    """The sum over some axes of a flow, or over all where none remains."""
    if not axes:
        return flow
    return call("sum", flow, axis=tuple(axes)) if remaining else call("sum", flow)


def _transpose(x, *, axes=None):
    return np.transpose(x, axes)


def _transpose_vjp(g, out, x, axes=None):
    return np.transpose(g, None if axes is None else np.argsort(axes))


def _transpose_formula(g, out, x, shapes, axes=None):
    if axes is None:
        return g.T
    return call("transpose", g, axes=tuple(int(axis) for axis in np.argsort(axes)))


def _reshape(x, *, shape):
    return np.reshape(x, shape)


def _index(x, *, key):
    return x[key]


def _index_vjp(g, out, x, key):
    flow = np.zeros(x.shape)
    np.add.at(flow, key, g)
    return flow


def _concatenate(*arrays, axis=0):
    return np.concatenate(arrays, axis=axis)


def _concatenate_vjp(g, out, *arrays, axis=0):
    ends = np.cumsum([array.shape[axis] for array in arrays])
    return np.split(g, ends[:-1], axis=axis)


def _concatenate_formula(g, out, *arrays, shapes, position, axis=0):
    if not shapes:
        return call("part", g)
    start = sum(shape[axis] for shape in shapes[:position])
    part = slice(start, start + shapes[position][axis])
    return indexed(g, *_key_along(axis, len(shapes[0]), part))


def _key_along(axis, axes, part):
    """The key that takes `part` of one axis and the whole of all the others."""
    return (*(slice(None),) * (axis % axes), part)


def _stack(*arrays, axis=0):
    return np.stack(arrays, axis=axis)


def _stack_vjp(g, out, *arrays, axis=0):
    return np.moveaxis(g, axis, 0)


def _stack_formula(g, out, *arrays, shapes, position, axis=0):
    if not shapes:
        return call("part", g)
    return indexed(g, *_key_along(axis, len(shapes[0]) + 1, position))


LINEAR = (
    Op(
        "matmul",
        forward=_matmul,
        vjps=(_matmul_left, _matmul_right),
        formulas=(_left_formula, _right_formula),
        doc="The matrix product x @ y of vectors, matrices or stacks of matrices.",
        label="@",
        spellings=("@", "dot", "mm", "bmm", "mv"),
        elementwise=False,
        shape=_matmul_shape,
    ),
    Op(
        "outer",
        forward=_outer,
        vjps=(
            lambda g, out, x, y: np.tensordot(g, y, axes=np.ndim(y)),
            lambda g, out, x, y: np.tensordot(x, g, axes=np.ndim(x)),
        ),
        formulas=(_outer_left_formula, _outer_right_formula),
        doc="Each element of x times each of y: a matrix of two vectors.",
        label="⊗",
        elementwise=False,
        shape=lambda x, y: (*x, *y),
    ),
    Op(
        "transpose",
        forward=_transpose,
        vjps=(_transpose_vjp,),
        formulas=(_transpose_formula,),
        doc="The array with its axes reversed, or in the order `axes`.",
        label="xᵀ",
        text="{0:atom}.T",
        latex=r"{0:atom}^{{\top}}",
        mathml="<msup><mrow>{0:atom}</mrow><mo>⊤</mo></msup>",
        spellings=("T", "permute"),
        elementwise=False,
        rest_option="axes",
    ),
    Op(
        "reshape",
        forward=_reshape,
        vjps=(lambda g, out, x, shape: np.reshape(g, x.shape),),
        formulas=(
            lambda g, out, x, shapes, **_: (
                call("reshape", g, shape=shapes[0]) if shapes else call("reshape", g)
            ),
        ),
        doc="The same elements in another `shape`.",
        spellings=("view",),
        elementwise=False,
        rest_option="shape",
    ),
    Op(
        "index",
        forward=_index,
        vjps=(_index_vjp,),
        formulas=(
            lambda g, out, x, shapes, key=None: call(
                "scatter", g, call("index", x, key=key) if shapes else x
            ),
        ),
        doc="An element or a slice, x[1] or x[:, 0]. Elements left out get gradient 0.",
        label="x[ ]",
        spellings=("[]",),
        text="{0:atom}[{key}]",
        latex="{0:atom}[{key}]",
        mathml="<mrow>{0:atom}</mrow><mo>[</mo><mtext>{key}</mtext><mo>]</mo>",
        elementwise=False,
    ),
    Op(
        "concatenate",
        forward=_concatenate,
        vjps=(_concatenate_vjp,),
        formulas=(_concatenate_formula,),
        doc="Arrays joined along an existing `axis`.",
        label="concat",
        spellings=("concat", "cat"),
        elementwise=False,
        variadic=True,
    ),
    Op(
        "stack",
        forward=_stack,
        vjps=(_stack_vjp,),
        formulas=(_stack_formula,),
        doc="Arrays or scalars put side by side along a new `axis`; a list [x, y] is a stack.",
        label="[ , ]",
        spellings=("[,]",),
        elementwise=False,
        variadic=True,
    ),
)
