import numpy as np
import pytest

from explain.detectors.windows import MIN_READINGS, scales_of, standardised, windows_of
from explain.errors import TrainingError


def lags(signal: str, count: int) -> list[str]:
    """`signal.lag_count` … `signal.lag_1`, `signal.value`."""
    return [*(f"{signal}.lag_{lag}" for lag in range(count, 0, -1)), f"{signal}.value"]


def all_vary(columns: list[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.ones(len(columns), dtype=bool)


def test_each_signal_with_lags_is_a_window_the_oldest_first_wherever_its_columns_stand() -> None:
    columns = ["ambient.value", *reversed(lags("flow", 8)), "flow.mean_60", *lags("pump.head", 8)]
    windows = windows_of(columns, all_vary(columns))
    assert [[columns[place] for place in window] for window in windows] == [lags("flow", 8), lags("pump.head", 8)]


def test_a_network_that_halves_windows_gets_the_most_recent_readings_that_it_can_halve() -> None:
    columns = lags("flow", 10)
    windows = windows_of(columns, all_vary(columns), multiple=4)
    assert [columns[place] for place in windows[0]] == lags("flow", 7)


@pytest.mark.parametrize(
    "columns",
    [
        ["flow.value", "head.value"],
        lags("flow", MIN_READINGS - 2),
        [*lags("flow", 9), *lags("head", 10)],
        [name for name in lags("flow", 12) if name != "flow.lag_5"],
        lags("flow", 12)[:-1],
    ],
    ids=["no lags", "too few", "not the same", "a hole", "no value"],
)
def test_columns_without_a_whole_past_are_refused_with_what_to_write(columns: list[str]) -> None:
    with pytest.raises(TrainingError, match="give the signals the features value, lag_1 … lag_31"):
        windows_of(columns, all_vary(columns))


def test_a_signal_that_never_changes_is_left_out_and_nothing_but_such_is_refused() -> None:
    columns = [*lags("flow", 8), *lags("valve", 8)]
    varying = np.arange(18) < 9
    assert windows_of(columns, varying).tolist() == [list(range(9))]
    with pytest.raises(TrainingError, match="never changes"):
        windows_of(columns, np.zeros(18, dtype=bool))


def test_a_signal_is_measured_in_its_own_deviations_and_a_broken_reading_does_not_set_the_scale() -> None:
    rng = np.random.default_rng(0)
    x = np.hstack([rng.normal(5.0, 2.0, (4000, 8)), rng.normal(-300.0, 40.0, (4000, 8))])
    x[0, 0], x[1, 3] = 1e12, np.nan
    windows = np.arange(16).reshape(2, 8)
    centre, scale = scales_of(x, windows)
    np.testing.assert_allclose(centre, [5.0, -300.0], rtol=0.01)
    np.testing.assert_allclose(scale, [2.0, 40.0], rtol=0.05)


def test_a_signal_that_is_nearly_always_the_same_keeps_a_scale() -> None:
    x = np.zeros((1000, 8))
    x[0, 0] = 1.0
    _, scale = scales_of(x, np.arange(8).reshape(1, 8))
    assert 0.0 < scale[0] < 0.1


def test_numbers_too_large_for_arithmetic_are_refused() -> None:
    x = np.where(np.arange(800).reshape(100, 8) % 2, 1.7e308, -1.7e308)
    with pytest.raises(TrainingError, match="choose another unit"):
        scales_of(x, np.arange(8).reshape(1, 8))


def test_a_gap_takes_the_reading_before_it_else_the_first_after_it_else_the_centre() -> None:
    gap = np.nan
    x = np.array([[gap, 12.0, gap, gap, 16.0, gap], [gap, gap, gap, gap, gap, gap]])
    values, known = standardised(x, np.arange(6).reshape(1, 6), np.array([10.0]), np.array([2.0]))
    assert values[0, 0].tolist() == [1.0, 1.0, 1.0, 1.0, 3.0, 3.0]
    assert known[0, 0].tolist() == [False, True, False, False, True, False]
    assert not values[1].any()
    assert not known[1].any()
    assert values.dtype == np.float32


def test_an_impossible_reading_counts_as_a_hundred_deviations() -> None:
    x = np.array([[1e308, -1e308, 10.0, 10.0, 10.0, 10.0]])
    values, _ = standardised(x, np.arange(6).reshape(1, 6), np.array([10.0]), np.array([1e-3]))
    assert values[0, 0, :3].tolist() == [100.0, -100.0, 0.0]
