"""Training, beside numpy written by hand: an epoch of Playground's network with losses and
statistics, and a step of a network on digits; beside PyTorch where that is installed."""

from __future__ import annotations

import importlib.util
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from rivergrad.networks.reading import read_network
from rivergrad.training import Trainer, frame
from rivergrad.training.statistics import histogram, norm

Row = tuple[str, float, float, float]
ROUNDS = 9
PLAYGROUND = "2-4-2-1 tanh"
DIGITS = "784-128-10 relu, batch 32, rate 0.01"
LIMIT = 1.5
FIFTH = 0.2


def rows() -> list[Row]:
    """(name, our seconds, theirs, the largest ratio that is allowed)."""
    found = [_epoch(), _step()]
    if importlib.util.find_spec("torch"):
        found += [_torch_epoch(), _torch_step()]
    return found


def _timed(*works: tuple[Callable[[], Any], int]) -> list[float]:
    """The median seconds of each work, repeated and taken in turns."""
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for times, (work, count) in zip(seconds, works, strict=True):
            start = time.perf_counter()
            for _ in range(count):
                work()
            times.append((time.perf_counter() - start) / count)
    return [statistics.median(times) for times in seconds]


def _epoch() -> Row:
    trainer, by_hand = Trainer(read_network(PLAYGROUND).spec), ByHand(PLAYGROUND)

    def ours() -> None:
        trainer.finish_epoch()
        frame(trainer)

    def theirs() -> None:
        by_hand.epoch()
        by_hand.statistics()

    first, second = _timed((ours, 20), (theirs, 20))
    return "epoch of 2-4-2-1 with losses and statistics, numpy by hand", first, second, LIMIT


def _step() -> Row:
    trainer, by_hand = Trainer(read_network(DIGITS).spec), ByHand(DIGITS)
    first, second = _timed((trainer.step, 20), (by_hand.step, 20))
    return "step of 784-128-10, batch 32, numpy by hand", first, second, LIMIT


class ByHand:
    """The same network and learning rule, as one writes them in numpy."""

    def __init__(self, source: str) -> None:
        trainer = Trainer(read_network(source).spec)
        self.data, self.settings = trainer.data, trainer.spec.training
        self.tanh = trainer.spec.activation == "tanh"
        arrays = list(trainer.model.weights.values())
        self.weights, self.biases = arrays[::2], arrays[1::2]
        self.position = 0
        self.gradients: list[Any] = []

    def forward(self, x: Any) -> list[Any]:
        layers = [x]
        for number, (w, b) in enumerate(zip(self.weights, self.biases, strict=True), 1):
            z = layers[-1] @ w + b
            if self.tanh:
                z = np.tanh(z)
            elif number < len(self.weights):
                z = np.maximum(z, 0.0)
            layers.append(z)
        return layers

    def loss(self, output: Any, y: Any) -> float:
        if self.tanh:
            return float(0.5 * np.mean((output - y) ** 2))
        shifted = output - output.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(shifted).sum(axis=1)) - (shifted * y).sum(axis=1)))

    def backward(self, layers: list[Any], y: Any) -> list[Any]:
        g = (self._softmax(layers[-1]) - y) if not self.tanh else layers[-1] - y
        g = g / len(y)
        gradients: list[Any] = []
        for index in range(len(self.weights) - 1, -1, -1):
            if self.tanh:
                g = g * (1.0 - layers[index + 1] ** 2)
            elif index + 1 < len(self.weights):
                g = g * (layers[index + 1] > 0.0)
            gradients += [g.sum(axis=0), layers[index].T @ g]
            if index:
                g = g @ self.weights[index].T
        return gradients[::-1]

    @staticmethod
    def _softmax(z: Any) -> Any:
        powers = np.exp(z - z.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    def step(self) -> None:
        size = self.settings.batch_size
        if self.position + size > self.data.training:
            self.position = 0
        chosen = slice(self.position, self.position + size)
        x, y = self.data.inputs[chosen].astype(float), self.data.targets[chosen]
        layers = self.forward(x)
        self.loss(layers[-1], y)
        self.gradients = self.backward(layers, y)
        rate = self.settings.learning_rate
        for number, (w, b) in enumerate(zip(self.weights, self.biases, strict=True)):
            w -= rate * self.gradients[2 * number]  # noqa: PLW2901 - in place
            b -= rate * self.gradients[2 * number + 1]  # noqa: PLW2901
        self.position += size

    def epoch(self) -> None:
        self.position = 0
        for _ in range(self.data.training // self.settings.batch_size):
            self.step()

    def statistics(self) -> None:
        """Losses and accuracies over both parts, norms and histograms of each layer."""
        for x, y in (self.data.test, self.data.train):
            layers = self.forward(x)
            self.loss(layers[-1], y)
            np.mean((layers[-1] >= 0) == (y >= 0))
        for number, (w, b) in enumerate(zip(self.weights, self.biases, strict=True)):
            before = w.copy(), b.copy()
            gradients = self.gradients[2 * number : 2 * number + 2]
            norm(gradients), norm([w, b])
            norm([w - before[0], b - before[1]])
            histogram(gradients[0]), histogram(layers[number + 1])
            np.mean(~layers[number + 1].any(axis=0))


def _torch_model(source: str) -> tuple[Any, Any, Any, Any]:
    import torch  # noqa: PLC0415 - only where it is installed

    by_hand = ByHand(source)
    sizes = [w.shape for w in by_hand.weights]
    parts: list[Any] = []
    for number, (inputs, outputs) in enumerate(sizes, 1):
        parts.append(torch.nn.Linear(inputs, outputs))
        if by_hand.tanh or number < len(sizes):
            parts.append(torch.nn.Tanh() if by_hand.tanh else torch.nn.ReLU())
    model = torch.nn.Sequential(*parts).double()
    optimizer = torch.optim.SGD(model.parameters(), lr=by_hand.settings.learning_rate)
    x, y = (torch.tensor(np.asarray(part, dtype=float)) for part in by_hand.data.train)
    loss = torch.nn.MSELoss() if by_hand.tanh else torch.nn.CrossEntropyLoss()

    def step(start: int) -> None:
        chosen = slice(start, start + by_hand.settings.batch_size)
        optimizer.zero_grad()
        loss(model(x[chosen]), y[chosen]).backward()
        optimizer.step()

    return by_hand, step, torch, model


def _torch_epoch() -> Row:
    trainer = Trainer(read_network(PLAYGROUND).spec)
    by_hand, step, _, _ = _torch_model(PLAYGROUND)
    size = by_hand.settings.batch_size

    def theirs() -> None:
        for start in range(0, by_hand.data.training, size):
            step(start)

    first, second = _timed((trainer.finish_epoch, 5), (theirs, 5))
    return "epoch of 2-4-2-1, PyTorch eager", first, second, FIFTH


def _torch_step() -> Row:
    trainer = Trainer(read_network(DIGITS).spec)
    _, step, _, _ = _torch_model(DIGITS)
    first, second = _timed((trainer.step, 20), (lambda: step(0), 20))
    return "step of 784-128-10, batch 32, PyTorch eager", first, second, 1.0
