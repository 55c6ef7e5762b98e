"""Regularizers of Keras: one for all weights is ours; its L2 adds λ·Σw², whose slope is 2λ·w."""

from __future__ import annotations

from typing import Any

from rivergrad.networks.foreign import ForeignModel, Options, UnmappedError, shown
from rivergrad.networks.keras.options import short

_OF_KIND = {
    "Dense": ("kernel_regularizer",),
    "Conv2D": ("kernel_regularizer",),
    "SimpleRNN": ("kernel_regularizer", "recurrent_regularizer"),
}
_USUAL = 0.01

Penalty = tuple[str, float] | None


class Penalties:
    """Collects the penalty of each weight array."""

    def __init__(self) -> None:
        self.found: list[tuple[str, Penalty]] = []

    def note(self, kind: str, title: str, options: Options) -> None:
        """Those of a layer. Raises UnmappedError for another than L1 or L2."""
        for option in _OF_KIND.get(kind, ()):
            self.found.append((f"{title}: {option}", _penalty(option, options.get(option))))

    def training(self, model: ForeignModel) -> dict[str, Any]:
        """The settings that they mean; mixed ones are named to the model."""
        different = list({penalty: where for where, penalty in reversed(self.found)}.items())
        if len(different) > 1:
            said = ", ".join(f"{where} is {_text(penalty)}" for penalty, where in different[::-1])
            model.problem(f"{said}: it must be one for all weights", "give all layers the same")
        if not different or different[0][0] is None:
            return {}
        kind, rate = different[0][0]
        return {"training": {"regularization": kind, "regularization_rate": rate}}


def _penalty(option: str, said: Any) -> Penalty:
    if said is None:
        return None
    if isinstance(said, str):
        said = {"class_name": said.upper(), "config": {said.lower(): _USUAL}}
    rates = said.get("config") or {}
    if str(said.get("class_name")).upper() not in ("L1", "L2", "L1L2"):
        raise UnmappedError(f"{option} is {shown(said.get('class_name'))}, but must be L1 or L2")
    l1, l2 = (short(rates.get(name) or 0.0) for name in ("l1", "l2"))
    if l1 and l2:
        raise UnmappedError(f"{option} is L1 and L2 at once, but must be one of them")
    if not l1 and not l2:
        return None
    return ("L1", l1) if l1 else ("L2", short(2.0 * l2))


def _text(penalty: Penalty) -> str:
    if penalty is None:
        return "none"
    kind, rate = penalty
    return f"{kind} {rate if kind == 'L1' else rate / 2:g}"
