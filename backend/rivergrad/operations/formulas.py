"""The words of array formulas: what the formulas of black boxes, and of broadcasting, are made of.

They are numpy's, and so is the broadcasting between them. Beside operations there are broadcast,
one_hot, others(x): in each place the product of the other elements; scatter(g, x[key]): zeros of
the shape of x with g added at the key; part(g): the slice of g that came from an argument; and for
images conv2d_transposed, correlate and unpool.
"""

from __future__ import annotations

from math import prod
from typing import Any

from rivergrad.operations.op import Shapes
from rivergrad.operations.shapes import axes_of
from rivergrad.operations.term import Operand, Term, call, name, number_of, term

Shape = tuple[int, ...]


def indexed(x: Term, *key: Any) -> Term:
    """x[key], with the whole of the axes that the key does not name."""
    return call("index", x, key=key if len(key) != 1 else key[0])


def summed(flow: Term, whole: Shape, shape: Shape) -> Term:
    """A flow of the shape `whole` as one of `shape`: summed over the axes that broadcasting made or
    stretched, stretched over those that it lacks. So does `unbroadcast` with numbers."""
    if whole == shape or number_of(flow) == 0:
        return flow
    made = max(len(whole) - len(shape), 0)
    own = (*(1,) * (len(shape) - len(whole)), *whole[made:])
    stretched = [axis for axis, size in enumerate(shape) if size == 1 != own[axis]]
    total = _total(flow, made, stretched, shape)
    lacking = any(size != 1 == own[axis] for axis, size in enumerate(shape))
    return call("broadcast", total, shape=shape) if lacking else total


def _total(flow: Term, made: int, stretched: list[int], shape: Shape) -> Term:
    """The sum over the first `made` axes and over the stretched ones of those that remain."""
    axes = (*range(made), *(made + axis for axis in stretched))
    if not axes:
        return flow
    if not shape:
        return call("sum", flow)
    axis = axes[0] if len(axes) == 1 else axes
    if not stretched:
        return call("sum", flow, axis=axis)
    if not made:
        return call("sum", flow, axis=axis, keepdims=True)
    return call("reshape", call("sum", flow, axis=axis), shape=shape)


def expanded(reduced: Term, axis: Any, keepdims: bool, shapes: Shapes) -> Term:
    """A reduction, of an array of the only shape, as what broadcasts against that array."""
    if not shapes or axis is None or keepdims:
        return reduced
    count = len(shapes[0])
    axes = axes_of(axis, count)
    first_kept = next((a for a in range(count) if a not in axes), count)
    if all(a < first_kept for a in axes):
        return reduced  # broadcasting puts the axes back by itself
    return indexed(reduced, *(None if a in axes else slice(None) for a in range(count)))


def in_each(
    g: Operand, out: Term, x: Term, shapes: Shapes, axis: Any = None, keepdims: bool = False
) -> Term:
    """The upstream gradient of a sum, in each of the elements that it adds up."""
    if not shapes:
        return call("broadcast", g)
    if not shapes[0]:
        return term(g)
    return call("broadcast", expanded(term(g), axis, keepdims, shapes), shape=shapes[0])


def the_count(axis: Any, shapes: Shapes, less: int = 0) -> Operand:
    """How many elements a reduction takes together, less `less`; n where shapes are not known."""
    if not shapes:
        return name("n") - less
    return float(prod(shapes[0][a] for a in axes_of(axis, len(shapes[0]))) - less)
