"""How weights follow their gradients: plain descent, momentum, Adam; and Playground's penalty.

Sources: src/nn.ts of tensorflow/playground (penalty); Polyak 1964 as PyTorch writes it (momentum);
Kingma and Ba 2015, algorithm 1 (Adam).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from rivergrad.networks.spec import Training

_EPSILON = 1e-8


class Optimizer:
    """Changes weights in place. `state` is what it remembers of each, by name and kind; `dead` are
    the weights that an L1 penalty has taken to 0, which stay there."""

    def __init__(self, settings: Training, weights: Mapping[str, Any]) -> None:
        self.settings = settings
        self.learning_rate = settings.learning_rate
        self.steps = 0
        kinds = {"sgd": (), "momentum": ("velocity",), "adam": ("mean", "square")}
        self.state = {
            f"{name}.{kind}": np.zeros(array.shape)
            for kind in kinds[settings.optimizer]
            for name, array in weights.items()
        }
        l1 = settings.regularization == "L1"
        self.dead = {n: np.zeros(w.shape, bool) for n, w in weights.items() if l1 and _is_weight(w)}
        self._step = {"sgd": self._descent, "momentum": self._momentum, "adam": self._adam}[
            settings.optimizer
        ]

    @property
    def _is_plain(self) -> bool:
        return self.settings.optimizer == "sgd" and self.settings.regularization == "none"

    def update(self, weights: Mapping[str, Any], gradients: Mapping[str, Any]) -> None:
        """One step."""
        self.steps += 1
        if self._is_plain:
            rate = self.learning_rate
            for name, weight in weights.items():
                weight -= rate * gradients[name]  # noqa: PLW2901 - in place
            return
        penalised = self.settings.regularization != "none"
        for name, weight in weights.items():
            if penalised and _is_weight(weight):
                self._penalised(name, weight, gradients[name])
            else:
                weight -= self._step(name, gradients[name])  # noqa: PLW2901 - in place

    def _penalised(self, name: str, weight: Any, gradient: Any) -> None:
        """w ← w − step; then w ← w − η · rate · r′(w before the step). An L1 penalty that takes a
        weight across zero leaves it there for good."""
        settings = self.settings
        slope = np.sign(weight) if settings.regularization == "L1" else weight.copy()
        step = self._step(name, gradient)
        if name in self.dead:
            step = np.where(self.dead[name], 0.0, step)
        weight -= step
        after = weight - self.learning_rate * settings.regularization_rate * slope
        if name in self.dead:
            self.dead[name] |= weight * after < 0.0
            after[self.dead[name]] = 0.0
        weight[...] = after

    def _descent(self, name: str, gradient: Any) -> Any:
        return self.learning_rate * gradient

    def _momentum(self, name: str, gradient: Any) -> Any:
        velocity = self.state[f"{name}.velocity"]
        velocity *= self.settings.momentum
        velocity += gradient
        return self.learning_rate * velocity

    def _adam(self, name: str, gradient: Any) -> Any:
        mean, square = self.state[f"{name}.mean"], self.state[f"{name}.square"]
        first, second = self.settings.betas
        mean *= first
        mean += (1.0 - first) * gradient
        square *= second
        square += (1.0 - second) * (gradient * gradient)
        corrected = mean / (1.0 - first**self.steps)
        spread = np.sqrt(square / (1.0 - second**self.steps)) + _EPSILON
        return self.learning_rate * corrected / spread


def _is_weight(array: Any) -> bool:
    """Biases are not penalised."""
    return bool(array.ndim > 1)
