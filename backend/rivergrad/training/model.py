"""A network's programs on their tapes: one to train with, and one to evaluate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.networks.layers.batch_norm import BatchNorm
from rivergrad.networks.layers.dropout import Dropout
from rivergrad.networks.network import Network
from rivergrad.networks.pen import Use
from rivergrad.networks.writing import in_arrays
from rivergrad.replay import Replay
from rivergrad.tape import lay_flat

_CHUNK_ELEMENTS = 1_000_000


class Model:
    """The arrays `weights` by name (trained), `statistics` (kept), and what runs on them."""

    def __init__(self, network: Network, limits: Limits = DEFAULT_LIMITS) -> None:
        self.network = network
        initial = {name: array.copy() for name, array in network.initial.items()}
        self.weights = {name: initial[name] for name in network.trained()}
        self.statistics = {n: array for n, array in initial.items() if n not in self.weights}
        self.dropouts = [layer for layer in network.layers if isinstance(layer, Dropout)]
        self.norms = [layer for layer in network.layers if isinstance(layer, BatchNorm)]
        self.training = Running(self, "train", limits)
        self.evaluating = Running(self, "evaluate", limits) if self.norms else self.training

    @property
    def rows_at_once(self) -> int:
        """How many examples are evaluated at a time, so that memory stays small."""
        shapes = [self.network.spec.input_shape, *(x.output_shape for x in self.network.layers)]
        return max(1, _CHUNK_ELEMENTS // sum(int(np.prod(shape, dtype=int)) for shape in shapes))


class Running:
    """One program of a model, run again and again. `values` are those of the last run, by node."""

    def __init__(self, model: Model, use: Use, limits: Limits) -> None:
        self.model = model
        self.written = in_arrays(model.network, limits=limits, use=use)
        inputs = self.written.program.inputs
        arrays = {**model.weights, **model.statistics}
        self._weights = {name: inputs[name] for name in model.weights}
        self._x, self._y = self.written.settable["X"], self.written.settable["y"]
        self.replay = Replay(lay_flat(self.written.program), self._example(), limits)
        self.values = self.replay.values
        # Weights are changed in place, so that they are put in once.
        for name, index in inputs.items():
            self.values[index] = arrays[name]

    def _example(self) -> dict[int, Any]:
        """Two examples, from which the replay learns what is stretched along the batch."""
        data = self.model.network.data
        x, y = data.inputs[:1].astype(float), data.targets[:1]
        masks = {d.mask: np.ones((2, *d.output_shape)) for d in self.model.dropouts}
        given = {"X": np.repeat(x, 2, axis=0), "y": np.repeat(y, 2, axis=0), **masks}
        return {self.written.settable[name]: array for name, array in given.items()}

    def forward(self, x: Any, y: Any, masks: Mapping[str, Any] | None = None) -> float:
        """The loss of examples; all values are in `values` then. Without masks none is dropped."""
        values = self.values
        values[self._x], values[self._y] = x, y
        for dropout in self.model.dropouts:
            values[self.written.settable[dropout.mask]] = (
                masks[dropout.mask] if masks else np.ones((1, *dropout.output_shape))
            )
        self.replay.forward()
        return float(values[self.written.program.output])

    def backward(self) -> dict[str, Any]:
        """The gradients of the weights at the last forward run."""
        gradients = self.replay.backward()
        return {name: gradients[index] for name, index in self._weights.items()}

    @property
    def prediction(self) -> Any:
        return self.values[self.written.prediction]

    def activations(self) -> list[Any]:
        """The output of each layer at the last run."""
        return [self.values[index] for index in self.written.after]
