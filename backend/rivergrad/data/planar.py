"""The six data sets of TensorFlow Playground: points of the plane, drawn in its order.

Source: src/dataset.ts of tensorflow/playground. Each function draws all points from a stream;
labels are −1 and +1 for classification, and numbers between them for regression. `noise` is a
fraction of 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from rivergrad.data.random import SeededRandom

Point = tuple[float, float, float]
"""x, y and label."""

CLASSIFICATION_POINTS = 500
REGRESSION_POINTS = 1200
_BUMPS = ((-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1))


def circle(random: SeededRandom, noise: float) -> list[Point]:
    """A disk of radius 2.5 within a ring from 3.5 to 5."""
    disk = [_on_circle(random, noise, 0.0, 2.5) for _ in range(CLASSIFICATION_POINTS // 2)]
    return disk + [_on_circle(random, noise, 3.5, 5.0) for _ in range(CLASSIFICATION_POINTS // 2)]


def _on_circle(random: SeededRandom, noise: float, low: float, high: float) -> Point:
    r = random.uniform(low, high)
    angle = random.uniform(0.0, 2.0 * math.pi)
    x, y = r * math.sin(angle), r * math.cos(angle)
    dx, dy = random.uniform(-5.0, 5.0) * noise, random.uniform(-5.0, 5.0) * noise
    return x, y, 1.0 if _distance(x + dx, y + dy) < 2.5 else -1.0


def xor(random: SeededRandom, noise: float) -> list[Point]:
    """Four squares, of which those on a diagonal are alike."""
    return [_in_squares(random, noise) for _ in range(CLASSIFICATION_POINTS)]


def _in_squares(random: SeededRandom, noise: float) -> Point:
    x, y = _padded(random.uniform(-5.0, 5.0)), _padded(random.uniform(-5.0, 5.0))
    dx, dy = random.uniform(-5.0, 5.0) * noise, random.uniform(-5.0, 5.0) * noise
    return x, y, 1.0 if (x + dx) * (y + dy) >= 0.0 else -1.0


def _padded(x: float) -> float:
    return x + (0.3 if x > 0.0 else -0.3)


def gauss(random: SeededRandom, noise: float) -> list[Point]:
    """Two clouds, at (2, 2) and (−2, −2)."""
    part = noise / 0.5
    variance = 0.5 * (1.0 - part) + 4.0 * part
    return [
        (random.normal(centre, variance), random.normal(centre, variance), label)
        for centre, label in ((2.0, 1.0), (-2.0, -1.0))
        for _ in range(CLASSIFICATION_POINTS // 2)
    ]


def spiral(random: SeededRandom, noise: float) -> list[Point]:
    """Two arms that wind around each other."""
    count = CLASSIFICATION_POINTS // 2
    return [
        _on_arm(random, noise, i, count, (turn, label))
        for turn, label in ((0.0, 1.0), (math.pi, -1.0))
        for i in range(count)
    ]


def _on_arm(
    random: SeededRandom, noise: float, i: int, count: int, arm: tuple[float, float]
) -> Point:
    turn, label = arm
    r, t = i / count * 5.0, 1.75 * i / count * 2.0 * math.pi + turn
    x = r * math.sin(t) + random.uniform(-1.0, 1.0) * noise
    return x, r * math.cos(t) + random.uniform(-1.0, 1.0) * noise, label


def plane(random: SeededRandom, noise: float) -> list[Point]:
    """The number (x + y) / 10."""
    return _regression(random, noise, lambda x, y: (x + y) / 10.0)


def bumps(random: SeededRandom, noise: float) -> list[Point]:
    """The nearest of six cones, three up and three down."""
    return _regression(random, noise, _bump)


def _regression(
    random: SeededRandom, noise: float, label: Callable[[float, float], float]
) -> list[Point]:
    points = []
    for _ in range(REGRESSION_POINTS):
        x, y = random.uniform(-6.0, 6.0), random.uniform(-6.0, 6.0)
        dx, dy = random.uniform(-6.0, 6.0) * noise, random.uniform(-6.0, 6.0) * noise
        points.append((x, y, label(x + dx, y + dy)))
    return points


def _bump(x: float, y: float) -> float:
    label = 0.0
    for cx, cy, sign in _BUMPS:
        height = sign * max(0.0, min(1.0, 1.0 - _distance(x - cx, y - cy) / 2.0))
        if abs(height) > abs(label):
            label = height
    return label


def _distance(x: float, y: float) -> float:
    return math.sqrt(x * x + y * y)


PLANAR: dict[str, Callable[[SeededRandom, float], list[Point]]] = {
    "circle": circle,
    "xor": xor,
    "gauss": gauss,
    "spiral": spiral,
    "reg-plane": plane,
    "reg-gauss": bumps,
}
REGRESSION = ("reg-plane", "reg-gauss")


def shuffled(points: list[Point], random: SeededRandom) -> list[Point]:
    """Fisher and Yates, from the end."""
    result = points.copy()
    for last in range(len(result) - 1, -1, -1):
        chosen = random.below(last + 1)
        result[last], result[chosen] = result[chosen], result[last]
    return result
