"""Numbers, names and options in few characters."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

_SUBSCRIPT = re.compile(r"^([^\W\d_]+?)_?(\d+|(?<=_)\w+)$")
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def short_number(value: float) -> str:
    """Four significant digits, as a reader wants them in the middle of a sentence."""
    if not math.isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    if is_scientific(value):
        mantissa, exponent = f"{value:.3e}".split("e")
        return f"{_trimmed(mantissa)}e{int(exponent)}"
    return _trimmed(f"{value:.4g}" if abs(value) < 9999.5 else f"{value:.0f}")


def is_scientific(value: float) -> bool:
    """Whether a number is so small or large that it is written with a power of ten."""
    return value != 0 and not 1e-4 <= abs(value) < 1e6 and math.isfinite(value)


@lru_cache(maxsize=16384)
def spoken_number(value: float) -> str:
    """A number for a sentence: −2, 1.5·10⁻⁷, ∞."""
    text = short_number(value).replace("Infinity", "∞")
    mantissa, _, exponent = text.partition("e")
    power = f"·10{exponent.translate(_RAISED)}" if exponent else ""
    return f"{mantissa.replace('-', '−')}{power}"


def subscript(number: int) -> str:
    """A number in subscript digits."""
    return str(number).translate(_LOWERED)


def _trimmed(text: str) -> str:
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def split_name(text: str) -> tuple[str, str]:
    """A name and its subscript: `w_0` and `t12` have one, `num` and `lambda_` have none."""
    text = text.rstrip("_") or text
    match = _SUBSCRIPT.match(text)
    return (match[1], match[2]) if match else (text, "")


def option(value: Any) -> str:
    """The value of an option as one types it."""
    if isinstance(value, (tuple, list)):
        inner = ", ".join(map(option, value))
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, slice):
        parts = ["" if p is None else str(p) for p in (value.start, value.stop, value.step)]
        return ":".join(parts if parts[2] else parts[:2])
    return "..." if value is ... else str(value)


def readable(options: dict[str, Any]) -> dict[str, str]:
    """Options for a template, in which a tuple, the key of an index, has no parentheses."""
    return {
        name: ", ".join(map(option, value)) if isinstance(value, tuple) else option(value)
        for name, value in options.items()
    }
