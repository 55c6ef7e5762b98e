"""Limits of the service, from the environment: RIVERGRAD_SECONDS=5, RIVERGRAD_WORKERS=4, …"""

from __future__ import annotations

import os

from pydantic import Field, NonNegativeInt, PositiveFloat, PositiveInt
from pydantic_settings import BaseSettings, SettingsConfigDict

from rivergrad.limits import Limits


class Settings(BaseSettings):
    """body_bytes: of a request. nodes: of a graph. elements: numbers in all arrays together.
    seconds: of computing. workers: processes that compute what is large. queue: how many requests
    may wait for one of them. memory_bytes: of one worker. sockets: trainings that are watched at
    once, and sockets_per_client: by one address. idle_seconds: after which a socket is closed whose
    training rests. kept_numbers: that all of these trainings keep in memory together."""

    model_config = SettingsConfigDict(env_prefix="RIVERGRAD_", frozen=True)

    body_bytes: PositiveInt = 1_000_000
    nodes: PositiveInt = 200_000
    elements: PositiveInt = 10_000_000
    seconds: PositiveFloat = 10.0
    workers: PositiveInt = Field(default_factory=lambda: os.cpu_count() or 2)
    queue: NonNegativeInt = 32
    memory_bytes: PositiveInt = 4_000_000_000
    sockets: PositiveInt = 200
    sockets_per_client: PositiveInt = 16
    idle_seconds: PositiveFloat = 1_800.0
    kept_numbers: PositiveInt = 50_000_000

    @property
    def limits(self) -> Limits:
        return Limits(self.nodes, self.elements, self.seconds)
