"""What the curve of a training's loss tells, and what it is to be put down to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from rivergrad.diagnosis.finding import Finding, Severity
from rivergrad.diagnosis.trial import Trial
from rivergrad.errors import RivergradError
from rivergrad.formula import spoken_number
from rivergrad.trace import Trace, retrace
from rivergrad.training.statistics import norm

_LONG_ENOUGH = 10
_STUCK, _SMALL_LOSS, _LEARNED = 1e-3, 1e-2, 0.9
_TINY, _FAINT = 1e-4, 1e-3
_RISEN, _RISES, _RISE = 1.5, 0.3, 1.05
_SLIGHT, _FALLING = 0.05, 0.8
_SHRUNK = 0.1
_EXPLAINING = (
    "symmetric_weights",
    "cut_path",
    "dead_relu",
    "saturated",
    "vanishing_gradient",
    "exploding_gradient",
    "nan",
)


def of_curve(trial: Trial, found: Sequence[Finding]) -> list[Finding]:
    """The findings of the curve. found: those of the network, one of which may explain that the
    loss does not move."""
    for look in (_penalty, _too_fast):
        findings = list(look(trial))
        if findings:
            return findings
    if any(f.disease in _EXPLAINING and f.severity != "info" for f in found):
        return []
    return list(_stuck(trial))


def _penalty(trial: Trial) -> Iterator[Finding]:
    """A penalty that throws the weights across 0, or takes them there though it is not wanted."""
    settings, rate = trial.trainer.spec.training, trial.trainer.optimizer.learning_rate
    kind, factor = settings.regularization, settings.regularization_rate
    before, after = (_penalised(trial.weights(trace)) for trace in (trial.start, trial.end))
    if kind == "none" or rate * factor == 0.0 or not before:
        return
    numbers = {"learning_rate": rate, "regularization_rate": factor, "weights": norm(before)}
    advice = f"try a {kind} rate of {factor / 100:g}"
    severity: Severity = "warning"
    if kind == "L2" and rate * factor >= 1.0:
        cause = (
            f"the L2 penalty multiplies each weight by 1 − {spoken_number(rate)} · "
            f"{spoken_number(factor)} = {spoken_number(1.0 - rate * factor)} at every step: "
            "it leaps across 0"
        )
        severity = "error" if rate * factor >= 2.0 else "warning"
    elif _shrunk(before, after) and not _has_learned(trial):
        penalty, gradient = _parts(trial, kind, factor)
        if penalty <= gradient:
            return
        numbers.update(penalty=penalty, gradient=gradient)
        said = spoken_number(rate)
        cause = (
            f"the {kind} penalty takes the weights to 0: at first its part of a step was "
            f"{spoken_number(penalty)} · {said} beside {spoken_number(gradient)} · {said} "
            "of the gradient"
        )
    else:
        return
    inputs = trial.end.program.inputs
    nodes = tuple(
        inputs[name] for name, array in trial.weights(trial.end).items() if array.ndim > 1
    )
    yield Finding("penalty_too_high", severity, nodes, cause, advice, numbers)


def _penalised(weights: dict[str, Any]) -> list[Any]:
    """Biases are not penalised."""
    return [array for array in weights.values() if array.ndim > 1]


def _shrunk(before: list[Any], after: list[Any]) -> bool:
    return norm(after) < _SHRUNK * norm(before)


def _parts(trial: Trial, kind: str, factor: float) -> tuple[float, float]:
    """How long the penalty's and the gradient's parts of the first step are, without its rate."""
    weights = _penalised(trial.weights(trial.start))
    slope = [np.sign(w) for w in weights] if kind == "L1" else weights
    gradients = trial.start.gradients
    steepness = norm(_penalised({name: gradients[name] for name in trial.trainer.model.weights}))
    return factor * norm(slope), steepness


def _usual_loss(trial: Trial) -> float:
    """The loss of the best prediction that is the same for all examples."""
    targets, loss = trial.trainer.data.train[1].astype(float), trial.trainer.network.loss
    means = np.mean(targets, axis=0)
    if loss == "cross_entropy":
        return -float(np.sum(means * np.log(np.maximum(means, 1e-12))))
    if loss == "bce":
        p = np.clip(means, 1e-12, 1.0 - 1e-12)
        return -float(np.mean(means * np.log(p) + (1.0 - means) * np.log(1.0 - p)))
    squares = np.var(targets, axis=0)
    return float(0.5 * np.sum(squares) if loss == "half_squared" else np.mean(squares))


def _has_learned(trial: Trial) -> bool:
    return trial.losses[-1] < _LEARNED * _usual_loss(trial)


def _too_fast(trial: Trial) -> Iterator[Finding]:
    """The loss leaps up again and again, or for good."""
    losses, rate = trial.losses, trial.trainer.optimizer.learning_rate
    if rate == 0.0:
        return
    pairs = list(pairwise(losses))
    slight = _SLIGHT * _usual_loss(trial)
    rises = sum(1 for before, after in pairs if not after <= _RISE * before + slight)
    grown = trial.broken is not None or not losses[-1] <= _RISEN * losses[0] + slight
    leaps = len(pairs) >= _LONG_ENOUGH and rises > _RISES * len(pairs) and not _falls(losses)
    if not (grown or leaps):
        return
    how = f"rose in {rises} of {len(pairs)} epochs"
    if grown:
        how = f"went from {spoken_number(losses[0])} to {spoken_number(losses[-1])}"
    cause = f"steps of {rate:g} times the gradient leap over the valley: the loss {how}"
    advice = f"try a learning rate of {_better_rate(trial):g}"
    numbers = {"learning_rate": rate, "first_loss": losses[0], "last_loss": losses[-1]}
    severity: Severity = "error" if grown else "warning"
    numbers["rises"] = rises
    yield Finding("learning_rate_too_high", severity, _loss(trial), cause, advice, numbers)


def _falls(losses: Sequence[float]) -> bool:
    """Whether it becomes smaller on the whole."""
    half = len(losses) // 2
    return bool(np.mean(losses[half:]) < _FALLING * np.mean(losses[:half]))


def _loss(trial: Trial) -> tuple[int]:
    return (trial.end.program.output,)


def _better_rate(trial: Trial) -> float:
    """A tenth, or less where the valley is so narrow: gᵀg / gᵀHg is the step to the bottom of a
    parabola along the gradient g, with Hg from a second gradient close by."""
    tenth = trial.trainer.optimizer.learning_rate / 10
    if trial.trainer.spec.training.optimizer == "adam":
        return tenth
    weights, gradients = trial.weights(trial.start), trial.start.gradients
    steepness = norm([gradients[name] for name in weights])
    if not 0.0 < steepness < np.inf:
        return tenth
    small = 1e-4 * (norm(list(weights.values())) or 1.0) / steepness
    near = _moved(trial.start, {n: w - small * gradients[n] for n, w in weights.items()})
    if near is None:
        return tenth
    nearby = near.gradients
    fallen = sum(float(np.vdot(gradients[n], gradients[n] - nearby[n])) for n in weights)
    bottom = small * steepness**2 / fallen if fallen > 0.0 else np.inf
    return min(tenth, _rounded_down(bottom))


def _moved(trace: Trace, weights: dict[str, Any]) -> Trace | None:
    try:
        return retrace(trace, weights)
    except RivergradError:
        return None


def _rounded_down(number: float) -> float:
    """To one digit."""
    if not 0.0 < number < np.inf:
        return number
    unit = 10.0 ** np.floor(np.log10(number))
    return float(np.floor(number / unit) * unit)


def _stuck(trial: Trial) -> Iterator[Finding]:
    """The loss does not move, and is not small."""
    losses = np.array(trial.losses)
    if len(losses) <= _LONG_ENOUGH or not np.isfinite(losses).all() or losses[-1] < _SMALL_LOSS:
        return
    change = float((losses.max() - losses.min()) / losses.max())
    if change > _STUCK:
        return
    told = _why_stuck(trial)
    if told is None:
        return
    severity, why, advice, numbers = told
    cause = f"in {len(losses) - 1} epochs the loss moved by {change:.2%} only: {why}"
    yield Finding(
        "stuck_loss", severity, _loss(trial), cause, advice, {"change": change, **numbers}
    )


def _why_stuck(trial: Trial) -> tuple[Severity, str, str, dict[str, float]] | None:
    """None where it stands because it has arrived."""
    weights, rate = trial.weights(trial.end), trial.trainer.optimizer.learning_rate
    gradients = trial.end.gradients
    gradient = norm([gradients[name] for name in weights])
    part = trial.path / (norm(list(weights.values())) or 1.0)
    numbers = {"gradient_norm": gradient, "learning_rate": rate, "moved": part}
    if rate == 0.0:
        return "warning", "the learning rate is 0", "set one, such as 0.03", numbers
    spread = float(np.std(trial.trainer.data.train[0]))
    if spread < _FAINT:
        only = spoken_number(spread)
        why = f"the inputs spread by {only} only, so that the weights hardly matter"
        return "warning", why, "scale the inputs to about 1", numbers
    if gradient >= _TINY and part < _STUCK:
        step = f"{spoken_number(rate)} times a gradient of {spoken_number(gradient)}"
        why = f"steps of {step} are tiny beside the weights"
        return "warning", why, f"try a learning rate of {rate * 10:g}", numbers
    if _has_learned(trial):
        return None
    why = "the gradients of the batches cancel each other"
    if gradient < _TINY:
        why = f"the gradient is as small as {spoken_number(gradient)} though nothing shuts it off"
    advice = "use more units, layers or features, or train on: it may be a plateau"
    return "info", f"{why}: close by nothing is better", advice, numbers
