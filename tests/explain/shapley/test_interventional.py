"""Interventional Shapley values are those of the definition, and shap's."""

import lightgbm
import numpy as np
import pytest
import shap

from explain.errors import DataError
from explain.shapley import library
from explain.shapley.forest import FloatArray
from explain.shapley.interventional import InterventionalShapley
from explain.shapley.lightgbm_text import forest_of_text
from explain.shapley.trees import TreeShapley
from tests.explain.shapley.samples import by_definition, interventional_worth, random_forest, random_rows, variants
from tests.explain.shapley.test_trees import trained


@pytest.mark.parametrize("seed", range(25))
def test_values_are_those_of_the_definition(seed: int) -> None:
    forest = random_forest(seed, depth=6)
    background, x = random_rows(seed + 100, 7, 5), random_rows(seed, 3, 5)
    background[3:5] = background[0]
    found = InterventionalShapley(TreeShapley(forest), background).values(x)
    for row, values in zip(x, found, strict=True):
        expected = by_definition(5, interventional_worth(forest, row, background))
        np.testing.assert_allclose(values, expected, rtol=1e-11, atol=1e-11)


def explained_by_shap(booster: lightgbm.Booster, background: FloatArray, x: FloatArray) -> tuple[FloatArray, float]:
    # Without `max_samples` shap silently takes 100 of the background rows.
    masker = shap.maskers.Independent(background, max_samples=len(background))
    explainer = shap.TreeExplainer(booster, masker)
    return explainer.shap_values(x), float(explainer.expected_value)


@pytest.mark.parametrize("case", ["plain", "gaps", "deep trees", "constant columns"])
def test_values_are_shaps_with_every_row_of_the_background_but_for_its_single_precision(case: str) -> None:
    booster, x = trained(case)
    background = np.concatenate([x[20:]] * 4)
    shapley = TreeShapley(forest_of_text(booster.model_to_string()))
    found = InterventionalShapley(shapley, background).values(x[:20])
    expected, base = explained_by_shap(booster, background, x[:20])
    # Here shap keeps leaves, weights and sums as float32 (tree_shap_indep); the test above holds to 1e-11.
    np.testing.assert_allclose(found[:, :-1], expected, rtol=1e-6, atol=1e-6)
    assert found[:, -1] == pytest.approx(base, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_values_add_up_to_the_score_and_the_base_is_the_backgrounds_mean(seed: int) -> None:
    forest = random_forest(seed, features=30, trees=10, depth=14, stop=0.02)
    background, x = random_rows(seed, 150, 30), random_rows(seed + 1, 40, 30)
    found = InterventionalShapley(TreeShapley(forest), background).values(x)
    np.testing.assert_allclose(found.sum(axis=1), forest.raw(x), rtol=1e-9, atol=1e-10)
    np.testing.assert_allclose(found[:, -1], forest.raw(background).mean(), rtol=1e-12)


def test_the_two_kinds_differ_where_features_move_together() -> None:
    forest, x = random_forest(4), random_rows(4, 20, 5)
    shapley = TreeShapley(forest)
    against = InterventionalShapley(shapley, random_rows(9, 50, 5))
    assert np.abs(shapley.values(x) - against.values(x)).max() > 0.01


def test_every_variant_gives_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    forest = random_forest(1, features=20, trees=10, depth=10, stop=0.05)
    background, x, found = random_rows(1, 50, 20), random_rows(2, 40, 20), []
    for name in variants():
        monkeypatch.setenv(library.VARIABLE, name)
        found.append(InterventionalShapley(TreeShapley(forest), background).values(x))
    for other in found[1:]:
        np.testing.assert_array_equal(other, found[0])


def test_a_row_against_itself_has_nothing_to_explain() -> None:
    forest, x = random_forest(4), random_rows(4, 1, 5)
    found = InterventionalShapley(TreeShapley(forest), x).values(x)
    np.testing.assert_array_equal(found[0, :-1], np.zeros(5))
    assert found[0, -1] == forest.raw(x)[0]


def test_a_forest_of_leaves_alone_has_nothing_but_a_base() -> None:
    forest = random_forest(0, depth=0)
    found = InterventionalShapley(TreeShapley(forest), np.zeros((3, 5))).values(np.zeros((2, 5)))
    np.testing.assert_allclose(found, [[0.0] * 5 + [forest.raw(np.zeros((1, 5)))[0]]] * 2, rtol=1e-15)


def test_a_background_without_rows_or_of_another_width_is_refused() -> None:
    shapley = TreeShapley(random_forest(0))
    with pytest.raises(DataError, match="at least one background row"):
        InterventionalShapley(shapley, np.empty((0, 5)))
    with pytest.raises(DataError, match="shape"):
        InterventionalShapley(shapley, np.zeros((3, 4)))
