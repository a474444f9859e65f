import sys
from unittest.mock import patch

import numpy as np
import pytest

from explain.detectors.contract import BoolArray, FloatArray, Settings
from explain.detectors.xgboost_trees import XgboostTrees
from explain.errors import BundleError, TrainingError

COLUMNS = ("load.value", "speed.value", "wear.value")


def noisy(rows: int = 400, seed: int = 0) -> tuple[FloatArray, BoolArray]:
    """Failure where load is high and speed low, one label in ten wrong; some cells empty."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(rows, 3))
    y = (x[:, 0] > 0.3) & (x[:, 1] < 0.5) ^ (rng.random(rows) < 0.1)
    x[rng.random(x.shape) < 0.1] = np.nan
    return x, y


def fit(
    x: FloatArray, y: BoolArray, settings: Settings | None = None, *, weight: FloatArray | None = None
) -> XgboostTrees:
    chosen = {"num_boost_round": 40, **(settings or {})}
    return XgboostTrees.fit(x, y, columns=COLUMNS, settings=chosen, seed=3, weight=weight)


def test_it_scores_as_xgboost_does_to_the_rounding_of_single_precision() -> None:
    import xgboost

    detector = fit(*noisy())
    booster = xgboost.Booster({"nthread": 1})
    booster.load_model(bytearray(detector.files()["model.json"]))
    judged, _ = noisy(500, seed=1)
    margin = booster.predict(xgboost.DMatrix(judged, nthread=1), output_margin=True)
    np.testing.assert_allclose(detector.raw(judged), margin, rtol=0.0, atol=1e-5)


def test_raw_scores_are_log_odds_about_those_of_the_labels() -> None:
    x, y = noisy(2000)
    probability = 1.0 / (1.0 + np.exp(-fit(x, y).raw(x)))
    assert probability.mean() == pytest.approx(y.mean(), abs=0.01)


def test_weights_count_as_repeated_rows_do() -> None:
    x, y = noisy()
    certain: Settings = {"subsample": 1.0, "colsample_bytree": 1.0}
    twice = fit(np.vstack([x, x[y]]), np.concatenate([y, y[y]]), certain)
    weighted = fit(x, y, certain, weight=np.where(y, 2.0, 1.0))
    unweighted = fit(x, y, certain)
    near = np.abs(weighted.raw(x) - twice.raw(x)).mean()
    assert near < 0.2 * np.abs(weighted.raw(x) - unweighted.raw(x)).mean()


def test_numbers_beyond_single_precision_can_be_learned_from() -> None:
    x, y = noisy()
    x[:5, 2] = 1e300
    assert np.isfinite(fit(x, y).raw(x)).all()


@pytest.mark.parametrize("settings", [{"max_depth": -5}, {"subsample": 7.0}, {"num_boost_round": "many"}], ids=str)
def test_an_impossible_setting_is_refused(settings: Settings) -> None:
    with pytest.raises(TrainingError, match=r"XGBoost cannot be trained|of the kind of its default"):
        fit(*noisy(), settings)


def test_a_machine_without_xgboost_is_told_what_to_install() -> None:
    with patch.dict(sys.modules, {"xgboost": None}), pytest.raises(TrainingError, match=r"faultlens\[xgboost\]"):
        fit(*noisy())


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(BundleError, match=r"no readable model\.json"):
        XgboostTrees.from_files({"model.json": b"\xff\xfe"})
