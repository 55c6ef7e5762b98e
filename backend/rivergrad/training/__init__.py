"""Training: a network's weights, learned step by step through the tape.

trainer = Trainer(read_network("2-4-2-1 tanh").spec)
for frame in frames(trainer, epochs=100): ...
"""

from __future__ import annotations

from rivergrad.training.frames import Frame, frame
from rivergrad.training.maps import Maps, maps
from rivergrad.training.runs import Result, frames, train
from rivergrad.training.snapshots import numbers_kept, resumed, snapshot
from rivergrad.training.trainer import Trainer

__all__ = [
    "Frame",
    "Maps",
    "Result",
    "Trainer",
    "frame",
    "frames",
    "maps",
    "numbers_kept",
    "resumed",
    "snapshot",
    "train",
]
