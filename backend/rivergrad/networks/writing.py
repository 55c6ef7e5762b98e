"""A network as a program, at the depth of layers or of neurons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rivergrad.builder import Builder
from rivergrad.errors import InputError, Place
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.memory import CollectorResting
from rivergrad.networks.features import feature_columns, feature_scalars
from rivergrad.networks.layers.base import Layer, Weighted, index_text
from rivergrad.networks.losses import TITLES, loss_of_arrays, loss_of_scalars
from rivergrad.networks.network import Network
from rivergrad.networks.pen import Pen, Use
from rivergrad.program import Program

Places = Sequence[Place | None]
"""Where each layer stands in the source."""


@dataclass(frozen=True, slots=True)
class Written:
    """A network's program in arrays, and the nodes of it that a trainer looks at.

    before, after: of each layer, its value before and after the activation. settable: the constants
    (X, y, masks) by name, which change from batch to batch.
    """

    program: Program
    before: list[int]
    after: list[int]
    prediction: int
    settable: Mapping[str, int]


def program_of(
    network: Network, source: str = "", places: Places = (), limits: Limits = DEFAULT_LIMITS
) -> Program:
    """The program of a network for one example, at its own depth."""
    with CollectorResting():
        if network.depth == "layer":
            return in_arrays(network, source, places, limits).program
        return in_neurons(network, source, places, limits)


def in_arrays(
    network: Network,
    source: str = "",
    places: Places = (),
    limits: Limits = DEFAULT_LIMITS,
    use: Use = "trace",
) -> Written:
    """The program in arrays. X (examples, …) and y (examples, outputs) are its inputs; to train and
    to evaluate they are constants, and X has the features already."""
    masks = network.masks if use == "trace" else {}
    pen = Pen(Builder(limits), {**network.initial, **masks}, use)
    example, target = _example(network)
    features = use == "trace" and _has_features(network)
    x = pen.given("X", (_point(network) if features else example)[None])
    before, outputs = [], [x]
    with pen.group("function", _title(network), "network"):
        if features:
            outputs = [feature_columns(pen, x, network.spec.features or [])]
        for layer, place in zip(network.layers, _padded(places, network), strict=True):
            pen.place = place
            with pen.group("layer", f"{layer.number}: {layer.label}", f"layer{layer.number}"):
                outputs.append(layer.arrays(pen, outputs))
            before.append(_before_activation(pen, layer, outputs[-1]))
    pen.place = None
    y = pen.given("y", target[None])
    loss = _loss(network, pen, outputs[-1], y)
    program = pen.builder.program(loss, _names(pen.builder), source, "network")
    return Written(program, before, outputs[1:], outputs[-1], pen.settable)


def _loss(network: Network, pen: Pen, prediction: int, y: int) -> int:
    """The loss. A trainer takes the cross-entropy of a sigmoid in one operation, without overflow;
    a trace shows the two."""
    with pen.group("function", TITLES[network.loss], "loss"):
        last = pen.builder.nodes[prediction]
        is_sigmoid = last.operation is not None and last.operation.name == "sigmoid"
        if network.loss == "bce" and pen.use != "trace" and is_sigmoid:
            return pen.op("binary_cross_entropy_with_logits", *last.arguments, y, name="loss")
        return loss_of_arrays(pen, network.loss, prediction, y, network.outputs)


def _point(network: Network) -> Any:
    """The coordinates of the chosen example, of points of the plane."""
    assert network.data.points is not None
    return network.data.points[network.spec.point]


def _before_activation(pen: Pen, layer: Layer, output: int) -> int:
    """The node that the layer's activation reads, or the output where it has none."""
    if isinstance(layer, Weighted) and layer.activation != "linear":
        return pen.builder.nodes[output].arguments[0]
    return output


def in_neurons(
    network: Network, source: str = "", places: Places = (), limits: Limits = DEFAULT_LIMITS
) -> Program:
    """The program in scalars: every weight, product, sum and activation a node of its own."""
    pen = Pen(Builder(limits), {**network.initial, **network.masks})
    example, target = _example(network)
    inputs = _scalar_inputs(pen, _point(network) if _has_features(network) else example)
    with pen.group("function", _title(network), "network"):
        outputs = [inputs]
        if _has_features(network):
            outputs = [feature_scalars(pen, inputs, network.spec.features or [])]
        for layer, place in zip(network.layers, _padded(places, network), strict=True):
            pen.place = place
            with pen.group("layer", f"{layer.number}: {layer.label}", f"layer{layer.number}"):
                outputs.append(layer.neurons(pen, outputs))
    pen.place = None
    targets = [
        pen.given(name, float(value))
        for name, value in zip(_target_names(target), target, strict=True)
    ]
    with pen.group("function", TITLES[network.loss], "loss"):
        loss = loss_of_scalars(pen, network.loss, list(outputs[-1]), targets)
    return pen.builder.program(loss, _names(pen.builder), source, "network")


def _scalar_inputs(pen: Pen, example: Any) -> Any:
    """x1, x2, … of a row; x1_2_1 of an image, by row, column and channel."""
    inputs = np.empty(example.shape, dtype=object)
    for index in np.ndindex(*example.shape):
        inputs[index] = pen.given(f"x{index_text(index)[1:]}", float(example[index]))
    return inputs


def _example(network: Network) -> tuple[Any, Any]:
    """The inputs and the targets of the chosen example."""
    data, point = network.data, network.spec.point
    if point >= len(data):
        raise InputError(
            f"there is no example {point}: the data set has {len(data):,}",
            None,
            f"name one from 0 to {len(data) - 1:,}",
        )
    return data.inputs[point].astype(float), data.targets[point]


def example_inputs(network: Network) -> dict[str, Any]:
    """What the inputs of the program are at the chosen example, by name, at the network's depth: X
    and y, or x1, x2, … and target; and the masks of dropout. Raises InputError where there is no
    such example."""
    example, target = _example(network)
    given = _point(network) if _has_features(network) else example
    if network.depth == "layer":
        return {"X": given[None], "y": target[None], **network.masks}
    points = {f"x{index_text(index)[1:]}": float(x) for index, x in np.ndenumerate(given)}
    targets = dict(zip(_target_names(target), map(float, target), strict=True))
    return {**points, **targets, **_mask_scalars(network)}


def _mask_scalars(network: Network) -> dict[str, float]:
    return {
        f"{name}{index_text(index)}": float(kept)
        for name, mask in network.masks.items()
        for index, kept in np.ndenumerate(mask[0])
    }


def _target_names(target: Any) -> list[str]:
    return ["target"] if len(target) == 1 else [f"target{i + 1}" for i in range(len(target))]


def _has_features(network: Network) -> bool:
    """Whether inputs are functions of x1 and x2 that the picture should show."""
    features = network.spec.features
    return features is not None and list(features) != ["x1", "x2"]


def _title(network: Network) -> str:
    sizes = [layer.output_shape for layer in network.layers if layer.parameters()]
    return "network " + "-".join(
        "×".join(map(str, shape)) for shape in (network.spec.input_shape, *sizes)
    )


def _padded(places: Places, network: Network) -> list[Place | None]:
    missing = len(network.layers) - len(places)
    return [*places, *[None] * missing]


def _names(builder: Builder) -> dict[str, int]:
    return {node.name: index for index, node in enumerate(builder.nodes) if node.name}
