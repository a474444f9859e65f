"""Sampled and enumerated Shapley values against Shapley's definition, written out once more the slow way."""

from itertools import combinations, permutations
from math import comb

import numpy as np
import pytest

from explain.errors import DataError
from explain.shapley.sampled import (
    EXACT_PLAYERS,
    FloatArray,
    GameMethod,
    Players,
    Raw,
    SampledShapley,
    Stop,
    least_budget,
    sampled_shapley,
)

FEATURES = 5
ONE_EACH: Players = [[i] for i in range(FEATURES)]


def drawn(rows: int, features: int = FEATURES, seed: int = 0) -> FloatArray:
    return np.random.default_rng(seed).normal(size=(rows, features))


def bumpy(x: FloatArray) -> FloatArray:
    """Steps, products and a saturation of many columns at once.

    Two columns alone would not do: of two that interact, a permutation and its reverse give each exactly half.
    """
    return np.asarray(
        3.0 * (x[:, 0] > 0.2) * (x[:, 1] > -0.1) * (x[:, 4] < 0.5)
        + x[:, 2] * x[:, 3] * x[:, 1]
        + np.tanh(2.0 * x[:, 4] + x[:, 0] * x[:, 2] - x[:, 3])
        + 0.5 * np.abs(x[:, 5:].sum(axis=1) + x[:, 1])
    )


def linear(x: FloatArray) -> FloatArray:
    return np.asarray(x @ np.arange(1.0, 1.0 + x.shape[1]) - 2.0)


def by_definition(raw: Raw, row: FloatArray, background: FloatArray, players: Players) -> FloatArray:
    """The mean over all orders of joining of what each player adds: Shapley 1953."""

    def value(joined: tuple[int, ...]) -> float:
        mixed = background.copy()
        columns = [column for player in joined for column in players[player]]
        mixed[:, columns] = row[columns]
        return float(raw(mixed).mean())

    orders = list(permutations(range(len(players))))
    shares = np.zeros(len(players))
    for order in orders:
        for place, player in enumerate(order):
            shares[player] += value(order[: place + 1]) - value(order[:place])
    return shares / len(orders)


def by_subsets(raw: Raw, row: FloatArray, background: FloatArray) -> FloatArray:
    """Shapley values of single columns by the formula over subsets, for more players than orders allow."""
    n = len(row)
    value = {}
    for size in range(n + 1):
        for subset in combinations(range(n), size):
            mixed = background.copy()
            mixed[:, list(subset)] = row[list(subset)]
            value[frozenset(subset)] = float(raw(mixed).mean())
    shares = np.zeros(n)
    for joined, without in value.items():
        for player in set(range(n)) - joined:
            shares[player] += (value[joined | {player}] - without) / (n * comb(n - 1, len(joined)))
    return shares


def total(found: SampledShapley) -> float:
    return found.base + sum(found.contributions)


@pytest.mark.parametrize("players", [ONE_EACH, [[4, 0], [1], [3, 2]], [[0, 1, 2, 3, 4]]])
def test_few_players_are_enumerated_and_equal_the_definition(players: Players) -> None:
    row, background = drawn(1, seed=1)[0], drawn(7)
    found = sampled_shapley(bumpy, row, background, players, seed=0)
    assert found.contributions == pytest.approx(by_definition(bumpy, row, background, players), abs=1e-12)
    assert (found.method, found.stopped) == (GameMethod.EXACT, Stop.EXACT)
    assert found.standard_errors == (0.0,) * len(players)
    assert found.largest_error == 0.0


def test_ten_players_are_still_exact_and_eleven_are_sampled() -> None:
    exact = sampled_shapley(bumpy, drawn(1, 10)[0], drawn(3, 10), [[i] for i in range(10)], seed=0)
    sampled = sampled_shapley(bumpy, drawn(1, 11)[0], drawn(3, 11), [[i] for i in range(11)], seed=0)
    assert len(exact.contributions) == EXACT_PLAYERS
    assert (exact.method, sampled.method) == (GameMethod.EXACT, GameMethod.SAMPLED)
    assert exact.contributions == pytest.approx(by_subsets(bumpy, drawn(1, 10)[0], drawn(3, 10)), abs=1e-12)


def test_few_players_are_sampled_when_the_budget_does_not_reach_for_all_coalitions() -> None:
    found = sampled_shapley(bumpy, drawn(1, seed=1)[0], drawn(20), ONE_EACH, seed=0, budget=400)
    assert found.method is GameMethod.SAMPLED
    assert found.evaluations <= 400


def by_enumeration(row: FloatArray, background: FloatArray) -> FloatArray:
    return np.array(sampled_shapley(bumpy, row, background, ONE_EACH, seed=0).contributions)


def test_sampled_values_lie_around_the_exact_ones_as_widely_as_their_error_says() -> None:
    row, background = drawn(1, seed=1)[0], drawn(100)
    truth, misses = by_enumeration(row, background), []
    for seed in range(200):
        found = sampled_shapley(bumpy, row, background, ONE_EACH, seed=seed, tolerance=0.0, budget=2_800)
        assert (found.method, found.evaluations) == (GameMethod.SAMPLED, 101 + 3 * 800)
        misses.append((np.array(found.contributions) - truth) / np.array(found.standard_errors))
    assert np.abs(np.mean(misses, axis=0)).max() < 4.0 / np.sqrt(200)
    assert 0.8 < np.std(misses, axis=0).min() < np.std(misses, axis=0).max() < 1.25


def test_of_few_draws_the_error_is_not_stated_too_small() -> None:
    row, background = drawn(1, seed=1)[0], drawn(12)
    truth, one_round = by_enumeration(row, background), 1 + 12 + 2 * 12 * (FEATURES - 1)
    for rounds in (1, 2):
        budget = one_round + (rounds - 1) * 2 * 12 * (FEATURES - 1)
        found = [
            sampled_shapley(bumpy, row, background, ONE_EACH, seed=s, tolerance=0, budget=budget) for s in range(99)
        ]
        misses = np.array([np.array(f.contributions) - truth for f in found])
        stated = np.sqrt(np.mean([np.square(f.standard_errors) for f in found], axis=0))
        assert {f.evaluations for f in found} == {budget}
        assert (np.sqrt((misses**2).mean(axis=0)) < 1.1 * stated).all()


@pytest.mark.parametrize("players", [[[i] for i in range(14)], [[2 * i, 2 * i + 1] for i in range(7)]])
@pytest.mark.parametrize("budget", [2_000, 30_000])
def test_contributions_add_up_whatever_was_spent(players: Players, budget: int) -> None:
    row, background = drawn(1, 14, seed=1)[0], drawn(30, 14)
    found = sampled_shapley(bumpy, row, background, players, seed=0, budget=budget)
    assert found.base == pytest.approx(bumpy(background).mean(), abs=1e-12)
    assert found.raw == pytest.approx(bumpy(row[None])[0], abs=1e-12)
    assert total(found) == pytest.approx(found.raw, abs=1e-12)
    assert found.evaluations <= budget


def test_a_linear_model_is_right_after_one_round() -> None:
    row, background = drawn(1, 12, seed=1)[0], drawn(20, 12)
    found = sampled_shapley(linear, row, background, [[i] for i in range(12)], seed=0, budget=1_000)
    assert found.contributions == pytest.approx(np.arange(1.0, 13.0) * (row - background.mean(axis=0)), abs=1e-12)


def test_a_permutation_goes_with_its_reverse_so_that_pairs_are_split_exactly() -> None:
    def pairs(x: FloatArray) -> FloatArray:
        return np.asarray((x[:, :6] * x[:, 6:]).sum(axis=1))

    row, background = drawn(1, 12, seed=1)[0], drawn(20, 12)
    found = sampled_shapley(pairs, row, background, [[i] for i in range(12)], seed=0, budget=1_000)
    left, right = background[:, :6], background[:, 6:]
    half = 0.5 * ((row[:6] - left) * (row[6:] + right)).mean(axis=0)
    assert found.contributions[:6] == pytest.approx(half, abs=1e-12)


def test_it_stops_when_the_error_is_small_enough_and_says_so() -> None:
    row, background = drawn(1, 12, seed=1)[0] + 2.0, drawn(20, 12)
    players = [[i] for i in range(12)]
    coarse = sampled_shapley(bumpy, row, background, players, seed=0, tolerance=0.05)
    fine = sampled_shapley(bumpy, row, background, players, seed=0, tolerance=0.007)
    assert (coarse.stopped, fine.stopped) == (Stop.TOLERANCE, Stop.TOLERANCE)
    assert fine.largest_error <= 0.007 * (fine.raw - fine.base) < coarse.largest_error
    assert coarse.evaluations < fine.evaluations < 120_000


def test_it_stops_when_the_budget_is_spent_and_says_so() -> None:
    row, background = drawn(1, 12, seed=1)[0], drawn(20, 12)
    found = sampled_shapley(bumpy, row, background, [[i] for i in range(12)], seed=0, tolerance=1e-6, budget=3_000)
    assert found.stopped is Stop.BUDGET
    assert found.largest_error == max(found.standard_errors) > 1e-6


def test_a_row_that_scores_like_a_healthy_one_does_not_spend_the_budget() -> None:
    background = drawn(50, 12)
    row = background[np.argmin(np.abs(bumpy(background) - bumpy(background).mean()))]
    found = sampled_shapley(bumpy, row, background, [[i] for i in range(12)], seed=0)
    assert abs(found.raw - found.base) < 0.05
    assert found.stopped is Stop.TOLERANCE


def test_one_seed_gives_one_result_and_another_seed_another() -> None:
    row, background = drawn(1, 12, seed=1)[0], drawn(20, 12)
    players = [[i] for i in range(12)]
    first, again, other = (sampled_shapley(bumpy, row, background, players, seed=s, budget=3_000) for s in (3, 3, 4))
    assert first == again
    assert first.contributions != other.contributions


def test_a_gap_is_a_value_that_can_contribute() -> None:
    def misses_it(x: FloatArray) -> FloatArray:
        return np.asarray(np.isnan(x[:, 0]) * 2.0 + np.nan_to_num(x[:, 1]))

    found = sampled_shapley(misses_it, np.array([np.nan, 1.0]), np.zeros((3, 2)), [[0], [1]], seed=0)
    assert found.contributions == pytest.approx((2.0, 1.0))


def test_the_model_is_asked_in_batches_and_as_often_as_stated() -> None:
    asked: list[int] = []

    def counted(x: FloatArray) -> FloatArray:
        asked.append(len(x))
        return bumpy(x)

    players = [[i] for i in range(12)]
    found = sampled_shapley(counted, drawn(1, 12, seed=1)[0], drawn(100, 12), players, seed=0, budget=10_000)
    assert sum(asked) == found.evaluations
    assert len(asked) <= 1 + found.evaluations // 1_000


def test_the_least_budget_is_just_enough() -> None:
    row, background, players = drawn(1, 12, seed=1)[0], drawn(20, 12), [[i] for i in range(12)]
    least = least_budget(12, 20)
    assert sampled_shapley(bumpy, row, background, players, seed=0, budget=least).evaluations == least
    with pytest.raises(DataError, match="too few"):
        sampled_shapley(bumpy, row, background, players, seed=0, budget=least - 1)


def test_players_must_share_out_the_columns() -> None:
    for players in ([[0], [1], [2], [3]], [[0, 1], [1, 2], [3], [4]], [[0, 1, 2, 3, 4, 5]], [[-1], [0, 1, 2, 3]]):
        with pytest.raises(DataError, match="column"):
            sampled_shapley(bumpy, drawn(1)[0], drawn(3), players, seed=0)


@pytest.mark.parametrize(
    ("background", "budget", "told"),
    [
        (drawn(0), 120_000, "no background row"),
        (drawn(3, 4), 120_000, "same features"),
        (drawn(20), 100, "too few"),
        (drawn(1), 31, "at least 2"),
    ],
)
def test_what_cannot_be_answered_is_refused(background: FloatArray, budget: int, told: str) -> None:
    with pytest.raises(DataError, match=told):
        sampled_shapley(bumpy, drawn(1)[0], background, ONE_EACH, seed=0, budget=budget)


def test_a_model_that_gives_no_number_is_refused() -> None:
    def broken(x: FloatArray) -> FloatArray:
        return np.where(x[:, 0] > 0.0, np.nan, 1.0)

    with pytest.raises(DataError, match="no finite score"):
        sampled_shapley(broken, drawn(1)[0], drawn(20), ONE_EACH, seed=0)
