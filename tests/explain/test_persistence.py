import numpy as np
import pytest
from pydantic import ValidationError

from explain.persistence import AlarmRule, AlarmState, alarms

ONE_RUN = np.zeros(1000, dtype=np.int64)


def raised(rule: AlarmRule, *scores: float) -> list[bool]:
    return [bool(alarm) for alarm in alarms(rule, np.array(scores), ONE_RUN[: len(scores)])]


def test_an_alarm_raised_above_one_level_stands_until_the_score_falls_below_the_other() -> None:
    rule = AlarmRule(raise_above=2.0, clear_below=1.0)
    assert raised(rule, 1.5, 2.0, 2.1, 1.5, 1.0, 0.9, 1.5, 2.1) == [0, 0, 1, 1, 1, 0, 0, 1]


def test_without_a_deadband_an_alarm_is_a_comparison() -> None:
    scores = np.random.default_rng(0).normal(size=200)
    rule = AlarmRule(raise_above=0.5, clear_below=0.5)
    np.testing.assert_array_equal(alarms(rule, scores, ONE_RUN[:200]), scores > 0.5)


def test_a_score_must_stay_beyond_a_level_as_long_as_the_delay() -> None:
    rule = AlarmRule(raise_above=1.0, clear_below=1.0, on_delay=3, off_delay=2)
    assert raised(rule, 2, 2, 0, 2, 2, 2, 0, 2, 0, 0, 2) == [0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0]


def test_after_its_half_life_a_step_of_the_score_has_come_through_by_half() -> None:
    state = AlarmState(AlarmRule(raise_above=9.0, clear_below=9.0, half_life=4.0))
    state.push(0.0)
    for _ in range(4):
        state.push(8.0)
    assert state.smoothed == pytest.approx(4.0)


def test_smoothing_begins_at_the_first_score_and_a_single_spike_raises_nothing() -> None:
    rule = AlarmRule(raise_above=1.0, clear_below=0.5, half_life=5.0)
    assert raised(rule, 3.0, 3.0) == [1, 1]
    assert not any(raised(rule, 0.0, 0.0, 5.0, 0.0, 0.0))
    assert any(raised(rule, 0.0, 0.0, 5.0, 5.0, 5.0))


def test_silence_neither_raises_nor_clears_an_alarm_nor_breaks_a_delay() -> None:
    rule = AlarmRule(raise_above=1.0, clear_below=1.0, on_delay=2, half_life=0.0)
    assert raised(rule, 2, np.nan, np.nan, 2, np.nan, 0) == [0, 0, 0, 1, 1, 0]
    state = AlarmState(rule)
    assert state.push(None) is False
    assert state.smoothed is None


def test_an_alarm_depends_on_past_scores_alone() -> None:
    rng = np.random.default_rng(1)
    rule = AlarmRule(raise_above=0.8, clear_below=0.2, half_life=3.0, on_delay=2, off_delay=3)
    scores = rng.normal(size=300)
    changed = np.concatenate([scores[:150], rng.normal(size=150) + 3.0])
    before, after = alarms(rule, scores, ONE_RUN[:300]), alarms(rule, changed, ONE_RUN[:300])
    np.testing.assert_array_equal(before[:150], after[:150])
    assert before[150:].tolist() != after[150:].tolist()


def test_a_column_gives_what_the_stream_gives_one_by_one() -> None:
    scores = np.sin(np.arange(500) / 20.0) + np.random.default_rng(2).normal(size=500)
    scores[::17] = np.nan
    rule = AlarmRule(raise_above=0.8, clear_below=0.2, half_life=3.0, on_delay=2, off_delay=3)
    state = AlarmState(rule)
    stream = [state.push(None if np.isnan(score) else float(score)) for score in scores]
    assert {True, False} == set(stream)
    assert alarms(rule, scores, ONE_RUN[:500]).tolist() == stream


def test_a_run_begins_without_the_alarm_of_the_one_before() -> None:
    rule = AlarmRule(raise_above=1.0, clear_below=0.0, half_life=2.0)
    found = alarms(rule, np.array([5.0, 5.0, 0.5, 0.5]), np.array([1, 1, 2, 2]))
    assert found.tolist() == [True, True, False, False]
    assert alarms(rule, np.empty(0), np.empty(0, dtype=np.int64)).shape == (0,)


@pytest.mark.parametrize(
    "wrong",
    [{"clear_below": 2.5}, {"half_life": -1.0}, {"on_delay": 0}, {"off_delay": 0}, {"raise_above": float("nan")}],
)
def test_a_rule_that_cannot_be_kept_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        AlarmRule.model_validate({"raise_above": 2.0, "clear_below": 1.0, **wrong})
