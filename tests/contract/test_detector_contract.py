"""What every detector must do, whatever its family. A new family joins by its name in `FAMILIES`."""

from unittest.mock import patch

import numpy as np
import pytest

from explain.detectors import LightGbmTrees
from explain.errors import TrainingError
from explain.history import BoolArray, FloatArray
from tests.explain.samples import FEW_TREES

Family = type[LightGbmTrees]
FAMILIES = (LightGbmTrees,)


def rows(count: int, seed: int = 0) -> tuple[FloatArray, BoolArray]:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(count, 4))
    y = x[:, 1] + rng.normal(scale=0.2, size=count) > 0.5
    x[rng.random(x.shape) < 0.05] = np.nan
    return x, y


@pytest.fixture(params=FAMILIES, ids=lambda family: family.__name__)
def family(request: pytest.FixtureRequest) -> Family:
    return request.param  # type: ignore[no-any-return]  # pytest does not know its type


@pytest.fixture
def detector(family: Family) -> LightGbmTrees:
    with patch.object(LightGbmTrees, "PARAMETERS", FEW_TREES):
        return family.fit(*rows(200), seed=0)


def test_a_raw_score_is_one_number_a_row_and_depends_on_that_row_alone(detector: LightGbmTrees) -> None:
    x, _ = rows(20, seed=1)
    together = detector.raw(x)
    assert together.shape == (20,)
    assert together.dtype == np.float64
    assert np.isfinite(together).all()
    np.testing.assert_array_equal([detector.raw(x[i : i + 1])[0] for i in range(20)], together)


def test_contributions_are_one_a_feature_and_the_base_and_add_up_to_the_raw_score(detector: LightGbmTrees) -> None:
    x, _ = rows(50, seed=1)
    contributions = detector.contributions(x)
    assert contributions.shape == (50, 5)
    assert len(np.unique(contributions[:, -1])) == 1
    np.testing.assert_allclose(contributions.sum(axis=1), detector.raw(x), rtol=1e-9)


def test_a_row_of_gaps_alone_is_scored_and_explained(detector: LightGbmTrees) -> None:
    x = np.full((1, 4), np.nan)
    np.testing.assert_allclose(detector.contributions(x).sum(axis=1), detector.raw(x), rtol=1e-9)


def test_a_detector_comes_back_from_its_text_to_the_bit(family: Family, detector: LightGbmTrees) -> None:
    x, _ = rows(50, seed=1)
    again = family.from_text(detector.to_text())
    assert again.to_text() == detector.to_text()
    np.testing.assert_array_equal(again.raw(x), detector.raw(x))
    np.testing.assert_array_equal(again.contributions(x), detector.contributions(x))


def test_the_same_rows_and_seed_give_the_same_text_and_another_seed_another(family: Family) -> None:
    with patch.object(LightGbmTrees, "PARAMETERS", FEW_TREES):
        first, second, other = (family.fit(*rows(200), seed=seed).to_text() for seed in (1, 1, 2))
    assert first == second
    assert first != other


@pytest.mark.parametrize("label", [True, False])
def test_rows_of_one_class_teach_nothing(family: Family, label: bool) -> None:
    x, y = rows(50)
    with pytest.raises(TrainingError, match="one class"):
        family.fit(x, np.full_like(y, label), seed=0)
