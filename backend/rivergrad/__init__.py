"""rivergrad: see, step through and understand backpropagation.

import rivergrad as rg
t = rg.trace("(x + sigmoid(y)) / (sigmoid(x) + (x + y)**2)", x=3, y=-4)
t.value, t.gradients["x"], t.code("python")
"""

from __future__ import annotations

from rivergrad.api import Trace, check, grid, operations, parse, trace
from rivergrad.errors import (
    InputError,
    LimitError,
    Place,
    RivergradError,
    ShapeError,
    SourceError,
    TimeLimitError,
)
from rivergrad.graph import as_networkx
from rivergrad.limits import Limits

__version__ = "0.1.0"
__all__ = [
    "InputError",
    "LimitError",
    "Limits",
    "Place",
    "RivergradError",
    "ShapeError",
    "SourceError",
    "TimeLimitError",
    "Trace",
    "as_networkx",
    "check",
    "grid",
    "operations",
    "parse",
    "trace",
]
