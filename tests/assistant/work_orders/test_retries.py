"""Attempts grow rare by themselves, not all at the same time, and come to an end."""

import numpy as np
import pytest

from assistant.work_orders.retries import LONGEST_WAIT, Retries

DAY = LONGEST_WAIT.total_seconds()


def test_each_wait_is_four_times_the_last_up_to_a_day_less_up_to_half(jitter: np.random.Generator) -> None:
    full = [5, 20, 80, 320, 1280, 5120, 20480, 81920, DAY, DAY, DAY]
    for failures, most in enumerate(full, start=1):
        drawn = [Retries().wait(failures, jitter) or 0.0 for _ in range(200)]
        assert most / 2 <= min(drawn) < most * 0.55
        assert most * 0.95 < max(drawn) <= most


def test_the_last_failure_is_followed_by_nothing(jitter: np.random.Generator) -> None:
    assert Retries().wait(11, jitter) is not None
    assert Retries().wait(12, jitter) is None
    assert Retries(attempts=1).wait(1, jitter) is None


def test_the_attempts_span_some_days() -> None:
    drawn = np.random.default_rng(1)
    total = sum(Retries().wait(failures, drawn) or 0.0 for failures in range(1, 12))
    assert 2 * DAY < total < 5 * DAY


def test_the_chance_comes_from_the_generator_alone() -> None:
    first, second = (Retries().wait(3, np.random.default_rng(5)) for _ in range(2))
    assert first == second
    assert Retries().wait(3, np.random.default_rng(6)) != first


@pytest.mark.parametrize("failures", [9, 70, 5000])
def test_no_wait_is_longer_than_a_day(failures: int, jitter: np.random.Generator) -> None:
    assert (Retries(attempts=10_000).wait(failures, jitter) or 0.0) <= DAY
