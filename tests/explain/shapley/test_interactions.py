"""Interaction values are those of the definition, and shap's."""

from itertools import combinations
from math import factorial

import numpy as np
import pytest
import shap

from explain.errors import DataError
from explain.shapley import library
from explain.shapley.forest import FloatArray, Forest
from explain.shapley.interactions import interactions
from explain.shapley.lightgbm_text import forest_of_text
from explain.shapley.trees import TreeShapley
from tests.explain.shapley.samples import path_dependent_worth, random_forest, random_rows, variants
from tests.explain.shapley.test_trees import trained


def pair_by_definition(forest: Forest, row: FloatArray, i: int, j: int) -> float:
    """Half of the Shapley interaction index (Grabisch and Roubens 1999), over every subset of the others."""
    worth, n = path_dependent_worth(forest, row), forest.n_features
    others, total = [k for k in range(n) if k not in {i, j}], 0.0
    for size in range(n - 1):
        weight = factorial(size) * factorial(n - size - 2) / (2 * factorial(n - 1))
        for known in map(frozenset, combinations(others, size)):
            total += weight * (worth(known | {i, j}) - worth(known | {i}) - worth(known | {j}) + worth(known))
    return total


@pytest.mark.parametrize("seed", range(15))
def test_pairs_are_those_of_the_definition(seed: int) -> None:
    forest, row = random_forest(seed, depth=6), random_rows(seed, 1, 5)[0]
    matrix = interactions(TreeShapley(forest), row)
    for i, j in combinations(range(5), 2):
        assert matrix[i, j] == pytest.approx(pair_by_definition(forest, row, i, j), abs=1e-11)


@pytest.mark.parametrize("seed", range(5))
def test_each_row_of_the_symmetric_matrix_adds_up_to_the_features_value(seed: int) -> None:
    shapley = TreeShapley(random_forest(seed, features=30, trees=10, depth=14, stop=0.02))
    for row in random_rows(seed, 5, 30):
        matrix = interactions(shapley, row)
        np.testing.assert_array_equal(matrix, matrix.T)
        np.testing.assert_allclose(matrix.sum(axis=1), shapley.values(row[None])[0, :-1], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("case", ["plain", "gaps", "deep trees"])
def test_the_matrix_is_shaps(case: str) -> None:
    booster, x = trained(case)
    shapley = TreeShapley(forest_of_text(booster.model_to_string()))
    expected = shap.TreeExplainer(booster).shap_interaction_values(x[:3])
    for row, matrix in zip(x, expected, strict=False):
        np.testing.assert_allclose(interactions(shapley, row), matrix, rtol=1e-9, atol=1e-9)


def test_every_variant_gives_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    forest, found = random_forest(1, features=20, trees=10, depth=10, stop=0.05), []
    for name in variants():
        monkeypatch.setenv(library.VARIABLE, name)
        shapley = TreeShapley(forest)
        found.append([interactions(shapley, row) for row in random_rows(2, 20, 20)])
    for other in found[1:]:
        np.testing.assert_array_equal(other, found[0])


def test_a_row_of_another_width_is_refused() -> None:
    with pytest.raises(DataError, match="shape"):
        interactions(TreeShapley(random_forest(0)), np.zeros(4))
