from dataclasses import replace

import numpy as np
import pytest

from explain.detectors.arrays import array_files
from explain.detectors.forest_files import forest_files, read_forest
from explain.errors import BundleError
from explain.shapley.forest import Forest

STUMP = Forest(
    n_features=2,
    base=0.25,
    roots=np.array([0], dtype=np.int32),
    feature=np.array([1, -1, -1], dtype=np.int32),
    threshold=np.array([3.0, 0.0, 0.0]),
    left=np.array([1, -1, -1], dtype=np.int32),
    right=np.array([2, -1, -1], dtype=np.int32),
    nan_left=np.array([True, False, False]),
    category=np.full(3, -1, dtype=np.int32),
    cover=np.array([10.0, 4.0, 6.0]),
    value=np.array([0.0, -1.0, 2.0]),
    single_precision=True,
)
ROWS = np.array([[0.0, 3.0], [0.0, 3.1], [0.0, np.nan]])


def test_a_forest_comes_back_whole() -> None:
    again = read_forest(forest_files(STUMP), single_precision=True)
    assert again.raw(ROWS).tolist() == [-0.75, 2.25, -0.75]
    assert forest_files(again) == forest_files(STUMP)
    np.testing.assert_array_equal(again.cover, STUMP.cover)


def test_its_precision_is_the_familys_own() -> None:
    just_above = np.array([[0.0, 3.0 + 1e-12]])
    assert read_forest(forest_files(STUMP), single_precision=True).raw(just_above) == -0.75
    assert read_forest(forest_files(STUMP), single_precision=False).raw(just_above) == 2.25


def test_a_split_that_parts_gaps_from_all_else_is_kept() -> None:
    parted = replace(STUMP, threshold=np.array([np.inf, 0.0, 0.0]), nan_left=np.array([False] * 3))
    again = read_forest(forest_files(parted), single_precision=True)
    assert again.raw(ROWS).tolist() == [-0.75, -0.75, 2.25]


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("shape", np.array([0], dtype=np.int32)),
        ("shape", np.array([1], dtype=np.int32)),
        ("shape", np.array([2_000_000_000], dtype=np.int32)),
        ("base", np.array([np.nan])),
        ("roots", np.array([3], dtype=np.int32)),
        ("left", np.array([0, -1, -1], dtype=np.int32)),
        ("right", np.array([9, -1, -1], dtype=np.int32)),
        ("feature", np.array([1, -1], dtype=np.int32)),
        ("threshold", np.array([np.nan, 0.0, 0.0])),
        ("value", np.array([0.0, np.inf, 2.0])),
        ("cover", np.array([10.0, -4.0, 6.0])),
        ("nan_left", np.array([1.0, 0.0, 0.0])),
    ],
)
def test_arrays_that_make_no_forest_are_refused(name: str, array: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    with pytest.raises(BundleError):
        read_forest({**forest_files(STUMP), **array_files({name: array})}, single_precision=True)


@pytest.mark.parametrize("file", sorted(forest_files(STUMP)))
def test_every_file_is_needed(file: str) -> None:
    files = {name: content for name, content in forest_files(STUMP).items() if name != file}
    with pytest.raises(BundleError, match=file):
        read_forest(files, single_precision=True)
