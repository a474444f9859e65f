"""Boosted trees for a quantity: what they learn, refuse, and how they come back."""

import numpy as np
import pytest

from explain.detectors.lightgbm_regression import LightGbmRegression, plain_regression
from explain.errors import BundleError, TrainingError

FEW = {"num_iterations": 50, "learning_rate": 0.2, "num_leaves": 15}


def rows(count: int = 600, seed: int = 0) -> tuple["np.ndarray", "np.ndarray"]:
    draw = np.random.default_rng(seed)
    x = draw.normal(size=(count, 3))
    x[draw.random(x.shape) < 0.05] = np.nan
    return x, 10.0 + 5.0 * np.nan_to_num(x[:, 0]) - 3.0 * np.nan_to_num(x[:, 1])


def test_unseen_rows_are_predicted_in_the_unit_of_what_was_learned() -> None:
    x, y = rows()
    unseen, truth = rows(seed=1)
    for found in (LightGbmRegression.fit(x, y, settings=FEW, seed=1).predict(unseen), plain_regression(x, y, unseen)):
        assert np.sqrt(((found - truth) ** 2).mean()) < 0.35 * truth.std()


def test_our_reader_scores_the_text_as_lightgbm_does() -> None:
    import lightgbm

    x, y = rows()
    model = LightGbmRegression.fit(x, y, settings=FEW, seed=1)
    booster = lightgbm.Booster(model_str=model.files()["model.txt"].decode())
    np.testing.assert_array_equal(model.predict(x), booster.predict(x, num_threads=1))
    np.testing.assert_array_equal(model.forest().raw(x), model.predict(x))


def test_it_comes_back_from_its_files_to_the_bit_and_the_seed_decides_it() -> None:
    x, y = rows()
    model = LightGbmRegression.fit(x, y, settings=FEW, seed=1)
    assert LightGbmRegression.from_files(model.files()).predict(x).tobytes() == model.predict(x).tobytes()
    assert LightGbmRegression.fit(x, y, settings=FEW, seed=1).files() == model.files()
    assert LightGbmRegression.fit(x, y, settings=FEW, seed=2).files() != model.files()


def test_weights_say_which_rows_count_and_their_scale_does_not_matter() -> None:
    x = np.tile(np.arange(50.0), 2)[:, None]
    y = np.repeat([0.0, 10.0], 50)
    weight = np.repeat([1.0, 9.0], 50)
    model = LightGbmRegression.fit(x, y, settings=FEW, seed=1, weight=weight)
    assert model.predict(x).mean() == pytest.approx(9.0, abs=0.3)
    scaled = LightGbmRegression.fit(x, y, settings=FEW, seed=1, weight=weight * 2.0**-20)
    np.testing.assert_allclose(scaled.predict(x), model.predict(x), rtol=1e-6)


def test_what_cannot_teach_is_refused() -> None:
    x, y = rows()
    with pytest.raises(TrainingError, match="19 training rows"):
        LightGbmRegression.fit(x[:19], y[:19], settings=FEW, seed=1)
    with pytest.raises(TrainingError, match="never changes"):
        LightGbmRegression.fit(np.ones_like(x), y, settings=FEW, seed=1)
    with pytest.raises(TrainingError, match="never changes"):
        LightGbmRegression.fit(x, np.ones_like(y), settings=FEW, seed=1)
    with pytest.raises(TrainingError, match="depth"):
        LightGbmRegression.fit(x, y, settings={"depth": 3}, seed=1)


def test_missing_or_damaged_text_is_refused() -> None:
    for files in ({}, {"model.txt": b"\xff\xfe"}, {"model.txt": b"tree\n"}):
        with pytest.raises(BundleError):
            LightGbmRegression.from_files(files)
