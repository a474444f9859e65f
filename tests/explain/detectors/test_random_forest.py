import numpy as np
import pytest

from explain.detectors.contract import BoolArray, FloatArray, Settings
from explain.detectors.random_forest import RandomForest
from explain.errors import TrainingError

COLUMNS = ("load.value", "speed.value", "wear.value")


def noisy(rows: int = 400, seed: int = 0, gaps: float = 0.1) -> tuple[FloatArray, BoolArray]:
    """Failure where load is high and speed low, one label in ten wrong; some cells empty."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(rows, 3))
    y = (x[:, 0] > 0.3) & (x[:, 1] < 0.5) ^ (rng.random(rows) < 0.1)
    x[rng.random(x.shape) < gaps] = np.nan
    return x, y


def fit(
    x: FloatArray, y: BoolArray, settings: Settings | None = None, *, weight: FloatArray | None = None
) -> RandomForest:
    chosen = {"n_estimators": 40, **(settings or {})}
    return RandomForest.fit(x, y, columns=COLUMNS, settings=chosen, seed=3, weight=weight)


@pytest.mark.parametrize("gaps", [0.1, 0.0])
def test_it_scores_as_scikit_learn_does_gaps_included_even_where_training_had_none(gaps: float) -> None:
    from sklearn.ensemble import RandomForestClassifier

    x, y = noisy(gaps=gaps)
    own = RandomForestClassifier(
        40, max_depth=16, min_samples_leaf=2, max_features=0.5, max_samples=1.0, random_state=3
    )
    judged, _ = noisy(500, seed=1, gaps=0.3)
    np.testing.assert_allclose(fit(x, y).raw(judged), own.fit(x, y).predict_proba(judged)[:, 1], rtol=0.0, atol=1e-12)


def test_rows_are_rounded_to_single_precision_as_in_training() -> None:
    x = np.repeat([[1.0], [2.0]], 50, axis=0)
    detector = fit(np.hstack([x, x * 0, x * 0]), x[:, 0] > 1.5)
    scores = detector.raw(np.array([[1.5, 0, 0], [1.5 + 1e-12, 0, 0], [1.5 + 1e-6, 0, 0]]))
    np.testing.assert_allclose(scores, [0.0, 0.0, 1.0], atol=1e-12)


def test_a_raw_score_is_a_mean_share_of_failed_rows() -> None:
    x, y = noisy()
    raw = fit(x, y, {"max_depth": 1}).raw(x)
    assert ((raw >= 0.0) & (raw <= 1.0)).all()
    assert raw.mean() == pytest.approx(y.mean(), abs=0.05)


def test_a_depth_of_nought_is_no_limit() -> None:
    x, y = noisy(gaps=0.0)
    limited, unlimited = (fit(x, y, {"max_depth": depth, "min_samples_leaf": 1}) for depth in (2, 0))
    assert len(unlimited.forest().feature) > 2 * len(limited.forest().feature)


def test_rows_without_weight_are_as_good_as_absent() -> None:
    x, y = noisy()
    weight = (np.arange(400) % 4 > 0).astype(np.float64)
    assert fit(x, y, weight=weight).files() == fit(x[weight > 0], y[weight > 0], weight=np.ones(300)).files()
    with pytest.raises(TrainingError, match="one class"):
        fit(x, y, weight=y.astype(np.float64))


def test_numbers_beyond_single_precision_can_be_learned_from() -> None:
    x, y = noisy()
    x[:5, 2] = 1e300
    assert np.isfinite(fit(x, y).raw(x)).all()


@pytest.mark.parametrize("settings", [{"n_estimators": 0}, {"max_features": 7.5}, {"min_samples_leaf": -1}], ids=str)
def test_an_impossible_setting_is_refused(settings: Settings) -> None:
    with pytest.raises(TrainingError, match="random forest cannot be trained"):
        fit(*noisy(), settings)
