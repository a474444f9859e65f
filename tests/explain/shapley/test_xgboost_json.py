"""XGBoost's JSON is read as XGBoost itself scores it, or refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
import xgboost

from explain.errors import BundleError
from explain.shapley.forest import FloatArray, Forest
from explain.shapley.trees import TreeShapley
from explain.shapley.xgboost_json import forest_of_json
from tests.explain.shapley.samples import by_definition, path_dependent_worth

CASES: dict[str, dict[str, Any]] = {
    "plain": {},
    "pruned": {"gamma": 2.0, "tree_method": "exact"},
    "side by side": {"num_parallel_tree": 2, "subsample": 0.5},
    "trees of one leaf": {"gamma": 1e9},
    "regression": {"objective": "reg:squarederror", "base_score": 3.25},
    "a given base score": {"base_score": 0.25},
    "lossguide": {"grow_policy": "lossguide", "max_leaves": 20, "max_depth": 0},
}


def history(seed: int, rows: int = 500) -> tuple[FloatArray, FloatArray]:
    rng = np.random.default_rng(seed)
    x = np.round(rng.normal(size=(rows, 5)), 2)
    x[:, 2] = rng.integers(-3, 4, rows)
    x[rng.random(x.shape) < 0.1] = np.nan
    score = np.nan_to_num(x[:, 0] * x[:, 1] + x[:, 2]) + rng.normal(size=rows) * 0.3
    return x, (score > 0.5).astype(np.float64)


@cache
def trained(case: str, rounds: int = 20) -> xgboost.Booster:
    chosen = {"objective": "binary:logistic", "max_depth": 4, "nthread": 1, "seed": 1, **CASES[case]}
    return xgboost.train(chosen, xgboost.DMatrix(*history(1)), rounds)


def text_of(booster: xgboost.Booster) -> str:
    return bytes(booster.save_raw("json")).decode()


def on_thresholds(booster: xgboost.Booster) -> FloatArray:
    """Rows whose every cell is a threshold of the model, the float32 beside one, or rounded to either."""
    trees = json.loads(text_of(booster))["learner"]["gradient_booster"]["model"]["trees"]
    edges = np.array([t for tree in trees for t in tree["split_conditions"]], dtype=np.float32)
    rng = np.random.default_rng(5)
    chosen = rng.choice(edges, size=(300, 5))
    beside = np.nextafter(chosen, np.where(rng.random(chosen.shape) < 0.5, -np.inf, np.inf).astype(np.float32))
    cells = np.where(rng.random(chosen.shape) < 0.5, chosen, beside).astype(np.float64)
    return np.asarray(cells + cells * rng.choice([0.0, -1e-9, 1e-9], size=cells.shape))


@pytest.mark.parametrize("case", CASES)
def test_every_row_falls_into_the_leaves_that_xgboost_finds(case: str) -> None:
    booster = trained(case)
    forest = forest_of_json(text_of(booster))
    x = np.concatenate([history(2)[0], on_thresholds(booster)])
    leaves = booster.predict(xgboost.DMatrix(x), pred_leaf=True, strict_shape=True).reshape(len(x), -1)
    assert len(forest.roots) == leaves.shape[1]
    for tree, numbers in zip(one_by_one(forest), leaves.T, strict=True):
        places = tree.raw(x)
        # Each of XGBoost's leaves is one of ours, and no two are the same.
        pairs = set(zip(places.tolist(), numbers.tolist(), strict=True))
        assert len(pairs) == len(set(places.tolist())) == len(set(numbers.tolist()))


def one_by_one(forest: Forest) -> list[Forest]:
    """Forests of one tree each, scoring the number of the leaf."""
    ends = [*forest.roots[1:].tolist(), len(forest.feature)]
    found = []
    for start, end in zip(forest.roots.tolist(), ends, strict=True):
        arrays: dict[str, Any] = {
            name: getattr(forest, name)[start:end]
            for name in ("feature", "threshold", "left", "right", "nan_left", "category", "cover")
        }
        for side in ("left", "right"):
            arrays[side] = np.where(arrays[side] < 0, -1, arrays[side] - start).astype(np.int32)
        number = np.where(arrays["feature"] < 0, np.arange(end - start), 0.0)
        found.append(replace(forest, base=0.0, roots=np.zeros(1, dtype=np.int32), value=number, **arrays))
    return found


@pytest.mark.parametrize("case", CASES)
def test_scores_are_xgboosts_margins_but_for_its_single_precision(case: str) -> None:
    booster, (x, _) = trained(case), history(2)
    margin = booster.predict(xgboost.DMatrix(x), output_margin=True)
    np.testing.assert_allclose(forest_of_json(text_of(booster)).raw(x), margin, rtol=2e-6, atol=2e-6)


def test_shapley_values_are_those_of_the_definition_and_xgboosts_but_for_its_single_precision() -> None:
    booster, (x, _) = trained("plain", 3), history(2)
    forest = forest_of_json(text_of(booster))
    values = TreeShapley(forest).values(x)
    for row, found in zip(x[:8], values, strict=False):
        np.testing.assert_allclose(found, by_definition(5, path_dependent_worth(forest, row)), atol=1e-12)
    np.testing.assert_allclose(values, booster.predict(xgboost.DMatrix(x), pred_contribs=True), atol=2e-6)


def test_a_base_score_may_be_written_as_a_bare_number() -> None:
    text = text_of(trained("a given base score"))
    bare = text.replace('"base_score":"[2.5E-1]"', '"base_score":"2.5E-1"')
    assert bare != text
    assert forest_of_json(bare).base == forest_of_json(text).base == pytest.approx(-np.log(3.0), abs=1e-7)


def test_cover_is_the_sum_of_second_derivatives() -> None:
    forest = forest_of_json(text_of(trained("regression")))
    assert (forest.cover[forest.roots] == 500).all()


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "dart": ({"booster": "dart"}, "gbtree"),
    "linear": ({"booster": "gblinear"}, "gbtree"),
    "multi-class": ({"objective": "multi:softprob", "num_class": 3}, "several classes"),
    "another link": ({"objective": "count:poisson"}, "count:poisson"),
}


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(("settings", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_model_that_is_more_than_a_sum_of_plain_trees_is_refused(settings: dict[str, Any], reason: str) -> None:
    booster = xgboost.train({"objective": "binary:logistic", "nthread": 1, **settings}, xgboost.DMatrix(*history(1)), 2)
    with pytest.raises(BundleError, match=reason):
        forest_of_json(text_of(booster))


def test_several_targets_are_refused() -> None:
    x, y = history(1)
    chosen = {"objective": "reg:squarederror", "multi_strategy": "multi_output_tree", "nthread": 1}
    booster = xgboost.train(chosen, xgboost.DMatrix(x, np.stack([y, 1 - y], axis=1)), 2)
    with pytest.raises(BundleError, match="several classes"):
        forest_of_json(text_of(booster))


def test_categorical_splits_are_refused() -> None:
    x, y = history(1)
    x[:, 2] += 3
    data = xgboost.DMatrix(x, y, feature_types=["q", "q", "c", "q", "q"], enable_categorical=True)
    booster = xgboost.train({"objective": "binary:logistic", "nthread": 1}, data, 2)
    with pytest.raises(BundleError, match="categorical"):
        forest_of_json(text_of(booster))


Spoil = Callable[[dict[str, Any]], None]
TREE = ("learner", "gradient_booster", "model", "trees", 0)


def at(*path: str | int, value: Any) -> Spoil:
    """Puts a value into the parsed model."""

    def spoil(model: dict[str, Any]) -> None:
        place: Any = model
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return spoil


HOSTILE: dict[str, tuple[Spoil, str]] = {
    "another version": (at("version", value=[4, 0, 0]), "version 4"),
    "a key too many": (at("learner", "secret", value=1), "learner"),
    "dropped trees": (at("learner", "gradient_booster", "weight_drop", value=[1.0]), "gradient_booster"),
    "a base score of 0": (at("learner", "learner_model_param", "base_score", value="[0E0]"), "base_score"),
    "two base scores": (at("learner", "learner_model_param", "base_score", value="[1E-1,1E-1]"), "base_score"),
    "a base score in words": (at("learner", "learner_model_param", "base_score", value='["a"]'), "base_score"),
    "a base score that does not end": (at("learner", "learner_model_param", "base_score", value="[1E-1"), "JSON"),
    "a base score that is no number": (at("learner", "learner_model_param", "base_score", value="[NaN]"), "NaN"),
    "a feature too few": (at("learner", "learner_model_param", "num_feature", value="0"), "feature"),
    "a negative count": (at("learner", "learner_model_param", "num_feature", value="-5"), "count"),
    "a tree too few": (
        at("learner", "gradient_booster", "model", "gbtree_model_param", "num_trees", value="1"),
        "num_trees",
    ),
    "a list that is too short": (at(*TREE, "split_conditions", value=[1.0]), "split_conditions"),
    "a circle": (at(*TREE, "left_children", 1, value=0), "no place, or two"),
    "a child beyond the last": (at(*TREE, "right_children", 0, value=999), "no place, or two"),
    "a child in words": (at(*TREE, "right_children", 0, value="2"), "whole numbers"),
    "a child that is true": (at(*TREE, "right_children", 0, value=True), "whole numbers"),
    "a child of one side": (at(*TREE, "right_children", 0, value=-1), "no place, or two"),
    "nobody's node": (at(*TREE, "left_children", 0, value=2), "no place, or two"),
    "a condition too large": (at(*TREE, "split_conditions", 0, value=1e300), "float32"),
    "a condition in words": (at(*TREE, "split_conditions", 0, value="1"), "float32"),
    "a default of 2": (at(*TREE, "default_left", 0, value=2), "default_left"),
    "a negative cover": (at(*TREE, "sum_hessian", 1, value=-1.0), "cover"),
    "a feature that is not there": (at(*TREE, "split_indices", 0, value=5), "feature"),
    "a vector for a leaf": (at(*TREE, "tree_param", "size_leaf_vector", value="2"), "vectors"),
    "deleted nodes that are there": (at(*TREE, "tree_param", "num_deleted", value="1"), "num_deleted"),
}


@pytest.mark.parametrize(("spoil", "reason"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_damaged_model_is_refused_with_the_reason(spoil: Spoil, reason: str) -> None:
    model = json.loads(text_of(trained("plain")))
    spoil(model)
    with pytest.raises(BundleError, match=reason):
        forest_of_json(json.dumps(model))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "JSON"),
        ("{", "JSON"),
        ("[]", "learner"),
        ('{"a": NaN}', "NaN"),
        ('{"a": 1, "a": 2}', "twice"),
        ("[" * 100_000, "JSON"),
        ('{"learner": {}, "version": [3, 2, 0]}', "learner"),
    ],
)
def test_what_is_no_model_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BundleError, match=reason):
        forest_of_json(text)


def as_it_says(text: str, x: FloatArray) -> list[float]:
    """What a model scores when its numbers are taken at their word, without any check."""
    learner = json.loads(text)["learner"]
    base = float(np.float32(json.loads(learner["learner_model_param"]["base_score"])[0]))
    scores = [float(np.float32(-np.log(1.0 / base - 1.0)))] * len(x)
    for tree in learner["gradient_booster"]["model"]["trees"]:
        conditions = np.array(tree["split_conditions"]).astype(np.float32)
        for i, row in enumerate(x.astype(np.float32)):
            node = 0
            while tree["left_children"][node] != -1:
                value = row[tree["split_indices"][node]]
                left = tree["default_left"][node] if np.isnan(value) else value < conditions[node]
                node = tree["left_children" if left else "right_children"][node]
            scores[i] += float(conditions[node])
    return scores


def test_a_thousand_mutated_models_are_each_refused_or_read_as_what_they_say() -> None:
    rng, x = np.random.default_rng(4), history(3, 12)[0]
    text, read = text_of(trained("plain", 2)), 0
    for _ in range(1000):
        at, kind = int(rng.integers(len(text))), int(rng.integers(3))
        new = str(rng.integers(10)) if kind else chr(int(rng.integers(32, 127)))
        changed = text[:at] + (new if kind < 2 else "") + text[at + 1 :]
        try:
            forest = forest_of_json(changed)
        except BundleError:
            continue
        read += 1
        assert forest.raw(x).tolist() == as_it_says(changed, x)
    assert 50 < read < 800
