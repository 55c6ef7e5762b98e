"""Data sets: where a network's examples come from."""

from __future__ import annotations

from rivergrad.data.clouds import numbers_from
from rivergrad.data.dataset import Array, DataSet, Labels, accuracy, with_labels
from rivergrad.data.features import FEATURES, features_of
from rivergrad.data.loading import Wanted, load, usual_data
from rivergrad.data.planar import PLANAR, REGRESSION
from rivergrad.data.random import SeededRandom

__all__ = [
    "FEATURES",
    "PLANAR",
    "REGRESSION",
    "Array",
    "DataSet",
    "Labels",
    "SeededRandom",
    "Wanted",
    "accuracy",
    "features_of",
    "load",
    "numbers_from",
    "usual_data",
    "with_labels",
]
