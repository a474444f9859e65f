"""LIME's second opinion, on models whose contributions are known without LIME."""

import numpy as np
import pytest

from explain.errors import DataError
from explain.shapley.sampled import FloatArray, Players, sampled_shapley
from explain.surrogate import SAMPLES, SecondOpinion, second_opinion

SIGNALS: Players = [[0, 1], [2], [3], [4]]
WEIGHTS = np.array([1.0, 0.5, -2.0, 0.0, 0.3])
ROW = np.array([3.0, 2.0, 1.5, 4.0, -2.0])


def healthy(rows: int = 100) -> FloatArray:
    return np.random.default_rng(0).normal(size=(rows, 5))


def linear(x: FloatArray) -> FloatArray:
    return np.asarray(np.nan_to_num(x) @ WEIGHTS)


def stepped(x: FloatArray) -> FloatArray:
    """Flat wherever one looks from near by; two signals act together only."""
    return np.asarray(4.0 * (x[:, 0] > 2.0) + 3.0 * (x[:, 2] > 1.0) * (x[:, 3] > 2.0) - 1.0 * (x[:, 4] < -1.0))


def known(opinion: SecondOpinion) -> FloatArray:
    assert None not in opinion.contributions
    return np.array(opinion.contributions, dtype=np.float64)


def test_a_linear_model_gets_what_each_signal_adds_to_that_of_a_healthy_machine() -> None:
    shares = WEIGHTS * (ROW - healthy().mean(axis=0))
    wanted = [shares[0] + shares[1], shares[2], shares[3], shares[4]]
    found = second_opinion(linear, ROW, healthy(), SIGNALS, seed=1)
    assert known(found) == pytest.approx(wanted, abs=0.35)
    assert found.intercept == pytest.approx(linear(healthy()).mean(), abs=0.5)
    assert np.sign(known(found)[:2]).tolist() == [1.0, -1.0]


def test_a_step_function_is_not_flat_to_it() -> None:
    found = known(second_opinion(stepped, ROW, healthy(), SIGNALS, seed=1))
    exact = np.array(sampled_shapley(stepped, ROW, healthy(), SIGNALS, seed=0).contributions)
    assert (np.sign(found) == np.sign(exact)).all()
    assert found @ exact / np.linalg.norm(found) / np.linalg.norm(exact) > 0.99
    assert np.abs(found).argmax() == np.abs(exact).argmax() == 0


def test_a_signal_that_the_model_ignores_gets_next_to_nothing() -> None:
    found = known(second_opinion(linear, ROW, healthy(), SIGNALS, seed=1))
    assert abs(found[2]) < 0.05 * np.abs(found).max()


def test_the_fit_is_told_and_better_for_a_line_than_for_an_interaction() -> None:
    steady = np.zeros((3, 5))
    line = second_opinion(linear, ROW, steady, SIGNALS, seed=1)
    both = second_opinion(lambda x: x[:, 0] * x[:, 2] * x[:, 3], ROW, steady, SIGNALS, seed=1)
    assert line.r_squared > 0.999
    assert 0.0 < both.r_squared < 0.9


def test_one_seed_gives_one_opinion_and_another_seed_another() -> None:
    first, again, other = (second_opinion(stepped, ROW, healthy(), SIGNALS, seed=s) for s in (7, 7, 8))
    assert first == again
    assert first.contributions != other.contributions


def test_a_seed_may_be_as_large_as_a_digest() -> None:
    assert second_opinion(stepped, ROW, healthy(), SIGNALS, seed=2**200).samples == SAMPLES


def test_a_gap_stays_a_gap_and_gets_no_weight() -> None:
    asked: list[FloatArray] = []

    def watched(x: FloatArray) -> FloatArray:
        asked.append(x)
        return linear(x)

    row = ROW.copy()
    row[[1, 2]] = np.nan
    found = second_opinion(watched, row, healthy(), SIGNALS, seed=1)
    assert np.isnan(asked[0][:, [1, 2]]).all()
    assert np.isfinite(asked[0][:, [0, 3, 4]]).all()
    assert found.contributions[1] is None
    assert found.contributions[0] == pytest.approx(3.0, abs=0.3)


def test_gaps_of_healthy_rows_are_filled_and_a_column_of_gaps_is_left_as_it_is() -> None:
    asked: list[FloatArray] = []

    def watched(x: FloatArray) -> FloatArray:
        asked.append(x)
        return linear(x)

    background = healthy()
    background[::2, 2] = np.nan
    background[:, 4] = np.nan
    found = second_opinion(watched, ROW, background, SIGNALS, seed=1)
    assert np.isfinite(asked[0]).all()
    assert (asked[0][:, 4] == ROW[4]).all()
    assert found.contributions[3] is None
    assert found.contributions[1] == pytest.approx(-3.0, abs=0.5)


def test_nothing_can_be_said_of_a_row_of_gaps() -> None:
    found = second_opinion(linear, np.full(5, np.nan), healthy(), SIGNALS, seed=1)
    assert found.contributions == (None, None, None, None)


def test_a_model_that_never_moves_has_no_reasons() -> None:
    found = second_opinion(lambda x: np.full(len(x), 0.1), ROW, healthy(), SIGNALS, seed=1)
    assert found.contributions == (0.0, 0.0, 0.0, 0.0)
    assert (found.intercept, found.r_squared) == (0.1, 1.0)


def test_the_columns_of_a_signal_move_together_and_the_first_sample_is_the_row() -> None:
    asked: list[FloatArray] = []

    def watched(x: FloatArray) -> FloatArray:
        asked.append(x)
        return linear(x)

    second_opinion(watched, ROW, np.zeros((2, 5)), SIGNALS, seed=1, samples=300)
    assert len(asked) == 1
    assert asked[0].shape == (300, 5)
    assert (asked[0][0] == ROW).all()
    assert ((asked[0][:, 0] == 0.0) == (asked[0][:, 1] == 0.0)).all()
    replaced = (asked[0][1:] == 0.0).sum(axis=1)
    assert replaced.min() > 0
    assert set(replaced) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("background", "players", "samples", "told"),
    [
        (np.empty((0, 5)), SIGNALS, SAMPLES, "healthy rows"),
        (np.zeros((3, 4)), SIGNALS, SAMPLES, "healthy rows"),
        (np.zeros((3, 5)), [[0], [1], [2], [3]], SAMPLES, "column 4"),
        (np.zeros((3, 5)), SIGNALS, 7, "at least 8"),
    ],
)
def test_what_cannot_be_answered_is_refused(background: FloatArray, players: Players, samples: int, told: str) -> None:
    with pytest.raises(DataError, match=told):
        second_opinion(linear, ROW, background, players, seed=1, samples=samples)


def test_a_model_that_gives_no_number_is_refused() -> None:
    with pytest.raises(DataError, match="no finite score"):
        second_opinion(lambda x: np.where(x[:, 0] == 3.0, 1.0, np.inf), ROW, healthy(), SIGNALS, seed=1)
