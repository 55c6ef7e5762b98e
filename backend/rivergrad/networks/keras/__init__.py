"""Models of Keras, as `model.to_json()` writes them.

Sequential ones, and functional ones that are a chain with additions of earlier layers; models in
models are read in place.
"""

from __future__ import annotations

from typing import Any

from rivergrad.errors import SourceError
from rivergrad.networks.keras.reader import Reader

_MALFORMED = (
    *(KeyError, IndexError, TypeError, AttributeError, ValueError, ArithmeticError),
    RecursionError,
)


def is_keras(document: Any) -> bool:
    """Whether a JSON document is a model of Keras."""
    return isinstance(document, dict) and "class_name" in document and "config" in document


def read_keras(document: dict[str, Any]) -> dict[str, Any]:
    """The spec of a model. Raises SourceError that names each layer and option without a
    counterpart."""
    reader = Reader()
    try:
        return reader.spec(document)
    except _MALFORMED as error:
        raise SourceError(
            f"this Keras model cannot be read{reader.where}",
            hint="send what model.to_json() writes",
        ) from error
