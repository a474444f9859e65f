import json

import numpy as np
import pytest

from explain.detectors.contract import BoolArray, FloatArray, Setting
from explain.detectors.logistic_regression import LogisticRegression
from explain.errors import BundleError, DataError, TrainingError

COLUMNS = ("load.value", "speed.value", "wear.value")


def noisy(rows: int = 400, seed: int = 0) -> tuple[FloatArray, BoolArray]:
    """The log-odds of failure rise with load and fall with speed; wear decides nothing; some cells empty."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(rows, 3)) * [10.0, 300.0, 1.0] + [50.0, 1500.0, 0.0]
    odds = np.exp(0.2 * (x[:, 0] - 50.0) - 0.004 * (x[:, 1] - 1500.0))
    y = rng.random(rows) < odds / (1.0 + odds)
    x[rng.random(x.shape) < 0.05] = np.nan
    return x, y


def fit(x: FloatArray, y: BoolArray, *, weight: FloatArray | None = None, **settings: Setting) -> LogisticRegression:
    return LogisticRegression.fit(x, y, columns=COLUMNS, settings=settings, seed=0, weight=weight)


def described(**changes: object) -> bytes:
    """A model of two features, as it stands in its file."""
    model: dict[str, object] = {
        "median": [1.0, 2.0],
        "mean": [1.5, 0.0],
        "scale": [0.5, 10.0],
        "coefficient": [2.0, -1.0],
        "intercept": 0.25,
    }
    return json.dumps({**model, **changes}).encode()


def test_it_scores_as_scikit_learns_pipeline_does() -> None:
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression as Solver
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    x, y = noisy()
    weight = np.random.default_rng(1).uniform(0.5, 2.0, len(y))
    pipeline = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), Solver(C=0.3))
    pipeline.fit(x, y, logisticregression__sample_weight=weight)
    judged, _ = noisy(100, seed=1)
    np.testing.assert_allclose(
        fit(x, y, weight=weight, C=0.3).raw(judged), pipeline.decision_function(judged), rtol=0.0, atol=1e-6
    )


def test_a_score_is_the_sum_that_its_coefficients_say_a_gap_counting_as_the_median() -> None:
    detector = LogisticRegression.from_files({"model.json": described()})
    x = np.array([[2.0, 20.0], [np.nan, 20.0], [np.nan, np.nan]])
    assert detector.raw(x) == pytest.approx([0.25 + 2.0 - 2.0, 0.25 - 2.0 - 2.0, 0.25 - 2.0 - 0.2])


def test_coefficients_find_what_made_the_labels_and_shrink_towards_nothing_when_told_to() -> None:
    x, y = noisy(5000)
    found = json.loads(fit(x, y).files()["model.json"])
    per_unit = np.array(found["coefficient"]) / np.array(found["scale"])
    np.testing.assert_allclose(per_unit[:2], [0.2, -0.004], rtol=0.15)
    shrunk = json.loads(fit(x, y, C=1e-6).files()["model.json"])["coefficient"]
    assert np.abs(shrunk).max() < 0.05 * np.abs(found["coefficient"]).max()


def test_a_feature_that_never_varied_decides_nothing() -> None:
    x, y = noisy()
    x[:, 2] = 7.0
    detector = fit(x, y)
    moved = x.copy()
    moved[:, 2] = -1e9
    np.testing.assert_array_equal(detector.raw(moved), detector.raw(x))


def test_nothing_further_out_than_a_million_deviations_counts_more() -> None:
    detector = LogisticRegression.from_files({"model.json": described()})
    assert detector.raw(np.array([[1.7e308, 0.0]])) == 2e6 + 0.25
    assert detector.raw(np.array([[-1.7e308, 0.0]])) == -2e6 + 0.25


def test_rows_of_another_width_are_refused() -> None:
    with pytest.raises(DataError, match="3 features; the model was trained on 2"):
        LogisticRegression.from_files({"model.json": described()}).raw(np.zeros((1, 3)))


@pytest.mark.parametrize(
    "changes",
    [
        {"median": []},
        {"mean": [1.0]},
        {"scale": [0.0, 1.0]},
        {"scale": [-1.0, 1.0]},
        {"coefficient": [1e200, 0.0]},
        {"intercept": None},
        {"intercept": "Infinity"},
        {"surplus": 1},
    ],
    ids=str,
)
def test_a_description_that_does_not_fit_itself_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BundleError, match=r"no readable model\.json"):
        LogisticRegression.from_files({"model.json": described(**changes)})


def test_numbers_too_large_for_arithmetic_and_impossible_settings_are_refused() -> None:
    x, y = noisy()
    with pytest.raises(TrainingError, match="cannot be trained"):
        fit(x, y, C=-1.0)
    x[:, 0] = np.where(y, 1.7e308, -1.7e308)
    with pytest.raises(TrainingError, match="choose another unit"):
        fit(x, y)
