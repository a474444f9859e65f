"""Gauss–Legendre quadrature on [0, 1], the same to the last bit on every machine."""

import math
from decimal import Decimal, localcontext
from functools import cache

_DIGITS = 40


@cache
def gauss_legendre(points: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """(abscissas, weights), both of length `points`; exact for polynomials up to degree 2 * points - 1.

    NumPy's come from LAPACK, whose last bits depend on the processor; these are reckoned with 40 decimal digits and
    rounded once. Abramowitz and Stegun, 25.4.30, with Newton's method for the zeros of the Legendre polynomial.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        pairs = [_point(points, index) for index in range(points)]
    return tuple(float(t) for t, _ in pairs), tuple(float(w) for _, w in pairs)


def _point(points: int, index: int) -> tuple[Decimal, Decimal]:
    zero = Decimal(-math.cos(math.pi * (index + 0.75) / (points + 0.5)))
    while True:
        value, slope = _legendre(points, zero)
        step = value / slope
        zero -= step
        # Newton doubles the digits that are right: the next step would change nothing that is kept.
        if abs(step) < Decimal(10) ** (-_DIGITS // 2):
            break
    _, slope = _legendre(points, zero)
    return (zero + 1) / 2, 1 / ((1 - zero * zero) * slope * slope)


def _legendre(degree: int, x: Decimal) -> tuple[Decimal, Decimal]:
    """The Legendre polynomial at x and its slope there."""
    before, value = Decimal(1), x
    for k in range(2, degree + 1):
        before, value = value, ((2 * k - 1) * x * value - (k - 1) * before) / k
    return value, degree * (x * value - before) / (x * x - 1)
