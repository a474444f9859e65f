"""Each kind of model is shared out by the method that fits it, which the result names, to the whole score."""

import numpy as np
import pytest

from explain import shares as subject
from explain.bundle import Bundle, TrainedMode
from explain.choice import DetectorChoice
from explain.features import FeaturePlan
from explain.history import FloatArray
from explain.records import AttributionMethod, Engine
from explain.shapley.library import KernelError
from explain.shares import ModeShares
from explain.training import train
from tests.explain.samples import small_history, small_plan

ROW = np.array([14.0, 5.5, 77.0])
PLAYERS = ([0], [1], [2])


def bundle_with(name: str, plan: FeaturePlan | None = None) -> Bundle:
    choice = DetectorChoice(family=name, settings={"n_estimators": 30} if name == "random_forest" else {})
    return train(small_history(), plan or small_plan(), {"hot": choice, "open": choice}, seed=0)


def hot(bundle: Bundle) -> TrainedMode:
    return bundle.mode("hot")


def brute_force(bundle: Bundle, row: FloatArray) -> FloatArray:
    """Interventional Shapley values of three single-column players by the definition."""
    raw, background = hot(bundle).detector.raw, bundle.learned.background[:50]
    values = {}
    for coalition in range(8):
        mixed = background.copy()
        for player in range(3):
            if coalition >> player & 1:
                mixed[:, player] = row[player]
        values[coalition] = raw(mixed).mean()
    weight = {0: 1 / 3, 1: 1 / 6, 2: 1 / 3}
    return np.array(
        [
            sum(weight[c.bit_count()] * (values[c | 1 << player] - values[c]) for c in range(8) if not c >> player & 1)
            for player in range(3)
        ]
    )


@pytest.mark.parametrize(
    ("name", "method", "engine"),
    [
        ("lightgbm", AttributionMethod.TREE_PATH_DEPENDENT, Engine.KERNEL),
        ("random_forest", AttributionMethod.TREE_PATH_DEPENDENT, Engine.KERNEL),
        ("isolation_forest", AttributionMethod.TREE_PATH_DEPENDENT, Engine.KERNEL),
        ("logistic_regression", AttributionMethod.INTERVENTIONAL_EXACT, Engine.MODEL),
        ("pca", AttributionMethod.INTERVENTIONAL_EXACT, Engine.MODEL),
    ],
)
def test_the_method_fits_the_model_and_the_shares_are_its_whole_score(
    name: str, method: AttributionMethod, engine: Engine
) -> None:
    bundle = bundle_with(name)
    found = ModeShares(bundle, hot(bundle), PLAYERS).shares(ROW, seed=0)
    assert (found.method, found.engine, found.largest_error) == (method, engine, 0.0)
    assert found.base + found.by_player.sum() == pytest.approx(hot(bundle).detector.raw(ROW[None])[0], rel=1e-9)
    if method is AttributionMethod.INTERVENTIONAL_EXACT:
        np.testing.assert_allclose(found.by_player, brute_force(bundle, ROW), rtol=1e-9, atol=1e-12)


def test_where_the_kernel_cannot_run_lightgbm_gives_the_same_shares_and_the_result_says_so(
    small_bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = ModeShares(small_bundle, hot(small_bundle), PLAYERS).shares(ROW, seed=0)
    monkeypatch.setattr(subject, "kernel_name", lambda: None)
    theirs = ModeShares(small_bundle, hot(small_bundle), PLAYERS).shares(ROW, seed=0)
    assert (theirs.method, theirs.engine) == (ours.method, Engine.LIGHTGBM)
    np.testing.assert_allclose(theirs.by_player, ours.by_player, rtol=1e-9, atol=1e-12)


def test_trees_that_the_kernel_refuses_are_explained_in_another_way_not_wrongly(
    small_bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(forest: object) -> None:
        raise KernelError("a path of 40 features")

    monkeypatch.setattr(subject, "TreeShapley", refuse)
    found = ModeShares(small_bundle, hot(small_bundle), PLAYERS).shares(ROW, seed=0)
    assert found.engine is Engine.LIGHTGBM


def test_without_a_kernel_other_trees_are_asked_for_every_coalition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "kernel_name", lambda: None)
    bundle = bundle_with("random_forest")
    found = ModeShares(bundle, hot(bundle), PLAYERS).shares(ROW, seed=0)
    assert (found.method, found.engine) == (AttributionMethod.INTERVENTIONAL_EXACT, Engine.MODEL)
    np.testing.assert_allclose(found.by_player, brute_force(bundle, ROW), rtol=1e-9, atol=1e-12)


def test_interventional_values_of_trees_are_those_of_the_definition(small_bundle: Bundle) -> None:
    found = ModeShares(small_bundle, hot(small_bundle), PLAYERS, interventional=True).shares(ROW, seed=0)
    assert found.method is AttributionMethod.TREE_INTERVENTIONAL
    np.testing.assert_allclose(found.by_player, brute_force(small_bundle, ROW), rtol=1e-9, atol=1e-9)


def test_many_signals_of_a_model_without_trees_are_sampled_with_a_stated_error() -> None:
    plan = small_plan("value", "mean_2", "mean_3", "mean_4")
    bundle = bundle_with("one_class_svm", plan)
    row, alone = bundle.learned.background[0] * 1.3, [[i] for i in range(12)]
    shares = ModeShares(bundle, hot(bundle), alone)
    found = shares.shares(row, seed=0)
    assert found.method is AttributionMethod.INTERVENTIONAL_SAMPLED
    assert 0.0 < found.largest_error < 0.2 * abs(found.by_player).max()
    assert found.base + found.by_player.sum() == pytest.approx(hot(bundle).detector.raw(row[None])[0], rel=1e-9)
    again = shares.reseeded(row, seed=1)
    assert again is not None
    assert np.abs(again[0] - found.by_player).max() < 8 * found.largest_error
    np.testing.assert_array_equal(shares.shares(row, seed=0).by_player, found.by_player)


@pytest.mark.parametrize("name", ["lightgbm", "logistic_regression", "pca"])
def test_the_method_repeated_on_other_rows_gives_what_it_gives_for_each(name: str) -> None:
    bundle = bundle_with(name)
    shares, rows = ModeShares(bundle, hot(bundle), PLAYERS), np.array([ROW, ROW * 0.9, ROW * 1.1])
    together = shares.repeated(rows, seed=0)
    for row, found in zip(rows, together, strict=True):
        alone = shares.shares(row, seed=0)
        np.testing.assert_allclose(found, [*alone.by_player, alone.base], rtol=1e-9, atol=1e-12)
