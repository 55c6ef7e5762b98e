"""Losses: one number that says how far predictions are from targets."""

from __future__ import annotations

import numpy as np

from rivergrad.operations import functions as f
from rivergrad.operations.formulas import summed
from rivergrad.operations.op import Op
from rivergrad.operations.softmax import _log_softmax, _log_softmax_far, _softmax
from rivergrad.operations.term import call, name


def _mean_of(values):
    return np.mean(values)


def _size(x, y):
    return float(np.prod(np.broadcast_shapes(np.shape(x), np.shape(y)), dtype=int))


def _mse(y, t):
    return _mean_of(np.square(np.subtract(y, t)))


def _picked(logits, target):
    """Targets as probabilities: class numbers become rows with a single 1."""
    if np.shape(target) == np.shape(logits):
        return target
    classes = np.asarray(target).astype(int)
    if np.any(classes != target) or np.any(classes < 0) or np.any(classes >= logits.shape[-1]):
        raise ValueError(f"classes must be whole numbers from 0 to {logits.shape[-1] - 1}")
    if classes.shape != np.shape(logits)[:-1]:
        raise ValueError("the target needs one class for each row of logits, or the logits' shape")
    return np.eye(logits.shape[-1])[classes]


def _rows(logits):
    return logits.size // logits.shape[-1]


def _cross_entropy(logits, target):
    likely = _picked(logits, target) * _log_softmax(logits)
    return -np.add.reduce(likely, axis=None) / _rows(logits)


def _cross_entropy_logits(g, out, logits, target):
    probabilities = _picked(logits, target)
    whole = np.add.reduce(probabilities, axis=-1, keepdims=True)
    return (_softmax(logits) * whole - probabilities) * (g / _rows(logits))


def _cross_entropy_target(g, out, logits, target):
    if np.shape(target) != np.shape(logits):
        return 0.0
    return _log_softmax(logits) * (-g / _rows(logits))


def _binary(p, t):
    return -_mean_of(f.weighted(t, np.log(p)) + f.weighted(1.0 - t, np.log1p(np.negative(p))))


def _binary_prediction(g, out, p, t):
    """(p − t) / (p (1 − p)) in two parts, each 0 where its weight is: finite at p = t = 0 and 1."""
    ours, theirs = np.divide(1.0, p), np.divide(1.0, np.subtract(1.0, p))
    return g * (f.weighted(1.0 - t, theirs) - f.weighted(t, ours)) / _size(p, t)


def _binary_logits(z, t):
    return _mean_of(f.softplus(z) - t * z)


def _mean_formula(position, rule, of_both=True):
    """The flow to an argument of a mean over both, each of which broadcasting may stretch. of_both:
    the rule's formula has both, else the other one alone."""

    def formula(g, out, x, t, shapes):
        if shapes is None:
            return rule(g, x, t) / name("n")
        whole = np.broadcast_shapes(*shapes)
        flow = rule(g, x, t) / float(np.prod(whole, dtype=int))
        return summed(flow, whole if of_both else shapes[1 - position], shapes[position])

    return formula


def _cross_entropy_logits_formula(g, out, z, t, shapes):
    rows = float(np.prod(shapes[0][:-1], dtype=int)) if shapes else name("n")
    if shapes and shapes[0] != shapes[1]:
        return g * (call("softmax", z) - call("one_hot", t, classes=shapes[0][-1])) / rows
    total = call("sum", t) if shapes and len(shapes[0]) == 1 else _row_sums(t)
    return g * (call("softmax", z) * total - t) / rows


def _row_sums(t):
    return call("sum", t, axis=-1, keepdims=True)


def _cross_entropy_target_formula(g, out, z, t, shapes):
    if shapes and shapes[0] != shapes[1]:
        return 0.0
    rows = float(np.prod(shapes[0][:-1], dtype=int)) if shapes else name("n")
    return -g * call("log_softmax", z) / rows


def _mean_of_scalars(values):
    return np.sum(values) / float(np.size(values))


def _cross_entropy_of_scalars(logits, target):
    return _picked_of_scalars(
        logits - np.log(np.sum(np.exp(logits), axis=-1, keepdims=True)), target
    )


def _cross_entropy_far(logits, target):
    return _picked_of_scalars(_log_softmax_far(logits), target)


def _picked_of_scalars(logs, target):
    """The mean of minus the logarithms at the target: constant classes, or probabilities."""
    if np.shape(target) != np.shape(logs):
        classes = np.ravel(target).astype(int)
        rows = np.reshape(logs, (classes.size, -1))
        return -np.sum(rows[range(classes.size), classes]) / float(classes.size)
    return -np.sum(target * logs) / float(_rows(logs))


def _binary_of_scalars(p, t):
    return -_mean_of_scalars(t * np.log(p) + (1.0 - t) * np.log(1.0 - p))


def _binary_logits_of_scalars(z, t):
    return _mean_of_scalars(np.frompyfunc(lambda x: x.softplus(), 1, 1)(z) - t * z)


LOSS = (
    Op(
        "mse",
        forward=_mse,
        vjps=(
            lambda g, out, y, t: g * 2.0 * (y - t) / _size(y, t),
            lambda g, out, y, t: g * 2.0 * (t - y) / _size(y, t),
        ),
        formulas=(
            _mean_formula(0, lambda g, y, t: g * 2 * (y - t)),
            _mean_formula(1, lambda g, y, t: g * 2 * (t - y)),
        ),
        scalars=lambda y, t: _mean_of_scalars((y - t) * (y - t)),
        doc="The mean of the squared differences of prediction and target.",
        spellings=("mse_loss", "MSELoss"),
        elementwise=False,
    ),
    Op(
        "cross_entropy",
        forward=_cross_entropy,
        vjps=(_cross_entropy_logits, _cross_entropy_target),
        formulas=(_cross_entropy_logits_formula, _cross_entropy_target_formula),
        scalars=_cross_entropy_of_scalars,
        scalars_far=_cross_entropy_far,
        doc="The mean of −log softmax(logits) at the target: class numbers, or probabilities.",
        label="CE",
        spellings=("softmax_cross_entropy", "CrossEntropyLoss"),
        elementwise=False,
    ),
    Op(
        "binary_cross_entropy",
        forward=_binary,
        vjps=(
            _binary_prediction,
            lambda g, out, p, t: g * (np.log1p(np.negative(p)) - np.log(p)) / _size(p, t),
        ),
        formulas=(
            _mean_formula(0, lambda g, p, t: g * ((p - t) / (p * (1 - p)))),
            _mean_formula(1, lambda g, p, t: g * call("log", (1 - p) / p), of_both=False),
        ),
        scalars=_binary_of_scalars,
        doc="The mean of −(t log p + (1 − t) log(1 − p)) for probabilities p and targets t.",
        label="BCE",
        spellings=("bce", "BCELoss"),
        elementwise=False,
    ),
    Op(
        "binary_cross_entropy_with_logits",
        forward=_binary_logits,
        vjps=(
            lambda g, out, z, t: g * (f.sigmoid(z) - t) / _size(z, t),
            lambda g, out, z, t: g * -z / _size(z, t),
        ),
        formulas=(
            _mean_formula(0, lambda g, z, t: g * (f.sigmoid(z) - t)),
            _mean_formula(1, lambda g, z, t: g * -z, of_both=False),
        ),
        scalars=_binary_logits_of_scalars,
        doc="The binary cross-entropy of sigmoid(z), without overflow for any z.",
        label="BCE(σ)",
        spellings=("bce_with_logits", "BCEWithLogitsLoss"),
        elementwise=False,
    ),
)
