"""The quadrature integrates polynomials exactly."""

import numpy as np
import pytest

from explain.shapley.quadrature import gauss_legendre


@pytest.mark.parametrize("points", range(1, 17))
def test_it_is_exact_for_every_power_up_to_twice_its_points_less_one(points: int) -> None:
    t, weight = map(np.array, gauss_legendre(points))
    for power in range(2 * points):
        assert (weight * t**power).sum() == pytest.approx(1.0 / (power + 1), rel=1e-14)


@pytest.mark.parametrize("points", range(1, 17))
def test_it_has_the_abscissas_and_weights_that_numpy_finds(points: int) -> None:
    zeros, weights = np.polynomial.legendre.leggauss(points)
    t, weight = gauss_legendre(points)
    np.testing.assert_allclose(t, (zeros + 1) / 2, rtol=0, atol=1e-15)
    np.testing.assert_allclose(weight, weights / 2, rtol=0, atol=1e-15)


def test_it_is_symmetric_to_the_last_digit_and_rounded_once() -> None:
    _, weight = gauss_legendre(16)
    assert weight == weight[::-1]
    # Abramowitz and Stegun, table 25.4, for n = 2: (1 - 1/sqrt(3)) / 2, correctly rounded.
    assert gauss_legendre(2)[0] == (0.21132486540518711775, 0.78867513459481288225)
