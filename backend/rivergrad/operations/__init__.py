"""The operation table. An operation is one entry in one file of this folder.

The parser, the tape, the formulas, the code generators, the documentation and the tests iterate
this table; none of them names an operation.
"""

from __future__ import annotations

from dataclasses import replace

from rivergrad.operations.activation import ACTIVATION
from rivergrad.operations.arithmetic import ARITHMETIC
from rivergrad.operations.choice import CHOICE
from rivergrad.operations.elementary import ELEMENTARY
from rivergrad.operations.images import IMAGES
from rivergrad.operations.linear import LINEAR
from rivergrad.operations.loss import LOSS
from rivergrad.operations.op import Op
from rivergrad.operations.reduce import REDUCE
from rivergrad.operations.softmax import SOFTMAX
from rivergrad.operations.trigonometry import TRIGONOMETRY

FAMILIES = {
    "arithmetic": ARITHMETIC,
    "elementary": ELEMENTARY,
    "trigonometry": TRIGONOMETRY,
    "activation": ACTIVATION,
    "choice": CHOICE,
    "linear": LINEAR,
    "images": IMAGES,
    "reduce": REDUCE,
    "softmax": SOFTMAX,
    "loss": LOSS,
}

__all__ = ["FAMILIES", "MODULES", "OPERATIONS", "SPELLINGS", "Op", "spelled"]

OPERATIONS: dict[str, Op] = {
    op.name: replace(op, family=family) for family, ops in FAMILIES.items() for op in ops
}

MODULES = (
    "math", "np", "numpy", "numpy.linalg", "np.linalg", "torch", "torch.nn", "torch.nn.functional",
    "torch.linalg", "torch.special", "nn", "nn.functional", "F", "jnp", "jax", "jax.nn",
    "jax.numpy",
    "tf", "tf.nn", "tf.math", "scipy.special", "cmath",
)  # fmt: skip


def _spellings() -> dict[str, tuple[Op, ...]]:
    table: dict[str, tuple[Op, ...]] = {}
    for op in OPERATIONS.values():
        for spelling in dict.fromkeys((op.name, *op.spellings)):
            table[spelling] = (*table.get(spelling, ()), op)
    return table


SPELLINGS: dict[str, tuple[Op, ...]] = _spellings()


def spelled(text: str) -> tuple[Op, ...]:
    """The operations that `text` may mean (`exp`, `np.exp`, `σ`): none, one, or, as for `max`,
    one a number of arguments."""
    if text in SPELLINGS:
        return SPELLINGS[text]
    module, _, function = text.rpartition(".")
    return SPELLINGS.get(function, ()) if module in MODULES else ()
