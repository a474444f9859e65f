import numpy as np
import pytest

from explain.drift import MIN_ROWS, SCORE_EDGES, DriftGrade, drift, histogram
from explain.errors import DataError

RNG = np.random.default_rng(0)
BEFORE = RNG.normal(50.0, 5.0, 20_000)


def grade_of(recent: np.ndarray, before: np.ndarray = BEFORE) -> DriftGrade:
    (found,) = drift({"a": histogram(before)}, {"a": recent})
    return found.grade


def test_rows_of_the_same_kind_are_stable_however_few_they_are() -> None:
    draws = [grade_of(RNG.normal(50.0, 5.0, MIN_ROWS)) for _ in range(200)]
    assert draws.count(DriftGrade.STABLE) >= 199


@pytest.mark.parametrize(
    ("shift", "wanted"), [(0.3, DriftGrade.STABLE), (2.0, DriftGrade.MODERATE), (5.0, DriftGrade.MAJOR)]
)
def test_the_grade_grows_with_the_shift(shift: float, wanted: DriftGrade) -> None:
    assert grade_of(RNG.normal(50.0 + shift, 5.0, 5_000)) is wanted


def test_a_wider_spread_is_a_shift_though_the_mean_stays() -> None:
    assert grade_of(RNG.normal(50.0, 15.0, 5_000)) is DriftGrade.MAJOR


def test_a_sensor_that_starts_to_lose_readings_has_drifted() -> None:
    recent = RNG.normal(50.0, 5.0, 1_000)
    recent[:400] = np.nan
    (found,) = drift({"a": histogram(BEFORE)}, {"a": recent})
    assert found.grade is DriftGrade.MAJOR
    assert (found.gaps, found.gaps_before) == (0.4, 0.0)


def test_the_largest_shift_comes_first_and_unknown_columns_are_left_out() -> None:
    reference = {name: histogram(BEFORE) for name in ("a", "b")}
    recent = {"a": BEFORE[:500], "b": BEFORE[:500] + 20.0, "c": BEFORE[:500]}
    assert [found.name for found in drift(reference, recent)] == ["b", "a"]


def test_a_constant_is_compared_by_the_side_on_which_the_values_lie() -> None:
    constant = histogram(np.full(1_000, 7.0))
    (same,) = drift({"a": constant}, {"a": np.full(100, 7.0)})
    (moved,) = drift({"a": constant}, {"a": np.full(100, 6.0)})
    assert (same.grade, moved.grade) == (DriftGrade.STABLE, DriftGrade.MAJOR)


def test_the_index_is_the_textbook_one() -> None:
    before, now = np.repeat([0.0, 1.0], [600, 400]), np.repeat([0.0, 1.0], [300, 700])
    (found,) = drift({"a": histogram(before)}, {"a": now})
    p, q = np.array([0.3, 0.7]), np.array([0.6, 0.4])
    assert found.psi == pytest.approx(((p - q) * np.log(p / q)).sum(), rel=0.02)


def test_too_few_rows_are_refused() -> None:
    with pytest.raises(DataError, match="at least 50"):
        drift({"a": histogram(BEFORE)}, {"a": BEFORE[:49]})
    with pytest.raises(DataError, match="no rows"):
        histogram(np.empty(0))


def test_probabilities_too_small_to_mean_anything_are_all_alike() -> None:
    before, now = histogram(RNG.uniform(1e-5, 1e-4, 5_000), SCORE_EDGES), RNG.uniform(1e-3, 5e-3, 5_000)
    (same,) = drift({"a": before}, {"a": now})
    (risen,) = drift({"a": before}, {"a": np.where(np.arange(5_000) % 5 == 0, 0.3, now)})
    assert (same.psi, same.grade) == (0.0, DriftGrade.STABLE)
    assert risen.grade is DriftGrade.MAJOR
