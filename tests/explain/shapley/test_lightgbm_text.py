"""LightGBM's text is read as LightGBM itself scores it, or refused."""

import re
from functools import cache
from typing import Any

import lightgbm
import numpy as np
import pytest

from explain.errors import BundleError
from explain.shapley.forest import FloatArray
from explain.shapley.lightgbm_text import forest_of_text

ZERO = float(np.float32(1e-35))
CASES: dict[str, dict[str, Any]] = {
    "plain": {},
    "gaps": {"gaps": 0.1},
    "gaps as zeros": {"gaps": 0.1, "use_missing": False},
    "categories": {"categories": [3, 4], "max_cat_to_onehot": 1, "gaps": 0.05},
    "one category against the rest": {"categories": [3, 4], "max_cat_to_onehot": 100},
    "trees of one leaf": {"min_data_in_leaf": 10**6},
    "deep trees": {"num_leaves": 63, "min_data_in_leaf": 1, "min_sum_hessian_in_leaf": 0.0},
    "regression": {"objective": "regression"},
    "no intercept": {"boost_from_average": False},
    "constant columns": {"constant": True},
    "dart": {"boosting": "dart", "drop_rate": 0.5},
    "bagging": {"bagging_fraction": 0.5, "bagging_freq": 1, "feature_fraction": 0.5},
    "monotone": {"monotone_constraints": [1, 0, 0, 0, -1, 0]},
}


def history(seed: int, *, gaps: float = 0.0, constant: bool = False) -> tuple[FloatArray, FloatArray]:
    """Six columns, two of them categories, two with values about zero."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(600, 6))
    x[:, 3], x[:, 4] = rng.integers(0, 60, 600), rng.integers(0, 5, 600)
    x[:, 5] = rng.choice([0.0, 1e-30, -1e-30, 2.0], 600)
    if constant:
        x[:, [0, 2]] = 7.0
    x[rng.random(x.shape) < gaps] = np.nan
    score = np.nan_to_num(x[:, 0] * x[:, 1]) + (x[:, 3] % 7 == 2) + (x[:, 5] > 0) + rng.normal(size=600) * 0.3
    return x, (score > 0.5).astype(np.float64)


@cache
def trained(case: str, rounds: int = 30) -> lightgbm.Booster:
    chosen = {"objective": "binary", "num_leaves": 8, "min_data_per_group": 5, "cat_smooth": 1.0, **CASES[case]}
    categories = chosen.pop("categories", [])
    x, y = history(1, gaps=chosen.pop("gaps", 0.0), constant=chosen.pop("constant", False))
    fixed = {"verbosity": -1, "num_threads": 1, "seed": 1}
    data = lightgbm.Dataset(x, y, categorical_feature=categories, params=fixed)
    return lightgbm.train({**fixed, **chosen}, data, rounds)


def awkward_rows() -> FloatArray:
    """Rows as trained on, and rows on every edge that LightGBM has."""
    x, _ = history(2, gaps=0.1)
    edges = [np.nan, 0.0, -0.0, np.inf, -np.inf, 1e300, 1e-36, -1e-36, ZERO, -ZERO, np.nextafter(ZERO, 1.0), -0.5, 3.7]
    same = np.repeat(np.array(edges)[:, None], 6, axis=1)
    mixed = np.random.default_rng(3).choice(edges, size=(200, 6))
    return np.concatenate([x, same, mixed])


@pytest.mark.parametrize("case", CASES)
def test_scores_are_lightgbms_own_to_the_last_bit(case: str) -> None:
    booster, x = trained(case), awkward_rows()
    forest = forest_of_text(booster.model_to_string())
    np.testing.assert_array_equal(forest.raw(x), booster.predict(x, raw_score=True, num_threads=1))


def test_a_model_without_trees_is_refused() -> None:
    text = trained("plain").model_to_string(num_iteration=1)
    bare = re.sub(r"tree_sizes=\d+", "tree_sizes=", text[: text.index("Tree=0")] + text[text.index("end of trees") :])
    with pytest.raises(BundleError, match="damaged"):
        forest_of_text(bare)


@pytest.mark.parametrize("threshold", ["0", "-0", "1e-36", "-1e-36", "1e-35", "-1e-35", "inf", "-inf"])
def test_thresholds_about_zero_are_compared_as_lightgbm_compares_them(threshold: str) -> None:
    text = trained("gaps as zeros").model_to_string(num_iteration=1)
    first = re.search(r"\nthreshold=\S+", text)
    assert first
    moved = in_same_size(text, first[0], f"\nthreshold={threshold}")
    expected = lightgbm.Booster(model_str=moved).predict(awkward_rows(), raw_score=True, num_threads=1)
    np.testing.assert_array_equal(forest_of_text(moved).raw(awkward_rows()), expected)


def test_cover_is_the_count_of_training_rows() -> None:
    forest = forest_of_text(trained("gaps").model_to_string())
    assert (forest.cover[forest.roots] == 600).all()


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "averaged": ({"boosting": "rf", "bagging_fraction": 0.5, "bagging_freq": 1}, "boosting=gbdt"),
    "linear": ({"linear_tree": True, "objective": "regression"}, "linear_tree"),
    "multi-class": ({"objective": "multiclass", "num_class": 3}, "several classes"),
    "zeros for gaps": ({"zero_as_missing": True}, "zero_as_missing"),
}


@pytest.mark.parametrize(("settings", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_model_that_is_more_than_a_sum_of_plain_trees_is_refused(settings: dict[str, Any], reason: str) -> None:
    x, y = history(1, gaps=0.1)
    fixed = {"verbosity": -1, "num_threads": 1, "num_leaves": 4}
    booster = lightgbm.train({"objective": "binary", **fixed, **settings}, lightgbm.Dataset(x, y, params=fixed), 3)
    with pytest.raises(BundleError, match=reason):
        forest_of_text(booster.model_to_string())


DAMAGE: dict[str, tuple[str, str, str]] = {
    "another version": ("version=v4", "version=v5", "v5"),
    "no first line": ("tree\n", "twig\n", "begin with"),
    "no end": ("end of trees", "end of treez", "end of trees"),
    "an unknown line in the header": ("label_index=0", "label_index=0\nsecret=1", "max_feature_idx"),
    "an unknown line at its end": ("\n\nTree=0", "\nsecret=1\n\nTree=0", "secret"),
    "a line twice": ("num_class=1\n", "num_class=1\nnum_class=1\n", "num_tree_per_iteration"),
    "a feature too many": ("max_feature_idx=5", "max_feature_idx=6", "feature_names"),
    "another size": ("tree_sizes=", "tree_sizes=1", "tree_sizes"),
    "a size in words": ("tree_sizes=", "tree_sizes=x ", "whole numbers"),
    "a leaf too many": ("num_leaves=8\nnum_cat=0", "num_leaves=9\nnum_cat=0", "does not hold"),
    "sets from nowhere": ("num_cat=0", "num_cat=1", "num_cat"),
    "a linear leaf": ("is_linear=0", "is_linear=1", "linear"),
    "counts that do not add up": ("internal_count=600 ", "internal_count=601 ", "add up"),
    "a decision of no kind": ("decision_type=2 ", "decision_type=9 ", "set|decision"),
    "a feature that is not there": ("split_feature=", "split_feature=9", "feature|whole"),
    "a child that is not there": ("left_child=1 ", "left_child=8 ", "left_child|damaged"),
    "a value of words": ("leaf_value=", "leaf_value=nan ", "numbers"),
    "underscores": ("leaf_value=0.", "leaf_value=0_0.", "numbers"),
}


def in_same_size(text: str, old: str, new: str) -> str:
    """The first `old` after the header becomes `new`, the first tree's size with it."""
    damaged = text.replace(old, new, 1)
    if text.index(old) < text.index("Tree=0"):
        return damaged
    sizes = re.search(r"tree_sizes=(\d+)", text)
    assert sizes
    size = int(sizes[1]) + len(new) - len(old)
    return damaged.replace(sizes[0], f"tree_sizes={size}", 1)


@pytest.mark.parametrize(("old", "new", "reason"), DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_text_is_refused_with_the_reason(old: str, new: str, reason: str) -> None:
    text = trained("plain").model_to_string()
    if old == "leaf_value=0.":
        old = re.search(r"leaf_value=-?\d", text)[0]  # type: ignore[index]  # every model has one
        new = old + "_0"
    assert old in text
    with pytest.raises(BundleError, match=reason):
        forest_of_text(in_same_size(text, old, new))


def test_categories_that_do_not_fit_their_words_are_refused() -> None:
    text = trained("categories").model_to_string()
    for old, new in (("cat_boundaries=0 ", "cat_boundaries=1 "), ("cat_threshold=", "cat_threshold=x ")):
        with pytest.raises(BundleError, match="cat_"):
            forest_of_text(in_same_size(text, old, new))


def as_it_says(text: str, x: FloatArray) -> list[float]:
    """What a text scores when its lines are taken at their word, without any check."""
    scores = [0.0] * len(x)
    for block in text.split("\nend of trees\n", maxsplit=1)[0].split("Tree=")[1:]:
        line = dict(pair.split("=", 1) for pair in block.split("\n") if "=" in pair)
        numbers = {key: [float(n) for n in value.split()] for key, value in line.items()}
        for i, row in enumerate(x):
            node = 0 if line["left_child"] else -1
            while node >= 0:
                node = int(numbers["left_child" if left(numbers, node, row) else "right_child"][node])
            scores[i] += numbers["leaf_value"][-1 - node]
    return scores


def left(numbers: dict[str, list[float]], node: int, row: FloatArray) -> bool:
    value, threshold = row[int(numbers["split_feature"][node])], numbers["threshold"][node]
    value = 0.0 if abs(value) <= ZERO else value
    decision = int(numbers["decision_type"][node])
    if decision & 1:
        if np.isnan(value) or not -1 < value < 2**31:
            return False
        bounds = [int(n) for n in numbers["cat_boundaries"][int(threshold) :][:2]]
        words = [int(n) for n in numbers["cat_threshold"][bounds[0] : bounds[1]]]
        return int(value) < 32 * len(words) and bool(words[int(value) // 32] >> int(value) % 32 & 1)
    if np.isnan(value) and decision & 8:
        return bool(decision & 2)
    return bool(np.nan_to_num(value) <= threshold if np.isnan(value) else value <= threshold)


def mutated(text: str, rng: np.random.Generator) -> str:
    """One to three small changes: a character, a digit, a word, a line, a swap."""
    for _ in range(int(rng.integers(1, 4))):
        at = int(rng.integers(len(text)))
        kind = int(rng.integers(6))
        if kind == 0:
            text = text[:at] + chr(int(rng.integers(32, 127))) + text[at + 1 :]
        elif kind == 1:
            text = text[:at] + text[at + 1 :]
        elif kind == 2:
            digits = [match.start() for match in re.finditer(r"\d", text)]
            at = int(rng.choice(digits))
            text = text[:at] + str(rng.integers(10)) + text[at + 1 :]
        elif kind == 3:
            words = list(re.finditer(r"(?<=[ =])-?[\d.e+-]+", text))
            word = words[int(rng.integers(len(words)))]
            other = rng.choice(["0", "-1", "7", "1e400", "-9999999999", "nan", "inf", "", "2147483647", "3.5"])
            text = text[: word.start()] + str(other) + text[word.end() :]
        else:
            lines = text.split("\n")
            a, b = rng.integers(len(lines), size=2)
            if kind == 4:
                lines[a], lines[b] = lines[b], lines[a]
            else:
                lines[a : a + 1] = [] if rng.random() < 0.5 else [lines[a], lines[a]]
            text = "\n".join(lines)
    return text


def resized(text: str) -> str:
    """tree_sizes put right, so that a change gets past them."""
    blocks = re.split(r"(?=^Tree=)", text.split("end of trees", maxsplit=1)[0], flags=re.MULTILINE)[1:]
    return re.sub(r"^tree_sizes=.*$", "tree_sizes=" + " ".join(str(len(b)) for b in blocks), text, flags=re.MULTILINE)


@pytest.mark.parametrize("case", ["gaps", "categories"])
def test_a_thousand_mutated_texts_are_each_refused_or_read_as_what_they_say(case: str) -> None:
    rng, x = np.random.default_rng(4), awkward_rows()[::40]
    text = trained(case).model_to_string(num_iteration=2).split("\nparameters:")[0]
    read = 0
    for _ in range(1000):
        changed = mutated(text, rng)
        changed = resized(changed) if rng.random() < 0.7 else changed
        try:
            forest = forest_of_text(changed)
        except BundleError:
            continue
        read += 1
        assert forest.raw(x).tolist() == as_it_says(changed, x)
    assert 50 < read < 700
