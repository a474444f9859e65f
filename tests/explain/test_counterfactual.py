"""The smallest change that clears an alarm, against searches that try everything."""

from collections.abc import Mapping

import numpy as np
import pytest
from pydantic import ValidationError

from explain.counterfactual import FloatArray, Lever, ScoreSignals, smallest_change
from explain.errors import DataError
from explain.records import Counterfactual, Outcome

NOW: Mapping[str, float | None] = {"speed": 1340.0, "torque": 55.0, "ambient": 21.0}
SPEED = Lever(signal_id="speed", low=1200.0, high=2000.0, spread=100.0)
TORQUE = Lever(signal_id="torque", low=10.0, high=70.0, spread=5.0)
AMBIENT = Lever(signal_id="ambient", low=5.0, high=40.0, spread=4.0)


def cooling(x: FloatArray) -> FloatArray:
    """An alarm (above 0) below 1413 rpm."""
    return np.where(x[:, 0] < 1413.0, 2.0, -2.0)


def changed(found: Counterfactual) -> dict[str, float]:
    return {change.signal_id: change.to_value for change in found.changes}


def test_the_nearest_round_number_that_clears_the_alarm_is_found() -> None:
    found = smallest_change(NOW, cooling, [SPEED], limit=0.0)
    assert found.outcome is Outcome.FOUND
    assert changed(found) == {"speed": 1420.0}
    assert found.changes[0].from_value == 1340.0
    assert found.distance == found.changes[0].spreads == pytest.approx(0.8)
    assert (found.raw_before, found.raw_after, found.limit) == (2.0, -2.0, 0.0)


def test_the_nearer_of_two_ways_out_is_taken() -> None:
    def window(x: FloatArray) -> FloatArray:
        return np.asarray((np.abs(x[:, 0] - 1350.0) < 95.0) - 0.5)

    assert changed(smallest_change(NOW, window, [SPEED], limit=0.0)) == {"speed": 1250.0}


def test_an_island_between_alarms_is_found() -> None:
    def island(x: FloatArray) -> FloatArray:
        return np.where((x[:, 0] > 1515.0) & (x[:, 0] < 1525.0), -1.0, 1.0)

    assert changed(smallest_change(NOW, island, [SPEED], limit=0.0)) == {"speed": 1520.0}


def test_one_signal_far_is_preferred_to_two_near() -> None:
    def either(x: FloatArray) -> FloatArray:
        far, near = x[:, 0] >= 1900.0, (x[:, 0] >= 1350.0) & (x[:, 1] <= 54.0)
        return np.where(far | near, -1.0, 1.0)

    found = smallest_change(NOW, either, [SPEED, TORQUE], limit=0.0)
    assert changed(found) == {"speed": 1900.0}
    assert found.distance == pytest.approx(5.6)


def test_of_two_signals_that_each_do_it_the_smaller_change_in_healthy_spreads_is_taken() -> None:
    def power(x: FloatArray) -> FloatArray:
        return np.asarray(x[:, 0] * x[:, 1] - 70_000.0)

    found = smallest_change(NOW, power, [SPEED, TORQUE], limit=0.0)
    assert changed(found) == {"torque": 52.2}
    steadier = TORQUE.model_copy(update={"spread": 3.0})
    assert changed(smallest_change(NOW, power, [SPEED, steadier], limit=0.0)) == {"speed": 1270.0}


def hill(x: FloatArray) -> FloatArray:
    """Two signals must move: neither does it alone."""
    return np.asarray(np.maximum(1500.0 - x[:, 0], 0.0) / 100.0 + np.maximum(x[:, 1] - 42.0, 0.0) / 5.0 - 1.0)


def test_two_signals_move_when_one_cannot_do_it_and_no_smaller_pair_would() -> None:
    tight = [SPEED.model_copy(update={"high": 1450.0}), TORQUE.model_copy(update={"low": 40.0})]
    found = smallest_change(NOW, hill, tight, limit=0.0)
    speeds, torques = np.arange(1200.0, 1451.0, 10.0), np.round(np.arange(40.0, 70.05, 0.1), 1)
    grid = np.array([(s, t, 21.0) for s in speeds for t in torques])
    clear = grid[hill(grid) < 0.0]
    least = (np.abs(clear[:, 0] - 1340.0) / 100.0 + np.abs(clear[:, 1] - 55.0) / 5.0).min()
    assert found.outcome is Outcome.FOUND
    assert len(found.changes) == 2
    assert found.distance == pytest.approx(least, abs=0.05)
    after = np.array([[changed(found)["speed"], changed(found)["torque"], 21.0]])
    assert found.raw_after == hill(after)[0] < 0.0


def all_three(x: FloatArray) -> FloatArray:
    return np.asarray(0.5 + (x[:, 0] < 1700.0) + (x[:, 1] > 31.0) + (x[:, 2] > 12.3) - 1.0)


def test_three_signals_move_when_two_cannot_do_it() -> None:
    found = smallest_change(NOW, all_three, [SPEED, TORQUE, AMBIENT], limit=0.0)
    assert changed(found) == {"speed": 1700.0, "torque": 31.0, "ambient": 12.3}


def test_no_more_signals_move_than_asked_for() -> None:
    found = smallest_change(NOW, all_three, [SPEED, TORQUE, AMBIENT], limit=0.0, most_signals=2)
    assert found.outcome is Outcome.OUT_OF_REACH
    assert (found.changes, found.distance, found.raw_after) == ((), None, None)


def test_nothing_outside_the_ranges_is_ever_proposed_or_even_scored() -> None:
    scored: list[FloatArray] = []

    def watched(x: FloatArray) -> FloatArray:
        scored.append(x)
        return cooling(x)

    narrow = SPEED.model_copy(update={"low": 1204.5, "high": 1412.0})
    found = smallest_change(NOW, watched, [narrow, TORQUE], limit=0.0)
    rows = np.vstack(scored)
    assert found.outcome is Outcome.OUT_OF_REACH
    assert (rows[:, 0].min(), rows[:, 0].max()) == (1204.5, 1412.0)
    assert (rows[:, 1].min(), rows[:, 1].max()) == (10.0, 70.0)
    assert (rows[:, 2] == 21.0).all()
    assert len(rows) == found.evaluations


def test_rounding_does_not_step_over_the_end_of_a_range() -> None:
    high = float(np.nextafter(3e-6, 0.0))
    assert np.floor(high / 1e-6) * 1e-6 > high
    scored: list[FloatArray] = []

    def watched(x: FloatArray) -> FloatArray:
        scored.append(x)
        return np.ones(len(x))

    smallest_change({"p": -1.0}, watched, [Lever(signal_id="p", low=0.0, high=high, spread=1e-5)], limit=0.0)
    assert np.vstack(scored).max() == high


def test_the_end_of_a_range_can_be_reached_though_it_is_no_round_number() -> None:
    found = smallest_change(NOW, cooling, [SPEED.model_copy(update={"high": 1413.7})], limit=0.0)
    assert changed(found) == {"speed": 1413.7}


def test_a_value_outside_its_range_is_brought_into_it() -> None:
    worn = {**NOW, "torque": 90.0}
    found = smallest_change(worn, lambda x: x[:, 1] - 80.0, [TORQUE], limit=0.0)
    assert changed(found) == {"torque": 70.0}


def test_without_an_alarm_there_is_nothing_to_clear() -> None:
    found = smallest_change({**NOW, "speed": 1500.0}, cooling, [SPEED], limit=0.0)
    assert (found.outcome, found.changes, found.evaluations) == (Outcome.NOT_IN_ALARM, (), 1)


def test_a_score_at_the_limit_is_still_an_alarm() -> None:
    found = smallest_change(NOW, lambda x: np.where(x[:, 0] >= 1500.0, -1.0, 0.0), [SPEED], limit=0.0)
    assert changed(found) == {"speed": 1500.0}


@pytest.mark.parametrize(("values", "levers"), [(NOW, []), ({**NOW, "speed": None}, [SPEED])])
def test_without_a_signal_to_act_on_the_reason_is_told(values: Mapping[str, float | None], levers: list[Lever]) -> None:
    def gap_is_bad(x: FloatArray) -> FloatArray:
        return np.where(np.isnan(x[:, 0]), 1.0, cooling(x))

    assert smallest_change(values, gap_is_bad, levers, limit=0.0).outcome is Outcome.NO_LEVER


def test_a_lever_whose_only_value_is_the_present_one_is_none() -> None:
    stuck = Lever(signal_id="speed", low=1340.0, high=1340.0, spread=100.0)
    assert smallest_change(NOW, cooling, [stuck], limit=0.0).outcome is Outcome.NO_LEVER


def test_a_category_is_only_changed_to_what_may_be_chosen() -> None:
    values = {**NOW, "grade": 0.0}
    grade = Lever(signal_id="grade", low=0.0, high=3.0, spread=1.0, choices=(0.0, 2.0))

    def graded(x: FloatArray) -> FloatArray:
        return np.asarray(1.5 - x[:, 3])

    found = smallest_change(values, graded, [grade], limit=0.0)
    assert changed(found) == {"grade": 2.0}
    assert found.distance == 1.0
    assert smallest_change(values, lambda x: np.abs(x[:, 3] - 1.0), [grade], limit=0.5).outcome is Outcome.OUT_OF_REACH
    assert smallest_change(values, graded, [SPEED], limit=0.0).outcome is Outcome.OUT_OF_REACH


@pytest.mark.parametrize("spread", [3e-5, 0.7, 42.0, 1e6])
def test_what_is_shown_is_round_on_its_own_scale(spread: float) -> None:
    lever = Lever(signal_id="p", low=-7.3 * spread, high=7.7 * spread, spread=spread)
    found = smallest_change({"p": 5.0 * spread}, lambda x: x[:, 0] - 1.23456 * spread, [lever], limit=0.0)
    end = found.changes[0].to_value
    assert 1.1 * spread < end < 1.23456 * spread
    assert len(f"{end:.12g}".strip("-0.").replace(".", "").rstrip("0").split("e")[0]) <= 3


def test_the_same_question_has_the_same_answer() -> None:
    answers = [smallest_change(NOW, hill, [TORQUE, SPEED], limit=-0.5) for _ in range(2)]
    assert answers[0] == answers[1]


def test_of_many_actionable_signals_the_search_stays_bounded() -> None:
    values = {f"s{i}": 0.0 for i in range(20)}
    levers = [Lever(signal_id=f"s{i}", low=-5.0, high=5.0, spread=1.0) for i in range(20)]
    found = smallest_change(values, lambda x: np.ones(len(x)), levers, limit=0.0)
    assert found.outcome is Outcome.OUT_OF_REACH
    assert found.evaluations < 50_000


def test_a_range_of_a_million_spreads_is_thinned_out() -> None:
    wide = Lever(signal_id="speed", low=-1e8, high=1e8, spread=100.0)
    found = smallest_change(NOW, cooling, [wide], limit=0.0)
    assert found.outcome is Outcome.FOUND
    assert found.evaluations < 500


def test_of_many_actionable_signals_those_that_move_the_score_most_are_combined() -> None:
    values = {f"s{i}": 0.0 for i in range(20)}
    levers = [Lever(signal_id=f"s{i}", low=-5.0, high=5.0, spread=1.0) for i in range(20)]
    found = smallest_change(values, lambda x: 5.55 - x[:, 9] - x[:, 19], levers, limit=0.0)
    assert found.outcome is Outcome.FOUND
    assert set(changed(found)) == {"s9", "s19"}
    assert found.distance == pytest.approx(5.6)


@pytest.mark.parametrize("levers", [[SPEED, SPEED], [Lever(signal_id="other", low=0.0, high=1.0, spread=1.0)]])
def test_levers_that_do_not_fit_the_machine_are_refused(levers: list[Lever]) -> None:
    with pytest.raises(DataError, match="named once"):
        smallest_change(NOW, cooling, levers, limit=0.0)


@pytest.mark.parametrize(
    "wrong", [{"low": 3.0, "high": 2.0}, {"spread": 0.0}, {"choices": (1.0, 9.0)}, {"high": float("inf")}]
)
def test_a_lever_without_a_sound_range_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Lever.model_validate({"signal_id": "speed", "low": 0.0, "high": 5.0, "spread": 1.0, **wrong})


def once_only() -> ScoreSignals:
    calls: list[int] = []

    def moody(x: FloatArray) -> FloatArray:
        calls.append(len(x))
        return cooling(x) if len(calls) < 3 else np.ones(len(x))

    return moody


def test_what_was_found_is_scored_once_more_by_itself() -> None:
    with pytest.raises(DataError, match="alone"):
        smallest_change(NOW, once_only(), [SPEED], limit=0.0)


def test_a_score_that_is_no_number_is_refused() -> None:
    with pytest.raises(DataError, match="no finite score"):
        smallest_change(NOW, lambda x: np.where(x[:, 0] > 1500.0, np.nan, 1.0), [SPEED], limit=0.0)
