"""Ten thousand handwritten digits of MNIST (LeCun, Cortes, Burges), brought by the build.

The file has a row of bytes for each: its class, then its 28 × 28 pixels from 0 to 255.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from rivergrad.errors import InputError

FILE = Path(__file__).parent.parent / "static/data/digits.bin.gz"
_PIXELS = 784


@cache
def digits() -> tuple[Any, Any]:
    """Images (examples, 784) of float32 from 0 to 1, and their class numbers.

    Raises InputError where the package was built without them.
    """
    if not FILE.is_file():
        raise InputError(
            "this installation has no digits", None, "build it with `make build`, which brings them"
        )
    rows = np.frombuffer(gzip.decompress(FILE.read_bytes()), dtype=np.uint8).reshape(
        -1, _PIXELS + 1
    )
    return rows[:, 1:].astype(np.float32) / np.float32(255.0), rows[:, 0]
