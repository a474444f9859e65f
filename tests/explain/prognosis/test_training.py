"""Learning how long machines last: what is foreseen, how sure it is, and what is refused."""

from dataclasses import replace

import numpy as np
import pytest

from explain.errors import TrainingError
from explain.prognosis import LifeSettings, Lives, Prognosis, remaining_life, train_prognosis
from explain.prognosis.training import _conformal
from tests.explain.prognosis.wear import FEW_TREES, PLAN, SETTINGS, last_rows, machines, one_moment_each, rmse

CAP = SETTINGS.cap


@pytest.fixture(scope="module")
def trained() -> Prognosis:
    return train_prognosis(PLAN, machines(60), SETTINGS, seed=1)


def test_the_life_of_unseen_machines_is_foreseen_far_better_than_by_their_age(trained: Prognosis) -> None:
    unseen = machines(100, seed=9)
    truth = np.minimum(unseen.remaining, CAP)
    value, _, _ = trained.predict(unseen.x)
    by_age = np.clip(70.0 - unseen.x[:, 0], 0.0, CAP)
    assert rmse(value, truth) < 0.4 * rmse(by_age, truth)


def test_the_held_out_error_is_about_that_of_unseen_machines(trained: Prognosis) -> None:
    unseen = machines(200, seed=9)
    value, _, _ = trained.predict(unseen.x)
    found = rmse(value, np.minimum(unseen.remaining, CAP))
    assert trained.evidence.held_out_rmse == pytest.approx(found, rel=0.15)


@pytest.mark.parametrize("level", [0.6, 0.9])
def test_the_interval_holds_the_life_of_as_many_unseen_machines_as_it_says(level: float) -> None:
    settings = SETTINGS.model_copy(update={"level": level})
    prognosis = train_prognosis(PLAN, machines(60), settings, seed=1)
    unseen = machines(600, seed=9)
    asked = one_moment_each(unseen)
    truth = np.minimum(unseen.remaining[asked], CAP)
    value, low, high = prognosis.predict(unseen.x[asked])
    assert ((low <= truth) & (truth <= high)).mean() == pytest.approx(level, abs=0.06)
    assert (low <= value).all()
    assert (value <= high).all()


def test_the_interval_is_narrower_at_the_end_of_a_life_than_in_its_middle(trained: Prognosis) -> None:
    unseen = machines(100, seed=9)
    _, low, high = trained.predict(unseen.x)
    near_end, middle = unseen.remaining < 8, (unseen.remaining > 20) & (unseen.remaining < 32)
    assert (high - low)[near_end].mean() < 0.5 * (high - low)[middle].mean()


def test_what_is_held_out_is_capped_as_what_is_said_later() -> None:
    settings = SETTINGS.model_copy(update={"cap": 5.0})
    evidence = train_prognosis(PLAN, machines(12), settings, seed=1).evidence
    assert evidence.predicted[-1] == 5.0
    assert evidence.predicted[0] >= 0.0


def test_errors_are_taken_on_whole_runs_that_the_model_has_not_seen() -> None:
    lives = machines(30)
    draw = np.random.default_rng(3)
    fingerprint = draw.normal(size=30)[lives.runs]
    # A fingerprint and the age tell all about a life once seen, and nothing about another.
    x = np.full(lives.x.shape, 1.0)
    x[:, 0], x[:, 1] = lives.x[:, 0], fingerprint
    prognosis = train_prognosis(PLAN, replace(lives, x=x), SETTINGS, seed=1)
    by_age = rmse(np.clip(70.0 - x[:, 0], 0.0, CAP), np.minimum(lives.remaining, CAP))
    assert prognosis.evidence.held_out_rmse > 0.9 * by_age
    seen, _, _ = prognosis.predict(x)
    assert prognosis.evidence.held_out_rmse > 1.25 * rmse(seen, np.minimum(lives.remaining, CAP))


def test_runs_that_did_not_fail_are_counted_and_teach_nothing() -> None:
    lives, more = machines(12), machines(3, seed=5)
    together = Lives(
        np.vstack([more.x, lives.x]),
        np.concatenate([np.full(len(more.runs), np.nan), lives.remaining]),
        np.concatenate([more.runs, lives.runs + 100]),
    )
    alone, both = train_prognosis(PLAN, lives, SETTINGS, seed=1), train_prognosis(PLAN, together, SETTINGS, seed=1)
    assert (both.evidence.runs, both.evidence.censored) == (12, 3)
    assert both.regression.files() == alone.regression.files()
    assert both.evidence.reach == alone.evidence.reach


@pytest.mark.parametrize(("failed", "level", "needed"), [(0, 0.9, 10), (9, 0.9, 10), (9, 0.6, 10), (18, 0.95, 19)])
def test_too_few_lives_for_the_interval_that_is_asked_are_refused(failed: int, level: float, needed: int) -> None:
    lives = machines(20)
    censored = replace(lives, remaining=np.where(lives.runs < failed, lives.remaining, np.nan))
    settings = SETTINGS.model_copy(update={"level": level})
    with pytest.raises(TrainingError, match=f"{failed} of 20 runs ended in failure; at least {needed} are needed"):
        train_prognosis(PLAN, censored, settings, seed=1)


@pytest.mark.parametrize(("failed", "level"), [(10, 0.9), (19, 0.95)])
def test_just_enough_lives_are_enough(failed: int, level: float) -> None:
    settings = SETTINGS.model_copy(update={"level": level})
    assert train_prognosis(PLAN, machines(failed), settings, seed=1).evidence.runs == failed


def test_features_that_never_change_are_refused() -> None:
    lives = machines(12)
    with pytest.raises(TrainingError, match="never changes"):
        train_prognosis(PLAN, replace(lives, x=np.ones(lives.x.shape)), SETTINGS, seed=1)


def test_a_setting_that_the_trees_do_not_have_is_refused_by_name() -> None:
    settings = LifeSettings(cap=CAP, unit="hours", regression={**FEW_TREES, "depth": 3})
    with pytest.raises(TrainingError, match="depth"):
        train_prognosis(PLAN, machines(12), settings, seed=1)


def test_the_same_lives_and_seed_give_the_same_bytes_and_report_each_step() -> None:
    steps: list[tuple[int, int]] = []
    lives = machines(12)
    first = train_prognosis(PLAN, lives, SETTINGS, seed=1, progress=lambda _, done, total: steps.append((done, total)))
    assert train_prognosis(PLAN, lives, SETTINGS, seed=1).files() == first.files()
    assert train_prognosis(PLAN, lives, SETTINGS, seed=2).files() != first.files()
    assert steps == [(done, 6) for done in range(6)]


def test_errors_count_at_the_moments_that_are_asked_about() -> None:
    lives = machines(20)
    near_end = replace(lives, moments=(lives.remaining < 8).astype(np.float64))
    late, always = train_prognosis(PLAN, near_end, SETTINGS, seed=1), train_prognosis(PLAN, lives, SETTINGS, seed=1)
    assert late.evidence.held_out_rmse < 0.5 * always.evidence.held_out_rmse
    assert max(late.evidence.predicted) < 12 < max(always.evidence.predicted)
    # They also teach more than the other rows.
    assert late.regression.files() != always.regression.files()


def test_moments_compare_the_rows_of_a_run_and_no_two_runs() -> None:
    lives = machines(12)
    even = replace(lives, moments=np.ones(len(lives.runs)))
    uneven = replace(lives, moments=np.where(lives.runs % 2 == 0, 1.0, 4.0))
    assert (
        train_prognosis(PLAN, uneven, SETTINGS, seed=1).files() == train_prognosis(PLAN, even, SETTINGS, seed=1).files()
    )
    assert (
        train_prognosis(PLAN, lives, SETTINGS, seed=1).files() == train_prognosis(PLAN, even, SETTINGS, seed=1).files()
    )


def test_a_run_without_any_moment_is_refused() -> None:
    lives = machines(12)
    with pytest.raises(TrainingError, match="no moment"):
        train_prognosis(PLAN, replace(lives, moments=(lives.runs != 3).astype(np.float64)), SETTINGS, seed=1)


def test_a_dead_sensor_does_not_look_like_wear_or_youth(trained: Prognosis) -> None:
    unseen = machines(60, seed=9)
    blank = unseen.x.copy()
    blank[:, 1:3] = np.nan
    truth = np.minimum(unseen.remaining, CAP)
    whole, lost = trained.predict(unseen.x)[0], trained.predict(blank)[0]
    assert rmse(lost, truth) < 1.6 * rmse(whole, truth)


def test_columns_of_different_lengths_and_impossible_numbers_are_refused() -> None:
    x, left, runs = np.zeros((3, 2)), np.array([2.0, 1.0, 0.0]), np.zeros(3, dtype=np.int64)
    with pytest.raises(TrainingError, match="differ in length"):
        Lives(x, left[:2], runs)
    with pytest.raises(TrainingError, match="differ in length"):
        Lives(x, left, runs, np.ones(2))
    for wrong in (-1.0, np.inf):
        with pytest.raises(TrainingError, match="negative or infinite"):
            Lives(x, np.array([wrong, 1.0, 0.0]), runs)
    for wrong in (-1.0, np.nan):
        with pytest.raises(TrainingError, match="weights"):
            Lives(x, left, runs, np.array([wrong, 1.0, 1.0]))


def test_life_is_counted_to_the_first_failed_row_on_the_machines_own_clock() -> None:
    clock = np.array([0.0, 2.0, 5.0, 6.0, 0.0, 1.0, 10.0, 11.0])
    runs = np.array([7, 7, 7, 7, 3, 3, 9, 9])
    failed = np.array([False, False, True, True, False, False, False, True])
    np.testing.assert_array_equal(
        remaining_life(clock, runs, failed), [5.0, 3.0, 0.0, np.nan, np.nan, np.nan, 1.0, 0.0]
    )
    assert np.isnan(remaining_life(clock, runs, np.zeros(8, dtype=np.bool_))).all()
    assert last_rows(runs).sum() == 3


def test_one_more_run_than_there_are_counts_as_beyond_all() -> None:
    scores = np.arange(1.0, 21.0)[:, None]
    assert _conformal(scores, 0.5) == 11.0
    assert _conformal(scores, 0.9) == 19.0
    assert _conformal(np.repeat(scores, 3, axis=1), 0.9) == 19.0
    # Of nineteen, 95 % of twenty is the last: a whole number that floating point may put a hair above.
    assert _conformal(scores[:19], 0.95) == 19.0
