"""The doctor: what is wrong with a gradient, where, why, and what helps."""

from __future__ import annotations

from rivergrad.diagnosis.doctor import diagnose
from rivergrad.diagnosis.finding import Disease, Finding, Severity
from rivergrad.diagnosis.trainings import Checkup, diagnose_training

__all__ = ["Checkup", "Disease", "Finding", "Severity", "diagnose", "diagnose_training"]
