"""The layout for the kernel says what the leaves say."""

import math

import numpy as np
import pytest

from explain.shapley.groups import chunked, grouped
from explain.shapley.paths import leaves_of
from explain.shapley.plan import LANES, Plan, plan_of
from tests.explain.shapley.samples import path_dependent_worth, random_forest, random_rows


def words(plan: Plan, columns: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[int]:
    """Each chunk's literals for one row, as the kernel forms them."""
    found = []
    for chunk in range(len(plan.shift)):
        first, end = plan.chunk_test[chunk : chunk + 2]
        true = columns[plan.column[first:end]] <= plan.threshold[first:end]
        bits = sum(1 << i for i in np.flatnonzero(true).tolist())
        found.append((bits | bits << int(plan.shift[chunk])) % 2**64 ^ int(plan.flip[chunk]))
    return found


@pytest.mark.parametrize("seed", range(15))
def test_a_cell_needs_the_literals_of_its_leafs_condition(seed: int) -> None:
    forest = random_forest(seed, features=6, trees=5, depth=8, stop=0.05)
    plan = plan_of(forest)
    chunks = list(chunked(group for leaves in leaves_of(forest.sound) for group in grouped(leaves)))
    for columns in forest.sound.columns(random_rows(seed, 6, 6)):
        row = 0
        for chunk, word in zip(chunks, words(plan, columns), strict=True):
            for group in chunk.groups:
                for lane, leaf in enumerate(group.leaves):
                    conditions = {condition.feature: condition for condition in leaf.conditions}
                    for i, feature in enumerate(group.features):
                        needed, cover = int(plan.need[row + i, lane]), plan.cover[row + i, lane]
                        if feature not in conditions:
                            assert (needed, cover) == (0, 1.0)
                            continue
                        literals = conditions[feature].literals
                        passes = all((columns[c] <= t) == answer for (c, t), answer in literals)
                        assert (needed & ~word == 0) == passes
                        assert cover == conditions[feature].cover
                row += 2 * group.points
        assert row == len(plan.row_feature)


@pytest.mark.parametrize("seed", range(15))
def test_counts_and_starts_fit_each_other(seed: int) -> None:
    plan = plan_of(random_forest(seed, features=6, trees=5, depth=8, stop=0.05))
    assert plan.chunk_group[-1] == len(plan.points) == len(plan.value) == len(plan.literals)
    assert plan.chunk_test[-1] == len(plan.column) == len(plan.threshold)
    assert (np.diff(plan.chunk_test) % LANES == 0).all()
    assert plan.group_row[-1] == len(plan.row_feature) == len(plan.need) == len(plan.cover)
    assert (np.diff(plan.group_row) == 2 * plan.points).all()
    assert plan.group_test[-1] == len(plan.tests)
    assert plan.column.max() < len(plan.trees.feature)
    # No test but the fillers is lost, and a filler is never true.
    assert math.isnan(plan.threshold[-1]) or len(plan.column) % LANES == 0
    assert plan.tests.max() < 64


@pytest.mark.parametrize("seed", range(15))
def test_the_base_is_what_the_forest_expects_when_nothing_is_known(seed: int) -> None:
    forest = random_forest(seed)
    expected = path_dependent_worth(forest, np.zeros(5))(frozenset())
    assert plan_of(forest).base == pytest.approx(expected, rel=1e-13)


def test_a_forest_of_leaves_alone_is_its_base() -> None:
    forest = random_forest(0, depth=0)
    plan = plan_of(forest)
    assert plan.base == pytest.approx(forest.base + forest.value.sum(), rel=1e-15)
    assert len(plan.points) == len(plan.shift) == 0
