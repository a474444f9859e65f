import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explain.calibration import Sigmoid, expected_calibration_error, fit_sigmoid

numbers = st.floats(min_value=-1e6, max_value=1e6)


@given(numbers, numbers, st.floats(min_value=1e-3, max_value=10.0), st.floats(min_value=-20.0, max_value=20.0))
def test_a_higher_score_is_never_a_lower_probability(a: float, b: float, slope: float, intercept: float) -> None:
    low, high = Sigmoid(slope=slope, intercept=intercept)(np.array([min(a, b), max(a, b)]))
    assert 0.0 <= low <= high <= 1.0


def test_the_middle_of_the_sigmoid_is_one_half() -> None:
    assert Sigmoid(slope=2.0, intercept=-3.0)(np.array([1.5])) == pytest.approx(0.5)


def test_a_sigmoid_that_made_the_labels_is_found_again() -> None:
    rng = np.random.default_rng(1)
    raw = rng.normal(0.0, 2.0, 50_000)
    y = rng.random(len(raw)) < Sigmoid(slope=1.7, intercept=-0.8)(raw)
    found = fit_sigmoid(raw, y)
    assert found.slope == pytest.approx(1.7, rel=0.05)
    assert found.intercept == pytest.approx(-0.8, abs=0.05)


def test_calibrated_probabilities_match_the_observed_rate_where_raw_scores_were_far_too_sure() -> None:
    rng = np.random.default_rng(2)
    raw = rng.normal(0.0, 8.0, 20_000)
    y = rng.random(len(raw)) < Sigmoid(slope=0.2, intercept=0.0)(raw)
    overconfident = Sigmoid(slope=1.0, intercept=0.0)(raw)
    assert expected_calibration_error(overconfident, y) > 0.15
    assert expected_calibration_error(fit_sigmoid(raw, y)(raw), y) < 0.02


def test_the_slope_stays_positive_though_the_scores_point_the_wrong_way() -> None:
    raw = np.linspace(-3.0, 3.0, 200)
    assert 0.0 < fit_sigmoid(raw, raw < 0.0).slope < 0.05


def test_perfectly_separated_scores_do_not_become_certainty() -> None:
    raw = np.array([-4.0] * 20 + [4.0] * 20)
    low, high = fit_sigmoid(raw, raw > 0)(np.array([-4.0, 4.0]))
    # Platt's targets are (n + 1) / (n + 2), not 1.
    assert low == pytest.approx(1 / 22, abs=5e-3)
    assert high == pytest.approx(21 / 22, abs=5e-3)


def test_the_error_is_zero_when_the_observed_rate_is_the_probability() -> None:
    probability = np.repeat([0.05, 0.25, 0.75], 100)
    y = np.concatenate([np.arange(100) < 5, np.arange(100) < 25, np.arange(100) < 75])
    assert expected_calibration_error(probability, y) == pytest.approx(0.0, abs=1e-12)


def test_the_error_of_one_constant_probability_is_its_distance_from_the_base_rate() -> None:
    y = np.arange(100) < 20
    assert expected_calibration_error(np.full(100, 0.55), y) == pytest.approx(0.35)


def test_each_bin_counts_by_its_rows_and_certainty_lies_in_the_last_bin() -> None:
    probability = np.array([1.0] * 10 + [0.0] * 30)
    y = np.array([False] * 10 + [False] * 30)
    assert expected_calibration_error(probability, y) == pytest.approx(0.25)
