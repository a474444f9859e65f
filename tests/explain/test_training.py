from dataclasses import replace

import numpy as np
import pytest

from explain.calibration import HEALTHY_QUANTILE, fit_sigmoid
from explain.choice import Balance, Costs, DetectorChoice
from explain.errors import DataError, TrainingError
from explain.history import FloatArray, History, IntArray
from explain.training import (
    FOLDS,
    MIN_POSITIVES,
    cross_validate,
    train,
)
from tests.explain.samples import history_of, small_history, small_plan

PLAN = small_plan()
pytestmark = pytest.mark.usefixtures("few_trees")


def labelled(y: FloatArray, runs: IntArray | None = None) -> History:
    """Two signals without meaning, and the given labels."""
    rng = np.random.default_rng(0)
    return history_of(
        {"voltage": rng.normal(size=len(y)), "current": rng.normal(size=len(y))},
        {"hot": y},
        runs=np.arange(len(y)) if runs is None else runs,
    )


def coin(rows: int, rate: float, seed: int = 0) -> FloatArray:
    return (np.random.default_rng(seed).random(rows) < rate).astype(float)


def test_nothing_labelled_is_refused_with_where_to_name_the_labels() -> None:
    history = history_of({"voltage": np.zeros(50), "current": np.zeros(50)}, {}, runs=np.arange(50))
    with pytest.raises(TrainingError, match=r"history\.label_columns"):
        train(history, PLAN, seed=0)


@pytest.mark.parametrize("positives", [0, 1, MIN_POSITIVES - 1, 100 - MIN_POSITIVES + 1, 100])
def test_too_few_rows_with_or_without_a_failure_are_refused_with_their_number(positives: int) -> None:
    y = (np.arange(100) < positives).astype(float)
    with pytest.raises(TrainingError, match=f"hot: {positives} rows with and {100 - positives} without"):
        train(labelled(y), PLAN, seed=0)


def test_just_enough_rows_are_trained_on() -> None:
    y = (np.arange(100) < MIN_POSITIVES).astype(float)
    assert train(labelled(y), PLAN, seed=0).card.rows_by_mode == {"hot": MIN_POSITIVES}


def test_rows_whose_label_is_undecided_count_neither_way() -> None:
    y = np.concatenate([np.ones(MIN_POSITIVES - 1), np.full(50, np.nan), np.zeros(50)])
    with pytest.raises(TrainingError, match="9 rows with and 50 without"):
        train(labelled(y), PLAN, seed=0)


def test_a_signal_of_the_plan_without_a_column_is_named() -> None:
    history = small_history()
    with pytest.raises(DataError, match="current"):
        train(replace(history, measured={"voltage": history.measured["voltage"]}), PLAN, seed=0)


def test_fewer_runs_than_folds_are_refused() -> None:
    runs = np.arange(200) // (200 // (FOLDS - 1))
    with pytest.raises(TrainingError, match=rf"{FOLDS - 1} run\(s\); at least {FOLDS}"):
        train(labelled(coin(200, 0.5), runs), PLAN, seed=0)


def test_a_failure_that_only_one_run_shows_is_refused_by_name() -> None:
    runs = np.arange(200) // 20
    with pytest.raises(TrainingError, match=r"hot: .* so few runs"):
        train(labelled((runs == 3).astype(float), runs), PLAN, seed=0)


@pytest.mark.parametrize("rows_per_run", [1, 7, 40])
def test_no_run_stands_on_both_sides_of_a_split_and_every_row_is_held_out_once(rows_per_run: int) -> None:
    history = small_history(rows_per_run=rows_per_run)
    fold = cross_validate(history, PLAN, seed=3).fold
    assert set(fold) == set(range(FOLDS))
    for run in np.unique(history.runs):
        assert len(set(fold[history.runs == run])) == 1


@pytest.mark.parametrize("rows_per_run", [1, 10])
def test_the_seed_decides_which_rows_are_held_out_together(rows_per_run: int) -> None:
    history = small_history(rows_per_run=rows_per_run)
    first, second, other = (cross_validate(history, PLAN, seed=seed).fold for seed in (1, 1, 2))
    assert np.array_equal(first, second)
    assert not np.array_equal(first, other)


def test_failures_are_spread_over_the_folds() -> None:
    history = small_history(rows=1000)
    fold = cross_validate(history, PLAN, seed=0).fold
    shares = [history.failure[fold == k].mean() for k in range(FOLDS)]
    assert max(shares) - min(shares) < 0.01


def test_labels_of_chance_are_not_predicted() -> None:
    # A model judged on rows that it has seen would know these labels by heart.
    card = train(labelled(coin(1500, 0.2)), PLAN, seed=0).card
    assert card.metrics.ap_by_mode["hot"] == pytest.approx(0.2, abs=0.06)
    assert card.metrics.ap_any_failure == pytest.approx(0.2, abs=0.06)


def test_a_run_is_not_recognised_by_its_own_rows() -> None:
    # Each run has its own voltage and its own label by chance: rows of one run in two folds would give it away.
    runs = np.repeat(np.arange(120), 10)
    y = coin(120, 0.4, seed=5)[runs]
    history = replace(labelled(y, runs), measured={"voltage": runs.astype(np.float64), "current": np.zeros(len(runs))})
    assert train(history, PLAN, seed=0).card.metrics.ap_by_mode["hot"] == pytest.approx(y.mean(), abs=0.15)
    leaking = replace(history, runs=np.arange(len(runs)))
    leaked = train(leaking, PLAN, seed=0).card.metrics.ap_by_mode["hot"]
    assert leaked is not None
    assert leaked > y.mean() + 0.3


def test_the_labels_of_a_fold_change_nothing_in_the_scores_of_that_fold() -> None:
    history = small_history()
    before = cross_validate(history, PLAN, seed=0)
    held_out = before.fold == 2
    flipped = np.where(held_out, 1.0 - history.labels["hot"], history.labels["hot"])
    after = cross_validate(replace(history, labels={**history.labels, "hot": flipped}), PLAN, seed=0)
    np.testing.assert_array_equal(before.fold, after.fold)
    np.testing.assert_array_equal(before.raw["hot"][held_out], after.raw["hot"][held_out])
    assert not np.array_equal(before.raw["hot"][~held_out], after.raw["hot"][~held_out])


def test_a_fold_is_calibrated_by_the_sigmoid_of_the_other_folds() -> None:
    history = small_history()
    found, y = cross_validate(history, PLAN, seed=0), history.labels["hot"] == 1
    for k in range(FOLDS):
        others = found.fold != k
        expected = fit_sigmoid(found.raw["hot"][others], y[others])(found.raw["hot"][~others])
        np.testing.assert_array_equal(found.probability["hot"][~others], expected)


def test_the_same_history_and_seed_give_the_same_digest_and_another_seed_another() -> None:
    first, second, other = (train(small_history(), PLAN, seed=seed).digest for seed in (1, 1, 2))
    assert first == second
    assert first != other


def test_what_can_be_learned_is_learned_and_told_on_the_card() -> None:
    history = small_history(rows=1000)
    card = train(history, PLAN, seed=4).card
    assert card.metrics.ap_any_failure is not None
    assert card.metrics.ap_any_failure > 0.95
    assert min(value or 0.0 for value in card.metrics.ap_by_mode.values()) > 0.95
    assert card.metrics.ece_any_failure is not None
    assert card.metrics.ece_any_failure < 0.05
    assert card.rows == 1000
    assert card.rows_by_mode == {mode: int(y.sum()) for mode, y in history.labels.items()}
    assert (card.seed, card.data_source, card.data_digest) == (4, history.source, history.digest)
    assert card.features == PLAN.feature_names
    assert "stratified rows" in card.split
    assert "whole runs" in train(small_history(rows_per_run=10), PLAN, seed=4).card.split
    assert set(card.libraries) == {"lightgbm", "numpy", "scikit-learn"}


def test_every_kept_mode_has_an_increasing_calibration_and_a_threshold_that_is_no_guess() -> None:
    for mode in train(small_history(), PLAN, seed=0).modes:
        assert mode.sigmoid.slope > 0.0
        assert 0.5 <= mode.threshold <= 0.95
    for mode in train(labelled(coin(300, 0.2)), PLAN, seed=0).modes:
        assert mode.threshold == 0.5


def test_undecided_rows_teach_nothing() -> None:
    history = small_history()
    undecided = np.arange(400) % 4 == 0
    labels = {mode: np.where(undecided, np.nan, y) for mode, y in history.labels.items()}
    scrambled = {k: np.where(undecided, 1e3 * (np.arange(400) % 7), v) for k, v in history.measured.items()}
    kept, other = (
        train(replace(history, labels=labels, measured=measured), PLAN, seed=0)
        for measured in (history.measured, scrambled)
    )
    assert [m.detector.files() for m in kept.modes] == [m.detector.files() for m in other.modes]
    assert kept.card.rows_by_mode == {mode: int(np.nansum(y)) for mode, y in labels.items()}


def test_rows_that_do_not_teach_only_fill_the_windows() -> None:
    history = replace(small_history(rows_per_run=20), teaches=np.arange(400) % 4 == 3)
    plan = small_plan("mean_3")
    found = cross_validate(history, plan, seed=0)
    assert found.x.shape == (100, 3)
    voltage = history.measured["voltage"]
    assert found.x[:, 0] == pytest.approx((voltage[1::4] + voltage[2::4] + voltage[3::4]) / 3)
    assert train(history, plan, seed=0).card.rows == 100


def test_healthy_ranges_come_from_healthy_rows_that_teach() -> None:
    rng = np.random.default_rng(0)
    voltage = rng.normal(100.0, 1.0, 2000)
    sick, unused = np.arange(2000) < 400, np.arange(2000) % 5 == 0
    voltage[sick | unused] = 900.0
    voltage[1999] = np.nan
    history = replace(
        history_of({"voltage": voltage, "current": np.full(2000, 2.0)}, {"hot": sick.astype(float)}, np.arange(2000)),
        teaches=~unused,
    )
    ranges = train(history, PLAN, seed=0).ranges
    healthy = voltage[~sick & ~unused & ~np.isnan(voltage)]
    assert ranges["voltage"] == pytest.approx(tuple(np.quantile(healthy, (0.005, 0.995))))
    assert ranges["power"] == pytest.approx(tuple(2.0 * np.quantile(healthy, (0.005, 0.995))))


def test_a_history_that_decides_no_failure_has_no_figure_about_any_failure() -> None:
    history = replace(small_history(), failure=np.full(400, np.nan))
    metrics = train(history, PLAN, seed=0).card.metrics
    assert (metrics.ap_any_failure, metrics.ece_any_failure) == (None, None)
    assert metrics.ap_by_mode["hot"] is not None


def test_progress_is_told_from_nothing_done_to_all_done() -> None:
    told: list[tuple[str, int, int]] = []
    train(small_history(), PLAN, seed=0, progress=lambda *step: told.append(step))
    assert told[0][1] == 0
    assert told[-1][1] == told[-1][2]
    assert all(0 <= done <= total for _, done, total in told)
    assert all(any(mode in what for what, _, _ in told) for mode in ("hot", "open"))


def test_the_kept_sigmoid_is_fitted_on_held_out_scores() -> None:
    # On labels of chance the scores of seen rows look informative: a sigmoid fitted on them would be steep.
    (mode,) = train(labelled(coin(1500, 0.3)), PLAN, seed=0).modes
    assert mode.sigmoid.slope < 0.2


PCA = DetectorChoice(family="pca")


def test_an_unsupervised_mode_needs_no_known_failure_and_the_card_says_so() -> None:
    history = replace(small_history(), labels={}, failure=np.full(400, np.nan))
    bundle = train(history, PLAN, {"strange": PCA}, seed=0)
    (mode,) = bundle.modes
    assert (mode.mode_id, mode.choice, mode.interval) == ("strange", PCA, None)
    assert bundle.card.unlabelled == ("strange",)
    assert bundle.card.metrics.ap_by_mode == {"strange": None}


def test_without_known_failures_about_one_unseen_healthy_row_in_two_hundred_is_an_alarm() -> None:
    history = replace(small_history(rows=3000), labels={}, failure=np.full(3000, np.nan))
    (mode,) = train(history, PLAN, {"strange": PCA}, seed=0).modes
    found = cross_validate(history, PLAN, {"strange": PCA}, seed=0)
    alarmed = mode.sigmoid(found.raw["strange"]) >= mode.threshold
    assert alarmed.mean() == pytest.approx(1 - HEALTHY_QUANTILE, abs=0.002)


def test_one_long_run_without_labels_is_held_out_in_stretches_of_time() -> None:
    history = replace(small_history(rows_per_run=400), labels={}, failure=np.full(400, np.nan))
    found = cross_validate(history, PLAN, {"strange": PCA}, seed=0)
    np.testing.assert_array_equal(found.fold, np.repeat(np.arange(5), 80))
    assert "stretches of time" in train(history, PLAN, {"strange": PCA}, seed=0).card.split


def test_each_mode_is_judged_by_the_detector_that_was_chosen_for_it() -> None:
    chosen = {"hot": DetectorChoice(family="logistic_regression")}
    bundle = train(small_history(), PLAN, chosen, seed=0)
    assert {mode.mode_id: mode.detector.family for mode in bundle.modes} == {
        "hot": "logistic_regression",
        "open": "lightgbm",
    }
    assert bundle.card.detectors["hot"] == chosen["hot"]


def test_a_missed_failure_that_costs_much_lowers_the_threshold() -> None:
    history = small_history(rows=1500, seed=3)
    noise = np.random.default_rng(1).random(1500) < 0.15
    history = replace(history, labels={"hot": np.where(noise, 1.0 - history.labels["hot"], history.labels["hot"])})
    limits = []
    for missed in (50.0, 1.0, 0.02):
        choice = DetectorChoice(costs=Costs(missed=missed))
        limits.append(train(history, PLAN, {"hot": choice}, seed=0).modes[0].threshold)
    assert limits[0] < 0.3
    assert limits == sorted(limits)


@pytest.mark.parametrize("balance", [Balance.WEIGHT, Balance.OVERSAMPLE, Balance.UNDERSAMPLE])
def test_rebalancing_changes_the_raw_scores_but_the_probabilities_stay_calibrated(balance: Balance) -> None:
    history = small_history(rows=1500, seed=3)
    y = (history.measured["voltage"] > 13.5).astype(float)
    history = replace(history, labels={"hot": y}, failure=y)
    plain = cross_validate(history, PLAN, seed=0)
    found = cross_validate(history, PLAN, {"hot": DetectorChoice(balance=balance)}, seed=0)
    assert not np.array_equal(found.raw["hot"], plain.raw["hot"])
    assert found.probability["hot"].mean() == pytest.approx(y.mean(), abs=0.02)


def test_a_setting_that_the_family_does_not_have_is_refused_by_name_of_the_mode() -> None:
    with pytest.raises(TrainingError, match=r"hot: unknown setting.*wheels"):
        train(small_history(), PLAN, {"hot": DetectorChoice(settings={"wheels": 4})}, seed=0)


def test_a_feature_that_never_varied_is_named_on_the_card() -> None:
    history = small_history()
    dead = replace(history, measured={**history.measured, "current": np.full(400, np.nan)})
    assert train(dead, PLAN, seed=0).card.never_varied == ("current.value", "power.value")
