"""The random numbers of TensorFlow Playground: ARC4 keyed by a string, as seedrandom 2.4 does it.

Source: David Bau, seedrandom.js 2.4 (https://github.com/davidbau/seedrandom). The numbers are equal
bit for bit, so that a network with the same seed starts and learns alike.
"""

from __future__ import annotations

import math

_WIDTH = 256
_START = 256.0**6
_SIGNIFICANCE = 2.0**52
_OVERFLOW = 2.0**53


class SeededRandom:
    """A stream of random numbers from a string."""

    __slots__ = ("_i", "_j", "_state")

    def __init__(self, seed: str) -> None:
        self._state = _scheduled(_key(seed))
        self._i = self._j = 0
        self._bytes(_WIDTH)  # the first bytes of ARC4 are not random enough

    def copy(self) -> SeededRandom:
        """A stream that goes on from here on its own."""
        other = object.__new__(SeededRandom)
        other._state, other._i, other._j = self._state.copy(), self._i, self._j
        return other

    def uniform(self, low: float = 0.0, high: float = 1.0) -> float:
        """The next number of the interval [low, high)."""
        return self._fraction() * (high - low) + low

    def normal(self, mean: float, variance: float) -> float:
        """The next normal number, by the polar method (Marsaglia 1962), its second value unused."""
        while True:
            v1, v2 = 2.0 * self._fraction() - 1.0, 2.0 * self._fraction() - 1.0
            s = v1 * v1 + v2 * v2
            if 0.0 < s <= 1.0:
                return mean + math.sqrt(variance) * (math.sqrt(-2.0 * math.log(s) / s) * v1)

    def below(self, count: int) -> int:
        """The next whole number from 0 to count − 1."""
        return int(self._fraction() * count)

    def _fraction(self) -> float:
        """A float64 with all 53 bits of its significand random."""
        numerator, denominator, last = float(self._bytes(6)), _START, 0
        while numerator < _SIGNIFICANCE:
            numerator = (numerator + last) * _WIDTH
            denominator *= _WIDTH
            last = self._bytes(1)
        while numerator >= _OVERFLOW:
            numerator /= 2.0
            denominator /= 2.0
            last >>= 1
        return (numerator + last) / denominator

    def _bytes(self, count: int) -> int:
        """The next `count` bytes of the stream as one number."""
        state, i, j, result = self._state, self._i, self._j, 0
        for _ in range(count):
            i = (i + 1) & 255
            t = state[i]
            j = (j + t) & 255
            s = state[i] = state[j]
            state[j] = t
            result = result << 8 | state[(s + t) & 255]
        self._i, self._j = i, j
        return result


def _key(seed: str) -> list[int]:
    """Up to 256 bytes that every UTF-16 unit of the seed is mixed into."""
    key: list[int] = []
    smear = 0
    units = seed.encode("utf-16-le", "surrogatepass")
    for position in range(len(units) // 2):
        unit = units[2 * position] | units[2 * position + 1] << 8
        slot = position & 255
        if slot < len(key):
            smear ^= key[slot] * 19
            key[slot] = (smear + unit) & 255
        else:
            key.append((smear + unit) & 255)
    return key or [0]


def _scheduled(key: list[int]) -> list[int]:
    """The key schedule of ARC4."""
    state = list(range(_WIDTH))
    j = 0
    for i in range(_WIDTH):
        t = state[i]
        j = (j + key[i % len(key)] + t) & 255
        state[i] = state[j]
        state[j] = t
    return state
