"""Path-dependent Shapley values: right by definition, by LightGBM and by shap, and the same bits everywhere."""

from typing import Any

import lightgbm
import numpy as np
import pytest
import shap

from explain.errors import BundleError, DataError
from explain.shapley import library, trees
from explain.shapley.forest import FloatArray, Forest
from explain.shapley.library import KernelError
from explain.shapley.lightgbm_text import forest_of_text
from explain.shapley.trees import TreeShapley
from tests.explain.shapley.samples import by_definition, path_dependent_worth, random_forest, random_rows, variants
from tests.explain.shapley.test_paths import chain

CASES: dict[str, dict[str, Any]] = {
    "plain": {},
    "gaps": {"gaps": 0.2},
    "gaps as zeros": {"gaps": 0.2, "use_missing": False},
    "categories": {"gaps": 0.05, "categories": [3], "max_cat_to_onehot": 1, "min_data_per_group": 5, "cat_smooth": 1.0},
    "trees of one leaf": {"min_data_in_leaf": 10**6},
    "constant columns": {"constant": True},
    "deep trees": {"num_leaves": 127, "min_data_in_leaf": 1, "min_sum_hessian_in_leaf": 0.0},
    "one feature": {"feature_fraction": 0.05},
    "chains": {"num_leaves": 20, "max_depth": -1, "min_data_in_leaf": 1, "extra_trees": True},
}


def trained(case: str, features: int = 8, rows: int = 800) -> tuple[lightgbm.Booster, FloatArray]:
    """(model, rows that it has not seen)."""
    chosen = dict(CASES[case])
    gaps, categories, constant = (chosen.pop(key, None) for key in ("gaps", "categories", "constant"))
    rng = np.random.default_rng(len(case))
    x = rng.normal(size=(rows + 60, features))
    x[:, 3] = rng.integers(0, 40, len(x))
    if constant:
        x[:, ::2] = 1.0
    x[rng.random(x.shape) < (gaps or 0.0)] = np.nan
    seen = np.nan_to_num(x)
    y = seen[:, 0] * seen[:, 1] + (seen[:, 3] % 5 == 2) + np.sin(seen @ rng.normal(size=features)) > 0.5
    fixed = {"verbosity": -1, "num_threads": 1, "seed": 3, "objective": "binary"}
    data = lightgbm.Dataset(x[:rows], y[:rows], categorical_feature=categories or [], params=fixed)
    return lightgbm.train({**fixed, **chosen}, data, 40), x[rows:]


@pytest.mark.parametrize("case", CASES)
def test_values_are_lightgbms(case: str) -> None:
    booster, x = trained(case)
    values = TreeShapley(forest_of_text(booster.model_to_string())).values(x)
    expected = np.asarray(booster.predict(x, pred_contrib=True, num_threads=1))
    np.testing.assert_allclose(values, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("case", [case for case in CASES if case not in {"categories", "gaps as zeros"}])
def test_values_are_those_of_shaps_own_algorithm(case: str) -> None:
    booster, x = trained(case)
    forest = forest_of_text(booster.model_to_string())
    explainer = shap.TreeExplainer(booster, feature_perturbation="tree_path_dependent")
    # Else shap asks LightGBM.
    explainer.model.model_type = "internal"
    expected = explainer.shap_values(x, check_additivity=False)
    np.testing.assert_allclose(TreeShapley(forest).values(x)[:, :-1], expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("seed", range(40))
def test_values_are_those_of_the_definition(seed: int) -> None:
    forest, x = random_forest(seed, depth=6), random_rows(seed, 4, 5)
    for row, values in zip(x, TreeShapley(forest).values(x), strict=True):
        np.testing.assert_allclose(values, by_definition(5, path_dependent_worth(forest, row)), rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("seed", range(20))
def test_values_add_up_to_the_score(seed: int) -> None:
    forest = random_forest(seed, features=30, trees=10, depth=14, stop=0.02)
    x = random_rows(seed, 50, 30)
    np.testing.assert_allclose(TreeShapley(forest).values(x).sum(axis=1), forest.raw(x), rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("features", range(1, 33))
def test_paths_of_every_length_that_the_kernel_takes_add_up(features: int) -> None:
    forest, x = chain(features), random_rows(features, 40, features)
    x[:10] = -1.0
    for last in range(10):
        x[last, last % features] = 1.0
    values = TreeShapley(forest).values(x)
    np.testing.assert_allclose(values.sum(axis=1), forest.raw(x), rtol=1e-12)
    # Whoever fails a condition alone gets as much as any other who fails it alone (the two-player case is plain).
    if features == 2:
        np.testing.assert_allclose(values[0], by_definition(2, path_dependent_worth(forest, x[0])), rtol=1e-13)


def test_a_feature_that_no_tree_asks_about_gets_nothing() -> None:
    forest, x = random_forest(3, features=12, trees=1, depth=3), random_rows(3, 40, 12)
    unused = np.setdiff1d(np.arange(12), forest.feature)
    assert len(unused)
    assert (TreeShapley(forest).values(x)[:, unused] == 0.0).all()


@pytest.mark.parametrize("seed", range(3))
def test_every_variant_and_every_number_of_rows_gives_the_same_bits(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    forest = random_forest(seed, features=20, trees=12, depth=12, stop=0.05)
    x = random_rows(seed, 400, 20)
    found = []
    for name in variants():
        monkeypatch.setenv(library.VARIABLE, name)
        shapley = TreeShapley(forest)
        assert shapley.kernel.name == name
        alone = np.concatenate([shapley.values(row[None]) for row in x])
        found += [alone, shapley.values(x), shapley.values(x[:101])[:100], TreeShapley(forest).values(x)]
    for other in found[1:]:
        np.testing.assert_array_equal(other, found[0][: len(other)])


@pytest.mark.parametrize("room", [0, 100_000])
def test_groups_without_room_for_a_table_are_reckoned_row_by_row_to_the_same_bits(
    room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    forest, x = random_forest(1, features=20, trees=12, depth=12, stop=0.05), random_rows(1, 400, 20)
    expected = TreeShapley(forest).values(x)
    monkeypatch.setattr(trees, "TABLE_BYTES", room)
    shapley = TreeShapley(forest)
    np.testing.assert_array_equal(shapley.values(x), expected)
    assert shapley._tables is not None
    assert shapley._tables.numbers.nbytes <= room + 32
    assert (shapley._tables.start >= 0).any() == (room > 0)
    assert (shapley._tables.start < 0).any()


def test_tables_grow_with_the_rows_and_never_shrink() -> None:
    shapley = TreeShapley(random_forest(1, features=20, trees=12, depth=12, stop=0.05))
    sizes = []
    for rows in (5, 40, 4000, 40):
        shapley.values(np.zeros((rows, 20)))
        sizes.append(0 if shapley._tables is None else int((shapley._tables.start >= 0).sum()))
    assert sizes[0] == 0 < sizes[1] < sizes[2] == sizes[3]


def test_no_rows_have_no_values() -> None:
    assert TreeShapley(random_forest(0)).values(np.empty((0, 5))).shape == (0, 6)


def test_a_forest_of_leaves_alone_has_nothing_but_a_base() -> None:
    forest = random_forest(0, depth=0)
    values = TreeShapley(forest).values(np.zeros((100, 5)))
    assert (values[:, :-1] == 0.0).all()
    np.testing.assert_allclose(values[:, -1], forest.raw(np.zeros((100, 5))), rtol=1e-15)


def test_rows_of_another_width_are_refused() -> None:
    with pytest.raises(DataError, match="shape"):
        TreeShapley(random_forest(0)).values(np.zeros((1, 4)))


def test_a_forest_that_is_not_sound_is_refused() -> None:
    forest = random_forest(0)
    forest.left[forest.roots[0]] = 10**6
    hostile = Forest(**{name: getattr(forest, name) for name in forest.__dataclass_fields__})
    with pytest.raises(BundleError):
        TreeShapley(hostile)


def test_without_a_kernel_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(library.VARIABLE, "none")
    with pytest.raises(KernelError, match="not there"):
        TreeShapley(random_forest(0))


def test_a_path_that_is_too_long_is_refused() -> None:
    with pytest.raises(KernelError, match="32 features"):
        TreeShapley(chain(33))
