"""One row after the other gives what each row alone gives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explain.errors import DataError
from explain.shapley.stream import ShapleyStream
from explain.shapley.trees import TreeShapley
from tests.explain.shapley.samples import random_forest, random_rows

FEATURES = 6
SHAPLEY = TreeShapley(random_forest(5, features=FEATURES, trees=12, depth=7))
ODD = st.sampled_from([np.nan, np.inf, -np.inf, 0.0, -0.0, 1.0, 3.9, -0.5])
CELL = st.one_of(ODD, st.floats(-2, 2).map(lambda v: round(v, 1)))
# Which cell becomes what, and how many cells at once.
CHANGES = st.lists(st.dictionaries(st.integers(0, FEATURES - 1), CELL, max_size=FEATURES), max_size=30)


@settings(max_examples=150, deadline=None)
@given(changes=CHANGES)
def test_no_row_depends_on_those_before_it(changes: list[dict[int, float]]) -> None:
    stream, row = ShapleyStream(SHAPLEY), np.zeros(FEATURES)
    for change in changes:
        for column, value in change.items():
            row[column] = value
        np.testing.assert_array_equal(stream.values(row), SHAPLEY.values(row[None])[0])


def test_a_row_that_changes_no_answer_costs_nothing_and_one_that_does_only_its_own_groups() -> None:
    stream, rows = ShapleyStream(SHAPLEY), random_rows(1, 100, FEATURES)
    stream.values(rows[0])
    assert stream.reckoned == stream.groups
    stream.values(rows[0])
    assert stream.reckoned == 0
    row = np.zeros(FEATURES)
    stream.values(row)
    row[2] = 5.0
    stream.values(row)
    assert 0 < stream.reckoned < stream.groups


def test_what_it_gives_is_the_callers_to_keep_and_to_change() -> None:
    stream, rows = ShapleyStream(SHAPLEY), random_rows(1, 2, FEATURES)
    first = stream.values(rows[0])
    kept = first.copy()
    stream.values(rows[1])
    np.testing.assert_array_equal(first, kept)
    first[:] = 0.0
    np.testing.assert_array_equal(stream.values(rows[0]), kept)


def test_two_streams_of_the_same_trees_do_not_meet() -> None:
    one, other = ShapleyStream(SHAPLEY), ShapleyStream(SHAPLEY)
    rows = random_rows(2, 20, FEATURES)
    for a, b in zip(rows, rows[::-1], strict=True):
        np.testing.assert_array_equal(one.values(a), SHAPLEY.values(a[None])[0])
        np.testing.assert_array_equal(other.values(b), SHAPLEY.values(b[None])[0])


@pytest.mark.parametrize("shape", [(FEATURES + 1,), (1, FEATURES), ()])
def test_a_row_of_another_shape_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(DataError, match="shape"):
        ShapleyStream(SHAPLEY).values(np.zeros(shape))
