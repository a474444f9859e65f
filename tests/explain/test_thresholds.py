import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explain.choice import Costs
from explain.errors import TrainingError
from explain.history import BoolArray, FloatArray
from explain.thresholds import best_f1, least_cost


def cost(threshold: float, probability: FloatArray, y: BoolArray, costs: Costs) -> float:
    """What the alarms at this threshold would have cost."""
    alarm = probability >= threshold
    return costs.missed * float((y & ~alarm).sum()) + costs.false_alarm * float((~y & alarm).sum())


def calibrated(rows: int, seed: int = 0) -> tuple[FloatArray, BoolArray]:
    """Perfect probabilities."""
    rng = np.random.default_rng(seed)
    probability = rng.beta(0.4, 1.6, rows)
    return probability, rng.random(rows) < probability


ROWS = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=2, max_size=30).filter(
    lambda rows: len({failed for _, failed in rows}) == 2
)


@given(ROWS, st.floats(0.1, 100.0), st.floats(0.1, 100.0))
def test_no_threshold_would_have_cost_less(rows: list[tuple[int, bool]], missed: float, false_alarm: float) -> None:
    probability = np.array([level / 20 for level, _ in rows])
    y = np.array([failed for _, failed in rows])
    costs = Costs(missed=missed, false_alarm=false_alarm)
    found = least_cost(probability, y, costs)
    assert 0.0 <= found <= 1.0
    least = min(cost(threshold, probability, y, costs) for threshold in np.linspace(0.0, 1.0, 201))
    assert cost(found, probability, y, costs) <= least * (1.0 + 1e-9)


@pytest.mark.parametrize("missed", [0.25, 1.0, 4.0, 20.0])
def test_perfect_probabilities_give_about_the_threshold_of_the_theory(missed: float) -> None:
    found = least_cost(*calibrated(100_000), Costs(missed=missed))
    assert found == pytest.approx(1.0 / (1.0 + missed), rel=0.25)


def test_where_many_thresholds_cost_the_same_the_theorys_own_counts() -> None:
    probability, y = np.array([0.02, 0.03, 0.97, 0.98]), np.array([False, False, True, True])
    assert least_cost(probability, y, Costs(missed=4.0)) == pytest.approx(0.2)
    assert least_cost(probability, y, Costs(missed=1.0, false_alarm=3.0)) == pytest.approx(0.75)


def test_where_the_theorys_own_costs_more_the_middle_of_the_nearest_cheapest_span_counts() -> None:
    probability, y = np.array([0.1, 0.6, 0.8]), np.array([False, False, True])
    assert least_cost(probability, y, Costs(missed=4.0)) == pytest.approx(0.7)


def test_the_dearer_a_missed_failure_the_lower_the_threshold() -> None:
    probability, y = calibrated(2000)
    found = [least_cost(probability, y, Costs(missed=missed)) for missed in (0.1, 1.0, 10.0, 100.0)]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1]


def test_where_every_alarm_is_false_enough_there_is_none_and_the_other_way_round() -> None:
    probability, y = np.array([0.3, 0.6, 0.2, 0.9]), np.array([True, False, False, False])
    assert least_cost(probability, y, Costs(missed=1.0, false_alarm=5.0)) > 0.9
    assert least_cost(probability, y, Costs(missed=1000.0)) <= 0.3


def test_a_row_at_the_threshold_is_an_alarm() -> None:
    probability, y = np.array([0.0, 0.0, 1.0, 1.0]), np.array([False, False, True, True])
    found = least_cost(probability, y, Costs(missed=1.0))
    assert 0.0 < found <= 1.0
    always = least_cost(np.zeros(4), np.array([True, True, True, False]), Costs(missed=5.0))
    assert always == 0.0


def test_the_best_f1_is_found_on_the_held_out_rows() -> None:
    probability, y = np.array([0.55, 0.6, 0.7, 0.8, 0.9]), np.array([False, True, False, True, True])
    # At .6: precision 3/4, recall 1, F1 .857; at .8: 1 and 2/3, F1 .8.
    assert best_f1(probability, y) == 0.6


def test_an_alarm_is_always_more_likely_right_than_wrong_and_never_out_of_reach() -> None:
    y = np.array([False, True, True, True])
    assert best_f1(np.array([0.1, 0.2, 0.3, 0.4]), y) == 0.5
    assert best_f1(np.array([0.1, 0.97, 0.98, 0.99]), y) == 0.95


@pytest.mark.parametrize("label", [True, False])
def test_rows_of_one_class_give_no_threshold(label: bool) -> None:
    y = np.full(4, label)
    with pytest.raises(TrainingError, match="with and without the failure"):
        best_f1(np.linspace(0.1, 0.9, 4), y)
    with pytest.raises(TrainingError, match="with and without the failure"):
        least_cost(np.linspace(0.1, 0.9, 4), y, Costs(missed=1.0))
