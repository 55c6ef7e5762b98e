"""What a network learns: its output's activation, its loss, and how classes are said to it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rivergrad.data import DataSet, Labels, with_labels
from rivergrad.errors import SourceError
from rivergrad.networks.spec import Activation, Loss

_NEVER_NEGATIVE = ("sigmoid", "relu", "softplus")


class Objective(NamedTuple):
    """output: the activation that the prediction comes out of."""

    output: Activation
    loss: Loss


def objective(
    said_output: Activation | None, said_loss: Loss | None, outputs: int, labels: Labels
) -> Objective:
    """What is left out follows from what is said and from the data's labels.

    Raises SourceError for a loss that cannot take such an output.
    """
    loss = said_loss or _usual_loss(said_output, outputs, labels)
    output = said_output or _usual_output(loss, outputs, labels)
    if loss == "bce" and output != "sigmoid":
        raise SourceError(
            f"the loss bce needs outputs between 0 and 1, but the output is {output}",
            hint="write `output sigmoid`, or `loss half_squared`",
        )
    if loss == "cross_entropy" and outputs == 1:
        raise SourceError(
            "the loss cross_entropy (softmax) compares the outputs of several classes, but this "
            "network has one output, whose softmax is always 1",
            hint="write `output sigmoid, loss bce`, or give each class an output",
        )
    return Objective(output, loss)


def _usual_loss(output: Activation | None, outputs: int, labels: Labels) -> Loss:
    if labels != "number" and output == "sigmoid":
        return "bce"
    scores = outputs > 1 and output in (None, "linear")
    return "cross_entropy" if labels != "number" and scores else "half_squared"


def _usual_output(loss: Loss, outputs: int, labels: Labels) -> Activation:
    if loss == "bce":
        return "sigmoid"
    is_linear = loss == "cross_entropy" or outputs > 1 or labels == "number"
    return "linear" if is_linear else "tanh"


def data_for(data: DataSet, aim: Objective) -> DataSet:
    """The examples with targets that the output can reach and the loss can take.

    Raises SourceError for targets that the loss cannot take.
    """
    if aim.output in _NEVER_NEGATIVE:
        data = with_labels(data, "probability")
    elif aim.output == "tanh":
        data = with_labels(data, "sign")
    targets = data.targets
    if aim.loss == "bce" and not np.all((targets >= 0.0) & (targets <= 1.0)):
        raise SourceError(
            f"the loss bce needs targets from 0 to 1, but those of the data {data.name} are "
            f"from {targets.min():g} to {targets.max():g}",
            hint="write `loss half_squared, output linear`, or give other targets",
        )
    sums_to_one = np.allclose(targets.sum(axis=1), 1.0, rtol=0.0, atol=1e-6)
    if aim.loss == "cross_entropy" and not (sums_to_one and np.all(targets >= 0.0)):
        raise SourceError(
            "the loss cross_entropy needs a probability of each class as targets, which add up "
            f"to 1, but those of the data {data.name} do not",
            hint="give rows with a single 1, or write `loss half_squared, output linear`",
        )
    return data
