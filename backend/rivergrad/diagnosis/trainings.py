"""The doctor's round over a training: its curve, and the network at many examples after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rivergrad.diagnosis.anatomy import Anatomy
from rivergrad.diagnosis.broken import broken
from rivergrad.diagnosis.curves import of_curve
from rivergrad.diagnosis.doctor import diagnose
from rivergrad.diagnosis.finding import Finding
from rivergrad.diagnosis.trial import Broken, tried
from rivergrad.diagnosis.units import unit_of
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.networks.writing import program_of
from rivergrad.program import Program
from rivergrad.training import Trainer

_EPOCHS = 10


class Checkup(NamedTuple):
    """The findings, whose nodes are those of `program`, and the training loss of each epoch."""

    findings: list[Finding]
    program: Program
    losses: list[float]


def diagnose_training(
    trainer: Trainer, epochs: int = _EPOCHS, limits: Limits = DEFAULT_LIMITS
) -> Checkup:
    """Trains on for some epochs and says what is wrong: with the network as it is then, or where
    the training broke, with that step and with the network before. Raises TimeLimitError at the
    limit."""
    trial = tried(trainer, epochs, limits)
    before = diagnose(trial.start)
    found = before if trial.broken else _after(before, diagnose(trial.end))
    curve = of_curve(trial, found)
    if any(finding.disease == "penalty_too_high" for finding in curve):
        found = []  # what the penalty has done to the weights is said
    program, computed = program_of(trainer.network, limits=limits), trial.end.program
    shown = [_shown(program, computed, finding) for finding in curve]
    if trial.broken is not None:
        shown += [_shown(program, trial.broken.trace.program, f) for f in _at_step(trial.broken)]
    shown += [_shown(program, computed, finding) for finding in found]
    return Checkup(shown, program, trial.losses)


def _after(before: list[Finding], after: list[Finding]) -> list[Finding]:
    """What is found after the epochs, with what was too large before them where that led there."""
    ill = any(finding.severity != "info" for finding in after)
    had = {(finding.disease, finding.nodes) for finding in before}
    exploding = [f for f in before if f.disease == "exploding_gradient" and ill]
    now = {finding.disease for finding in after}
    return [
        *(finding for finding in exploding if finding.disease not in now),
        *(f if (f.disease, f.nodes) in had else _came(f) for f in after),
    ]


def _came(finding: Finding) -> Finding:
    """A finding about units that were sound before."""
    if finding.disease not in ("dead_relu", "saturated"):
        return finding
    cause = f"{finding.cause}; before these epochs it was not so"
    return finding._replace(cause=cause, advice="lower the learning rate, or scale the data")


def _at_step(step: Broken) -> Iterator[Finding]:
    """The gate at which the first number that is not finite arose."""
    for finding in broken(Anatomy(step.trace)):
        cause = f"in epoch {step.epoch}, batch {step.batch}, {finding.cause}"
        numbers = {**finding.numbers, "epoch": step.epoch, "batch": step.batch}
        yield finding._replace(cause=cause, numbers=numbers)


def _shown(program: Program, computed: Program, finding: Finding) -> Finding:
    """A finding with the nodes of the program that is shown, which may have other ones."""
    found: dict[int, None] = {}
    for node in finding.nodes:
        found.update(dict.fromkeys(nodes_named(program, _named(computed, node), finding.units)))
    return finding._replace(nodes=tuple(found))


def _named(program: Program, node: int) -> str:
    """The name of a node, or of the next one that has a name."""
    names = (entry.name for entry in program.nodes[node:])
    return next((name for name in names if name), "loss")


def nodes_named(program: Program, name: str, units: tuple[int, ...] = ()) -> tuple[int, ...]:
    """The nodes of this name; in neurons, all that an array has become, or these units of it: a1_1,
    a1_2, … of a1."""
    head = f"{name[0].lower()}{name[1:]}_"
    return tuple(
        index
        for index, node in enumerate(program.nodes)
        if node.name == name
        or (
            node.name is not None
            and node.name.startswith(head)
            and (not units or unit_of(node.name) + 1 in units)
        )
    )
