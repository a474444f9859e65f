import numpy as np
import pytest

from explain.evaluation import HeldOut, any_failure, held_out_metrics, mode_top1

NAN = np.nan


def held_out(labels: dict[str, list[float]], probability: dict[str, list[float]], failure: list[float]) -> HeldOut:
    return HeldOut(
        x=np.zeros((len(failure), 1)),
        labels={mode: np.array(y) for mode, y in labels.items()},
        failure=np.array(failure),
        fold=np.zeros(len(failure), dtype=np.int64),
        raw={},
        probability={mode: np.array(p) for mode, p in probability.items()},
    )


def test_any_failure_is_that_at_least_one_of_independent_modes_is_present() -> None:
    together = any_failure({"a": np.array([0.0, 0.5, 1.0]), "b": np.array([0.0, 0.5, 0.3])})
    assert together == pytest.approx([0.0, 0.75, 1.0])


def test_mode_top1_is_the_share_of_single_failures_whose_mode_has_the_highest_probability() -> None:
    labels = {"a": np.array([1.0, 1.0, 0.0, 0.0, 1.0]), "b": np.array([0.0, NAN, 1.0, 0.0, 1.0])}
    probability = {"a": np.array([0.9, 0.2, 0.1, 0.9, 0.9]), "b": np.array([0.1, 0.3, 0.6, 0.1, 0.1])}
    # The last two rows have no mode, and two modes: neither has one right answer.
    assert mode_top1(labels, probability) == pytest.approx(2 / 3)


def test_mode_top1_is_unknown_without_a_single_failure() -> None:
    assert mode_top1({"a": np.zeros(3)}, {"a": np.zeros(3)}) is None


def test_healthy_alarmed_counts_healthy_rows_with_any_alarm_and_no_undecided_row() -> None:
    found = held_out(
        {"a": [0, 0, 0, 0, 1, NAN], "b": [0, 0, 0, 0, 0, NAN]},
        {"a": [0.1, 0.9, 0.1, 0.1, 0.9, 0.9], "b": [0.1, 0.9, 0.7, 0.1, 0.1, 0.9]},
        [0, 0, 0, 0, 1, NAN],
    )
    assert held_out_metrics(found, {"a": 0.5, "b": 0.6}).healthy_alarmed == 0.5
    assert held_out_metrics(found, {"a": 0.5, "b": 0.8}).healthy_alarmed == 0.25


def test_a_mode_without_a_known_failure_has_no_precision() -> None:
    found = held_out({"a": [0, 0, 1], "b": [0, 0, 0]}, {"a": [0.1, 0.2, 0.9], "b": [0.1, 0.1, 0.1]}, [0, 0, 1])
    metrics = held_out_metrics(found, {"a": 0.5, "b": 0.5})
    assert metrics.ap_by_mode == {"a": 1.0, "b": None}
    assert metrics.ap_any_failure == 1.0
