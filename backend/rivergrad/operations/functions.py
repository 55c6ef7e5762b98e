"""Elementary functions of floats, numpy arrays and terms alike: the words that rules are made of.

Floats go to `math`, which is ten times as fast on them as numpy. Where `math` refuses (log of 0,
exp of 1000) its exception reaches the tape, which computes that one operation again by IEEE rules.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from rivergrad.operations.term import COMPARISONS, Term, call

Value = Any  # a float, a float64 array, or a Term


def _elementary(
    name: str, of_float: Callable[[float], float], of_array: Callable[[Any], Any]
) -> Callable[[Value], Value]:
    def apply(x: Value) -> Value:
        if type(x) is float:
            return of_float(x)
        return call(name, x) if isinstance(x, Term) else of_array(x)

    apply.__name__ = apply.__qualname__ = name
    return apply


_erf_of_array = np.frompyfunc(math.erf, 1, 1)
_erfc_of_array = np.frompyfunc(math.erfc, 1, 1)

exp = _elementary("exp", math.exp, np.exp)
log = _elementary("log", math.log, np.log)
expm1 = _elementary("expm1", math.expm1, np.expm1)
log2 = _elementary("log2", math.log2, np.log2)
log10 = _elementary("log10", math.log10, np.log10)
log1p = _elementary("log1p", math.log1p, np.log1p)
sqrt = _elementary("sqrt", math.sqrt, np.sqrt)
sin = _elementary("sin", math.sin, np.sin)
cos = _elementary("cos", math.cos, np.cos)
tan = _elementary("tan", math.tan, np.tan)
arcsin = _elementary("arcsin", math.asin, np.arcsin)
arccos = _elementary("arccos", math.acos, np.arccos)
arctan = _elementary("arctan", math.atan, np.arctan)
sinh = _elementary("sinh", math.sinh, np.sinh)
cosh = _elementary("cosh", math.cosh, np.cosh)
arcsinh = _elementary("arcsinh", math.asinh, np.arcsinh)
arccosh = _elementary("arccosh", math.acosh, np.arccosh)
arctanh = _elementary("arctanh", math.atanh, np.arctanh)
floor = _elementary("floor", lambda x: float(np.floor(x)), np.floor)
tanh = _elementary("tanh", math.tanh, np.tanh)
absolute = _elementary("abs", abs, np.abs)
erf = _elementary("erf", math.erf, lambda x: np.asarray(_erf_of_array(x), dtype=float))
erfc = _elementary("erfc", math.erfc, lambda x: np.asarray(_erfc_of_array(x), dtype=float))
sign = _elementary("sign", lambda x: x if x != x else float((x > 0) - (x < 0)), np.sign)


def power(x: Value, y: Value) -> Value:
    """x raised to y. A negative base with a fractional exponent is NaN, never complex."""
    if type(x) is float and type(y) is float:
        return math.pow(x, y)
    if isinstance(x, Term) or isinstance(y, Term):
        return x**y
    if isinstance(y, float) and y == 1.0:
        return x  # as in the local gradient of a square, where arrays are large
    return np.power(x, y)


def power_slope(x: Value, y: Value) -> Value:
    """The derivative of x**y by x: y · x**(y − 1), and 0 where y is 0, also at x = 0."""
    if type(x) is float and type(y) is float:
        return y * math.pow(x, y - 1.0) if y != 0.0 else 0.0
    if isinstance(x, Term) or isinstance(y, Term):
        return y * power(x, y - 1.0)
    if isinstance(y, float):
        return y * power(x, y - 1.0) if y != 0.0 else 0.0
    return weighted(y, power(x, y - 1.0))


def weighted(weight: Value, factor: Value) -> Value:
    """weight · factor, and 0 where the weight is 0 though the factor may be infinite."""
    return np.where(np.equal(weight, 0.0), 0.0, np.multiply(weight, factor))


def times_log(weight: Value, x: Value) -> Value:
    """weight · log(x), and 0 where the weight is 0: its limit, also at x = 0."""
    if isinstance(weight, Term) or isinstance(x, Term):
        return weight * log(x)
    if type(weight) is float and type(x) is float:
        return 0.0 if weight == 0.0 else weight * math.log(x)
    return weighted(weight, np.log(x))


def arctan2(y: Value, x: Value) -> Value:
    """The angle of the point (x, y)."""
    return math.atan2(y, x) if type(x) is float is type(y) else np.arctan2(y, x)


def squared(x: Value) -> Value:
    """x times itself, which a reader sees as a power."""
    return x**2.0 if isinstance(x, Term) else x * x


def sigmoid(x: Value) -> Value:
    """1 / (1 + exp(−x)), without overflow for any x."""
    if type(x) is float:
        if x >= 0:
            return 1.0 / (1.0 + math.exp(-x))
        power_of_e = math.exp(x)
        return power_of_e / (1.0 + power_of_e)
    if isinstance(x, Term):
        return call("sigmoid", x)
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1.0 + small)


def softplus(x: Value) -> Value:
    """log(1 + exp(x)) as max(x, 0) + log(1 + exp(−|x|)), which neither overflows nor cancels."""
    if isinstance(x, Term):
        return call("softplus", x)
    return maximum(x, 0.0) + log1p(exp(-absolute(x)))


def where(condition: Value, x: Value, y: Value) -> Value:
    """x where the condition holds, else y."""
    if type(condition) in (float, bool):
        return x if condition else y
    if isinstance(condition, Term):
        return call("where", condition, x, y)
    return np.where(condition, x, y)


def maximum(x: Value, y: Value) -> Value:
    """The larger of two; NaN when either is NaN."""
    if type(x) is float and type(y) is float:
        return x if x >= y or x != x else y
    return call("max", x, y) if isinstance(x, Term) or isinstance(y, Term) else np.maximum(x, y)


def minimum(x: Value, y: Value) -> Value:
    """The smaller of two; NaN when either is NaN."""
    if type(x) is float and type(y) is float:
        return x if x <= y or x != x else y
    return call("min", x, y) if isinstance(x, Term) or isinstance(y, Term) else np.minimum(x, y)


def _comparison(name: str, compare: Callable[[Any, Any], Any]) -> Callable[[Value, Value], Value]:
    def apply(x: Value, y: Value) -> Value:
        if isinstance(x, Term) or isinstance(y, Term):
            return Term(
                name,
                x if isinstance(x, Term) else Term("number", x),
                y if isinstance(y, Term) else Term("number", y),
            )
        result = compare(x, y)
        return float(result) if isinstance(result, (bool, np.bool_)) else result.astype(float)

    apply.__name__ = apply.__qualname__ = name
    return apply


less = _comparison("less", lambda x, y: x < y)
less_equal = _comparison("less_equal", lambda x, y: x <= y)
greater = _comparison("greater", lambda x, y: x > y)
greater_equal = _comparison("greater_equal", lambda x, y: x >= y)
equal = _comparison("equal", lambda x, y: x == y)
not_equal = _comparison("not_equal", lambda x, y: x != y)

assert {
    less.__name__,
    less_equal.__name__,
    greater.__name__,
    greater_equal.__name__,
    equal.__name__,
    not_equal.__name__,
} == set(COMPARISONS)
