import numpy as np

from explain.what_if import held_at
from tests.explain.samples import small_plan

PLAN = small_plan("value", "mean_3", "slope_3", "lag_1")
VALUES = {"voltage": 10.0, "current": 5.0, "power": 50.0}
ROW = np.array([10.0, 9.5, 0.5, 9.0, 5.0, 5.5, -0.5, 6.0, 50.0, 52.0, 0.0, 54.0])


def test_nothing_moved_changes_nothing() -> None:
    np.testing.assert_array_equal(held_at(PLAN, ROW, VALUES, np.array([[10.0, 5.0]])), ROW[None, :])


def test_a_moved_signal_takes_its_level_everywhere_and_keeps_how_it_moves() -> None:
    (moved,) = held_at(PLAN, ROW, VALUES, np.array([[20.0, 5.0]]))
    np.testing.assert_array_equal(moved[:4], [20.0, 20.0, 0.5, 20.0])
    np.testing.assert_array_equal(moved[4:8], ROW[4:8])


def test_a_derived_signal_follows_its_formula() -> None:
    (moved,) = held_at(PLAN, ROW, VALUES, np.array([[20.0, 3.0]]))
    np.testing.assert_array_equal(moved[8:], [60.0, 60.0, 0.0, 60.0])


def test_each_case_stands_for_itself_and_gaps_stay_gaps() -> None:
    values = {**VALUES, "current": None, "power": None}
    row = ROW.copy()
    row[[4, 8]] = np.nan
    first, second = held_at(PLAN, row, values, np.array([[10.0, np.nan], [12.0, np.nan]]))
    np.testing.assert_array_equal(first, row)
    np.testing.assert_array_equal(second[:4], [12.0, 12.0, 0.5, 12.0])
    np.testing.assert_array_equal(second[4:], row[4:])
