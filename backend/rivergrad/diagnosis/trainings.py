"""The doctor's round over a training: its curve, and the network at many examples after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from rivergrad.diagnosis.doctor import diagnose
from rivergrad.diagnosis.finding import Finding, Severity, short
from rivergrad.limits import DEFAULT_LIMITS, Limits
from rivergrad.networks.writing import in_arrays, program_of
from rivergrad.program import Program
from rivergrad.tape import lay_flat, run
from rivergrad.trace import Trace
from rivergrad.training import Trainer
from rivergrad.training.statistics import norm
from rivergrad.training.trainer import Score

_EXAMPLES = 200
_LONG_ENOUGH = 10
_STUCK, _SMALL_LOSS = 1e-3, 1e-2
_TINY = 1e-4
_RISEN, _RISES, _RISE = 1.5, 0.3, 1.05


class Checkup(NamedTuple):
    """The findings, whose nodes are those of `program`, and the training loss of each epoch."""

    findings: list[Finding]
    program: Program
    losses: list[float]


def diagnose_training(
    trainer: Trainer, epochs: int = _LONG_ENOUGH, limits: Limits = DEFAULT_LIMITS
) -> Checkup:
    """Trains on for some epochs and says what is wrong. Raises TimeLimitError at the limit."""
    deadline = limits.deadline()
    scores = [trainer.score()]
    found = _at_examples(trainer, limits)
    for _ in range(epochs):
        while not trainer.finish_epoch(deadline):
            limits.check_time(deadline)
        scores.append(trainer.score())
        if not np.isfinite(scores[-1].loss):
            break
    for name, finding in _at_examples(trainer, limits).items():
        found.setdefault(name, finding)
    program = program_of(trainer.network, limits=limits)
    at_output = nodes_named(program, ["loss"])
    curve = [f._replace(nodes=at_output) for f in _of_curve(trainer, scores)]
    return Checkup([*curve, *_shown_in(program, found)], program, [s.loss for s in scores])


_Key = tuple[str, tuple[str, ...]]
"""A disease, and the names of the nodes that have it."""


def _at_examples(trainer: Trainer, limits: Limits) -> dict[_Key, Finding]:
    """The findings of the network with its weights of now, at many examples."""
    trace = _trace(trainer, limits)
    nodes = trace.program.nodes
    found = diagnose(trace)
    return {(f.disease, tuple(nodes[n].name or "loss" for n in f.nodes)): f for f in found}


def _trace(trainer: Trainer, limits: Limits) -> Trace:
    model, (x, y) = trainer.model, trainer.data.train
    written = in_arrays(trainer.network, limits=limits, use="evaluate")
    examples = {"X": x[:_EXAMPLES].astype(float), "y": y[:_EXAMPLES]}
    given = {written.settable[name]: array for name, array in examples.items()}
    tape = lay_flat(written.program)
    tape = tape._replace(values=[given.get(i, value) for i, value in enumerate(tape.values)])
    arrays = {**model.weights, **model.statistics}
    inputs = {name: arrays[name].copy() for name in written.program.inputs}
    numbers = run(tape, inputs, 1.0, limits)
    return Trace(written.program, tape, numbers, inputs, {}, 1.0)


def _shown_in(program: Program, found: Mapping[_Key, Finding]) -> Iterator[Finding]:
    """The findings with the nodes of the program that is shown, which may have other ones."""
    for (_, names), finding in found.items():
        yield finding._replace(nodes=nodes_named(program, names))


def nodes_named(program: Program, names: Sequence[str]) -> tuple[int, ...]:
    """The nodes of these names; in neurons, all that an array has become: a1_1, a1_2, … of a1."""
    heads = tuple(f"{name[0].lower()}{name[1:]}_" for name in names)
    return tuple(
        index
        for index, node in enumerate(program.nodes)
        if node.name is not None and (node.name in names or node.name.startswith(heads))
    )


def _of_curve(trainer: Trainer, scores: Sequence[Score]) -> Iterator[Finding]:
    losses = [score.loss for score in scores]
    yield from _too_fast(trainer, losses)
    yield from _stuck(trainer, scores)


def _too_fast(trainer: Trainer, losses: list[float]) -> Iterator[Finding]:
    """The loss leaps up again and again, or for good."""
    pairs = list(pairwise(losses))
    rises = sum(1 for before, after in pairs if not after <= _RISE * before)
    grown = not losses[-1] <= _RISEN * losses[0]
    if not (grown or (len(pairs) >= _LONG_ENOUGH and rises > _RISES * len(pairs))):
        return
    rate = trainer.optimizer.learning_rate
    how = (
        f"went from {short(losses[0])} to {short(losses[-1])}"
        if grown
        else f"rose in {rises} of {len(pairs)} epochs"
    )
    cause = f"steps of {rate:g} times the gradient leap over the valley: the loss {how}"
    advice = f"try a learning rate of {rate / 10:g}"
    numbers = {"learning_rate": rate, "first_loss": losses[0], "last_loss": losses[-1]}
    severity: Severity = "error" if grown else "warning"
    yield Finding(
        "learning_rate_too_high", severity, (), cause, advice, {**numbers, "rises": rises}
    )


def _stuck(trainer: Trainer, scores: Sequence[Score]) -> Iterator[Finding]:
    """The loss does not move, and is not small."""
    losses = np.array([score.loss for score in scores])
    if len(losses) <= _LONG_ENOUGH or not np.isfinite(losses).all() or losses[-1] < _SMALL_LOSS:
        return
    change = float((losses.max() - losses.min()) / losses.max())
    if change > _STUCK:
        return
    rate = trainer.optimizer.learning_rate
    gradient = norm(list(trainer.gradients.values()))
    tiny = gradient < _TINY
    why = (
        f"the gradient is as small as {short(gradient)}" if tiny else f"steps of {rate:g} are tiny"
    )
    cause = f"in {len(losses) - 1} epochs the loss moved by {change:.2%} only: {why}"
    advice = "see what shuts the gradient off" if tiny else f"try a learning rate of {rate * 10:g}"
    numbers = {"change": change, "gradient_norm": gradient, "learning_rate": rate}
    yield Finding("stuck_loss", "warning", (), cause, advice, numbers)
