"""A forest is what it says, or it is refused."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from explain.errors import BundleError, DataError
from explain.shapley import library
from explain.shapley.forest import FloatArray, Forest
from tests.explain.shapley.samples import random_forest, random_rows, walked

Spoil = Callable[[Forest], dict[str, Any]]


def changed(name: str, place: int, value: float) -> Spoil:
    """One number of one array replaced."""

    def spoil(forest: Forest) -> dict[str, Any]:
        array = getattr(forest, name).copy()
        array[place] = value
        return {name: array}

    return spoil


def small(**other: Any) -> Forest:
    """Feature 0 at 0.5, then on the right the set {1, 2} of feature 1: nodes 0, 2 split, 1, 3, 4 are leaves."""
    forest = Forest(
        n_features=2,
        base=10.0,
        roots=np.array([0], dtype=np.int32),
        feature=np.array([0, -1, 1, -1, -1], dtype=np.int32),
        threshold=np.array([0.5, 0.0, 0.0, 0.0, 0.0]),
        left=np.array([1, -1, 3, -1, -1], dtype=np.int32),
        right=np.array([2, -1, 4, -1, -1], dtype=np.int32),
        nan_left=np.array([True, False, False, False, False]),
        category=np.array([-1, -1, 0, -1, -1], dtype=np.int32),
        cover=np.array([10.0, 4.0, 6.0, 2.0, 4.0]),
        value=np.array([0.0, 1.0, 0.0, 2.0, 3.0]),
        category_sets=((1, 2),),
    )
    return replace(forest, **other)


@pytest.fixture(params=["kernel", "none"])
def forest(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Forest:
    """With the kernel, and without."""
    monkeypatch.setenv(library.VARIABLE, "" if request.param == "kernel" else "none")
    return small()


@pytest.mark.parametrize(
    ("row", "score"),
    [
        ([0.5, 0.0], 11.0),
        ([np.nan, 0.0], 11.0),
        ([-np.inf, 0.0], 11.0),
        ([0.6, 1.0], 12.0),
        ([0.6, 2.9], 12.0),
        ([0.6, 3.0], 13.0),
        ([0.6, -1.0], 13.0),
        ([0.6, np.nan], 13.0),
        ([np.inf, np.inf], 13.0),
        ([0.6, 4.3e9], 13.0),
        ([0.6, -np.inf], 13.0),
    ],
)
def test_a_row_goes_where_the_splits_say(forest: Forest, row: list[float], score: float) -> None:
    assert forest.raw(np.array([row])).tolist() == [score]


@pytest.mark.parametrize("seed", range(12))
def test_scores_are_those_of_a_walk_down_each_tree_with_the_kernel_and_without(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown = random_forest(seed, features=4, trees=19, depth=7)
    grown = replace(grown, single_precision=bool(seed % 2))
    x = random_rows(seed, 60, 4)
    expected = [walked(grown, row) for row in x]
    assert grown.raw(x).tolist() == expected
    monkeypatch.setenv(library.VARIABLE, "none")
    assert replace(grown).raw(x).tolist() == expected


def test_single_precision_rounds_the_row_before_it_compares(forest: Forest) -> None:
    just_over = np.array([[0.5 + 1e-9, 9.0]])
    assert forest.raw(just_over).tolist() == [13.0]
    assert replace(forest, single_precision=True).raw(just_over).tolist() == [11.0]
    assert replace(forest, single_precision=True).raw(np.array([[1e300, 9.0]])).tolist() == [13.0]


def test_a_forest_without_trees_scores_its_base(forest: Forest) -> None:
    nothing: dict[str, Any] = {
        **dict.fromkeys(("roots", "feature", "left", "right", "category"), np.empty(0, dtype=np.int32)),
        **dict.fromkeys(("threshold", "cover", "value"), np.empty(0)),
        "nan_left": np.empty(0, dtype=np.bool_),
    }
    bare = replace(forest, **nothing)
    assert bare.raw(np.zeros((3, 2))).tolist() == [10.0] * 3


def test_no_rows_have_no_scores(forest: Forest) -> None:
    assert forest.raw(np.empty((0, 2))).shape == (0,)


@pytest.mark.parametrize("x", [np.zeros((2, 3)), np.zeros(2), np.zeros((1, 2, 1))])
def test_rows_of_another_shape_are_refused(forest: Forest, x: FloatArray) -> None:
    with pytest.raises(DataError, match="shape"):
        forest.raw(x)


def test_rows_need_not_lie_in_one_piece(forest: Forest) -> None:
    x = np.array([[0.6, 9.0, 1.0, 9.0]])
    assert forest.raw(x[:, ::2]).tolist() == [12.0]


HOSTILE: dict[str, tuple[Spoil, str]] = {
    "no features": (lambda _: {"n_features": 0}, "features"),
    "an infinite base": (lambda _: {"base": np.inf}, "base"),
    "a base that is no number": (lambda _: {"base": np.nan}, "base"),
    "a threshold that is no number": (changed("threshold", 0, np.nan), "threshold"),
    "a value that is no number": (changed("value", 1, np.nan), "value"),
    "an infinite value": (changed("value", 1, np.inf), "value"),
    "a value inside": (changed("value", 0, 1.0), "not a leaf"),
    "an infinite cover": (changed("cover", 1, np.inf), "cover"),
    "a negative cover": (changed("cover", 1, -1.0), "negative cover"),
    "a feature beyond the last": (changed("feature", 0, 2), "feature that does not exist"),
    "a feature below -1": (changed("feature", 1, -2), "feature that does not exist"),
    "a child beyond the last": (changed("left", 0, 5), "child that does not exist"),
    "a negative child": (changed("left", 0, -1), "child that does not exist"),
    "a leaf with a child": (changed("left", 1, 3), "though it is a leaf"),
    "a root beyond the last": (changed("roots", 0, 5), "root"),
    "a negative root": (changed("roots", 0, -1), "root"),
    "a node reached twice": (changed("right", 2, 3), "more than one parent"),
    "a node reached from itself": (changed("left", 0, 0), "more than one parent"),
    "a root inside another tree": (
        lambda _: {"roots": np.array([0, 2], dtype=np.int32)},
        "more than one parent",
    ),
    "a node that nothing leads to": (lambda _: {"roots": np.empty(0, dtype=np.int32)}, "no parent"),
    "a set that is not there": (changed("category", 2, 1), "category set"),
    "a category below -1": (changed("category", 2, -2), "category set"),
    "a leaf with a set": (changed("category", 1, 0), "though it is a leaf"),
    "a gap going left at a set": (changed("nan_left", 2, True), "gap going left"),
    "a set out of order": (lambda _: {"category_sets": ((2, 1),)}, "sorted"),
    "a set with a negative member": (lambda _: {"category_sets": ((-1, 1),)}, "sorted"),
    "a set with a huge member": (lambda _: {"category_sets": ((1, 2**31),)}, "sorted"),
    "an array that is too short": (lambda f: {"value": f.value[:-1]}, "value"),
    "an array of another type": (lambda f: {"threshold": f.threshold.astype(np.float32)}, "threshold"),
    "an array of two dimensions": (lambda f: {"cover": f.cover[:, None]}, "cover"),
    "a list for an array": (lambda f: {"left": f.left.tolist()}, "left"),
}


@pytest.mark.parametrize(("spoil", "reason"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_forest_with_something_wrong_is_refused_before_it_scores(spoil: Spoil, reason: str) -> None:
    spoilt = replace(small(), **spoil(small()))
    with pytest.raises(BundleError, match=reason):
        spoilt.check()
    with pytest.raises(BundleError, match=reason):
        spoilt.raw(np.zeros((1, 2)))


def test_a_split_that_no_training_row_passed_is_refused() -> None:
    cover = np.array([10.0, 10.0, 0.0, 0.0, 0.0])
    with pytest.raises(BundleError, match="no training row"):
        small(cover=cover).check()
    small(cover=np.array([10.0, 4.0, 6.0, 6.0, 0.0])).check()


def test_nodes_that_go_round_in_a_circle_are_refused() -> None:
    # Nodes 1 and 2 are each other's child: each has one parent, and no root leads to them.
    circle = small(
        roots=np.array([0], dtype=np.int32),
        feature=np.array([-1, 0, 0, -1, -1], dtype=np.int32),
        left=np.array([-1, 2, 1, -1, -1], dtype=np.int32),
        right=np.array([-1, 3, 4, -1, -1], dtype=np.int32),
        category=np.full(5, -1, dtype=np.int32),
        nan_left=np.zeros(5, dtype=np.bool_),
        value=np.array([1.0, 0.0, 0.0, 2.0, 3.0]),
    )
    with pytest.raises(BundleError, match="circle"):
        circle.check()


def test_a_tree_deeper_than_any_library_grows_is_refused() -> None:
    splits = 5000
    inner, leaf = np.arange(splits), np.full(splits + 1, -1)
    chain = small(
        n_features=1,
        feature=np.concatenate([np.zeros(splits), leaf]).astype(np.int32),
        left=np.concatenate([inner + 1, leaf]).astype(np.int32),
        right=np.concatenate([splits + 1 + inner, leaf]).astype(np.int32),
        **{name: np.zeros(2 * splits + 1) for name in ("threshold", "value")},
        cover=np.ones(2 * splits + 1),
        nan_left=np.zeros(2 * splits + 1, dtype=np.bool_),
        category=np.full(2 * splits + 1, -1, dtype=np.int32),
    )
    with pytest.raises(BundleError, match="deeper"):
        chain.check()


def test_an_infinite_threshold_parts_gaps_from_all_else(forest: Forest) -> None:
    parted = replace(forest, threshold=np.array([np.inf, 0.0, 0.0, 0.0, 0.0]), nan_left=np.zeros(5, dtype=np.bool_))
    rows = np.array([[np.inf, 9.0], [-np.inf, 9.0], [np.nan, 9.0]])
    assert parted.raw(rows).tolist() == [11.0, 11.0, 13.0]
