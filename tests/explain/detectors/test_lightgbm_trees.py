from itertools import combinations
from math import factorial
from typing import Any

import lightgbm
import numpy as np
import pytest

from explain.detectors import Settings
from explain.detectors.lightgbm_trees import LightGbmTrees, plain_contributions, plain_probability
from explain.errors import TrainingError
from explain.history import BoolArray, FloatArray

FEATURES = 3


def noisy(rows: int = 300, seed: int = 0) -> tuple[FloatArray, BoolArray]:
    """Three features, some cells empty; the label depends on two of them together."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(rows, FEATURES))
    y = x[:, 0] * x[:, 1] + rng.normal(scale=0.3, size=rows) > 0.0
    x[rng.random(x.shape) < 0.1] = np.nan
    return x, y


def fitted(x: FloatArray, y: BoolArray, seed: int = 0, settings: Settings | None = None) -> LightGbmTrees:
    return LightGbmTrees.fit(x, y, columns=("a", "b", "c"), settings=settings or {}, seed=seed)


def text_of(detector: LightGbmTrees) -> str:
    return detector.files()["model.txt"].decode()


@pytest.fixture
def detector(few_trees: None) -> LightGbmTrees:
    return fitted(*noisy())


def expectation(node: dict[str, Any], row: FloatArray, known: frozenset[int]) -> float:
    """What the tree answers when only the features `known` are given: the rest by the rows that went each way."""
    if "leaf_value" in node:
        return float(node["leaf_value"])
    left, right = node["left_child"], node["right_child"]
    if node["split_feature"] in known:
        value = row[node["split_feature"]]
        if np.isnan(value) and node["missing_type"] == "NaN":
            goes_left = node["default_left"]
        else:
            goes_left = np.nan_to_num(value) <= node["threshold"]
        return expectation(left if goes_left else right, row, known)
    a, b = (side.get("internal_count", side.get("leaf_count")) for side in (left, right))
    return float((a * expectation(left, row, known) + b * expectation(right, row, known)) / (a + b))


def shapley_by_definition(trees: list[dict[str, Any]], row: FloatArray) -> tuple[list[float], float]:
    """Shapley 1953 over every subset of the features, and the expectation when none is known."""

    def worth(known: tuple[int, ...]) -> float:
        return sum(expectation(tree["tree_structure"], row, frozenset(known)) for tree in trees)

    shares = []
    for feature in range(FEATURES):
        others = [k for k in range(FEATURES) if k != feature]
        share = 0.0
        for size in range(FEATURES):
            weight = factorial(size) * factorial(FEATURES - size - 1) / factorial(FEATURES)
            for known in combinations(others, size):
                share += weight * (worth((*known, feature)) - worth(known))
        shares.append(share)
    return shares, worth(())


def test_contributions_are_the_shapley_values_of_the_definition(detector: LightGbmTrees) -> None:
    trees = lightgbm.Booster(model_str=text_of(detector)).dump_model()["tree_info"]
    x, _ = noisy(rows=25, seed=1)
    assert np.isnan(x).any()
    contributions = detector.contributions(x)
    for row, found in zip(x, contributions, strict=True):
        shares, base = shapley_by_definition(trees, row)
        np.testing.assert_allclose(found, [*shares, base], rtol=1e-9, atol=1e-9)


def test_raw_scores_are_log_odds(detector: LightGbmTrees) -> None:
    x, _ = noisy(seed=1)
    probability = lightgbm.Booster(model_str=text_of(detector)).predict(x)
    np.testing.assert_allclose(1.0 / (1.0 + np.exp(-detector.raw(x))), probability, rtol=1e-12)


def test_our_own_reader_scores_to_the_same_bits_as_lightgbm(detector: LightGbmTrees) -> None:
    x, _ = noisy(seed=1)
    raw = lightgbm.Booster(model_str=text_of(detector)).predict(x, raw_score=True)
    np.testing.assert_array_equal(detector.raw(x), raw)


@pytest.mark.parametrize(
    ("settings", "said"),
    [({"num_leaves": 1}, "cannot be trained"), ({"num_leaves": 2.5}, "of the kind"), ({"extra_trees": "yes"}, "kind")],
)
def test_a_setting_that_lightgbm_cannot_use_is_refused_in_words(settings: Settings, said: str) -> None:
    with pytest.raises(TrainingError, match=said):
        fitted(*noisy(), settings=settings)


def test_the_label_is_learned(detector: LightGbmTrees) -> None:
    x, y = noisy(rows=2000, seed=2)
    complete = ~np.isnan(x[:, :2]).any(axis=1)
    assert ((detector.raw(x) > 0) == y)[complete].mean() > 0.8


def test_the_text_holds_no_path_and_no_time_so_that_the_same_model_has_the_same_digest(few_trees: None) -> None:
    x, y = noisy()
    assert fitted(x, y, seed=3).files() == fitted(x.copy(), y.copy(), seed=3).files()


def test_the_plain_peer_answers_probabilities() -> None:
    x, y = noisy()
    answers = plain_probability(x, y, x[:7])
    assert answers.shape == (7,)
    assert ((answers > 0.0) & (answers < 1.0)).all()
    shares = plain_contributions(x, y, x[:7])
    np.testing.assert_allclose(1.0 / (1.0 + np.exp(-shares.sum(axis=1))), answers, rtol=1e-9)
