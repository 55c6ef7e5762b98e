"""micrograd, with the functions that programs here need written as its own are."""

from __future__ import annotations

import math
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from micrograd.engine import Value

Result = TypeVar("Result")


class Scalar(Value):  # type: ignore[misc]
    """A micrograd value with exp."""

    def exp(self) -> Scalar:
        out = Scalar(math.exp(self.data), (self,), "exp")

        def _backward() -> None:
            self.grad += out.data * out.grad

        out._backward = _backward
        return out


def exp(value: Any) -> Any:
    """exp of a micrograd value of whatever class its operators gave."""
    return Scalar.exp(value)


def sigmoid(value: Any) -> Any:
    return 1 / (1 + exp(-value))


def deep(work: Callable[[], Result]) -> Result:
    """Does work that recurses as deep as its graph, as micrograd's backward pass does."""
    results: list[Result] = []
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(512 * 2**20)
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()
    thread.join()
    sys.setrecursionlimit(limit)
    return results[0]
