"""What a layer is: shapes, parameters, and how it writes itself at either depth."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import numpy as np

from rivergrad.networks.pen import Pen
from rivergrad.networks.spec import Activation, Initialisation

Shape = tuple[int, ...]
Draw = Callable[[str, Shape, tuple[int, int], str], Any]
"""(parameter, shape, (fan in, fan out), initialisation) → its first values."""


class Layer(ABC):
    """A layer in its place: the `number`-th (1 the first), with the shapes of one example.

    outputs: the output shapes of all layers before it, the inputs' first.
    """

    def __init__(self, number: int, outputs: list[Shape], spec: Any) -> None:
        self.number, self.spec = number, spec
        self.input_shape = outputs[-1]
        self.output_shape = self.shape(outputs)

    @abstractmethod
    def shape(self, outputs: list[Shape]) -> Shape:
        """The shape of its output. Raises SourceError where it cannot stand in this place."""

    @property
    @abstractmethod
    def label(self) -> str:
        """What its group is called."""

    def parameters(self) -> dict[str, Shape]:
        """The shapes of its parameters by name, of those that are trained."""
        return {}

    def statistics(self) -> dict[str, tuple[Shape, float]]:
        """Shapes and first values of what it keeps but is not trained: running means."""
        return {}

    def initial(self, draw: Draw) -> dict[str, Any]:
        """The first values of its parameters."""
        return {}

    @property
    def work(self) -> int:
        """About how many multiplications one example takes."""
        return int(np.prod(self.output_shape, dtype=int))

    @abstractmethod
    def arrays(self, pen: Pen, outputs: list[int]) -> int:
        """Writes it in arrays, with the examples along the first axis, and returns its output.
        `outputs`: nodes of the layers before it."""

    @abstractmethod
    def neurons(self, pen: Pen, outputs: list[Any]) -> Any:
        """Writes it in scalars, for one example. `outputs`: object arrays of nodes."""


class Weighted(Layer):
    """A layer with weights W, a bias b, and an activation."""

    activation: Activation
    init: Initialisation

    @property
    def w(self) -> str:
        return f"W{self.number}"

    @property
    def b(self) -> str:
        return f"b{self.number}"

    def activated(self, pen: Pen, node: int, index: Shape = ()) -> int:
        """The activation of a pre-activation, both with their names."""
        where = index_text(index)
        pen.name(node, f"z{self.number}{where}")
        if self.activation == "linear":
            return node
        return pen.op(self.activation, node, name=f"a{self.number}{where}")

    def weighted_sum(self, pen: Pen, terms: list[tuple[int, int]], bias: int | None) -> int:
        """Σ weight · input + bias, product by product."""
        total: int | None = None
        for weight, value in terms:
            product = pen.op("multiply", weight, value)
            total = product if total is None else pen.op("add", total, product)
        assert total is not None
        return total if bias is None else pen.op("add", total, bias)


def index_text(index: Shape) -> str:
    """_2 for a neuron, _1_2_3 for an element of an image; nothing for a whole array."""
    return "".join(f"_{i + 1}" for i in index)


def scalar_name(parameter: str, index: Shape, shape: Shape) -> str:
    """What an element of a parameter is called: w1_21 goes to neuron 2 from neuron 1 in layer 1;
    w1_12_3 where there are ten or more of either; b1_2 is the bias of neuron 2."""
    numbers = [str(i + 1) for i in (index[::-1] if len(shape) == 2 else index)]
    between = "" if all(size < 10 for size in shape) else "_"
    head = parameter[0].lower() + parameter[1:]
    return f"{head}_{between.join(numbers)}"


def fans(shape: Shape) -> tuple[int, int]:
    """How many inputs and outputs a weight array connects."""
    around = int(np.prod(shape[:-2], dtype=int))
    return around * shape[-2], around * shape[-1]
