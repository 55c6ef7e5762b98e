"""The forms of a network: shorthand, JSON spec, Playground link, Keras JSON, PyTorch print."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from pydantic import ValidationError

from rivergrad.errors import Place, SourceError, did_you_mean
from rivergrad.networks.keras import is_keras, read_keras
from rivergrad.networks.playground import is_link, read_link
from rivergrad.networks.shorthand import is_shorthand, read_shorthand
from rivergrad.networks.spec import NetworkSpec
from rivergrad.networks.torch import is_torch, read_torch

_JSON = re.compile(r'\s*\{\s*["}]')


class Reading(NamedTuple):
    """What a source says: the spec, and where each layer stands in the text (empty: nowhere)."""

    spec: NetworkSpec
    places: tuple[Place, ...] = ()


def is_network(source: str) -> bool:
    """Whether a text is a network in one of its forms, rather than a program."""
    if _JSON.match(source):
        return True
    text = source.strip()
    return is_link(text) or is_torch(text) or is_shorthand(text)


def read_network(source: str) -> Reading:
    """The spec of a text. Raises SourceError with place and hint where it says none."""
    text = source.strip()
    if text.startswith("{"):
        return Reading(_validated(_from_json(source)))
    if is_link(text):
        return Reading(_validated(read_link(text)))
    if is_torch(text):
        plain, places = read_torch(source)
        return Reading(_validated(plain), tuple(places))
    plain, places = read_shorthand(source)
    return Reading(_validated(plain), tuple(places))


def _from_json(source: str) -> dict[str, Any]:
    try:
        document = json.loads(source)
    except json.JSONDecodeError as error:
        place = Place(error.lineno, error.colno - 1, error.lineno, error.colno)
        raise SourceError(
            f"this is no JSON: {error.msg}", place, 'write {"inputs": 2, "layers": [4, 1]}'
        ) from None
    except (RecursionError, ValueError) as error:
        raise SourceError("the JSON cannot be read", hint="nest it less deeply") from error
    return read_keras(document) if is_keras(document) else document


def _validated(plain: dict[str, Any]) -> NetworkSpec:
    try:
        return NetworkSpec.model_validate(plain)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        said = first["msg"].removeprefix("Value error, ")
        message = f"{where}: {said}{more}" if where else f"{said}{more}"
        raise SourceError(message, hint=_hint(first)) from None


def _hint(problem: Any) -> str:
    fields = [*NetworkSpec.model_fields]
    if problem["type"] == "extra_forbidden" and len(problem["loc"]) == 1:
        name = str(problem["loc"][0])
        return did_you_mean(name, fields) or f"a network has {', '.join(fields)}"
    return "see the JSON schema of a network"
