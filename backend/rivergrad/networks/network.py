"""A network with everything resolved: shapes, activations, examples, first weights."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from rivergrad.data import PLANAR, Array, DataSet, Wanted, load, usual_data
from rivergrad.errors import InputError, SourceError, did_you_mean
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.networks.initialisation import Drawing
from rivergrad.networks.layers import LAYERS
from rivergrad.networks.layers.activation import Activation as OwnLayer
from rivergrad.networks.layers.base import Layer, Shape, Weighted
from rivergrad.networks.layers.dropout import Dropout
from rivergrad.networks.objective import Objective, data_for, objective
from rivergrad.networks.spec import Activation, Depth, Initialisation, Loss, NetworkSpec
from rivergrad.program import as_value

SMALL = 200
"""Networks of up to this many parameters are shown neuron by neuron unless a depth is asked for."""
_STEEP = ("relu", "leaky_relu", "elu", "gelu", "silu", "softplus")
_PLAYGROUND_UNITS = 16
_PASSING_ON = ("flatten", "max_pool2d")
"""Kinds of layers after which values lie where they lay before."""


class Network:
    """A spec with its `layers` in order and the `loss` that it means.

    Raises SourceError where layers do not fit each other, or the loss does not fit the output or
    the data; LimitError for too many parameters.
    """

    def __init__(self, spec: NetworkSpec, limits: Limits = DEFAULT_LIMITS) -> None:
        self.spec = spec
        self.layers = _layers(spec)
        sizes = [int(np.prod(s, dtype=int)) for x in self.layers for s in x.parameters().values()]
        self.size = sum(sizes)
        limits.check_elements(self.size)
        if len(self.layers[-1].output_shape) != 1:
            raise SourceError(
                f"the last layer's output has the shape {self.layers[-1].output_shape}",
                hint="end with a flatten and a dense layer",
            )
        self._choose_activations()

    @property
    def outputs(self) -> int:
        return self.layers[-1].output_shape[0]

    @property
    def data_name(self) -> str:
        given = self.spec.data
        if given.points is not None or given.csv is not None:
            return "points"
        usual = "circle" if self.spec.features else usual_data(self.spec.input_shape, self.outputs)
        return given.name or usual

    @property
    def depth(self) -> Depth:
        return self.spec.depth or ("neuron" if self.size <= SMALL else "layer")

    @property
    def loss(self) -> Loss:
        return self._objective.loss

    @cached_property
    def _objective(self) -> Objective:
        labels = self._loaded[0].labels
        return objective(self._said_output(), self.spec.loss, self.outputs, labels)

    def _said_output(self) -> Activation | None:
        """The activation that the prediction comes out of, where the spec says one: the last
        layer's own goes before `output`. Other layers at the end leave it without bounds."""
        if not isinstance(self._final, (Weighted, OwnLayer)):
            return "linear"
        own: Activation | None = self._final.spec.activation
        return own or self.spec.output

    @cached_property
    def _final(self) -> Layer | None:
        """The last layer that changes values."""
        return next((x for x in reversed(self.layers) if x.spec.kind not in _PASSING_ON), None)

    @cached_property
    def _loaded(self) -> tuple[DataSet, Any]:
        spec = self.spec
        points = spec.data.points
        wanted = Wanted(
            self.data_name,
            spec.seed,
            spec.input_shape,
            self.outputs,
            spec.data.noise,
            spec.data.train_percent,
            tuple(spec.features) if spec.features else None,
            None if points is None else tuple(map(tuple, points)),
            spec.data.csv,
        )
        return load(wanted)

    @cached_property
    def data(self) -> DataSet:
        return data_for(self._loaded[0], self._objective)

    def _choose_activations(self) -> None:
        """Each layer's activation and initialisation; the last weighted one is the output."""
        weighted = [layer for layer in self.layers if isinstance(layer, Weighted)]
        small = all(max(layer.output_shape) <= _PLAYGROUND_UNITS for layer in weighted)
        small = small and max(self.spec.input_shape) <= _PLAYGROUND_UNITS
        for layer in weighted:
            usual = self._last_activation() if layer is weighted[-1] else self.spec.activation
            layer.activation = layer.spec.activation or usual
            chosen: Initialisation = "he" if layer.activation in _STEEP else "xavier"
            init = layer.spec.init or self.spec.init
            layer.init = init or ("playground" if small else chosen)

    def _last_activation(self) -> Activation:
        """Of the last layer with weights; where a layer of activation ends the network, none."""
        if isinstance(self._final, OwnLayer):
            return "linear"
        return self.spec.output or self._objective.output

    @cached_property
    def initial(self) -> dict[str, Array]:
        """The first values of all parameters and statistics by name, with the spec's own weights.

        Raises InputError for a weight that the network does not have or of another shape.
        """
        draw = Drawing(self.spec.seed, self._loaded[1].copy())
        values: dict[str, Array] = {}
        for layer in self.layers:
            values.update(layer.initial(draw))
            kept = layer.statistics().items()
            values.update({name: np.full(shape, first) for name, (shape, first) in kept})
        values.update(
            {name: self._given(name, given, values) for name, given in self.spec.weights.items()}
        )
        return values

    def _given(self, name: str, given: Any, values: dict[str, Array]) -> Array:
        if name not in values:
            known = ", ".join(values)
            hint = did_you_mean(name, values) or f"this network has {known}"
            raise InputError(f"the network has no weights named {name!r}", None, hint)
        try:
            array = np.asarray(as_value(given), dtype=float)
        except (ValueError, TypeError) as error:
            raise InputError(f"the weights {name} cannot be read: {error}") from None
        if not np.isfinite(array).all():
            raise InputError(f"the weights {name} are not all finite", None, "give finite numbers")
        if array.shape != values[name].shape:
            raise InputError(
                f"the weights {name} have the shape {array.shape}, not {values[name].shape}",
                None,
                "give a row for each source and a column for each unit",
            )
        return array

    @cached_property
    def masks(self) -> dict[str, Array]:
        """Of dropout for the traced example, by name: as a training draws them first, or open."""
        spec, dropouts = self.spec, [x for x in self.layers if isinstance(x, Dropout)]
        if spec.masks == "open":
            return {dropout.mask: np.ones((1, *dropout.output_shape)) for dropout in dropouts}
        size = min(spec.training.batch_size, self.data.training)
        return {d.mask: d.first_mask(spec.seed, size, spec.point) for d in dropouts}

    def trained(self) -> list[str]:
        """The names of the parameters that training changes."""
        return [name for layer in self.layers for name in layer.parameters()]

    @property
    def is_planar(self) -> bool:
        """Whether its examples are points of the plane, so that maps over it can be drawn."""
        return self.data_name in PLANAR or self.data.points is not None


def _layers(spec: NetworkSpec) -> list[Layer]:
    outputs: list[Shape] = [spec.input_shape]
    layers: list[Layer] = []
    for number, layer in enumerate(spec.layers, 1):
        layers.append(LAYERS[layer.kind](number, outputs, layer))
        outputs.append(layers[-1].output_shape)
    return layers
