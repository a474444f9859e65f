import numpy as np
import pytest

from explain.detectors.contract import BoolArray, FloatArray, Setting
from explain.detectors.isolation_forest import IsolationForest, expected_path
from explain.errors import TrainingError

NAMES = ("torque.value", "lid.value", "speed.value")


def healthy(count: int = 400, seed: int = 0) -> FloatArray:
    rng = np.random.default_rng(seed)
    return np.column_stack([rng.normal(50.0, 5.0, count), np.full(count, 3.0), rng.normal(1500.0, 40.0, count)])


def none(x: FloatArray) -> BoolArray:
    return np.zeros(len(x), dtype=bool)


def fitted(x: FloatArray, **settings: Setting) -> IsolationForest:
    return IsolationForest.fit(x, none(x), columns=NAMES, settings={"n_estimators": 50, **settings}, seed=7)


def test_raw_is_the_papers_score_on_a_log_scale_in_healthy_standard_deviations() -> None:
    from sklearn.ensemble import IsolationForest as Reference

    x, unseen = healthy(), np.vstack([healthy(100, seed=1), [[90.0, 3.0, 1900.0]]])
    reference = Reference(n_estimators=50, max_samples=256, random_state=7).fit(x[:, [0, 2]].astype(np.float32))
    of_healthy, of_unseen = (np.log2(-reference.score_samples(rows[:, [0, 2]])) for rows in (x, unseen))
    wanted = (of_unseen - of_healthy.mean()) / of_healthy.std()
    np.testing.assert_allclose(fitted(x).raw(unseen), wanted, rtol=1e-6, atol=1e-6)
    assert fitted(x).forest().base == pytest.approx(-of_healthy.mean() / of_healthy.std())


def test_healthy_rows_have_mean_0_and_standard_deviation_1_and_an_odd_one_stands_out() -> None:
    forest = fitted(healthy())
    raw = forest.raw(healthy())
    assert raw.mean() == pytest.approx(0.0, abs=1e-9)
    assert raw.std() == pytest.approx(1.0)
    assert forest.raw(np.array([[90.0, 3.0, 1900.0]]))[0] > 3.0


def test_a_gap_goes_where_the_healthy_median_goes() -> None:
    x = healthy()
    forest = fitted(x)
    rows, filled = healthy(50, seed=2), healthy(50, seed=2)
    rows[:, 0], filled[:, 0] = np.nan, np.median(x[:, 0])
    np.testing.assert_array_equal(forest.raw(rows), forest.raw(filled))


def test_gaps_in_training_are_filled_with_the_median() -> None:
    x = healthy()
    filled = x.copy()
    x[::9, 0] = np.nan
    filled[::9, 0] = np.nanmedian(x[:, 0])
    assert fitted(x).files() == fitted(filled).files()


def test_no_tree_splits_on_a_column_that_never_varies() -> None:
    assert set(fitted(healthy()).forest().feature.tolist()) == {-1, 0, 2}


def test_a_tree_sees_at_most_as_many_rows_as_are_asked_for() -> None:
    x = healthy()
    forest = fitted(x, max_samples=32).forest()
    assert (forest.cover[forest.roots] == 32).all()
    everything = fitted(x, max_samples=10_000).forest()
    assert (everything.cover[everything.roots] == len(x)).all()


def test_a_row_of_weight_0_teaches_nothing() -> None:
    x = healthy()
    x[:100] += 1000.0
    weight = np.where(np.arange(400) < 100, 0.0, 1.0)
    found = IsolationForest.fit(x, none(x), columns=NAMES, settings={"n_estimators": 50}, seed=7, weight=weight)
    assert found.files() == fitted(x[100:]).files()


def test_the_expected_path_is_that_of_the_paper() -> None:
    harmonic = np.cumsum(1.0 / np.arange(1, 256))
    wanted = 2.0 * harmonic[254] - 2.0 * 255.0 / 256.0
    assert expected_path(np.array([0, 1, 2])).tolist() == [0.0, 0.0, 1.0]
    assert expected_path(np.array([256]))[0] == pytest.approx(wanted, abs=5e-3)


def test_settings_that_scikit_learn_refuses_are_refused_with_its_reason() -> None:
    with pytest.raises(TrainingError, match="n_estimators"):
        fitted(healthy(), n_estimators=0)


def test_values_at_the_end_of_what_a_computer_counts_are_still_learned_from() -> None:
    x = healthy()
    x[0, 0], x[1, 0] = 1.7e308, -1.7e308
    assert np.isfinite(fitted(x).raw(x)).all()
