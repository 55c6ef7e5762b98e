"""The language `network`: a spec in any of its forms, as the program of one example."""

from __future__ import annotations

from collections.abc import Mapping

from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.networks.network import Network
from rivergrad.networks.reading import is_network, read_network
from rivergrad.networks.writing import program_of
from rivergrad.program import Program, Value

NAME = "network"


def recognises(source: str) -> bool:
    """A shorthand line, JSON, a Playground link, or what PyTorch prints."""
    return is_network(source)


def parse(
    source: str, inputs: Mapping[str, Value] | None = None, limits: Limits = DEFAULT_LIMITS
) -> Program:
    """The program of a spec, at its depth, for its chosen example; weights and example are inputs.

    Raises SourceError, InputError or LimitError where the spec is no network that can be built.
    """
    reading = read_network(source)
    return program_of(Network(reading.spec, limits), source, reading.places, limits)
