"""How a loss is written at either depth. All of them are means over the examples."""

from __future__ import annotations

from rivergrad.networks.pen import Pen
from rivergrad.networks.spec import Loss

TITLES: dict[Loss, str] = {
    "half_squared": "half-squared error",
    "mse": "mean squared error",
    "bce": "binary cross-entropy",
    "cross_entropy": "softmax cross-entropy",
}


def loss_of_arrays(pen: Pen, loss: Loss, prediction: int, target: int, outputs: int) -> int:
    """The loss of predictions (examples, outputs)."""
    if loss == "half_squared":
        error = pen.op("subtract", prediction, target, name="error")
        mean = pen.op("mean", pen.op("square", error))
        return pen.op("multiply", pen.constant(0.5 * outputs), mean, name="loss")
    names = {
        "mse": "mse",
        "bce": "binary_cross_entropy",
        "cross_entropy": "cross_entropy",
    }
    return pen.op(names[loss], prediction, target, name="loss")


def loss_of_scalars(pen: Pen, loss: Loss, predictions: list[int], targets: list[int]) -> int:
    """The same loss of one example, written out."""
    pairs = list(zip(predictions, targets, strict=True))
    if loss == "cross_entropy":
        total = _cross_entropy(pen, pairs)
    elif loss == "bce":
        total = pen.op("negative", _sum(pen, [_log_likelihood(pen, p, t) for p, t in pairs]))
    else:
        total = _sum(pen, [pen.op("square", pen.op("subtract", p, t)) for p, t in pairs])
    factor = {"half_squared": 0.5, "cross_entropy": 1.0}.get(loss, 1.0 / len(pairs))
    if factor != 1.0:
        total = pen.op("multiply", pen.constant(factor), total)
    pen.name(total, "loss")
    return total


def _sum(pen: Pen, nodes: list[int]) -> int:
    total, *others = nodes
    for node in others:
        total = pen.op("add", total, node)
    return total


def _log_likelihood(pen: Pen, p: int, t: int) -> int:
    """t log p + (1 − t) log(1 − p)"""
    yes = pen.op("multiply", t, pen.op("log", p))
    against = pen.op("subtract", pen.constant(1.0), t)
    no = pen.op("multiply", against, pen.op("log1p", pen.op("negative", p)))
    return pen.op("add", yes, no)


def _cross_entropy(pen: Pen, pairs: list[tuple[int, int]]) -> int:
    """Σ t (log Σ exp z − z)"""
    whole = pen.op("log", _sum(pen, [pen.op("exp", z) for z, _ in pairs]))
    return _sum(pen, [pen.op("multiply", t, pen.op("subtract", whole, z)) for z, t in pairs])
