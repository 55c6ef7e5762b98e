"""A 784-128-10 softmax network on a batch of 32, forward and backward, beside numpy by hand (and
PyTorch, where it is installed)."""

from __future__ import annotations

from typing import Any

import numpy as np
from benchmarks.timing import Row, side_by_side

import rivergrad as rg
from rivergrad.trace import retrace

NETWORK = "h = relu(X @ W1 + b1)\nz = h @ W2 + b2\ncross_entropy(z, T)"


def inputs() -> dict[str, Any]:
    random = np.random.default_rng(1)
    return {
        "X": random.normal(size=(32, 784)),
        "W1": random.normal(size=(784, 128)) / 28,
        "b1": np.zeros(128),
        "W2": random.normal(size=(128, 10)) / 11,
        "b2": np.zeros(10),
        "T": np.eye(10)[random.integers(0, 10, 32)],
    }


def rows() -> list[Row]:
    given = inputs()
    trace = rg.trace(NETWORK, given)
    flows = by_hand(**given)
    for name, gradient in flows.items():
        assert np.allclose(trace.gradients[name], gradient)

    def ours() -> Any:
        return retrace(trace, given)

    name = "network 784-128-10, batch 32, beside "
    found = [(f"{name}numpy by hand", *side_by_side(ours, lambda: by_hand(**given)), 1.5)]
    torch = in_torch(given)
    if torch is not None:
        found.append((f"{name}PyTorch", *side_by_side(ours, torch), 1.0))
    return found


def by_hand(X: Any, W1: Any, b1: Any, W2: Any, b2: Any, T: Any) -> dict[str, Any]:  # noqa: N803
    a = X @ W1 + b1
    h = np.maximum(a, 0.0)
    z = h @ W2 + b2
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    p = powers / powers.sum(axis=1, keepdims=True)
    dz = (p - T) / len(X)
    dh = dz @ W2.T
    da = dh * (a > 0)
    return {
        "X": da @ W1.T, "W1": X.T @ da, "b1": da.sum(axis=0), "W2": h.T @ dz, "b2": dz.sum(axis=0),
    }  # fmt: skip


def in_torch(given: dict[str, Any]) -> Any:
    try:
        import torch  # noqa: PLC0415 - a peer that need not be there
    except ImportError:
        return None
    tensors = {
        name: torch.tensor(value, requires_grad=name != "T") for name, value in given.items()
    }

    def run() -> None:
        hidden = torch.relu(tensors["X"] @ tensors["W1"] + tensors["b1"])
        logits = hidden @ tensors["W2"] + tensors["b2"]
        torch.nn.functional.cross_entropy(logits, tensors["T"]).backward()

    return run
